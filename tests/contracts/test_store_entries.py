"""What the store promises of entries, revisions and packs, on SQLite and on PostgreSQL."""

import threading
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.factories import toll
from tests.stores import NOON, PACK, act, change, forget_how_to_read, note, publish

from sidelight.adapters.store.models import RevisionRow
from sidelight.adapters.store.sql import SqlStore
from sidelight.errors import EntryInvalidError, EntryNotFoundError, PackError
from sidelight.services.curation.errors import CannotError, EditConflictError, ExistsError, NotKeptError
from sidelight.services.curation.values import Search


@pytest.fixture
def filled(store: SqlStore) -> SqlStore:
    """A store with the pack, and one draft in it."""
    store.entries.save_pack(PACK, act=act())
    store.entries.add([note("pier")], act=act(reason="first draft"))
    return store


def found(store: SqlStore, **wanted: Any) -> list[str]:
    return [stored.id for stored in store.entries.search(Search(**wanted)).entries]


def lines(store: SqlStore) -> list[tuple[str, str]]:
    return [(line.what, line.on) for line in store.accounts.audit(limit=100)]


def test_a_new_entry_is_a_draft_at_its_first_revision(filled: SqlStore) -> None:
    stored = filled.entries.entry("pier")

    assert (stored.head.number, stored.status, stored.waits, stored.live, stored.retired) == (
        1,
        "draft",
        True,
        None,
        None,
    )
    assert stored.head.act == act(reason="first draft")
    assert stored.head.entry == note("pier", revision=1, status="draft")
    assert stored.pack == "test"


def test_an_entry_with_all_its_parts_comes_back_equal(filled: SqlStore) -> None:
    whole = replace(toll(), pack="test")

    filled.entries.add([whole], act=act())

    assert filled.entries.entry(whole.id).head.entry == replace(whole, status="draft")


def test_an_edit_adds_a_revision_and_changes_none(filled: SqlStore) -> None:
    changed = note("pier", summary={"en": "It burnt twice."})
    filled.entries.edit([(changed, 1)], act=act("ben", "it burnt again", NOON + timedelta(hours=1)))

    newest, first = filled.entries.revisions("pier")

    assert (newest.number, newest.act.by, newest.act.reason) == (2, "ben", "it burnt again")
    assert newest.entry.summary == {"en": "It burnt twice."}
    assert first == filled.entries.revision("pier", 1)
    assert first.entry.summary == {"en": "About pier."}
    assert filled.entries.entry("pier").head == newest


def test_who_wrote_what_is_known_also_of_what_cannot_be_read(filled: SqlStore) -> None:
    for number, by in enumerate(("ben", "anna"), start=1):
        filled.entries.edit([(note("pier", tags=(by,)), number)], act=act(by))
    forget_how_to_read(filled, "pier", revision=2)

    assert [filled.entries.written_by(name, "pier") for name in ("anna", "ben", "rita")] == [(3, 1), (2,), ()]


def test_an_edit_of_what_somebody_else_changed_is_refused_and_names_the_newest(
    filled: SqlStore, other: SqlStore
) -> None:
    other.entries.edit([(note("pier", tags=("ben",)), 1)], act=act("ben"))

    with pytest.raises(EditConflictError, match="revision 2") as refused:
        filled.entries.edit([(note("pier", tags=("anna",)), 1)], act=act())

    assert refused.value.head == 2
    assert filled.entries.entry("pier").head.entry.tags == ("ben",)


