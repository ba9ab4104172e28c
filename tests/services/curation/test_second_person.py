"""Where a second person is asked for, nobody publishes what they wrote."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from tests.services.curation.desk import Desk, opened_desk, sound_background

from sidelight.services.curation.errors import SecondPersonNeededError
from sidelight.services.curation.values import Act


@pytest.fixture
def strict_desk(tmp_path: Path) -> Iterator[Desk]:
    with opened_desk(tmp_path, second_person=True) as opened:
        yield opened


def test_whoever_wrote_it_may_not_publish_it_where_a_second_person_is_asked_for(strict_desk: Desk) -> None:
    number = strict_desk.draft(sound_background("harbour", "old harbour"), by="ruth")

    with pytest.raises(SecondPersonNeededError, match="revision 1 of 'harbour'"):
        strict_desk.publishing.publish("harbour", revision=number, by="ruth", reason="ready")
    with pytest.raises(SecondPersonNeededError):
        strict_desk.publishing.trial("harbour", revision=number, by="ruth", reason="ready")
    strict_desk.publishing.publish("harbour", revision=number, by="anna", reason="read it")

    assert strict_desk.live("harbour").revision == 1


def test_that_another_person_tried_it_does_not_let_the_author_publish_it(strict_desk: Desk) -> None:
    number = strict_desk.draft(sound_background("harbour", "old harbour"), by="ruth")
    strict_desk.publishing.trial("harbour", revision=number, by="anna", reason="read it")

    with pytest.raises(SecondPersonNeededError, match="revision 1 of 'harbour'"):
        strict_desk.publishing.publish("harbour", revision=number, by="ruth", reason="ready")
    strict_desk.publishing.publish("harbour", revision=number, by="anna", reason="holds")

    assert strict_desk.live("harbour").status == "published"


def test_a_revision_in_between_counts_as_written(strict_desk: Desk) -> None:
    strict_desk.draft(sound_background(title={"en": "One"}), by="ruth")
    number = strict_desk.draft(sound_background(title={"en": "Two"}), by="anna")

    with pytest.raises(SecondPersonNeededError):
        strict_desk.publishing.publish("ports-ministry", revision=number, by="ruth", reason="ready")


def test_a_trial_lets_nobody_publish_what_they_wrote_before_it(strict_desk: Desk) -> None:
    strict_desk.draft(sound_background(title={"en": "One"}), by="ruth")
    number = strict_desk.draft(sound_background(title={"en": "Two"}), by="anna")
    strict_desk.publishing.trial("ports-ministry", revision=number, by="cleo", reason="read it")

    for author in ("ruth", "anna"):
        with pytest.raises(SecondPersonNeededError):
            strict_desk.publishing.publish("ports-ministry", revision=number, by=author, reason="ready")
    strict_desk.publishing.publish("ports-ministry", revision=number, by="cleo", reason="holds")

    assert strict_desk.live("ports-ministry").title == {"en": "Two"}


def test_what_readers_have_met_counts_no_more(strict_desk: Desk) -> None:
    first = strict_desk.draft(sound_background(title={"en": "One"}), by="ruth")
    strict_desk.publishing.publish("ports-ministry", revision=first, by="anna", reason="read it")
    second = strict_desk.draft(sound_background(title={"en": "Two"}), by="anna")

    assert strict_desk.entries.unmet_by("ruth", "ports-ministry") == ()
    assert strict_desk.entries.unmet_by("anna", "ports-ministry") == (second,)
    strict_desk.publishing.trial("ports-ministry", revision=second, by="ruth", reason="read it")
    assert strict_desk.entries.unmet_by("anna", "ports-ministry") == (second,)


def test_taking_all_cue_sets_out_of_a_pack_needs_a_second_person_too(strict_desk: Desk) -> None:
    own = strict_desk.entries.packs()[0].head
    wider = replace(own, cues={**own.cues, "sea": {"en": ("sea",)}})
    strict_desk.store.entries.save_pack(wider, act=_act(strict_desk))
    strict_desk.publishing.publish_all([], packs=["test"], by="ruth", reason="read them")
    strict_desk.store.entries.save_pack(replace(own, cues={}), act=replace(_act(strict_desk), by="ruth"))

    with pytest.raises(SecondPersonNeededError, match="cue sets of the pack 'test'"):
        strict_desk.publishing.publish_all([], packs=["test"], by="ruth", reason="tidy")


def test_saying_that_it_is_still_right_needs_no_second_person(strict_desk: Desk) -> None:
    strict_desk.publishing.reviewed("ports-ministry", review_by=date(2027, 5, 1), by="ruth", reason="checked")

    assert strict_desk.live("ports-ministry").revision == 2


def test_whoever_wrote_cue_sets_may_not_publish_them_where_a_second_person_is_asked_for(strict_desk: Desk) -> None:
    own = strict_desk.entries.packs()[0].head
    wider = replace(own, cues={**own.cues, "sea": {"en": ("sea",)}})
    strict_desk.store.entries.save_pack(wider, act=replace(_act(strict_desk), by="ruth"))

    with pytest.raises(SecondPersonNeededError, match="cue sets of the pack 'test'"):
        strict_desk.publishing.publish_all([], packs=["test"], by="ruth", reason="ready")
    strict_desk.publishing.publish_all([], packs=["test"], by="anna", reason="read them")

    assert "sea" in strict_desk.editions.current.edition.packs[0].cues


def _act(desk: Desk) -> Act:
    return Act(by="anna", at=desk.clock.now(), reason="test")
