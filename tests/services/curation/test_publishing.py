"""Publishing, guarded: what goes live, what is refused, and who may."""

from copy import copy
from dataclasses import replace
from datetime import date

import pytest
from tests.factories import TODAY, cues, day, record
from tests.services.curation.desk import Desk, Meanwhile, must, payload_of, sound_background, sound_toll

from sidelight.core.entry import Clause, Entry, Scope
from sidelight.core.kinds.payloads import Event
from sidelight.core.matching.matcher import compile_matcher
from sidelight.services.curation.errors import (
    CannotError,
    EditionMovedError,
    PublishRefusedError,
)
from sidelight.services.curation.values import Act, Change, Publication


def refusal(desk: Desk, entry: Entry) -> PublishRefusedError:
    with pytest.raises(PublishRefusedError) as refused:
        desk.publish(entry)
    return refused.value


def test_the_next_reply_of_this_process_carries_what_was_published(desk: Desk) -> None:
    record = desk.publish(sound_background("harbour", "old harbour"))

    edition = desk.editions.current.edition
    assert (edition.number, edition.sha256, len(edition.entries)) == (record.number, record.sha256, record.entries)
    assert (desk.live("harbour").revision, desk.live("harbour").reviewed) == (1, date(2026, 11, 22))


def test_a_matcher_made_to_judge_answers_as_one_made_anew(desk: Desk) -> None:
    desk.publish(sound_background("harbour", "old harbour"))

    used, anew = desk.editions.current, compile_matcher(desk.editions.current.edition)
    assert used.ids == anew.ids
    assert [used.entries[i].entry for i in used.ids] == [anew.entries[i].entry for i in anew.ids]


def test_what_was_published_says_which_revision_it_took_the_place_of(desk: Desk) -> None:
    changed = sound_background(title={"en": "Ministry"})

    (change,) = desk.publish(changed).changes

    assert (change.entry, change.before, change.after, change.status) == ("ports-ministry", 1, 2, "published")


def test_a_newer_revision_refuses_and_is_named(desk: Desk) -> None:
    seen = desk.draft(sound_background(title={"en": "Ministry"}))
    desk.draft(sound_background(title={"en": "The ministry"}))

    with pytest.raises(PublishRefusedError) as refused:
        desk.publishing.publish("ports-ministry", revision=seen, by="ruth", reason="ready")

    (objection,) = refused.value.objections
    assert objection.code == "newer-revision"
    assert "revision 3" in objection.remedy


def test_nothing_is_published_twice(desk: Desk) -> None:
    with pytest.raises(CannotError, match="published already"):
        desk.publishing.publish("ports-ministry", revision=1, by="ruth", reason="again")


def test_what_was_refused_changes_nothing(desk: Desk) -> None:
    refusal(desk, sound_background("harbour", "old harbour", examples=()))

    assert desk.editions.current.edition.number == desk.store.editions.current() == 1


def test_an_entry_on_trial_is_in_the_edition_and_goes_public_by_publishing(desk: Desk) -> None:
    number = desk.draft(sound_background("harbour", "old harbour"))

    desk.publishing.trial("harbour", revision=number, by="ruth", reason="try it")
    tried = desk.live("harbour").status
    desk.publishing.publish("harbour", revision=number, by="ruth", reason="it does well")

    assert (tried, desk.live("harbour").status) == ("trial", "published")


def test_many_entries_become_one_edition_and_what_does_not_wait_is_left_alone(desk: Desk) -> None:
    kelm = Scope(about=Clause(any=cues("Kelm quake")))
    killed = must("The Kelm quake killed 61 people.", "killed 61 people")
    event = Event(began=day("2010-07-07"), ended=day("2010-07-07"), places=("Kelm", "Zembla"))
    figure = payload_of(sound_toll(), event=event, records=(record(61, "2010-07-09"),))
    desk.draft(sound_toll("kelm-toll", scope=kelm, examples=(killed,), payload=figure))
    desk.draft(sound_background("harbour", "old harbour"))

    made = desk.publishing.publish_all(["kelm-toll", "harbour", "ports-ministry"], by="ruth", reason="import")

    assert {change.entry for change in made.changes} == {"kelm-toll", "harbour"}
    assert made.number == 2


