"""What the store promises of imports, which bring a pack with its entries, on SQLite and on PostgreSQL."""

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


def test_a_pack_tells_who_wrote_its_own_part_since_it_went_live(filled: SqlStore) -> None:
    filled.entries.save_pack(replace(PACK, title="One"), act=act("ben"))
    waiting = filled.entries.packs()[0].written_by
    publish(filled, change("pier", None, 1))

    saved = filled.entries.save_pack(replace(PACK, title="Two"), act=act("cleo"))

    assert waiting == {"anna", "ben"}
    assert saved.written_by == filled.entries.packs()[0].written_by == {"cleo"}