def test_of_many_who_edit_at_once_each_revision_goes_to_one(filled: SqlStore, other: SqlStore) -> None:
    taken: list[str] = []
    refused: list[int] = []

    def edit(store: SqlStore, name: str) -> None:
        for _ in range(5):
            head = store.entries.entry("pier").head.number
            try:
                store.entries.edit([(note("pier", tags=(name,)), head)], act=act(name))
            except EditConflictError as error:
                refused.append(error.head)
            else:
                taken.append(name)

    threads = [threading.Thread(target=edit, args=(s, f"c{n}")) for n, s in enumerate((filled, other, filled, other))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    revisions = filled.entries.revisions("pier")
    assert [revision.number for revision in revisions] == list(range(len(taken) + 1, 0, -1))
    assert sorted(r.act.by for r in revisions if r.number > 1) == sorted(taken)
    assert len(taken) + len(refused) == 20


def test_edits_are_kept_all_or_none(filled: SqlStore) -> None:
    filled.entries.add([note("quay")], act=act())
    before = lines(filled)

    with pytest.raises(EditConflictError):
        filled.entries.edit([(note("pier", tags=("a",)), 1), (note("quay", tags=("a",)), 7)], act=act())
    with pytest.raises(EntryNotFoundError, match="'mole'"):
        filled.entries.edit([(note("pier", tags=("a",)), 1), (note("mole"), 1)], act=act())

    assert [filled.entries.entry(name).head.number for name in ("pier", "quay")] == [1, 1]
    assert lines(filled) == before


def test_new_entries_are_kept_all_or_none(filled: SqlStore) -> None:
    before = lines(filled)

    with pytest.raises(ExistsError, match="pier"):
        filled.entries.add([note("quay"), note("pier")], act=act())
    with pytest.raises(ExistsError, match="quay"):
        filled.entries.add([note("quay"), note("quay")], act=act())
    with pytest.raises(NotKeptError, match="'harbour'"):
        filled.entries.add([note("quay"), note("mole", pack="harbour")], act=act())

    assert found(filled) == ["pier"]
    assert lines(filled) == before


def test_an_entry_that_could_not_be_read_back_is_refused(filled: SqlStore) -> None:
    for bad in ("a\x00b", "a\ud800b", " "):
        with pytest.raises(EntryInvalidError, match="summary"):
            filled.entries.add([note("quay", summary={"en": bad})], act=act())
        with pytest.raises(EntryInvalidError, match="summary"):
            filled.entries.edit([(note("pier", summary={"en": bad}), 1)], act=act())

    assert (found(filled), filled.entries.entry("pier").head.number) == (["pier"], 1)


def test_an_edit_does_not_move_an_entry_to_another_pack(filled: SqlStore) -> None:
    filled.entries.save_pack(replace(PACK, id="other"), act=act())

    with pytest.raises(CannotError, match="'test', not 'other'"):
        filled.entries.edit([(note("pier", pack="other"), 1)], act=act())


def test_what_is_not_there_is_said(filled: SqlStore) -> None:
    for call in (filled.entries.entry, filled.entries.revisions, lambda name: filled.entries.revision(name, 1)):
        for missing in ("mole", "", "' OR 1=1 --", "a\x00b", "\ud800"):
            with pytest.raises(EntryNotFoundError):
                call(missing)
    for number in (0, -1, 2, 2**31, 2**70):
        with pytest.raises(NotKeptError, match="its newest is 1"):
            filled.entries.revision("pier", number)


def test_status_and_day_of_review_are_those_of_the_live_revision(filled: SqlStore) -> None:
    publish(filled, change("pier", None, 1))
    filled.entries.edit([(note("pier", tags=("new",)), 1)], act=act())

    stored = filled.entries.entry("pier")
    drafted, published = filled.entries.revisions("pier")

    assert (stored.status, stored.waits, stored.live and stored.live.revision) == ("published", True, 1)
    assert (published.entry.status, published.entry.reviewed, published.entry.revision) == ("published", NOON.date(), 1)
    assert (drafted.entry.status, drafted.entry.reviewed, drafted.entry.revision) == ("draft", None, 2)


def test_a_retired_entry_says_so_and_becomes_a_draft_when_edited(filled: SqlStore) -> None:
    filled.entries.add([note("quay")], act=act())
    publish(filled, change("pier", None, 1), change("quay", None, 1))
    publish(filled, change("pier", 1, None, replaced_by="quay"))

    gone = filled.entries.entry("pier")
    filled.entries.edit([(note("pier", tags=("again",)), 1)], act=act())
    again = filled.entries.entry("pier")

    assert (gone.status, gone.live, gone.waits) == ("retired", None, False)
    assert gone.retired is not None
    assert (gone.retired.replaced_by, gone.retired.act.by) == ("quay", "rita")
    assert (gone.head.entry.status, gone.head.entry.replaced_by) == ("retired", "quay")
    assert (again.status, again.retired, again.waits, again.head.entry.replaced_by) == ("draft", None, True, None)


def test_every_change_is_a_line_of_the_audit_log(filled: SqlStore) -> None:
    filled.entries.edit([(note("pier", tags=("new",)), 1)], act=act("ben", "why not"))
    publish(filled, change("pier", None, 2))

    assert lines(filled) == [
        ("edition", "1"),
        ("publish", "pier"),
        ("edit", "pier"),
        ("create", "pier"),
        ("save-pack", "test"),
    ]
    assert filled.accounts.audit(limit=1, offset=2)[0].act == act("ben", "why not")


def test_a_pack_keeps_the_revisions_of_its_own_part(filled: SqlStore) -> None:
    renamed = replace(PACK, title="Тест", cues={})

    kept = filled.entries.save_pack(replace(renamed, entries=(note("pier"),)), act=act())
    same = filled.entries.save_pack(renamed, act=act())

    assert (kept.number, kept.live, kept.head) == (2, None, renamed)
    assert same == kept
    assert filled.entries.packs() == (kept,)
    assert lines(filled).count(("save-pack", "test")) == 2


def test_packs_are_listed_by_id_and_one_that_is_no_pack_is_refused(filled: SqlStore) -> None:
    filled.entries.save_pack(replace(PACK, id="a-first"), act=act())

    with pytest.raises(PackError):
        filled.entries.save_pack(replace(PACK, id="Not an id"), act=act())
    with pytest.raises(PackError, match="bad"):
        filled.entries.save_pack(replace(PACK, id="bad", cues={"Not an id": {"en": ("gale",)}}), act=act())

    assert [pack.head.id for pack in filled.entries.packs()] == ["a-first", "test"]
    assert filled.entries.packs()[1].head == PACK


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(
    text=st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=80).filter(str.strip),
    reason=st.text(st.characters(), max_size=40),
)
def test_any_text_comes_back_as_it_was_and_is_found_by_itself(filled: SqlStore, text: str, reason: str) -> None:
    head = filled.entries.entry("pier").head.number
    filled.entries.edit([(note("pier", title={"en": text}, tags=(text,)), head)], act=act(reason=reason))

    newest = filled.entries.entry("pier").head

    assert newest.entry.title == {"en": text}
    assert newest.act.reason == "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in reason)
    assert found(filled, tag=text) == ["pier"]
    assert found(filled, q=text) == ["pier"]