def test_a_cue_set_goes_live_with_its_pack(desk: Desk) -> None:
    scope = Scope(about=Clause(any=cues("@sea")))
    harbour = sound_background(
        "harbour", "old harbour", scope=scope, examples=(must("Sea air at the old harbour.", "old harbour"),)
    )
    desk.draft(harbour)
    own = desk.entries.packs()[0].head
    desk.store.entries.save_pack(replace(own, cues={**own.cues, "sea": {"en": ("sea",)}}), act=_act(desk))

    alone = desk.publishing.judge(["harbour"])
    record = desk.publishing.publish_all(["harbour"], packs=["test"], by="ruth", reason="with its cues")

    assert [objection.code for objection in alone.objections] == ["dangling"]
    assert "goes live when the pack is published" in alone.objections[0].remedy
    assert desk.editions.current.edition.sha256 == record.sha256


def test_a_cue_set_that_published_entries_use_stays(desk: Desk) -> None:
    own = desk.entries.packs()[0].head
    desk.store.entries.save_pack(replace(own, cues={}), act=_act(desk))

    with pytest.raises(PublishRefusedError) as refused:
        desk.publishing.publish_all([], packs=["test"], by="ruth", reason="tidy")

    assert {objection.entry for objection in refused.value.objections} == {"tarn-toll", "zembla-quakes"}
    assert "'other-disasters'" in refused.value.objections[0].message


def test_a_retired_entry_is_gone_and_what_replaces_it_is_on_record(desk: Desk) -> None:
    desk.publish(sound_background("harbour", "old harbour"))

    desk.publishing.retire("ports-ministry", by="ruth", reason="merged", replaced_by="harbour")

    stored = desk.entries.entry("ports-ministry")
    assert "ports-ministry" not in desk.editions.current.edition.entries
    assert stored.status == "retired"
    assert stored.retired is not None
    assert stored.retired.replaced_by == "harbour"


def test_what_another_published_entry_refers_to_cannot_be_retired(desk: Desk) -> None:
    with pytest.raises(PublishRefusedError) as refused:
        desk.publishing.retire("tarn-toll", by="ruth", reason="tidy")

    first = refused.value.objections[0]
    assert (first.code, first.entry, first.place) == ("dangling", "zembla-quakes", "comparison.events[0].figure")
    assert "Change 'zembla-quakes' first" in first.remedy


@pytest.mark.parametrize("instead", ["ports-ministry", "nothing-here"])
def test_only_another_published_entry_replaces_one(desk: Desk, instead: str) -> None:
    with pytest.raises(CannotError, match="cannot replace"):
        desk.publishing.retire("ports-ministry", by="ruth", reason="merged", replaced_by=instead)


def test_a_draft_cannot_be_retired(desk: Desk) -> None:
    desk.draft(sound_background("harbour", "old harbour"))

    with pytest.raises(CannotError, match="a draft"):
        desk.publishing.retire("harbour", by="ruth", reason="no need")


def test_a_retired_entry_comes_back_by_a_revert(desk: Desk) -> None:
    desk.publishing.retire("ports-ministry", by="ruth", reason="by mistake")
    with pytest.raises(CannotError, match="retired"):
        desk.publishing.publish("ports-ministry", revision=1, by="ruth", reason="back")

    stored = desk.entries.revert("ports-ministry", to=1, based_on=1, by="anna", reason="it was right")
    desk.publishing.publish("ports-ministry", revision=stored.head.number, by="ruth", reason="back")

    assert desk.live("ports-ministry").revision == 2


def test_still_right_sets_a_new_day_and_is_published_at_once(desk: Desk) -> None:
    desk.publishing.reviewed("ports-ministry", review_by=date(2027, 5, 1), by="ruth", reason="checked")

    assert (desk.live("ports-ministry").review_by, desk.live("ports-ministry").revision) == (date(2027, 5, 1), 2)


def test_still_right_does_not_carry_along_what_waits(desk: Desk) -> None:
    desk.draft(sound_background(title={"en": "Ministry"}))

    with pytest.raises(CannotError, match="waits"):
        desk.publishing.reviewed("ports-ministry", review_by=date(2027, 5, 1), by="ruth", reason="checked")


