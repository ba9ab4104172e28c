"""Databases differ in how they order ids; what is live does not."""

from dataclasses import replace

import psycopg
from tests.stores import PACK, PostgresServer, act, note

from sidelight.adapters.store.sql import open_store

#: Orders text as a reader would, without a look at hyphens.
_LOCALE = "LOCALE_PROVIDER icu ICU_LOCALE 'en-u-ka-shifted' TEMPLATE template0"
NAMES = ("bb", "b-c", "ba", "b", "b-a")


def test_packs_and_entries_are_given_by_id_whatever_the_order_of_the_database(postgres_server: PostgresServer) -> None:
    with psycopg.connect(postgres_server.url(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE collated {_LOCALE}")
    store = open_store(postgres_server.url("collated"))
    packs = [
        replace(PACK, id=name, entries=tuple(note(f"{name}{end}", pack=name) for end in ("-z", "a"))) for name in NAMES
    ]

    store.load(packs, act=act())
    live = store.editions.live_packs()[1]
    store.close()

    assert [pack.id for pack in live] == sorted(NAMES)
    assert [[entry.id for entry in pack.entries] for pack in live] == [[f"{n}-z", f"{n}a"] for n in sorted(NAMES)]
