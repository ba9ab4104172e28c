"""Publishing what waits in a pack: what the page showed, and nothing that came since."""

from dataclasses import replace

import pytest
from tests.web.console.browsing import page_of, person, words
from tests.web.curating.newsroom import PACK, TOLL, UNION, Newsroom

from sidelight.web.console.entries import packs

PUBLISH = f"/console/packs/{PACK}/publish"
RANKING = "deadliest-earthquakes-karvenia"


def rename(room: Newsroom, title: str) -> None:
    entries = room.wired.curating.entries
    (own,) = (pack.head for pack in entries.packs() if pack.head.id == PACK)
    entries.stage(replace(own, title=title), by="curator", reason="renamed")


def test_a_newer_own_part_of_the_pack_is_not_published_unseen(room: Newsroom) -> None:
    reviewer = person(room, "reviewer")
    rename(room, "Seen")
    (shown,) = reviewer.read(PUBLISH).select("input[name=own]")
    rename(room, "Not seen")

    refused = page_of(reviewer.post(PUBLISH, own=str(shown["value"]), reason="read it"), status=409)
    (newer,) = refused.select("input[name=own]")
    done = reviewer.sent(PUBLISH, own=str(newer["value"]), reason="read it now")

    assert "look at it as it is now" in words(refused)
    assert "edition 2" in words(done).lower()
    assert room.client().get(f"/v1/packs/{PACK}").get_json()["title"] == "Not seen"


def test_what_does_not_go_into_one_form_follows_and_what_is_left_out_takes_no_place_in_it(
    room: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packs, "MOST_AT_ONCE", 2)
    entries, reviewer = room.wired.curating.entries, person(room, "reviewer")
    stored = [entries.entry(entry_id) for entry_id in (TOLL, UNION, RANKING)]
    for one in stored:
        entries.edit(replace(one.head.entry, tags=("new",)), based_on=one.head.number, by="curator", reason="tagged")

    first = reviewer.read(PUBLISH)
    newest = str(first.select("input[name=seen]")[0]["value"]).partition("@")[0]
    rest = reviewer.read(f"{PUBLISH}?leave={newest}")

    assert len(first.select("input[name=seen]")) == 2
    assert "These are 2 of 3; the others follow" in words(first, ".lead")
    assert len(rest.select("input[name=seen]")) == 2
    assert "the others follow" not in words(rest, ".lead")
