"""What a reader's extension sends is neither stored nor logged: not by success, not by failure, not anywhere."""

import json
import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from tests.web.conftest import EXPECTED, HTML, TEXT, Build
from tests.web.site import running_site

from sidelight.web.app import create_app

#: Unlike anything else: in what is sent, in titles, in addresses.
MARK = "zorblatt"
MARKS = (f"{MARK}-text", f"{MARK}-title", f"{MARK}-address", f"{MARK}-wrong", f"{MARK}-host", f"{MARK}-agent")
FETCHED_MARK = "quuxley"


@pytest.fixture
def client(build_services: Build) -> Iterator[FlaskClient]:
    page = HTML.replace("</p>", f" {FETCHED_MARK}.</p>", 1)
    with running_site(page) as (host, _):
        services = build_services(SIDELIGHT_FETCH_ALLOW=host, SIDELIGHT_LOG_LEVEL="debug")
        client = create_app(services, services.config).test_client()
        client.environ_base["HTTP_USER_AGENT"] = MARKS[5]
        client.environ_base["REMOTE_ADDR"] = "203.0.113.77"
        client.environ_base["SITE"] = host
        yield client


def send_everything(client: FlaskClient) -> list[int]:
    """Send marked texts and addresses every way there is, rightly and wrongly."""
    host = client.environ_base["SITE"]
    text = f"{TEXT}\n\nThe {MARKS[0]} was seen."
    bodies: list[Any] = [
        {"text": text, "title": MARKS[1], "published": EXPECTED["published"], "url": f"https://{MARKS[2]}.example/"},
        {"passages": [{"text": text}], "title": MARKS[1]},
        {"html": f"<title>{MARKS[1]}</title><p>{text}</p>"},
        {"url": f"http://{host}/article/{MARKS[2]}?q={MARKS[2]}#{MARKS[2]}"},
        {"url": f"http://{host}/gone/{MARKS[2]}"},
        {"url": f"http://[::1]/{MARKS[2]}"},
        {"url": f"http://user:{MARKS[2]}@news.example/"},
        {"url": f"http://10.0.0.1/{MARKS[2]}"},
        {"text": text, MARKS[3]: MARKS[3]},
        {"text": text, "published": MARKS[3], "kinds": [MARKS[3]]},
        {"text": text, "entry": MARKS[3]},
        {"text": text, "entry": {"id": MARKS[3], "kind": MARKS[3]}},
        MARKS[3],
    ]
    statuses = [
        client.post(path, json=body).status_code for body in bodies for path in ("/v1/annotations", "/v1/explain")
    ]
    queries: list[dict[str, str]] = [
        {"url": f"http://{host}/article/{MARKS[2]}?{MARKS[2]}"},
        {"url": f"http://{host}/article/{MARKS[2]}?{MARKS[2]}"},
        {"url": f"http://{host}/{MARKS[2]}", MARKS[3]: MARKS[3]},
    ]
    statuses += [client.get("/v1/annotations", query_string=query).status_code for query in queries]
    statuses += [
        client.post("/v1/annotations", data=f'{{"text": "{MARKS[0]}', content_type="application/json").status_code,
        client.get(f"/{MARKS[2]}").status_code,
        client.get(f"/v1/entries/{MARKS[2]}?{MARKS[3]}").status_code,
        client.get("/v1/entries", query_string={"q": MARKS[0]}).status_code,
        client.open("/v1/entries", method=MARKS[3].upper()).status_code,
        client.get("/", headers={"Host": f"{MARKS[4]}.example", "Referer": MARKS[2], "Cookie": MARKS[3]}).status_code,
    ]
    return statuses


def test_nothing_sent_is_in_the_logs(
    client: FlaskClient, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)

    statuses = send_everything(client)

    told = "".join((*capfd.readouterr(), caplog.text)).lower()
    assert {200, 400, 404, 405, 415, 422, 502} >= set(statuses)
    assert statuses.count(200) >= 6
    assert '"event": "answered"' in told
    assert [mark for mark in (MARK, FETCHED_MARK, "203.0.113.77") if mark in told] == []


def test_nothing_sent_is_in_the_data_folder_but_the_text_of_fetched_pages(client: FlaskClient, tmp_path: Path) -> None:
    send_everything(client)

    files = [file for file in (tmp_path / "data").rglob("*") if file.is_file()]
    kept = b"".join(file.read_bytes() for file in files)
    assert MARK.encode() not in kept
    assert client.environ_base["SITE"].encode() not in kept
    assert FETCHED_MARK.encode() in kept
    assert not [file for file in files if MARK in str(file)]


def test_nothing_sent_is_in_the_metrics(client: FlaskClient) -> None:
    send_everything(client)

    numbers = client.get("/metrics").get_data(as_text=True).lower()
    assert MARK not in numbers
    assert 'sidelight_findings_total{finding="revised-since"}' in numbers


def test_the_data_folder_is_the_owners_alone(client: FlaskClient, tmp_path: Path) -> None:
    send_everything(client)

    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "data" / "secret.key").stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "data" / "cache").stat().st_mode & 0o777 == 0o700


def test_a_failure_is_logged_by_its_kind_and_place_alone(
    client: FlaskClient, capfd: pytest.CaptureFixture[str]
) -> None:
    def broken() -> str:
        raise KeyError(MARKS[0])

    client.application.view_functions["index"] = broken

    response = client.get("/")

    told = capfd.readouterr().err
    failed = next(json.loads(line) for line in told.splitlines() if '"failed"' in line)
    assert response.status_code == 500
    assert failed["error"] == "KeyError"
    assert any(re.search(r"test_privacy\.py:\d+ broken", place) for place in failed["places"])
    assert MARK not in told
    assert MARK not in response.get_data(as_text=True)
