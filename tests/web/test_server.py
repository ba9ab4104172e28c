"""What holds for every answer: headers, health, numbers, logs; and the pages for people."""

import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from tests.web.conftest import TEXT, Build

from sidelight.errors import InboxUnavailableError, SidelightError, SiteNotAskedError
from sidelight.web.app import create_app
from sidelight.web.hosts import is_trusted

PATHS = ["/", "/demo", "/docs", "/v1/openapi.json", "/v1/entries", "/health/live", "/metrics", "/nowhere"]


class TestHeaders:
    @pytest.mark.parametrize("path", PATHS)
    def test_every_answer_keeps_browsers_careful(self, client: FlaskClient, path: str) -> None:
        headers = client.get(path).headers

        assert "default-src 'none'" in headers["Content-Security-Policy"]
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert "unsafe" not in headers["Content-Security-Policy"]
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert re.fullmatch(r"[0-9a-f]{32}", headers["X-Request-Id"])

    @pytest.mark.parametrize("path", PATHS)
    def test_no_other_site_may_read_an_answer(self, client: FlaskClient, path: str) -> None:
        headers = client.get(path, headers={"Origin": "https://elsewhere.example"}).headers

        assert not [name for name, _ in headers.items() if name.lower().startswith("access-control-")]

    @pytest.mark.parametrize("path", PATHS)
    def test_no_answer_sets_a_cookie(self, client: FlaskClient, path: str) -> None:
        assert "Set-Cookie" not in client.get(path).headers

    def test_every_call_answers_options(self, app: Flask, client: FlaskClient) -> None:
        for rule in app.url_map.iter_rules():
            path = re.sub(r"<(?:int|number):\w+>", "1", rule.rule)
            response = client.options(re.sub(r"<[^>]+>", "x", path))
            assert response.status_code == 200, rule.rule
            assert "OPTIONS" in response.headers["Allow"]


class TestHealth:
    def test_a_server_that_lives_says_so(self, client: FlaskClient) -> None:
        assert client.get("/health/live").get_json() == {"status": "live"}

    def test_a_server_that_is_ready_names_its_edition(self, client: FlaskClient) -> None:
        assert client.get("/health/ready").get_json() == {"status": "ready", "edition": 1, "entries": 4}

    def test_requests_and_findings_are_counted(self, build_services: Build) -> None:
        services = build_services()
        client = create_app(services, services.config).test_client()

        client.post("/v1/annotations", json={"text": TEXT, "published": "2023-05-18"})
        client.get("/v1/entries/unknown")
        client.open("/nowhere", method="BREW")

        numbers = client.get("/metrics").get_data(as_text=True)
        assert 'sidelight_requests_total{method="POST",route="/v1/annotations",status="200"} 1.0' in numbers
        assert 'sidelight_requests_total{method="GET",route="/v1/entries/<entry_id>",status="404"} 1.0' in numbers
        assert 'sidelight_requests_total{method="other",route="unmatched",status="404"} 1.0' in numbers
        assert 'sidelight_findings_total{finding="context"} 1.0' in numbers
        assert "sidelight_entries 4.0" in numbers


