"""Packs over the API: taken away, edited, looked at, and imported as drafts, all or nothing."""

import json
from typing import Any

import pytest
from tests.web.curating.newsroom import PACK, TOLL, UNION, Newsroom
from tests.web.curating.test_entries import DRAFT, create

from sidelight.shapes.curating.packs import DEEPEST, MOST_CUE_SETS, MOST_ENTRIES


def export(room: Newsroom, query: str = "") -> dict[str, Any]:
    pack: dict[str, Any] = room.client("curator").get(f"/v1/packs/{PACK}{query}").get_json()
    return pack


def offer(room: Newsroom, pack: object, *, dry: bool = False) -> Any:
    return room.client("curator").post("/v1/packs", json=pack, query_string={"dry_run": "true"} if dry else {})


class TestImport:
    def test_what_was_exported_changes_nothing(self, room: Newsroom) -> None:
        told = offer(room, export(room)).get_json()

        assert (told["new"], told["own"], told["added"], told["changed"], told["drafts"]) == (False, [], [], [], [])
        assert len(told["unchanged"]) == 4

    def test_what_was_edited_becomes_drafts(self, room: Newsroom) -> None:
        pack = export(room)
        for entry in pack["entries"]:
            if entry["id"] == TOLL:
                entry["title"] = {"en": "Edited in a text editor"}
        pack["entries"] = [e for e in pack["entries"] if e["id"] != UNION] + [DRAFT]

        told = offer(room, pack).get_json()

        assert (told["added"], told["only_here"], told["drafts"]) == ([DRAFT["id"]], [UNION], [DRAFT["id"], TOLL])
        ((changed,),) = (each["differences"] for each in told["changed"])
        assert (changed["place"], changed["after"]) == ("title.en", "Edited in a text editor")
        assert room.client().get(f"/v1/entries/{TOLL}").get_json()["title"]["en"] != "Edited in a text editor"
        assert export(room, "?drafts=true")["entries"] != export(room)["entries"]

    def test_a_dry_run_tells_the_same_and_changes_nothing(self, room: Newsroom) -> None:
        pack = {**export(room), "entries": [DRAFT], "title": "Another title"}

        tried, before = offer(room, pack, dry=True).get_json(), room.client("curator").get("/v1/entries?waits=true")
        done = offer(room, pack).get_json()

        assert before.get_json()["total"] == 0
        assert tried | {"drafts": done["drafts"]} == done

    def test_a_new_pack_is_made(self, room: Newsroom) -> None:
        pack = {"id": "harbour", "title": "Harbour news", "licence": "CC0-1.0", "entries": [DRAFT]}

        told = offer(room, pack).get_json()

        assert (told["new"], told["added"]) == (True, [DRAFT["id"]])
        published = room.client("reviewer").post("/v1/packs/harbour/publish", json={"reason": "a new desk"})
        assert published.status_code == 200
        assert room.client().get("/v1/packs/harbour").get_json()["entries"][0]["id"] == DRAFT["id"]

    def test_an_entry_of_another_pack_refuses_all(self, room: Newsroom) -> None:
        pack = {
            "id": "harbour",
            "title": "Harbour news",
            "licence": "CC0-1.0",
            "entries": [DRAFT, {**DRAFT, "id": TOLL}],
        }

        response = offer(room, pack)

        assert (response.status_code, response.get_json()["code"]) == (422, "import-refused")
        assert room.client("curator").get("/v1/entries?waits=true").get_json()["total"] == 0

    def test_drafts_are_for_curators(self, room: Newsroom) -> None:
        create(room)

        refused = room.client().get(f"/v1/packs/{PACK}?drafts=true")
        given = export(room, "?drafts=true")

        assert (refused.status_code, refused.get_json()["code"]) == (401, "log-in-needed")
        assert DRAFT["id"] in {entry["id"] for entry in given["entries"]}
        assert DRAFT["id"] not in {entry["id"] for entry in export(room)["entries"]}


class TestCaps:
    def refused(self, room: Newsroom, body: str) -> dict[str, Any]:
        response = room.client("curator").post("/v1/packs", data=body, content_type="application/json")
        problem: dict[str, Any] = response.get_json()
        assert problem["status"] == response.status_code
        return problem

    def pack(self, **changes: Any) -> dict[str, Any]:
        return {"id": "harbour", "title": "Harbour news", "licence": "CC0-1.0", "entries": [], **changes}

    def test_more_entries_than_may_be_are_refused_before_they_are_read(self, shared_room: Newsroom) -> None:
        problem = self.refused(shared_room, json.dumps(self.pack(entries=[{}] * (MOST_ENTRIES + 1))))

        assert (problem["status"], problem["code"]) == (422, "import-refused")
        assert str(MOST_ENTRIES) in problem["detail"]
        assert "Split" in problem["remedy"]

    def test_more_cue_sets_than_may_be_are_refused(self, shared_room: Newsroom) -> None:
        sets = {f"set-{number}": ["x"] for number in range(MOST_CUE_SETS + 1)}

        assert self.refused(shared_room, json.dumps(self.pack(cues=sets)))["code"] == "import-refused"

    @pytest.mark.parametrize("depth", [DEEPEST + 1, 500])
    def test_deep_nesting_is_refused(self, shared_room: Newsroom, depth: int) -> None:
        nested = "[" * depth + "]" * depth

        problem = self.refused(shared_room, json.dumps(self.pack()).replace("[]", nested))

        assert (problem["code"], str(DEEPEST) in problem["detail"]) == ("import-refused", True)

    def test_nesting_that_no_reader_follows_is_refused(self, shared_room: Newsroom) -> None:
        assert self.refused(shared_room, "[" * 200_000)["code"] == "json-invalid"

    def test_a_body_over_the_limit_is_refused(self, shared_room: Newsroom) -> None:
        assert self.refused(shared_room, '{"title": "' + "x" * 5_000_001 + '"}')["code"] == "body-too-large"

    def test_every_wrong_place_is_named(self, shared_room: Newsroom) -> None:
        entries = [DRAFT, {"id": "pier", "kind": "figure", "figure": {"measure": "m", "records": [{"value": "x"}]}}]

        problem = self.refused(shared_room, json.dumps(self.pack(entries=entries, cues={"a b": ["x"], "fires": 7})))

        assert problem["code"] == "request-invalid"
        assert {"entries[1].figure.records[0].value", "entries[1].figure.unit", "cues.fires"} <= problem[
            "fields"
        ].keys()

    @pytest.mark.parametrize("body", ["7", "null", "[]", '"x"', "{}"])
    def test_what_is_no_pack_is_refused(self, shared_room: Newsroom, body: str) -> None:
        assert self.refused(shared_room, body)["code"] == "request-invalid"
