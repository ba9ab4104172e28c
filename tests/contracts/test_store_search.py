"""What the store promises of searches, on SQLite and on PostgreSQL."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from tests.factories import toll
from tests.stores import PACK, act, change, note, publish

from sidelight.adapters.store.sql import SqlStore
from sidelight.services.curation.values import Search
from sidelight.services.sent import Report


def found(store: SqlStore, **wanted: Any) -> list[str]:
    return [stored.id for stored in store.entries.search(Search(**wanted)).entries]


@pytest.fixture
def library(store: SqlStore) -> SqlStore:
    """Six entries in every state, the newest change last: pier, quay, mole, dune, rock, weir."""
    store.entries.save_pack(PACK, act=act())
    store.entries.save_pack(replace(PACK, id="inland"), act=act())
    store.entries.add([note("pier")], act=act())
    store.entries.edit([(note("pier", title={"en": "The Café “Pier”", "ru": "Пристань Ёлка"}), 1)], act=act())
    store.entries.add([note("quay", tags=("fire", "100%_sure\\"), review_by=date(2026, 1, 1))], act=act())
    store.entries.add([note("mole", review_by=date(2027, 1, 1))], act=act())
    store.entries.add([replace(toll(), id="dune", pack="test", tags=("fires",))], act=act())
    store.entries.add([note("rock", review_by=date(2026, 1, 1))], act=act())
    store.entries.add([note("weir", pack="inland")], act=act())
    publish(store, change("pier", None, 2))
    publish(store, change("quay", None, 1), change("mole", None, 1, status="trial"))
    publish(store, change("rock", None, 1))
    publish(store, change("rock", 1, None))
    store.entries.edit([(note("mole", review_by=date(2026, 1, 1)), 1)], act=act())
    for name in ("quay", "quay", "gone"):
        store.inbox.add(Report(entry=name, reason="wrong"), received=date(2026, 11, 22), most=100)
    return store


SEARCHES: list[tuple[dict[str, Any], list[str]]] = [
    ({}, ["mole", "rock", "quay", "pier", "weir", "dune"]),
    ({"kind": "figure"}, ["dune"]),
    ({"kind": "background", "pack": "inland"}, ["weir"]),
    ({"pack": "nowhere"}, []),
    ({"status": "published"}, ["quay", "pier"]),
    ({"status": "trial"}, ["mole"]),
    ({"status": "draft"}, ["weir", "dune"]),
    ({"status": "retired"}, ["rock"]),
    ({"waits": True}, ["mole", "weir", "dune"]),
    ({"tag": "fire"}, ["quay"]),
    ({"tag": "FIRE"}, []),
    ({"tag": "a\x00b"}, []),
    ({"stale": date(2026, 6, 1)}, ["quay"]),
    ({"stale": date(2027, 6, 1)}, ["mole", "quay"]),
    ({"reported": True}, ["quay"]),
    ({"reported": True, "status": "draft"}, []),
    ({"q": "PIER cafe"}, ["pier"]),
    ({"q": "елка пристань"}, ["pier"]),
    ({"q": "cafe quay"}, []),
    ({"q": "about"}, ["mole", "rock", "quay", "pier", "weir", "dune"]),
    ({"q": "fire"}, ["quay", "dune"]),
    ({"q": "100%_"}, ["quay"]),
    ({"q": "1%s"}, []),
    ({"q": "sure\\"}, ["quay"]),
    ({"q": "_" * 4}, []),
    ({"q": "   "}, ["mole", "rock", "quay", "pier", "weir", "dune"]),
    ({"q": "'; DROP TABLE entries; --"}, []),
    ({"q": "a\x00b"}, []),
    ({"q": "\ud800"}, []),
    ({"q": "x" * 100_000}, []),
    ({"q": "about " * 5_000}, ["mole", "rock", "quay", "pier", "weir", "dune"]),
    ({"limit": 2}, ["mole", "rock"]),
    ({"limit": 2, "offset": 4}, ["weir", "dune"]),
    ({"limit": 2**70, "offset": 6}, []),
    ({"offset": 2**70}, []),
    ({"limit": 0}, []),
]


def test_a_search_finds_what_is_wanted_newest_change_first(library: SqlStore) -> None:
    got = [(wanted, found(library, **wanted)) for wanted, _ in SEARCHES]

    assert [pair for pair in got if pair not in SEARCHES] == []
    assert len(got) == len(SEARCHES)


def test_a_page_says_how_many_there_are_in_all_and_how_often_each_was_reported(library: SqlStore) -> None:
    page = library.entries.search(Search(status="published", limit=1))

    assert (page.total, [(stored.id, stored.reports) for stored in page.entries]) == (2, [("quay", 2)])
    assert library.entries.search(Search(offset=100)).total == 6
