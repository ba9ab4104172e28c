"""Entries over the API: written, edited without losing anybody's work, compared, reverted, searched."""

import json
from typing import Any

import pytest
from tests.stores import forget_how_to_read
from tests.web.curating.newsroom import PACK, TOLL, UNION, Newsroom

DRAFT: dict[str, Any] = {
    "id": "melvaro-lighthouse",
    "kind": "background",
    "title": {"en": "The lighthouse of Melvaro"},
    "summary": {"en": "Built in 1911."},
    "phrases": {"en": ["[the] lighthouse of Melvaro"]},
    "sources": [{"id": "s", "title": "Lighthouses", "publisher": "Harbour Office", "url": "https://lights.example/"}],
    "examples": [{"text": "Boats met at the lighthouse of Melvaro.", "quote": "the lighthouse of Melvaro"}],
}


def create(room: Newsroom, **changes: Any) -> Any:
    body = {"entry": {**DRAFT, **changes}, "pack": PACK}
    return room.client("curator").post("/v1/entries", json=body)


class TestWriting:
    def test_a_new_entry_is_a_draft_that_readers_do_not_meet(self, room: Newsroom) -> None:
        response = create(room)

        told = response.get_json()
        assert response.status_code == 201
        assert (told["revision"], told["status"], told["waits"], told["live"]) == (1, "draft", True, None)
        assert (told["by"], told["reason"]) == ("curator", "first draft")
        assert room.client().get(f"/v1/entries/{DRAFT['id']}").status_code == 404

    def test_it_says_where_it_is_and_by_which_tag_it_is_edited(self, room: Newsroom) -> None:
        response = create(room)

        again = room.client("curator").get(response.headers["Location"])
        assert again.get_json() == response.get_json()
        assert again.headers["ETag"] == response.headers["ETag"] == '"1"'

    def test_an_id_is_given_once(self, room: Newsroom) -> None:
        again = create(room, id=TOLL)

        assert (again.status_code, again.get_json()["code"]) == (409, "exists-already")

    def test_a_pack_must_be_there(self, room: Newsroom) -> None:
        response = room.client("curator").post("/v1/entries", json={"entry": DRAFT, "pack": "elsewhere"})

        assert (response.status_code, response.get_json()["code"]) == (404, "pack-not-found")

    def test_each_wrong_place_of_the_entry_is_named(self, room: Newsroom) -> None:
        response = create(room, sources=[{"id": "s", "url": "lights.example"}])

        problem = response.get_json()
        assert (response.status_code, problem["code"]) == (422, "entry-invalid")
        assert {each["place"] for each in problem["problems"]} >= {"sources[0].url", "sources[0].title"}


class TestEditing:
    def test_an_edit_is_a_new_revision_that_waits(self, room: Newsroom) -> None:
        response = room.edit(title={"en": "The toll at Melvaro"})

        told = response.get_json()
        assert (response.status_code, response.headers["ETag"]) == (200, '"2"')
        assert (told["revision"], told["status"], told["waits"], told["live"]["revision"]) == (2, "published", True, 1)
        assert room.client().get(f"/v1/entries/{TOLL}").get_json()["title"]["en"] != "The toll at Melvaro"

    @pytest.mark.parametrize("tag", [None, "*"], ids=["none", "any"])
    def test_an_edit_must_say_what_it_is_based_on(self, room: Newsroom, tag: str | None) -> None:
        body = {"entry": room.head()["entry"], "reason": "checked"}

        response = room.client("curator").put(
            f"/v1/entries/{TOLL}", json=body, headers={} if tag is None else {"If-Match": tag}
        )

        assert (response.status_code, response.get_json()["code"]) == (428, "revision-unnamed")

    @pytest.mark.parametrize("tag", ['"1"', '"3"', '"x"', 'W/"2"', '"2", "1"', '"02"', '"٢"', f'"{"9" * 5000}"'])
    def test_a_tag_of_anything_but_the_newest_revision_changes_nothing(self, room: Newsroom, tag: str) -> None:
        room.edit(title={"en": "first"})
        body = {"entry": {**room.head()["entry"], "title": {"en": "second"}}, "reason": "checked"}

        response = room.client("reviewer").put(
            f"/v1/entries/{TOLL}", json=body, headers={"If-Match": tag.encode().decode("latin-1")}
        )

        assert (response.status_code, response.get_json()["code"]) == (412, "edit-conflict")
        assert response.get_json()["head"] == 2
        assert room.head()["entry"]["title"] == {"en": "first"}

    def test_of_two_who_edit_the_same_revision_both_texts_are_kept(self, room: Newsroom) -> None:
        seen = room.head()
        tag = {"If-Match": f'"{seen["revision"]}"'}
        path = f"/v1/entries/{TOLL}"
        mine = {"entry": {**seen["entry"], "tags": ["mine"]}, "reason": "mine"}
        theirs = {"entry": {**seen["entry"], "tags": ["theirs"]}, "reason": "theirs"}

        first = room.client("curator").put(path, json=mine, headers=tag)
        second = room.client("reviewer").put(path, json=theirs, headers=tag)
        newest = second.get_json()["head"]
        third = room.client("reviewer").put(path, json=theirs, headers={"If-Match": f'"{newest}"'})

        assert [each.status_code for each in (first, second, third)] == [200, 412, 200]
        kept = [room.client("curator").get(f"{path}/revisions/{n}").get_json()["entry"]["tags"] for n in (2, 3)]
        assert kept == [["mine"], ["theirs"]]

    def test_the_path_and_the_body_must_name_the_same_entry(self, room: Newsroom) -> None:
        body = {"entry": room.head(UNION)["entry"], "reason": "checked"}

        response = room.client("curator").put(f"/v1/entries/{TOLL}", json=body, headers={"If-Match": '"1"'})

        assert (response.status_code, list(response.get_json()["fields"])) == (422, ["entry.id"])

    def test_an_edit_needs_its_reason(self, room: Newsroom) -> None:
        body = {"entry": room.head()["entry"]}

        response = room.client("curator").put(f"/v1/entries/{TOLL}", json=body, headers={"If-Match": '"1"'})

        assert (response.status_code, list(response.get_json()["fields"])) == (422, ["reason"])