class TestLogs:
    @pytest.fixture
    def client(self, build_services: Build) -> FlaskClient:
        """A client of an app of its own, since the log level is the process's."""
        services = build_services(SIDELIGHT_LOG_LEVEL="info")
        return create_app(services, services.config).test_client()

    def test_a_request_is_one_line_with_the_id_of_its_answer(
        self, client: FlaskClient, capfd: pytest.CaptureFixture[str]
    ) -> None:
        response = client.get("/v1/entries/unknown")

        (line,) = (json.loads(line) for line in capfd.readouterr().err.splitlines())
        assert line.items() >= {
            "event": "answered",
            "method": "GET",
            "route": "/v1/entries/<entry_id>",
            "status": 404,
            "code": "entry-not-found",
            "level": "info",
            "request_id": response.headers["X-Request-Id"],
        }.items()  # fmt: skip
        assert line["milliseconds"] >= 0

    @pytest.mark.parametrize(
        ("error", "level", "detail"),
        [
            (SiteNotAskedError("news.example rests"), "info", None),
            (InboxUnavailableError("'inbox.sqlite3' cannot be used: disk full"), "error", "disk full"),
        ],
        ids=["the site's", "the operator's"],
    )
    def test_only_what_the_operator_can_act_on_is_an_error_and_then_it_is_told(
        self,
        client: FlaskClient,
        capfd: pytest.CaptureFixture[str],
        error: SidelightError,
        level: str,
        detail: str | None,
    ) -> None:
        def broken() -> str:
            raise error

        client.application.view_functions["index"] = broken

        assert client.get("/").status_code == 503

        *failed, answered = (json.loads(line) for line in capfd.readouterr().err.splitlines())
        assert (answered["event"], answered["level"]) == ("answered", level)
        assert [detail in line["detail"] for line in failed if detail] == ([True] if detail else [])
        assert "news.example" not in str([failed, answered])

    def test_watching_the_server_does_not_fill_the_log(
        self, client: FlaskClient, capfd: pytest.CaptureFixture[str]
    ) -> None:
        for path in ("/health/live", "/health/ready", "/metrics"):
            client.get(path)

        assert capfd.readouterr().err == ""

    def test_the_level_is_the_one_that_is_set(self, build_services: Build, capfd: pytest.CaptureFixture[str]) -> None:
        services = build_services(SIDELIGHT_LOG_LEVEL="error")
        create_app(services, services.config).test_client().get("/v1/entries")

        assert capfd.readouterr().err == ""


class TestPages:
    def test_the_front_door_leads_to_the_demo(self, client: FlaskClient) -> None:
        response = client.get("/")

        assert (response.status_code, response.headers["Location"]) == (302, "/demo")

    def test_the_documentation_tells_every_call(self, app: Flask, client: FlaskClient) -> None:
        page = client.get("/docs").get_data(as_text=True)
        document = client.get("/v1/openapi.json").get_json()

        assert [path for path in document["paths"] if f" {path}</code>" not in page] == []
        assert "&#34;passages&#34;" in page

    def test_every_link_inside_the_documentation_leads_somewhere(self, client: FlaskClient) -> None:
        page = client.get("/docs").get_data(as_text=True)
        places = set(re.findall(r'id="([^"]+)"', page))

        assert [link for link in re.findall(r'href="#([^"]+)"', page) if link not in places] == []

    def test_the_documentation_loads_from_this_server_alone(self, client: FlaskClient) -> None:
        page = client.get("/docs").get_data(as_text=True)
        loaded = re.findall(r'<link[^>]+href="([^"]+)"', page)

        assert "<script" not in page
        assert "style=" not in page
        assert [address for address in loaded if not address.startswith(("/", "data:"))] == []
        for address in loaded:
            if address.startswith("/"):
                with client.get(address) as response:
                    assert response.status_code == 200


@pytest.mark.parametrize(
    ("host", "trusted", "answer"),
    [
        ("news.example", ["news.example"], True),
        ("NEWS.example.:443", ["news.example"], True),
        ("a.news.example", ["news.example"], False),
        ("a.news.example", [".news.example"], True),
        ("news.example", [".news.example"], True),
        ("badnews.example", [".news.example"], False),
        ("[::1]", ["[::1]"], True),
        ("::1", ["[::1]"], False),
        ("news.example@elsewhere.example", ["news.example"], False),
        ("news.example:x", ["news.example"], False),
        ("news.example/x", ["news.example"], False),
        ("", ["news.example"], False),
        ("news.example", [], False),
    ],
)
def test_a_host_is_trusted_by_its_whole_name(host: str, trusted: list[str], answer: bool) -> None:
    assert is_trusted(host, trusted) is answer
