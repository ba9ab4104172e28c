"""An entry that this version of Sidelight cannot read: named where entries are listed, and retired on its own page."""

import pytest
from tests.stores import forget_how_to_read
from tests.web.console.browsing import page_of, person, words
from tests.web.curating.newsroom import PACK, TOLL, UNION, Newsroom
from tests.web.curating.test_entries import DRAFT, create

from sidelight.services.editions import stored_editions

PUBLISH = f"/console/entries/{UNION}/publish"


def unreadable(room: Newsroom, entry_id: str, *, revision: int | None = None) -> Newsroom:
    """A server that was upgraded to a version that cannot read an entry, or one of its revisions."""
    store = room.wired.curating.publishing.store
    forget_how_to_read(store, entry_id, revision=revision)
    room.wired.editions.swap(stored_editions(store.editions).load())
    return room


@pytest.fixture
def upgraded(room: Newsroom) -> Newsroom:
    return unreadable(room, UNION)


def test_the_others_are_listed_and_this_one_is_named_with_the_reason(upgraded: Newsroom) -> None:
    page = person(upgraded, "curator").read("/console/entries")

    assert len(page.select("tbody tr")) > 1
    (named,) = page.select(".box.warn li")
    assert UNION in named.get_text()
    assert named.a is not None
    assert named.a["href"] == PUBLISH


def test_it_is_retired_where_its_editor_would_be(upgraded: Newsroom) -> None:
    reviewer = person(upgraded, "reviewer")
    opened = reviewer.get(f"/console/entries/{UNION}")
    page = reviewer.read(PUBLISH)

    assert (opened.status_code, opened.location) == (303, PUBLISH)
    assert "cannot read the entry" in words(page, ".box.warn")
    assert page.select_one(f"form[action='/console/entries/{UNION}/retire']")

    without_reason = reviewer.post(f"/console/entries/{UNION}/retire", replaced_by="")
    done = reviewer.sent(f"/console/entries/{UNION}/retire", reason="cannot be read", replaced_by="")

    assert page_of(without_reason, status=422).select("[role=alert]")
    assert "Retired: edition 2 is without it" in words(done, ".flash")
    assert not done.select(f"form[action='/console/entries/{UNION}/retire']")


def test_a_refusal_stands_on_its_page(upgraded: Newsroom) -> None:
    sent = {"reason": "told twice", "replaced_by": UNION}

    page = page_of(person(upgraded, "reviewer").post(f"/console/entries/{UNION}/retire", **sent), status=422)

    assert "is the entry itself" in words(page, "[role=alert]")


def test_a_program_retires_it_and_readers_are_told_so(upgraded: Newsroom) -> None:
    retired = upgraded.client("reviewer").post(f"/v1/entries/{UNION}/retire", json={"reason": "cannot be read"})

    assert retired.status_code == 200
    assert upgraded.client().get(f"/v1/entries/{UNION}").status_code == 410


def revised(room: Newsroom, *, unread: int) -> Newsroom:
    """Two revisions of an entry, the first one live; one of them cannot be read."""
    assert room.edit(UNION, tags=["checked"]).status_code == 200
    return unreadable(room, UNION, revision=unread)


def test_where_only_the_newest_draft_cannot_be_read_what_readers_meet_is_told(room: Newsroom) -> None:
    told = words(person(revised(room, unread=2), "reviewer").read(PUBLISH), ".box.warn")

    assert room.client().get(f"/v1/entries/{UNION}").status_code == 200
    assert "cannot read its newest revision" in told
    assert "Readers still meet revision 1. Retire it here, or go back" in told
    assert "It is published" not in told


@pytest.mark.parametrize(
    ("unread", "said"), [(2, "Revision 1 is still on trial."), (None, "It is on trial, but it is not matched.")]
)
def test_an_entry_on_trial_is_not_called_published(room: Newsroom, unread: int | None, said: str) -> None:
    # given an entry on trial, with a newer draft
    assert create(room).status_code == 201
    room.wired.curating.publishing.trial(DRAFT["id"], revision=1, by="reviewer", reason="tried out")
    assert room.edit(DRAFT["id"], tags=["lights"]).status_code == 200
    unreadable(room, DRAFT["id"], revision=unread)

    told = words(person(room, "reviewer").read(f"/console/entries/{DRAFT['id']}/publish"), ".box.warn")

    assert said in told
    assert "published" not in told


def test_a_mended_draft_of_what_cannot_be_read_is_published(room: Newsroom) -> None:
    reviewer = person(revised(room, unread=1), "reviewer")

    page = reviewer.read(PUBLISH)
    assert page.select_one(f"form[action='/console/entries/{UNION}/retire']")
    done = reviewer.sent(PUBLISH, revision="2", reason="mended")

    assert "Published: edition 2 carries it from now on." in words(done, ".flash")
    assert room.client().get(f"/v1/entries/{UNION}").status_code == 200


def test_what_readers_do_not_meet_is_not_to_be_reviewed(room: Newsroom) -> None:
    assert room.edit(UNION, review_by="2024-03-01").status_code == 200
    publishing = room.wired.curating.publishing
    publishing.publish(UNION, revision=2, by="reviewer", reason="checked")
    assert room.edit(UNION, tags=["checked"]).status_code == 200
    assert UNION in due(room)

    unreadable(room, UNION, revision=2)

    assert due(room) == []


def due(room: Newsroom) -> list[str]:
    """The ids of what is to be reviewed."""
    page = person(room, "reviewer").read("/console/stale")
    return [str(link["href"]).rsplit("/", 1)[1] for link in page.select(".due h2 a")]


def test_what_waits_in_a_pack_and_cannot_be_read_is_named(room: Newsroom) -> None:
    assert room.edit(TOLL, tags=["checked"]).status_code == 200
    client = revised(room, unread=2).client("reviewer")

    judged = client.post(f"/v1/packs/{PACK}/judge").get_json()
    made = client.post(f"/v1/packs/{PACK}/publish", json={"reason": "checked"}).get_json()

    assert (list(judged["seen"]), judged["left_out"], judged["unread"]) == ([TOLL], [], [UNION])
    assert (made["changes"]["changed"], made["left_out"]) == ([TOLL], [UNION])
