"""What happens when the PostgreSQL server goes away and comes back."""

import threading
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from tests.stores import PACK, PostgresServer, act
from tests.stores import note as named

from sidelight.adapters.store.sql import SqlStore, open_store
from sidelight.core.entry import Entry
from sidelight.services.curation.errors import StoreUnavailableError
from sidelight.services.curation.values import Search


def note(number: int, **more: Any) -> Entry:
    return named(f"note-{number}", **more)


def ids(store: SqlStore) -> list[str]:
    return sorted(found.id for found in store.entries.search(Search(limit=10_000)).entries)


def created(store: SqlStore) -> list[str]:
    return sorted(line.on for line in store.accounts.audit(limit=10_000) if line.what == "create")


@pytest.fixture
def own_server() -> Iterator[PostgresServer]:
    server = PostgresServer()
    server.start()
    yield server
    server.throw_away()


def test_a_server_that_stops_in_mid_work_and_comes_back_has_lost_nothing(own_server: PostgresServer) -> None:
    store = open_store(own_server.new_database())
    store.entries.save_pack(PACK, act=act())
    acknowledged: list[str] = []
    failed = threading.Event()
    enough = threading.Event()

    def write(first: int) -> None:
        try:
            for number in range(first, first + 100_000):
                store.entries.add([note(number)], act=act())
                acknowledged.append(f"note-{number}")
                if len(acknowledged) > 20:
                    enough.set()
        except StoreUnavailableError:
            failed.set()

    writers = [threading.Thread(target=write, args=(n * 100_000,)) for n in (1, 2)]
    for writer in writers:
        writer.start()
    assert enough.wait(60)
    own_server.stop("immediate")
    for writer in writers:
        writer.join()
    with pytest.raises(StoreUnavailableError) as while_off:
        store.editions.current()
    own_server.start()

    assert failed.is_set()
    assert "SIDELIGHT_DATABASE_URL" in while_off.value.remedy
    assert set(acknowledged) <= set(ids(store))
    assert created(store) == ids(store)
    store.entries.add([note(1)], act=act())
    store.close()


def test_connections_that_were_cut_are_made_anew_without_an_error(postgres_server: PostgresServer) -> None:
    url = postgres_server.new_database()
    store = open_store(url)
    store.entries.save_pack(PACK, act=act())
    with psycopg.connect(postgres_server.url(), autocommit=True) as connection:
        name = url.rsplit("/", 1)[-1]
        cut = connection.execute(
            "SELECT count(pg_terminate_backend(pid, 60000)) FROM pg_stat_activity WHERE datname = %s", (name,)
        ).fetchone()

    store.entries.add([note(1)], act=act())

    assert cut is not None
    assert cut[0] >= 1
    assert ids(store) == ["note-1"]
    store.close()
