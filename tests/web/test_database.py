"""The database over HTTP: entries with filters and paging, editions, packs."""

from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from flask.testing import FlaskClient

from sidelight.shapes.entries import entry_from

PACK = "karvenia-test"
IDS = [
    "melvaro-earthquake-death-toll",
    "deadliest-earthquakes-karvenia",
    "amberline-rescue-union",
    "restricted-contractor-karvenia",
]


def listed(client: FlaskClient, **query: object) -> list[str]:
    reply = client.get("/v1/entries", query_string=query).get_json()
    return [entry["id"] for entry in reply["entries"]]


class TestEntries:
    def test_all_are_listed_whole(self, client: FlaskClient) -> None:
        reply = client.get("/v1/entries").get_json()

        assert sorted(entry["id"] for entry in reply["entries"]) == sorted(IDS)
        assert (reply["total"], reply["next"], reply["edition"]) == (4, None, 1)
        assert all(entry["sources"] and entry["pack"] == PACK for entry in reply["entries"])

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ({"kind": "figure"}, IDS[:1]),
            ({"kind": "label"}, IDS[3:]),
            ({"pack": PACK, "kind": "background"}, IDS[2:3]),
            ({"pack": "elsewhere"}, []),
            ({"tag": "registers"}, IDS[3:]),
            ({"tag": "regist"}, []),
            ({"q": "RESCUE union"}, IDS[2:3]),
            ({"q": "Rescue Register"}, []),
            ({"q": "mélvaro"}, IDS[:1]),
        ],
        ids=str,
    )
    def test_filters_narrow_the_list(self, client: FlaskClient, query: dict[str, str], found: list[str]) -> None:
        assert listed(client, **query) == found

    def test_following_next_gives_every_entry_once(self, client: FlaskClient) -> None:
        path: str | None = "/v1/entries?limit=1&tag=karvenia"
        found: list[str] = []
        while path:
            response = client.get(path)
            reply = response.get_json()
            found += [entry["id"] for entry in reply["entries"]]
            assert response.headers.get("Link") == (reply["next"] and f'<{reply["next"]}>; rel="next"')
            path = reply["next"]

        assert sorted(found) == sorted(IDS)

    def test_next_keeps_the_filters(self, client: FlaskClient) -> None:
        following = client.get("/v1/entries?limit=1&q=karvenia&kind=figure&tag=karvenia").get_json()["next"]
        more = client.get("/v1/entries?limit=2&tag=karvenia").get_json()["next"]

        assert following is None
        assert parse_qs(urlsplit(more).query) == {"tag": ["karvenia"], "limit": ["2"], "offset": ["2"]}

    def test_beyond_the_end_there_is_nothing(self, client: FlaskClient) -> None:
        assert listed(client, offset=4) == []

    def test_one_can_be_read_and_written_again(self, client: FlaskClient) -> None:
        entry = client.get(f"/v1/entries/{IDS[0]}").get_json()

        pack = entry.pop("pack")
        assert entry_from(entry, pack=pack).id == IDS[0]

    def test_what_still_holds_is_not_sent_again(self, client: FlaskClient) -> None:
        first = client.get("/v1/entries")

        again = client.get("/v1/entries", headers={"If-None-Match": first.headers["ETag"]})

        assert (again.status_code, again.get_data()) == (304, b"")


class TestEditions:
    def test_the_one_in_use_is_listed_with_its_packs(self, client: FlaskClient) -> None:
        reply = client.get("/v1/editions").get_json()

        (edition,) = reply["editions"]
        assert reply["current"] == edition["number"] == 1
        assert edition["kinds"] == {"background": 1, "comparison": 1, "figure": 1, "label": 1}
        assert edition["packs"][0].items() >= {"id": PACK, "entries": 4, "licence": "CC0-1.0"}.items()

    def test_the_first_one_added_all_it_holds(self, client: FlaskClient) -> None:
        changes = client.get("/v1/editions/1").get_json()["changes"]

        assert changes == {"added": sorted(IDS), "changed": [], "removed": []}

    def test_replies_name_the_edition_that_is_listed(self, client: FlaskClient, article: dict[str, Any]) -> None:
        reply = client.post("/v1/annotations", json=article).get_json()

        assert client.get("/v1/editions/1").get_json()["sha256"] == reply["checked"]["edition_sha256"]


class TestPacks:
    def test_a_pack_is_given_whole(self, client: FlaskClient) -> None:
        pack = client.get(f"/v1/packs/{PACK}").get_json()

        assert sorted(entry["id"] for entry in pack["entries"]) == sorted(IDS)
        assert pack["cues"]["sundmark"] == {"en": ["Sundmark"]}
        assert all(entry_from(entry, pack=PACK).phrases for entry in pack["entries"])
