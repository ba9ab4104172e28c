"""Cue sets that stand in a pack and that readers' articles are not read with yet."""

from dataclasses import replace

import pytest
from tests.web.console.browsing import Person, page_of, person, words
from tests.web.console.filling import Filled, opened
from tests.web.console.test_editor import FIGURE
from tests.web.console.test_preview import preview
from tests.web.curating.newsroom import PACK, Newsroom

from sidelight.errors import PackError
from sidelight.web.console.editing import preview as previewing
from sidelight.web.console.editing import trying

BRIDGE = f"/console/entries/{FIGURE['first']['id']}"
TOLD = "there is no cue set 'waiting'"


@pytest.fixture
def curator(room: Newsroom) -> Person:
    """Somebody who writes in a pack of which one cue set is not published."""
    entries = room.wired.curating.entries
    (own,) = (pack.head for pack in entries.packs() if pack.head.id == PACK)
    entries.stage(replace(own, cues={**own.cues, "waiting": {"en": ("Tarn bridge",)}}), by="curator", reason="a set")
    return person(room, "curator")


def figure(who: Person, **changes: str) -> Filled:
    form = opened(who, "/console/entries/new?kind=figure").write(FIGURE["first"])
    form = form.pressed(who, "add figure.records").write(FIGURE["second record"])
    return form.write({"scope.about.any": "@waiting"} | changes)


@pytest.mark.parametrize("beside", [0, trying.BESIDE_AT_MOST], ids=["alone", "beside the others"])
def test_a_cue_set_that_waits_is_told_at_its_field(
    curator: Person, monkeypatch: pytest.MonkeyPatch, beside: int
) -> None:
    monkeypatch.setattr(trying, "BESIDE_AT_MOST", beside)

    page = preview(curator, figure(curator))

    assert TOLD in words(page, ".faults [data-field='scope.about.any']") or TOLD in words(page, ".faults")
    assert [str(one["data-state"]) for one in page.select("[data-of]")] == ["ok"]


def test_check_and_a_refused_save_keep_the_form(curator: Person) -> None:
    checked = page_of(figure(curator).press(curator, "check"))
    refused = page_of(figure(curator, **{"sources[0].title": ""}).press(curator, "save"), status=422)

    for page in (checked, refused):
        assert page.select_one("#editor")
        assert TOLD in words(page, "#preview")


def test_the_page_to_publish_on_tells_it(curator: Person) -> None:
    assert figure(curator).press(curator, "save").status_code == 303

    page = curator.read(f"{BRIDGE}/publish")

    assert "cue set" in words(page, "#objections")


def test_a_draft_that_cannot_be_compiled_costs_no_page(curator: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    def too_much(*_: object) -> trying.Outcome:
        msg = "the phrases come to too much"
        raise PackError(msg, remedy="Write fewer.")

    monkeypatch.setattr(previewing, "try_out", too_much)

    checked = page_of(figure(curator).press(curator, "check"))
    refused = page_of(figure(curator, **{"sources[0].title": ""}).press(curator, "save"), status=422)

    for page in (checked, refused):
        assert page.select_one("#editor")
        assert "the phrases come to too much" in words(page, "#preview .points.bad")
