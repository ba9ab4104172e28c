"""Entries as drafts: written, edited, reverted, compared; packs in and out."""

from copy import copy
from dataclasses import replace
from itertools import count

import pytest
from tests.services.curation.desk import Desk, Meanwhile, sound_background, starting_pack

from sidelight.core.entry import Pack
from sidelight.errors import EntryNotFoundError, PackNotFoundError
from sidelight.services.curation.entries import CuratedEntries
from sidelight.services.curation.errors import (
    CannotError,
    EditConflictError,
    ExistsError,
    ImportRefusedError,
)
from sidelight.services.curation.values import Act, Search
from sidelight.shapes.entries import entry_to


def test_a_new_entry_is_a_draft_that_waits(desk: Desk) -> None:
    stored = desk.entries.create(sound_background("harbour", "old harbour"), by="anna")

    assert (stored.status, stored.waits, stored.head.number, stored.head.act.by) == ("draft", True, 1, "anna")
    assert "harbour" not in desk.editions.current.edition.entries


def test_an_edit_adds_a_revision_and_changes_nothing_for_readers(desk: Desk) -> None:
    edited = sound_background(title={"en": "Ministry"}, pack="")

    stored = desk.entries.edit(edited, based_on=1, by="anna", reason="shorter")

    assert (stored.head.number, stored.status, stored.waits) == (2, "published", True)
    assert desk.live("ports-ministry").title == {"en": "ports-ministry"}
    assert [revision.number for revision in desk.entries.revisions("ports-ministry")] == [2, 1]


def test_an_edit_that_changes_nothing_adds_no_revision(desk: Desk) -> None:
    stored = desk.entries.edit(sound_background(), based_on=1, by="anna", reason="none")

    assert (stored.head.number, stored.waits) == (1, False)


def test_an_edit_of_an_older_revision_conflicts_and_names_the_newest(desk: Desk) -> None:
    desk.entries.edit(sound_background(title={"en": "One"}), based_on=1, by="anna", reason="one")

    with pytest.raises(EditConflictError) as conflict:
        desk.entries.edit(sound_background(title={"en": "Two"}), based_on=1, by="ruth", reason="two")

    assert conflict.value.head == 2


def test_an_entry_stays_in_its_pack(desk: Desk) -> None:
    with pytest.raises(CannotError, match="belongs to the pack 'test'"):
        desk.entries.edit(sound_background(pack="other"), based_on=1, by="anna", reason="move")


def test_an_entry_that_is_not_there_cannot_be_edited(desk: Desk) -> None:
    with pytest.raises(EntryNotFoundError):
        desk.entries.edit(sound_background("nowhere"), based_on=1, by="anna", reason="x")


def test_a_revert_is_a_new_revision_with_the_old_content(desk: Desk) -> None:
    desk.entries.edit(sound_background(title={"en": "Ministry"}), based_on=1, by="anna", reason="shorter")

    stored = desk.entries.revert("ports-ministry", to=1, based_on=2, by="ruth", reason="it was right")

    assert (stored.head.number, stored.head.act.reason) == (3, "it was right")
    assert desk.entries.compare("ports-ministry", 1, 3) == ()
    assert [one.place for one in desk.entries.compare("ports-ministry", 1, 2)] == ["title.en"]


def test_a_pack_of_a_known_id_is_refused(desk: Desk) -> None:
    with pytest.raises(ExistsError):
        desk.entries.add_pack(Pack(id="test", title="Again", licence="CC0-1.0"), by="anna", reason="x")


def test_importing_what_was_exported_changes_nothing(desk: Desk) -> None:
    desk.draft(sound_background("harbour", "old harbour"))
    desk.draft(sound_background(title={"en": "Ministry"}))

    exported = desk.entries.export("test", live=False)
    staged = desk.entries.stage(exported, by="anna", reason="import")

    assert (staged.difference.empty, staged.drafts) == (True, ())
    assert set(staged.difference.unchanged) == {entry.id for entry in exported.entries}
    assert [one.head.number for one in desk.entries.search(Search(q="harbour")).entries] == [1]


def test_an_import_adds_what_is_new_and_revises_what_differs(desk: Desk) -> None:
    changed, new = sound_background(title={"en": "Ministry"}), sound_background("harbour", "old harbour")
    pack = replace(starting_pack(), entries=(changed, new))

    difference = desk.entries.difference_of(pack)
    staged = desk.entries.stage(pack, by="anna", reason="import")

    assert difference == staged.difference
    assert (difference.added, [entry_id for entry_id, _ in difference.changed]) == (("harbour",), ["ports-ministry"])
    assert difference.only_here == ("closed-carrier", "tarn-toll", "zembla-quakes")
    assert set(staged.drafts) == {"harbour", "ports-ministry"}
    assert desk.entries.difference_of(pack).empty
    assert desk.editions.current.edition.number == desk.store.editions.current()


