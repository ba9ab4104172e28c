"""What the store promises of editions: what is live, the log of changes, and that of two publishers one wins."""

import threading
from dataclasses import replace

import pytest
from tests.factories import label, ranking, toll
from tests.stores import NOON, PACK, act, change, note, publish

from sidelight.adapters.store.sql import SqlStore
from sidelight.core.edition import make_edition
from sidelight.core.entry import Entry, Pack
from sidelight.errors import EditionNotFoundError, EntryNotFoundError
from sidelight.services.curation.errors import CannotError, EditConflictError, EditionMovedError, ExistsError
from sidelight.services.curation.values import SYSTEM, Change, EditionRecord


def edit(store: SqlStore, *entries: Entry) -> None:
    store.entries.edit([(one, store.entries.entry(one.id).head.number) for one in entries], act=act())


def live(store: SqlStore) -> dict[str, int]:
    return {one.id: one.revision for pack in store.editions.live_packs()[1] for one in pack.entries}


@pytest.fixture
def filled(store: SqlStore) -> SqlStore:
    """A store with three drafts, none of them published."""
    store.entries.save_pack(PACK, act=act())
    store.entries.add([note("pier"), note("quay"), note("mole")], act=act())
    return store


def test_before_anything_is_published_there_is_no_edition(filled: SqlStore) -> None:
    assert filled.editions.current() == 0
    assert filled.editions.live_packs() == (0, (), {})
    assert filled.editions.editions(limit=10) == ()
    for number in (0, 1, -1, 2**31, 2**70):
        with pytest.raises(EditionNotFoundError):
            filled.editions.edition(number)


def test_a_publication_makes_the_next_edition_and_its_pack_live(filled: SqlStore, other: SqlStore) -> None:
    record = publish(filled, change("quay", None, 1, status="trial"), change("pier", None, 1))

    number, [pack], _ = other.editions.live_packs()

    assert (number, other.editions.current()) == (1, 1)
    assert replace(pack, entries=()) == PACK
    assert pack.entries == (
        note("pier", status="published", reviewed=NOON.date()),
        note("quay", status="trial", reviewed=NOON.date()),
    )
    assert record == other.editions.edition(1)
    assert [one.entry for one in record.changes] == ["pier", "quay"]
    assert (record.act, record.sha256, record.entries) == (act("rita", "goes live"), f"{0:064}", 2)


def test_the_last_revision_that_readers_met_is_known_whatever_came_then(filled: SqlStore) -> None:
    met = [filled.entries.met("pier")]
    edit(filled, note("pier", tags=("a",)))
    edit(filled, note("pier", tags=("b",)))
    for step in (
        change("pier", None, 1, status="trial"),
        change("pier", 1, 2),
        change("pier", 2, 3, status="trial"),
        change("pier", 3, None),
    ):
        publish(filled, step)
        met.append(filled.entries.met("pier"))

    assert (met, filled.entries.met("quay"), filled.entries.met("gone")) == ([0, 0, 2, 2, 2], 0, 0)


def test_editions_are_listed_newest_first_with_what_they_changed(filled: SqlStore) -> None:
    records = [publish(filled, change(name, None, 1)) for name in ("pier", "quay", "mole")]

    assert filled.editions.editions(limit=10) == tuple(reversed(records))
    assert filled.editions.editions(limit=1, offset=1) == (records[1],)
    assert filled.editions.editions(limit=2**70, offset=2**70) == ()


def test_what_every_edition_held_can_be_told_from_the_log(filled: SqlStore) -> None:
    held = [live(filled)]
    edit(filled, note("pier", tags=("a",)))
    for step in (
        [change("pier", None, 1)],
        [change("pier", 1, 2), change("quay", None, 1, status="trial")],
        [change("quay", 1, 1)],
        [change("pier", 2, None, replaced_by="quay"), change("mole", None, 1)],
        [change("pier", None, 2)],
    ):
        publish(filled, *step)
        held.append(live(filled))

    told: list[dict[str, int]] = [{}]
    for record in reversed(filled.editions.editions(limit=100)):
        moved = {one.entry: one.after for one in record.changes}
        told.append({name: at for name, at in (told[-1] | moved).items() if at is not None})

    assert told == held
    assert held[-1] == {"pier": 2, "quay": 1, "mole": 1}