def test_still_right_adds_no_revision_when_the_guard_refuses(desk: Desk) -> None:
    desk.publishing.retire("zembla-quakes", by="ruth", reason="tidy")
    broken = sound_background("gone", examples=())
    desk.store.entries.add([broken], act=_act(desk))
    publication = Publication(based_on=2, sha256="x", entries=4, changes=(_live(broken.id),))
    desk.store.editions.publish(publication, act=_act(desk))

    with pytest.raises(PublishRefusedError):
        desk.publishing.reviewed("gone", review_by=date(2027, 5, 1), by="ruth", reason="checked")

    assert desk.entries.entry("gone").head.number == 1


def test_of_many_entries_none_is_published_at_a_revision_that_was_not_seen(desk: Desk) -> None:
    seen = {"harbour": desk.draft(sound_background("harbour", "old harbour")), "pier": 1}
    desk.draft(sound_background("pier", "old pier"))
    desk.draft(sound_background("pier", "old pier", title={"en": "A slip of the pen"}))

    with pytest.raises(PublishRefusedError, match="newer one, revision 2"):
        desk.publishing.publish_all(["harbour", "pier"], seen=seen, by="ruth", reason="read")

    assert desk.editions.current.edition.number == 1


def test_an_edition_made_meanwhile_is_judged_again(desk: Desk) -> None:
    other, number = Desk(desk.store), desk.draft(sound_background("harbour", "old harbour"))
    judged: list[int] = []

    def today() -> date:
        judged.append(desk.editions.current.edition.number)
        if len(judged) == 1:
            other.publishing.trial("harbour", revision=number, by="ruth", reason="meanwhile")
        return TODAY

    changed = desk.draft(sound_background(title={"en": "Ministry"}))
    racing = replace(desk.publishing, today=today)
    record = racing.publish("ports-ministry", revision=changed, by="ruth", reason="ready")

    assert (record.number, judged) == (3, [1, 2])
    assert desk.editions.current.edition.entries.keys() >= {"harbour", "ports-ministry"}


def test_who_is_always_too_late_is_told_to_publish_again(desk: Desk) -> None:
    other = Desk(desk.store)
    numbers = iter(range(2, 100))

    def today() -> date:
        other.publish(sound_background("harbour", "old harbour", title={"en": f"Title {next(numbers)}"}))
        return TODAY

    changed = desk.draft(sound_background(title={"en": "Ministry"}))

    with pytest.raises(EditionMovedError):
        replace(desk.publishing, today=today).publish("ports-ministry", revision=changed, by="ruth", reason="ready")


def test_a_ranking_and_its_figure_are_published_together(desk: Desk) -> None:
    measured = payload_of(sound_toll(), measure="injured")
    told = refusal(desk, sound_toll(payload=measured))

    assert [(o.code, o.entry) for o in told.objections] == [("neighbour-breaks", "zembla-quakes")]
    assert "publish both together" in told.objections[0].remedy


def _act(desk: Desk) -> Act:
    return Act(by="anna", at=desk.clock.now(), reason="test")


def _live(entry_id: str) -> Change:
    return Change(entry=entry_id, before=None, after=1, status="published")


def test_what_went_live_between_reading_an_entry_and_its_edition_is_judged_again(desk: Desk) -> None:
    other, number = Desk(desk.store), desk.draft(sound_background("harbour", "old harbour"))

    def try_it() -> None:
        other.publishing.trial("harbour", revision=number, by="ruth", reason="meanwhile")

    crossed = copy(desk.store)
    crossed.entries = Meanwhile(desk.store.entries, try_it, after="entry")
    record = replace(desk.publishing, store=crossed).publish("harbour", revision=number, by="ruth", reason="ready")

    assert [(one.entry, one.before, one.after, one.status) for one in record.changes] == [
        ("harbour", 1, 1, "published")
    ]
    assert record.number == 3


def test_what_was_published_between_reading_an_entry_and_its_edition_is_retired_as_it_is(desk: Desk) -> None:
    other, number = Desk(desk.store), desk.draft(sound_background(title={"en": "Ministry"}))

    def go_live() -> None:
        other.publishing.publish("ports-ministry", revision=number, by="ruth", reason="meanwhile")

    crossed = copy(desk.store)
    crossed.entries = Meanwhile(desk.store.entries, go_live, after="standing")
    record = replace(desk.publishing, store=crossed).retire("ports-ministry", by="ruth", reason="tidy")

    assert [(one.before, one.after) for one in record.changes] == [(2, None)]
