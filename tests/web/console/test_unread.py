"""An entry that this version of Sidelight cannot read: named where entries are listed, and retired on its own page."""

import pytest
from tests.stores import forget_how_to_read
from tests.web.console.browsing import page_of, person, words
from tests.web.curating.newsroom import UNION, Newsroom

PUBLISH = f"/console/entries/{UNION}/publish"


@pytest.fixture
def upgraded(room: Newsroom) -> Newsroom:
    forget_how_to_read(room.wired.curating.publishing.store, UNION)
    return room


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