def test_long_contents_come_back_whole(filled: SqlStore) -> None:
    body = {"en": "Слово " * 3_000, "ru": "𝔘" * 20_000}
    filled.entries.add([note("quay", body=body, tags=tuple("t" * 5_000 + str(n) for n in range(50)))], act=act())

    assert filled.entries.entry("quay").head.entry.body == body
    assert found(filled, tag="t" * 5_000 + "49") == ["quay"]


def test_hundreds_of_entries_are_kept_at_once(filled: SqlStore) -> None:
    many = [note(f"note-{n}", tags=("many",)) for n in range(1_200)]

    filled.entries.add(many, act=act())
    filled.entries.edit([(replace(one, tags=("many", "more")), 1) for one in many], act=act())

    assert filled.entries.search(Search(tag="more")).total == 1_200
    assert filled.entries.entry("note-1199").head.number == 2


def test_a_backup_that_was_restored_meanwhile_is_read_as_it_is(filled: SqlStore) -> None:
    filled.entries.edit([(note("pier", summary={"en": "It burnt."}), 1)], act=act())
    read = filled.entries.entry("pier").head.entry.summary

    with filled.database.writing() as session:  # As a restore does that begins the same revision otherwise.
        revision = session.get_one(RevisionRow, ("pier", 2))
        revision.content = revision.content.replace("It burnt.", "It sank.")

    assert (read, filled.entries.entry("pier").head.entry.summary) == ({"en": "It burnt."}, {"en": "It sank."})
