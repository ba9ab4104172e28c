"""What the store promises of imports, which bring a pack with its entries, on SQLite and on PostgreSQL."""

import threading
from dataclasses import replace

import pytest
from tests.stores import PACK, act, change, note, publish

from sidelight.adapters.store.sql import SqlStore
from sidelight.services.curation.errors import EditConflictError, ExistsError
from sidelight.services.curation.values import Search


@pytest.fixture
def filled(store: SqlStore) -> SqlStore:
    """A store with the pack, and one draft in it."""
    store.entries.save_pack(PACK, act=act())
    store.entries.add([note("pier")], act=act(reason="first draft"))
    return store


def found(store: SqlStore) -> list[str]:
    return [stored.id for stored in store.entries.search(Search()).entries]


def lines(store: SqlStore) -> list[tuple[str, str]]:
    return [(line.what, line.on) for line in store.accounts.audit(limit=100)]


def test_an_import_is_kept_whole_with_its_pack_and_logged(filled: SqlStore) -> None:
    changed, new = note("pier", tags=("a",)), note("quay")

    filled.entries.stage(
        pack=replace(PACK, title="Harbour"), edited=[(changed, 1)], added=[new], act=act("ben", "import")
    )

    assert filled.entries.packs()[0].head.title == "Harbour"
    assert [filled.entries.entry(name).head.number for name in ("pier", "quay")] == [2, 1]
    assert lines(filled)[:3] == [("create", "quay"), ("edit", "pier"), ("save-pack", "test")]


def test_an_import_is_kept_all_or_none(filled: SqlStore) -> None:
    before = lines(filled)
    changed, pack = note("pier", tags=("a",)), replace(PACK, title="Harbour")

    with pytest.raises(ExistsError, match="pier"):
        filled.entries.stage(pack=pack, edited=[(changed, 1)], added=[note("quay"), note("pier")], act=act())
    with pytest.raises(EditConflictError):
        filled.entries.stage(pack=pack, edited=[(changed, 7)], added=[note("quay")], act=act())

    assert filled.entries.packs()[0].head.title == "Test"
    assert found(filled) == ["pier"]
    assert filled.entries.entry("pier").head.number == 1
    assert lines(filled) == before


def test_of_two_who_make_a_pack_of_one_id_the_second_is_told(store: SqlStore, other: SqlStore) -> None:
    together, told = threading.Barrier(2), list[str]()

    def make(where: SqlStore, title: str) -> None:
        together.wait(60)
        try:
            told.append(where.entries.add_pack(replace(PACK, title=title), act=act(title)).head.title)
        except ExistsError as error:
            told.append(error.detail)

    makers = [threading.Thread(target=make, args=pair) for pair in ((store, "anna"), (other, "ben"))]
    for maker in makers:
        maker.start()
    for maker in makers:
        maker.join()

    [kept] = store.entries.packs()
    assert sorted(told) == sorted([kept.head.title, "there is a pack 'test' already"])
    assert (kept.number, kept.written_by) == (1, frozenset({kept.head.title}))


def test_a_pack_tells_who_wrote_its_own_part_since_it_went_live(filled: SqlStore) -> None:
    filled.entries.save_pack(replace(PACK, title="One"), act=act("ben"))
    waiting = filled.entries.packs()[0].written_by
    publish(filled, change("pier", None, 1))

    saved = filled.entries.save_pack(replace(PACK, title="Two"), act=act("cleo"))

    assert waiting == {"anna", "ben"}
    assert saved.written_by == filled.entries.packs()[0].written_by == {"cleo"}
