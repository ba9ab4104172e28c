"""What readers send is kept as it was sent, and nothing else with it."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from tests.web.conftest import TODAY, Build

from sidelight.services.sent import ContextRequest, Report
from sidelight.web.app import create_app

REPORT: dict[str, Any] = {
    "entry": "melvaro-death-toll",
    "reason": "out-of-date",
    "annotation": "urn:sidelight:melvaro-death-toll:1f",
    "revision": 1,
    "edition": 1,
    "quote": "412 people were killed",
    "note": "It was 437.",
    "url": "https://news.example/quake",
}
REQUEST: dict[str, Any] = {"quote": "the largest strike in years", "prefix": "Was ", "suffix": ".", "note": "Was it?"}


@pytest.fixture
def entry_id(client: FlaskClient) -> str:
    listed = client.get("/v1/entries").get_json()
    return str(listed["entries"][0]["id"])


def test_a_report_is_kept_whole(build_services: Build, entry_id: str) -> None:
    services = build_services()
    client = create_app(services, services.config).test_client()
    sent = {**REPORT, "entry": entry_id}

    response = client.post("/v1/reports", json=sent)

    [kept] = services.readers.reports()
    assert (response.status_code, response.get_json()) == (201, {"id": kept.id, "received": TODAY.isoformat()})
    assert response.headers["Cache-Control"] == "no-store"
    assert kept.sent == Report(**sent)
    assert services.readers.requests() == ()


def test_a_request_is_kept_whole_and_can_be_removed(build_services: Build) -> None:
    services = build_services()
    client = create_app(services, services.config).test_client()

    number = client.post("/v1/requests", json=REQUEST).get_json()["id"]

    assert [kept.sent for kept in services.readers.requests()] == [ContextRequest(**REQUEST)]
    assert services.readers.remove(ContextRequest, number)
    assert services.readers.requests() == ()


@pytest.mark.parametrize(
    ("path", "body", "field"),
    [
        ("/v1/reports", {"reason": "wrong"}, "entry"),
        ("/v1/reports", {"entry": "a", "reason": "boring"}, "reason"),
        ("/v1/reports", {"entry": "a", "reason": "wrong", "note": "n" * 2001}, "note"),
        ("/v1/reports", {"entry": "a", "reason": "wrong", "reader": "7"}, "reader"),
        ("/v1/reports", {"entry": "a", "reason": "wrong", "url": "javascript:alert(1)"}, "url"),
        ("/v1/requests", {"note": "n"}, "quote"),
        ("/v1/requests", {"quote": "q" * 2001}, "quote"),
        ("/v1/requests", {"quote": "q", "prefix": "p" * 501}, "prefix"),
    ],
)
def test_what_does_not_fit_is_refused_by_field(
    client: FlaskClient, path: str, body: dict[str, Any], field: str
) -> None:
    response = client.post(path, json=body)

    assert response.status_code == 422
    assert list(response.get_json()["fields"]) == [field]


def test_a_report_on_an_unknown_entry_is_refused(client: FlaskClient) -> None:
    response = client.post("/v1/reports", json={**REPORT, "entry": "nowhere"})

    assert (response.status_code, response.get_json()["code"]) == (404, "entry-not-found")


def test_a_server_that_takes_none_says_so(build_services: Build) -> None:
    services = build_services(SIDELIGHT_INBOX="off")
    client = create_app(services, services.config).test_client()

    response = client.post("/v1/requests", json=REQUEST)

    assert (response.status_code, response.get_json()["code"]) == (403, "inbox-off")


def test_a_full_inbox_says_so_and_keeps_what_it_has(build_services: Build) -> None:
    services = build_services(SIDELIGHT_INBOX_KEPT="1")
    client = create_app(services, services.config).test_client()

    first, second = (client.post("/v1/requests", json=REQUEST) for _ in range(2))

    assert (first.status_code, second.status_code) == (201, 503)
    assert second.get_json()["code"] == "inbox-full"
    assert len(services.readers.requests()) == 1


def test_annotating_leaves_no_inbox_behind(build_services: Build, article: dict[str, Any]) -> None:
    services = build_services()
    client = create_app(services, services.config).test_client()

    client.post("/v1/annotations", json=article)

    assert not (services.config.data_dir / "inbox.sqlite3").exists()


def test_nothing_of_the_reader_is_kept(build_services: Build, tmp_path: Path) -> None:
    services = build_services()
    client = create_app(services, services.config).test_client()
    client.environ_base["REMOTE_ADDR"] = "203.0.113.77"
    client.environ_base["HTTP_USER_AGENT"] = "zorblatt-agent"
    client.set_cookie("id", "zorblatt-cookie", domain="localhost")

    client.post("/v1/requests", json=REQUEST)

    with closing(sqlite3.connect(services.config.data_dir / "inbox.sqlite3")) as database:
        [row] = database.execute("SELECT * FROM requests").fetchall()
    assert set(row) == {1, TODAY.isoformat(), None, *REQUEST.values()}
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not [path for path in files if b"zorblatt" in path.read_bytes() or b"203.0.113.77" in path.read_bytes()]