def test_an_import_may_bring_a_new_pack_and_new_cue_sets(desk: Desk) -> None:
    sea = Pack(id="sea", title="Sea", licence="CC0-1.0", entries=(sound_background("harbour", "old harbour"),))
    desk.entries.stage(sea, by="anna", reason="import")

    more = desk.entries.difference_of(replace(sea, cues={"waves": {"en": ("wave",)}}))

    assert [pack.head.id for pack in desk.entries.packs()] == ["sea", "test"]
    assert [one.place for one in more.own] == ["cues.waves"]
    assert desk.entries.entry("harbour").pack == "sea"


def test_an_import_takes_no_entry_away_from_another_pack(desk: Desk) -> None:
    sea = Pack(id="sea", title="Sea", licence="CC0-1.0", entries=(sound_background(),))

    with pytest.raises(ImportRefusedError, match="in the pack 'test' already"):
        desk.entries.stage(sea, by="anna", reason="import")

    assert [pack.head.id for pack in desk.entries.packs()] == ["test"]


def test_an_import_that_holds_an_id_twice_is_refused(desk: Desk) -> None:
    twice = replace(starting_pack(), entries=(sound_background("a"), sound_background("a")))

    with pytest.raises(ImportRefusedError, match="two entries with the id 'a'"):
        desk.entries.difference_of(twice)


def test_a_retired_entry_that_is_imported_again_is_a_draft_again(desk: Desk) -> None:
    desk.publishing.retire("ports-ministry", by="ruth", reason="tidy")

    staged = desk.entries.stage(starting_pack(), by="anna", reason="import")

    assert staged.drafts == staged.difference.retired == ("ports-ministry",)
    assert desk.entries.entry("ports-ministry").status == "draft"


def test_what_was_retired_and_is_a_draft_again_waits_apart_until_it_is_published(desk: Desk) -> None:
    desk.publishing.retire("ports-ministry", by="ruth", reason="tidy")
    retired = desk.entries.waiting_in("test")
    desk.entries.stage(starting_pack(), by="anna", reason="import")
    desk.draft(sound_background("harbour", "old harbour"))
    again = desk.entries.waiting_in("test")

    desk.publishing.publish("ports-ministry", revision=2, by="ruth", reason="back")
    desk.draft(sound_background(title={"en": "Ministry"}))
    back = desk.entries.waiting_in("test")

    assert (retired.entries, retired.left_out) == ((), ())
    assert (again.entries, again.left_out) == (("harbour",), ("ports-ministry",))
    assert (back.entries, back.left_out) == (("harbour", "ports-ministry"), ())


def test_the_live_export_holds_what_readers_meet(desk: Desk) -> None:
    desk.draft(sound_background("harbour", "old harbour"))
    desk.draft(sound_background(title={"en": "Ministry"}))

    live, newest = desk.entries.export("test", live=True), desk.entries.export("test", live=False)

    assert {entry.id for entry in newest.entries} - {entry.id for entry in live.entries} == {"harbour"}
    assert {entry.title["en"] for entry in live.entries} >= {"ports-ministry"}
    assert {entry.id: entry.status for entry in newest.entries}["harbour"] == "draft"


def test_a_pack_that_is_not_there_cannot_be_exported(desk: Desk) -> None:
    with pytest.raises(PackNotFoundError):
        desk.entries.export("nowhere", live=False)


def test_an_import_that_somebody_hinders_leaves_nothing_behind(desk: Desk) -> None:
    held = starting_pack()
    pack = replace(
        held, title="New title", entries=(sound_background(title={"en": "Ministry"}), sound_background("harbour"))
    )
    titles = (f"Title {number}" for number in count())
    hindered = copy(desk.store)
    hindered.entries = Meanwhile(
        desk.store.entries, lambda: desk.draft(sound_background(title={"en": next(titles)}), by="ruth"), times=100
    )
    entries = CuratedEntries(store=hindered, now=desk.clock.now, written=entry_to)

    with pytest.raises(EditConflictError):
        entries.stage(pack, by="anna", reason="import")

    assert desk.entries.packs()[0].head.title == held.title
    assert "harbour" not in {entry.id for entry in desk.entries.export("test", live=False).entries}


def test_an_export_holds_every_entry_once_though_somebody_edits_meanwhile(desk: Desk) -> None:
    many = [sound_background(f"pier-{number}", f"pier {number}") for number in range(501)]
    desk.store.entries.add(many, act=Act(by="anna", at=desk.clock.now(), reason="many"))
    edited = copy(desk.store)
    edited.entries = Meanwhile(desk.store.entries, lambda: desk.draft(replace(many[99], tags=("new",))), after="search")
    entries = CuratedEntries(store=edited, now=desk.clock.now, written=entry_to)

    exported = entries.export("test", live=False)

    assert [entry.id for entry in exported.entries] == sorted(
        [*(one.id for one in many), *(one.id for one in starting_pack().entries)]
    )
