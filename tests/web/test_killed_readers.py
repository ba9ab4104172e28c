"""A page that kills the process that reads it costs its own request a clear problem, and the next one is served."""

import multiprocessing
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from tests.web.conftest import EXPECTED, HTML, Build
from tests.web.site import running_site
from werkzeug.test import TestResponse

from sidelight import bootstrap
from sidelight.adapters.extract import child
from sidelight.core.article import Article
from sidelight.services.ports import Page
from sidelight.web.app import create_app

#: Two million characters of links in links: read, it would take seconds and half a gigabyte.
HEAVY = "<a>x" * 400_000
WANTED = [want["entry"] for want in EXPECTED["triples"]]
#: Enough for the article, far too little for the heavy page.
BUDGETS = {"time": {"SIDELIGHT_EXTRACT_SECONDS": "1"}, "memory": {"SIDELIGHT_EXTRACT_BYTES": "160000000"}}


#: Seconds for reading a page that is no trouble, and times of a deadline for a worker to come: any machine keeps them.
PATIENCE = 100.0


class Pool(child.ExtractPool):
    """Holds the heavy page to the deadline that is set; a slow machine is not to fail at the others."""

    def extract(self, page: Page) -> Article:
        self._seconds, kept = self._seconds if HEAVY in str(page.body) else PATIENCE, self._seconds
        try:
            return super().extract(page)
        finally:
            self._seconds = kept


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "ExtractPool", Pool)
    monkeypatch.setattr(child, "WAITING_DEADLINES", PATIENCE)


def entries(response: TestResponse) -> list[str]:
    assert response.status_code == 200, response.get_json()
    return [item["entry"]["id"] for item in response.get_json()["items"]]


def reader_processes() -> set[int | None]:
    return {child.pid for child in multiprocessing.active_children()}


def assert_refused(response: TestResponse) -> None:
    problem: dict[str, Any] = response.get_json()
    assert (response.status_code, response.mimetype) == (422, "application/problem+json")
    assert problem["code"] == "extract-timed-out"
    assert problem["remedy"].endswith(".")
    assert "x" * 20 not in response.get_data(as_text=True)


@pytest.fixture(params=BUDGETS)
def limited(request: pytest.FixtureRequest, build_services: Build) -> Callable[..., FlaskClient]:
    def make(**settings: str) -> FlaskClient:
        services = build_services(**BUDGETS[request.param], **settings)
        return create_app(services, services.config).test_client()

    return make


def test_a_page_that_is_sent_costs_its_own_request_alone(limited: Callable[..., FlaskClient]) -> None:
    client = limited()
    before = entries(client.post("/v1/annotations", json={"html": HTML}))

    refused = client.post("/v1/annotations", json={"html": HEAVY})
    after = entries(client.post("/v1/annotations", json={"html": HTML + "<!-- anew -->"}))

    assert_refused(refused)
    assert before == after == WANTED


def test_a_page_that_is_fetched_costs_its_own_request_alone(limited: Callable[..., FlaskClient]) -> None:
    with running_site(HEAVY) as (host, site):
        client = limited(SIDELIGHT_FETCH_ALLOW=host, SIDELIGHT_FETCH_DELAY_SECONDS="0")

        refused = client.get("/v1/annotations", query_string={"url": f"http://{host}/article?heavy"})
        site.page = HTML.encode()
        after = entries(client.get("/v1/annotations", query_string={"url": f"http://{host}/article"}))

    assert_refused(refused)
    assert after == WANTED


def test_the_process_of_a_page_over_its_deadline_is_killed_and_replaced(build_services: Build) -> None:
    services = build_services(SIDELIGHT_EXTRACT_SECONDS="1")
    client = create_app(services, services.config).test_client()
    others = reader_processes()
    client.post("/v1/annotations", json={"html": HTML})
    first = reader_processes() - others

    client.post("/v1/annotations", json={"html": HEAVY})
    client.post("/v1/annotations", json={"html": HTML + "<!-- anew -->"})

    assert first
    assert reader_processes() - others
    assert first.isdisjoint(reader_processes())
