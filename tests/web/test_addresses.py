"""Annotating pages by their address: fetched once, entity tags, and what may be kept by whom."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from tests.web.conftest import EXPECTED, HTML, TEXT, Build
from tests.web.site import Site, running_site

from sidelight.web.app import create_app


@pytest.fixture
def site() -> Iterator[tuple[str, type[Site]]]:
    with running_site(HTML) as running:
        yield running


@pytest.fixture
def fetching(site: tuple[str, type[Site]], build_services: Build) -> FlaskClient:
    """A client of a server that may fetch from the site."""
    services = build_services(SIDELIGHT_FETCH_ALLOW=site[0])
    return create_app(services, services.config).test_client()


def found(reply: Any) -> list[tuple[str, str]]:
    return [(item["entry"]["id"], item["finding"]) for item in reply["items"]]


WANTED = [(want["entry"], want["finding"]) for want in EXPECTED["triples"]]


class TestAddresses:
    def test_a_page_is_fetched_and_annotated(self, fetching: FlaskClient, site: tuple[str, type[Site]]) -> None:
        url = f"http://{site[0]}/article"

        got = fetching.get("/v1/annotations", query_string={"url": url})
        posted = fetching.post("/v1/annotations", json={"url": url})

        assert found(got.get_json()) == found(posted.get_json()) == WANTED
        assert got.get_json()["items"][0]["target"]["source"] == url
        assert site[1].asked == 1

    def test_positions_count_in_the_text_that_can_be_asked_for(
        self, fetching: FlaskClient, site: tuple[str, type[Site]]
    ) -> None:
        query = {"url": f"http://{site[0]}/article", "include": "text"}

        reply = fetching.get("/v1/annotations", query_string=query).get_json()

        for item in reply["items"]:
            position = item["target"]["position"]
            assert reply["text"][position["start"] : position["end"]] == item["target"]["selector"][0]["exact"]
            assert position["text_sha256"] == reply["article"]["text_sha256"]

    def test_a_reply_that_still_holds_is_not_sent_again(
        self, fetching: FlaskClient, site: tuple[str, type[Site]]
    ) -> None:
        query = {"url": f"http://{site[0]}/article"}
        first = fetching.get("/v1/annotations", query_string=query)

        again = fetching.get("/v1/annotations", query_string=query, headers={"If-None-Match": first.headers["ETag"]})

        assert (again.status_code, again.get_data()) == (304, b"")
        assert again.headers["ETag"] == first.headers["ETag"]
        assert again.headers["Cache-Control"] == "private, no-cache"
        assert again.headers["Vary"] == "Accept, Accept-Language"

    @pytest.mark.parametrize(
        ("change", "status"),
        [
            ({}, 304),
            ({"headers": {"If-None-Match": "*"}}, 304),
            ({"headers": {"If-None-Match": '"other"'}}, 200),
            ({"headers": {"Accept": "application/json"}}, 200),
            ({"headers": {"Accept-Language": "ru"}}, 200),
            ({"query": {"lang": "ru"}}, 200),
            ({"query": {"as_of": "2023-05-18"}}, 200),
            ({"query": {"include": "text"}}, 200),
            ({"query": {"kinds": "figure"}}, 200),
            ({"query": {"published": "2023"}}, 200),
        ],
        ids=str,
    )
    def test_a_reply_holds_until_something_it_depends_on_changes(
        self, fetching: FlaskClient, site: tuple[str, type[Site]], change: dict[str, dict[str, str]], status: int
    ) -> None:
        query = {"url": f"http://{site[0]}/article"}
        tag = fetching.get("/v1/annotations", query_string=query).headers["ETag"]

        headers = {"If-None-Match": tag, **change.get("headers", {})}
        again = fetching.get("/v1/annotations", query_string=query | change.get("query", {}), headers=headers)

        assert again.status_code == status

    def test_a_kept_reply_is_the_same_bytes(self, fetching: FlaskClient, site: tuple[str, type[Site]]) -> None:
        query = {"url": f'http://{site[0]}/article?q="&r=ё'}

        first, second = (fetching.get("/v1/annotations", query_string=query) for _ in range(2))

        assert first.get_data() == second.get_data()
        assert first.headers["ETag"] == second.headers["ETag"]

    def test_a_changed_article_is_never_given_old_annotations(
        self, build_services: Build, site: tuple[str, type[Site]]
    ) -> None:
        settings = {"SIDELIGHT_PAGE_FRESH_SECONDS": "0", "SIDELIGHT_FETCH_DELAY_SECONDS": "0"}
        services = build_services(SIDELIGHT_FETCH_ALLOW=site[0], **settings)
        client = create_app(services, services.config).test_client()
        query = {"url": f"http://{site[0]}/article"}
        first = client.get("/v1/annotations", query_string=query)
        site[1].page = b"<html><article><p>The council met on Tuesday to hear about the bridge.</p></article></html>"

        tag = {"If-None-Match": first.headers["ETag"]}
        after = [client.get("/v1/annotations", query_string=query, headers=headers) for headers in ({}, tag)]

        assert found(first.get_json()) == WANTED
        assert [reply.status_code for reply in after] == [200, 200]
        assert [found(reply.get_json()) for reply in after] == [[], []]

    @pytest.mark.parametrize(
        "spelling",
        ["/article?id=1#top", "/x/../article?id=1", "/article?utm_source=mail&id=1&fbclid=x", "/%61rticle?id=1"],
    )
    def test_another_spelling_of_an_address_is_not_fetched_again(
        self, fetching: FlaskClient, site: tuple[str, type[Site]], spelling: str
    ) -> None:
        fetching.post("/v1/annotations", json={"url": f"http://{site[0]}/article?id=1"})

        reply = fetching.post("/v1/annotations", json={"url": f"HTTP://{site[0]}{spelling}"}).get_json()

        assert found(reply) == WANTED
        assert reply["items"][0]["target"]["source"] == f"HTTP://{site[0]}{spelling}"
        assert site[1].asked == 1

    @pytest.mark.parametrize(
        "setting", [{"SIDELIGHT_FETCH_DENY": "127.0.0.1"}, {"SIDELIGHT_FETCH_HOSTS": "news.example"}]
    )
    def test_a_host_that_the_operator_rules_out_is_not_asked(
        self, build_services: Build, site: tuple[str, type[Site]], setting: dict[str, str]
    ) -> None:
        services = build_services(SIDELIGHT_FETCH_ALLOW=site[0], **setting)
        client = create_app(services, services.config).test_client()

        response = client.post("/v1/annotations", json={"url": f"http://{site[0]}/article"})

        assert (response.status_code, response.get_json()["code"]) == (422, "host-refused")
        assert site[1].asked == 0

    def test_head_gives_the_headers_alone(self, fetching: FlaskClient, site: tuple[str, type[Site]]) -> None:
        response = fetching.head("/v1/annotations", query_string={"url": f"http://{site[0]}/article"})

        assert (response.status_code, response.get_data()) == (200, b"")
        assert response.headers["ETag"]

    @pytest.mark.parametrize(
        ("path", "status", "code"),
        [
            ("/gone", 502, "fetch-status"),
            ("/picture", 415, "content-unsupported"),
            ("/empty", 422, "no-article"),
        ],
    )
    def test_a_page_that_cannot_be_had_is_a_problem(
        self, fetching: FlaskClient, site: tuple[str, type[Site]], path: str, status: int, code: str
    ) -> None:
        response = fetching.post("/v1/annotations", json={"url": f"http://{site[0]}{path}"})

        assert (response.status_code, response.get_json()["code"]) == (status, code)

    def test_content_that_is_sent_is_never_fetched(self, fetching: FlaskClient, site: tuple[str, type[Site]]) -> None:
        body = {"text": TEXT, "url": f"http://{site[0]}/article"}

        reply = fetching.post("/v1/annotations", json=body).get_json()

        assert site[1].asked == 0
        assert reply["items"][0]["target"]["source"] == body["url"]

    def test_a_server_that_fetches_nothing_says_so(self, build_services: Build) -> None:
        services = build_services(SIDELIGHT_FETCH="off")
        client = create_app(services, services.config).test_client()

        response = client.post("/v1/annotations", json={"url": "https://news.example/"})

        assert (response.status_code, response.get_json()["code"]) == (422, "address-blocked")
        assert "turned off" in response.get_json()["detail"]