def test_a_new_edition_reads_anew_only_what_changed(filled: SqlStore) -> None:
    publish(filled, change("pier", None, 1), change("quay", None, 1), change("mole", None, 1, status="trial"))
    before = {one.id: one for one in filled.editions.live_packs()[1][0].entries}
    edit(filled, note("pier", tags=("a",)))
    publish(filled, change("pier", 1, 2), change("mole", 1, 1))

    after = {one.id: one for one in filled.editions.live_packs()[1][0].entries}

    assert [name for name in after if after[name] is before[name]] == ["quay"]
    assert (after["pier"].tags, after["mole"].status) == (("a",), "published")


def test_a_retired_entry_leaves_the_edition_and_may_come_back(filled: SqlStore) -> None:
    publish(filled, change("pier", None, 1), change("quay", None, 1))
    publish(filled, change("pier", 1, None, replaced_by="quay"))
    without = live(filled)
    edit(filled, note("pier", tags=("again",)))
    publish(filled, change("pier", None, 2))

    assert (without, live(filled)) == ({"quay": 1}, {"quay": 1, "pier": 2})
    assert filled.entries.entry("pier").status == "published"


def test_nothing_is_published_if_an_entry_has_a_newer_revision_than_was_judged(filled: SqlStore) -> None:
    edit(filled, note("pier", tags=("newer",)))

    with pytest.raises(EditConflictError, match="revision 2") as refused:
        publish(filled, change("quay", None, 1), change("pier", None, 1), heads=(("quay", 1), ("pier", 1)))

    assert refused.value.head == 2
    assert (filled.editions.current(), live(filled)) == (0, {})


def test_nothing_is_published_on_an_edition_that_is_not_the_newest(filled: SqlStore, other: SqlStore) -> None:
    publish(other, change("pier", None, 1))

    with pytest.raises(EditionMovedError, match="edition 1 was made"):
        publish(filled, change("quay", None, 1), based_on=0)

    assert live(filled) == {"pier": 1}


def test_of_two_publishers_at_once_exactly_one_wins(filled: SqlStore, other: SqlStore) -> None:
    for number in range(8):
        start = threading.Barrier(2)
        won: list[int] = []
        moved: list[str] = []

        def race(store: SqlStore, entry_id: str, based_on: int) -> None:
            before = filled.entries.entry(entry_id).live
            start.wait()  # noqa: B023 - the threads end before the next round
            try:
                made = publish(store, change(entry_id, before.revision if before else None, 1), based_on=based_on)
            except EditionMovedError as error:
                moved.append(error.detail)  # noqa: B023
            else:
                won.append(made.number)  # noqa: B023

        racers = [threading.Thread(target=race, args=(s, e, number)) for s, e in ((filled, "pier"), (other, "quay"))]
        for racer in racers:
            racer.start()
        for racer in racers:
            racer.join()

        assert (won, len(moved)) == ([number + 1], 1)
    assert filled.editions.current() == other.editions.current() == 8


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (change("pier", 1, 2), "revision None of entry 'pier' is live, not 1"),
        (change("pier", None, 2), "no revision 2: its newest is 1"),
        (change("pier", None, 0), "no revision 0"),
        (Change(entry="pier", before=None, after=1, status=None), "cannot have the status None"),
        (Change(entry="pier", before=None, after=None, status="trial"), "cannot have the status trial"),
    ],
)
def test_a_change_that_contradicts_the_store_changes_nothing(filled: SqlStore, wrong: Change, said: str) -> None:
    lines = filled.accounts.audit(limit=100)

    with pytest.raises(CannotError, match=said):
        publish(filled, change("quay", None, 1), wrong)

    assert (filled.editions.current(), live(filled), filled.editions.editions(limit=9)) == (0, {}, ())
    assert filled.entries.entry("quay").live is None
    assert filled.accounts.audit(limit=100) == lines


