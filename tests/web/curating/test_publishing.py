"""Publishing over the API: guarded, said in words one can act on, and in the next reply."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.web.curating.newsroom import PACK, TOLL, UNION, Newsroom, newsroom
from tests.web.curating.test_entries import DRAFT, create
from werkzeug.test import TestResponse


def publish(room: Newsroom, entry_id: str = TOLL, *, caller: str = "reviewer", **body: Any) -> TestResponse:
    return room.client(caller).post(
        f"/v1/entries/{entry_id}/publish", json={"revision": 2, "reason": "the commission's count", **body}
    )


class TestPublishing:
    def test_the_next_reply_of_the_server_carries_it(self, room: Newsroom) -> None:
        room.edit(title={"en": "The toll at Melvaro"})

        response = publish(room)

        made = response.get_json()
        assert response.status_code == 200
        assert (made["number"], made["by"], made["reason"]) == (2, "reviewer", "the commission's count")
        assert made["changes"] == {"added": [], "changed": [TOLL], "removed": [], "replaced": {}}
        live = room.client().get(f"/v1/entries/{TOLL}").get_json()
        assert (live["title"]["en"], live["revision"]) == ("The toll at Melvaro", 2)
        assert room.client().get("/v1/entries").get_json()["edition"] == 2
        assert room.head()["waits"] is False

    def test_a_failing_example_refuses_it_with_the_sentence_and_what_to_do(self, room: Newsroom) -> None:
        broken = [{"text": "Nothing of it is said here.", "quote": "Nothing"}]
        room.edit(examples=broken)

        response = publish(room)

        problem = response.get_json()
        assert (response.status_code, problem["code"]) == (422, "publish-refused")
        told = next(each for each in problem["objections"] if each["code"] == "example-fails")
        assert told["sentence"] == "Nothing of it is said here."
        assert told["entry"] == TOLL
        assert told["remedy"].endswith(".")
        assert room.client().get("/v1/editions").get_json()["current"] == 1

    def test_the_judgement_says_it_before(self, room: Newsroom) -> None:
        room.edit(sources=[])

        response = room.client("curator").post(f"/v1/entries/{TOLL}/judge")

        told = response.get_json()
        assert (response.status_code, told["edition"]) == (200, 1)
        assert "source-missing" in {each["code"] for each in told["objections"]}
        assert publish(room).status_code == 422

    def test_what_the_publisher_has_not_seen_is_not_published(self, room: Newsroom) -> None:
        room.edit(tags=["seen"])
        room.edit(tags=["unseen"])

        response = publish(room, revision=2)

        assert (response.status_code, response.get_json()["code"]) == (422, "publish-refused")
        assert [each["code"] for each in response.get_json()["objections"]] == ["newer-revision"]

    def test_trial_is_matched_and_not_shown_as_published(self, room: Newsroom) -> None:
        create(room)

        response = room.client("reviewer").post(
            f"/v1/entries/{DRAFT['id']}/trial", json={"revision": 1, "reason": "let us see"}
        )

        assert (response.status_code, response.get_json()["changes"]["added"]) == (200, [DRAFT["id"]])
        assert room.head(DRAFT["id"])["live"]["status"] == "trial"

    def test_what_is_retired_is_gone_and_says_what_stands_in_its_place(self, room: Newsroom) -> None:
        create(room)
        publish(room, DRAFT["id"], revision=1)

        response = room.client("reviewer").post(
            f"/v1/entries/{DRAFT['id']}/retire", json={"reason": "told twice", "replaced_by": UNION}
        )

        made = response.get_json()
        assert (response.status_code, made["changes"]["removed"]) == (200, [DRAFT["id"]])
        assert made["changes"]["replaced"] == {DRAFT["id"]: UNION}
        gone = room.client().get(f"/v1/entries/{DRAFT['id']}")
        assert (gone.status_code, gone.get_json()["code"]) == (410, "entry-retired")
        assert gone.get_json()["detail"] == f"the entry {DRAFT['id']!r} was retired in edition 3, replaced by {UNION!r}"
        assert room.head(DRAFT["id"])["retired"]["replaced_by"] == UNION

    def test_still_right_is_a_revision_that_is_live_at_once(self, room: Newsroom) -> None:
        response = room.client("reviewer").post(
            f"/v1/entries/{TOLL}/reviewed", json={"review_by": "2099-01-01", "reason": "no newer count"}
        )

        assert response.status_code == 200
        assert room.client().get(f"/v1/entries/{TOLL}").get_json()["review_by"] == "2099-01-01"

    @pytest.mark.parametrize(
        ("body", "field"),
        [({}, "revision"), ({"revision": 2**31}, "revision"), ({"reason": " "}, "reason"), ({"by": "x"}, "by")],
    )
    def test_what_is_wrong_with_the_body_is_named(self, room: Newsroom, body: dict[str, Any], field: str) -> None:
        given = body if not body else {"revision": 1, "reason": "x"} | body

        response = room.client("reviewer").post(f"/v1/entries/{TOLL}/publish", json=given)

        assert (response.status_code, field in response.get_json()["fields"]) == (422, True)


class TestSecondPerson:
    @pytest.fixture
    def strict(self, tmp_path: Path) -> Iterator[Newsroom]:
        with newsroom(tmp_path, SIDELIGHT_SECOND_PERSON="on") as opened:
            yield opened

    def test_nobody_publishes_what_they_wrote(self, strict: Newsroom) -> None:
        strict.edit(caller="reviewer", tags=["checked"])

        own, others = publish(strict, caller="reviewer"), publish(strict, caller="admin")

        assert (own.status_code, own.get_json()["code"]) == (403, "second-person-needed")
        assert others.status_code == 200


class TestLog:
    def test_every_edition_is_in_the_public_log_without_names(self, room: Newsroom) -> None:
        room.edit(tags=["checked"])
        publish(room)

        response = room.client().get("/v1/editions")

        newest, first = response.get_json()["editions"]
        assert (newest["number"], newest["reason"], newest["changes"]["changed"]) == (
            2,
            "the commission's count",
            [TOLL],
        )
        assert (first["number"], len(first["changes"]["added"])) == (1, 4)
        assert newest["kinds"] == {"background": 1, "comparison": 1, "figure": 1, "label": 1}
        assert "reviewer" not in response.get_data(as_text=True)

    def test_it_is_read_page_by_page(self, room: Newsroom) -> None:
        for number in (2, 3):
            room.edit(tags=[f"tag-{number}"])
            publish(room, revision=number)
        path: str | None = "/v1/editions?limit=2"
        found: list[int] = []
        while path:
            reply = room.client().get(path).get_json()
            found += [each["number"] for each in reply["editions"]]
            path = reply["next"]

        assert found == [3, 2, 1]

    def test_one_edition_can_be_looked_up(self, room: Newsroom) -> None:
        room.edit(tags=["checked"])
        publish(room)
        client = room.client()

        first, newest, none = (client.get(f"/v1/editions/{number}") for number in (1, 2, 3))

        assert len(first.get_json()["changes"]["added"]) == 4
        assert newest.get_json()["changes"]["changed"] == [TOLL]
        assert (none.status_code, none.get_json()["code"]) == (404, "edition-not-found")


class TestPacks:
    def test_all_that_waits_in_a_pack_is_one_edition(self, room: Newsroom) -> None:
        create(room)
        room.edit(tags=["checked"])

        response = room.client("reviewer").post(f"/v1/packs/{PACK}/publish", json={"reason": "January"})

        changes = response.get_json()["changes"]
        assert (changes["added"], changes["changed"]) == ([DRAFT["id"]], [TOLL])
        assert room.client("curator").get("/v1/entries?waits=true").get_json()["total"] == 0

    def test_what_was_retired_is_left_out_and_named(self, room: Newsroom) -> None:
        exported = room.client("curator").get(f"/v1/packs/{PACK}").get_json()
        room.client("reviewer").post(f"/v1/entries/{UNION}/retire", json={"reason": "told twice"})
        taken = room.client("curator").post("/v1/packs", json=exported).get_json()
        create(room)

        made = room.client("reviewer").post(f"/v1/packs/{PACK}/publish", json={"reason": "January"}).get_json()

        assert (taken["retired"], taken["drafts"]) == ([UNION], [UNION])
        assert (made["changes"]["added"], made["left_out"]) == ([DRAFT["id"]], [UNION])

        none = room.client("reviewer").post(f"/v1/packs/{PACK}/publish", json={"reason": "January"})
        told = (none.status_code, none.get_json()["code"], UNION in none.get_json()["detail"])
        named = {"seen": {UNION: 2}, "reason": "it is back"}
        back = room.client("reviewer").post(f"/v1/packs/{PACK}/publish", json=named).get_json()
        assert told == (409, "cannot", True)
        assert (back["changes"]["added"], back["left_out"]) == ([UNION], [])


class TestSeenOfPacks:
    """What a caller names as seen is published, and nothing that came later."""

    def judged(self, room: Newsroom) -> dict[str, Any]:
        answer = room.client("curator").post(f"/v1/packs/{PACK}/judge")
        assert answer.status_code == 200
        told: dict[str, Any] = answer.get_json()
        return told

    def publish(self, room: Newsroom, **body: Any) -> TestResponse:
        return room.client("reviewer").post(f"/v1/packs/{PACK}/publish", json={"reason": "January", **body})

    def change_cues(self, room: Newsroom) -> None:
        whole = room.client("curator").get(f"/v1/packs/{PACK}").get_json()
        cues = {**whole["cues"], f"sea-{len(whole['cues'])}": {"en": ["sea"]}}
        assert room.client("curator").post("/v1/packs", json={**whole, "cues": cues, "entries": []}).status_code == 200

    def test_what_was_judged_is_what_is_published(self, room: Newsroom) -> None:
        room.edit(tags=["checked"])
        self.change_cues(room)
        judged = self.judged(room)

        made = self.publish(room, seen=judged["seen"], own=judged["own"]).get_json()

        assert (judged["seen"], judged["own"], judged["objections"]) == ({TOLL: 2}, 2, [])
        assert (made["changes"]["changed"], made["left_out"]) == ([TOLL], [])
        assert "sea" in str(room.client().get(f"/v1/packs/{PACK}").get_json()["cues"])
        assert self.judged(room)["own"] is None

    def test_a_newer_revision_is_not_published_unseen(self, room: Newsroom) -> None:
        room.edit(tags=["seen"])
        seen = self.judged(room)["seen"]
        room.edit(tags=["unseen"])

        refused = self.publish(room, seen=seen)

        (told,) = refused.get_json()["objections"]
        assert (refused.status_code, told["code"], told["entry"]) == (422, "newer-revision", TOLL)
        assert room.client().get("/v1/editions").get_json()["current"] == 1

    def test_a_newer_own_part_is_not_published_unseen(self, room: Newsroom) -> None:
        self.change_cues(room)
        own = self.judged(room)["own"]
        whole = room.client("curator").get(f"/v1/packs/{PACK}").get_json()
        room.client("curator").post("/v1/packs", json={**whole, "title": "Renamed", "entries": []})

        refused, without = self.publish(room, own=own), self.publish(room, seen={})

        (told,) = refused.get_json()["objections"]
        assert (refused.status_code, told["code"], told["entry"]) == (422, "newer-revision", PACK)
        assert without.status_code == 409
        assert self.publish(room, own=own + 1).status_code == 200

    def test_what_came_since_waits_on_and_is_named(self, room: Newsroom) -> None:
        room.edit(tags=["seen"])
        seen = self.judged(room)["seen"]
        create(room)

        made = self.publish(room, seen=seen).get_json()

        assert (made["changes"]["changed"], made["changes"]["added"], made["left_out"]) == ([TOLL], [], [DRAFT["id"]])

    def test_entries_of_other_packs_are_not_published_with_it(self, room: Newsroom) -> None:
        whole = room.client("curator").get(f"/v1/packs/{PACK}").get_json()
        room.client("curator").post("/v1/packs", json={**whole, "id": "other", "entries": [DRAFT]})

        foreign = self.publish(room, seen={DRAFT["id"]: 1})
        wrong = self.publish(room, seen={TOLL: "2", "Not an id": 1})

        assert (foreign.status_code, foreign.get_json()["code"]) == (404, "entry-not-found")
        assert set(wrong.get_json()["fields"]) == {f"seen.{TOLL}", "seen.'Not an id'"}

    def test_what_was_judged_can_be_sent_back_and_own_alone_publishes_no_entry(self, room: Newsroom) -> None:
        room.edit(tags=["unseen"])
        judged = self.judged(room)

        nothing, as_it_came = self.publish(room, own=1), self.publish(room, seen=judged["seen"], own=judged["own"])

        assert (nothing.status_code, judged["own"], as_it_came.status_code) == (409, None, 200)

    def test_a_stale_number_of_the_own_part_is_refused_though_nothing_of_it_waits(self, room: Newsroom) -> None:
        self.change_cues(room)
        assert self.publish(room, own=2).status_code == 200
        room.edit(tags=["seen"])

        stale, unborn = self.publish(room, seen={TOLL: 2}, own=1), self.publish(room, seen={TOLL: 99})

        assert (stale.status_code, stale.get_json()["objections"][0]["entry"]) == (422, PACK)
        assert "there is no revision 99; the newest is 2" in unborn.get_json()["objections"][0]["message"]

    def test_a_pack_that_was_never_published_needs_its_number(self, room: Newsroom) -> None:
        room.client("curator").post("/v1/packs", json={"id": "n", "title": "N", "licence": "L", "entries": [DRAFT]})

        refused = room.client("reviewer").post("/v1/packs/n/publish", json={"seen": {DRAFT["id"]: 1}, "reason": "r"})

        assert (refused.status_code, refused.get_json()["code"]) == (409, "cannot")
        assert refused.get_json()["remedy"].endswith("own, by now 1.")
