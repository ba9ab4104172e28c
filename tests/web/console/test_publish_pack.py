"""Publishing what waits in a pack: what the page showed, and nothing that came since."""

from dataclasses import replace

from tests.web.console.browsing import page_of, person, words
from tests.web.curating.newsroom import PACK, Newsroom

PUBLISH = f"/console/packs/{PACK}/publish"


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