def test_nothing_is_published_of_an_entry_or_a_pack_that_is_not_there(filled: SqlStore) -> None:
    with pytest.raises(EntryNotFoundError, match="'dune'"):
        publish(filled, change("dune", None, 1))
    with pytest.raises(CannotError, match="no pack 'inland'"):
        publish(filled, packs=(("inland", 1),))
    with pytest.raises(CannotError, match="no revision 2"):
        publish(filled, packs=(("test", 2),))

    assert (filled.editions.current(), filled.entries.packs()[0].live) == (0, None)


def test_a_pack_goes_live_on_its_own_when_it_is_named(filled: SqlStore) -> None:
    publish(filled, change("pier", None, 1))
    filled.entries.save_pack(replace(PACK, title="Renamed"), act=act())
    publish(filled, change("quay", None, 1))
    unnamed = filled.editions.live_packs()[1][0].title
    publish(filled, packs=(("test", 2),))

    assert (unnamed, filled.editions.live_packs()[1][0].title) == ("Test", "Renamed")
    assert filled.entries.packs()[0].live == 2


def test_a_pack_fills_an_empty_store(store: SqlStore) -> None:
    entries = (toll(), ranking(), label(), note("pier", pack="elsewhere", reviewed=NOON.date()))
    pack = Pack(id="starter", title="Первый", licence="CC0-1.0", cues=PACK.cues, entries=entries)

    record = store.load([pack], act=act(SYSTEM, "first start"))

    number, [kept], _ = store.editions.live_packs()
    edition = make_edition([kept], number=number)
    assert (record.number, record.entries, record.sha256) == (1, 4, edition.sha256)
    assert kept.entries == tuple(sorted((replace(e, pack="starter") for e in entries), key=lambda e: e.id))
    assert {stored.live and stored.live.act.by for stored in map(store.entries.entry, edition.entries)} == {SYSTEM}
    assert ("load", "starter") in [(line.what, line.on) for line in store.accounts.audit(limit=100)]


def test_what_calls_itself_draft_trial_or_retired_in_a_pack_stays_so(store: SqlStore) -> None:
    entries = (
        note("pier"),
        note("quay", status="draft"),
        note("mole", status="trial", revision=7),
        note("dune", status="retired", replaced_by="pier"),
    )

    record = store.load([replace(PACK, entries=entries)], act=act("rita", "take over"))

    statuses = {name: store.entries.entry(name).status for name in ("pier", "quay", "mole", "dune")}
    retired = store.entries.entry("dune").retired
    assert statuses == {"pier": "published", "quay": "draft", "mole": "trial", "dune": "retired"}
    assert (live(store), retired and retired.replaced_by) == ({"mole": 1, "pier": 1}, "pier")
    assert record.sha256 == make_edition(store.editions.live_packs()[1]).sha256


def test_a_store_is_filled_once_and_whole(store: SqlStore, other: SqlStore) -> None:
    with pytest.raises(ExistsError, match="pier"):
        store.load([replace(PACK, entries=(note("pier"), note("pier")))], act=act(SYSTEM))
    with pytest.raises(ExistsError, match="test"):
        store.load([PACK, PACK], act=act(SYSTEM))
    assert (store.entries.packs(), store.editions.current()) == ((), 0)

    store.load([replace(PACK, entries=(note("pier"),))], act=act(SYSTEM))
    with pytest.raises(CannotError, match="already"):
        other.load([PACK], act=act(SYSTEM))


def test_of_many_who_fill_an_empty_store_at_once_one_does(store: SqlStore, other: SqlStore) -> None:
    done: list[EditionRecord] = []
    refused: list[str] = []

    def fill(opened: SqlStore) -> None:
        try:
            done.append(opened.load([replace(PACK, entries=(note("pier"),))], act=act(SYSTEM)))
        except CannotError as error:
            refused.append(error.detail)

    threads = [threading.Thread(target=fill, args=(opened,)) for opened in (store, other, store, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (len(done), len(refused), store.editions.current()) == (1, 3, 1)