class TestHistory:
    def test_revisions_are_listed_newest_first_page_by_page(self, room: Newsroom) -> None:
        for number in (2, 3):
            room.edit(tags=[f"tag-{number}"])
        path: str | None = f"/v1/entries/{TOLL}/revisions?limit=2"
        found: list[int] = []
        while path:
            response = room.client("curator").get(path)
            reply = response.get_json()
            found += [each["revision"] for each in reply["revisions"]]
            assert response.headers.get("Link") == (reply["next"] and f'<{reply["next"]}>; rel="next"')
            path = reply["next"]

        assert found == [3, 2, 1]

    def test_a_revision_is_whole_and_need_not_be_sent_twice(self, room: Newsroom) -> None:
        client = room.client("curator")
        first = client.get(f"/v1/entries/{TOLL}/revisions/1")

        again = client.get(f"/v1/entries/{TOLL}/revisions/1", headers={"If-None-Match": first.headers["ETag"]})

        assert first.get_json()["entry"]["id"] == TOLL
        assert (again.status_code, again.get_data()) == (304, b"")

    def test_differences_are_told_place_by_place(self, room: Newsroom) -> None:
        room.edit(title={"en": "Another title"})

        reply = room.client("curator").get(f"/v1/entries/{TOLL}/revisions/2/differences?from=1").get_json()

        (difference,) = [each for each in reply["differences"] if each["place"] == "title.en"]
        assert (reply["from"], reply["to"], difference["after"]) == (1, 2, "Another title")

    def test_reverting_makes_a_new_revision_with_the_old_content(self, room: Newsroom) -> None:
        old = room.head()["entry"]
        room.edit(title={"en": "A slip"})

        response = room.client("curator").post(
            f"/v1/entries/{TOLL}/revert", json={"to": 1, "based_on": 2, "reason": "it was a slip"}
        )

        told = response.get_json()
        assert (told["revision"], told["reason"]) == (3, "it was a slip")
        assert told["entry"] | {"revision": 1} == old | {"revision": 1}

    def test_what_was_never_kept_is_not_found(self, room: Newsroom) -> None:
        client = room.client("curator")
        paths = {
            f"/v1/entries/{TOLL}/revisions/7": "not-kept",
            f"/v1/entries/{TOLL}/revisions/99999999999": "not-found",
            "/v1/entries/unknown/revisions": "entry-not-found",
            "/v1/entries/un%00known/head": "entry-not-found",
            "/v1/entries/Unknown%20one/head": "entry-not-found",
        }

        assert {path: client.get(path).get_json()["code"] for path in paths} == paths


class TestSearch:
    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ("status=draft", [DRAFT["id"]]),
            ("waits=true", [DRAFT["id"], TOLL]),
            ("waits=true&kind=figure", [TOLL]),
            ("status=published&q=rescue+union", [UNION]),
            ("reported=true", [UNION]),
            ("stale=1990-01-01", []),
        ],
    )
    def test_curators_find_what_needs_them(self, room: Newsroom, query: str, found: list[str]) -> None:
        room.edit(tags=["checked"])
        create(room)
        room.client().post("/v1/reports", json={"entry": UNION, "reason": "wrong"})

        reply = room.client("curator").get(f"/v1/entries?{query}").get_json()

        assert [each["id"] for each in reply["entries"]] == found
        assert reply["total"] == len(found)

    def test_what_cannot_be_read_is_named_beside_what_is_found(self, room: Newsroom) -> None:
        forget_how_to_read(room.wired.curating.publishing.store, UNION)

        reply = room.client("curator").get("/v1/entries?status=published").get_json()

        (named,) = reply["unread"]
        assert UNION not in [each["id"] for each in reply["entries"]]
        assert (named["id"], bool(named["reason"]), reply["total"]) == (UNION, True, len(reply["entries"]) + 1)

    def test_nobody_else_may_ask_for_it(self, room: Newsroom) -> None:
        response = room.client().get("/v1/entries?status=draft")

        assert (response.status_code, response.get_json()["code"]) == (401, "log-in-needed")
        assert response.headers["WWW-Authenticate"].startswith("Bearer")

    def test_next_keeps_what_was_asked_for(self, room: Newsroom) -> None:
        reply = room.client("curator").get("/v1/entries?status=published&stale=2100-01-01&limit=1").get_json()

        assert reply["next"] == "/v1/entries?status=published&stale=2100-01-01&limit=1&offset=1"

    def test_without_those_filters_nobody_is_asked_who_they_are(self, room: Newsroom) -> None:
        reply = room.client("revoked token").get("/v1/entries").get_json()

        assert reply["total"] == 4
        assert "waits" not in json.dumps(reply)
