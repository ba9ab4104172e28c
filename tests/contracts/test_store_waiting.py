"""How a process learns of a new edition: what PostgreSQL notifies wakes it, and on SQLite time passes."""

import os
import signal
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from tests.stores import PostgresServer, act, sqlite_store

from sidelight.adapters.store.sql import SqlStore, open_store
from sidelight.services.curation.values import Publication

#: Longer than any test takes, so that only a hint can end it.
LONG_SECONDS = 100.0
ALARM_SECONDS = 300
EMPTY = Publication(based_on=0, sha256="0" * 64, entries=0, changes=())


@pytest.fixture
def url(postgres_server: PostgresServer) -> str:
    return postgres_server.new_database()


@pytest.fixture
def store(url: str) -> Iterator[SqlStore]:
    opened = open_store(url)
    yield opened
    opened.close()


@pytest.fixture
def other(url: str, store: SqlStore) -> Iterator[SqlStore]:
    opened = open_store(url)
    yield opened
    opened.close()


def listeners(url: str) -> int:
    """How many wait on the server for what is notified: those whose LISTEN is done."""
    waiting = (
        "SELECT count(*) FROM pg_stat_activity "
        "WHERE datname = current_database() AND query LIKE 'LISTEN%' AND state = 'idle'"
    )
    with psycopg.connect(url) as connection:
        row = connection.execute(waiting).fetchone()
    return row[0] if row else 0


def waiting(store: SqlStore, url: str, *, seconds: float = LONG_SECONDS, listeners_before: int = 0) -> threading.Thread:
    """A thread that waits, once the server knows of it."""
    thread = threading.Thread(target=store.editions.wait, args=(seconds,))
    thread.start()
    while listeners(url) <= listeners_before:
        thread.join(0.01)
    return thread


def test_a_publication_wakes_who_waits_in_another_process(store: SqlStore, other: SqlStore, url: str) -> None:
    woken = waiting(other, url)

    store.editions.publish(EMPTY, act=act())
    woken.join(LONG_SECONDS / 2)

    assert not woken.is_alive()
    assert other.editions.current() == 1


def test_who_waits_hears_again_after_the_connection_was_cut(store: SqlStore, other: SqlStore, url: str) -> None:
    cut = waiting(other, url, seconds=2.0)
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("SELECT pg_terminate_backend(pid, 60000) FROM pg_stat_activity WHERE query LIKE 'LISTEN%'")
    cut.join(LONG_SECONDS)
    other.editions.wait(0.01)  # notices the cut, if the machine was so slow that nobody waited at that moment

    woken = waiting(other, url)
    store.editions.publish(EMPTY, act=act())
    woken.join(LONG_SECONDS / 2)

    assert not woken.is_alive()


def test_nothing_is_notified_of_a_publication_that_fails(store: SqlStore, url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("LISTEN sidelight_edition")
        with pytest.raises(Exception, match="no pack"):
            store.editions.publish(replace(EMPTY, packs=(("none", 1),)), act=act())
        store.editions.publish(EMPTY, act=act())

        heard = [told.payload for told in connection.notifies(timeout=LONG_SECONDS, stop_after=1)]

    assert heard == ["1"]


def test_without_a_hint_the_wait_ends_by_itself(store: SqlStore) -> None:
    thread = threading.Thread(target=store.editions.wait, args=(0.05,))
    thread.start()

    thread.join(LONG_SECONDS / 2)

    assert not thread.is_alive()


def test_closing_the_store_wakes_who_waits_on_postgresql(other: SqlStore, url: str) -> None:
    thread = waiting(other, url)

    other.close()
    thread.join(LONG_SECONDS / 2)

    assert not thread.is_alive()


def test_closing_the_store_wakes_who_waits_on_sqlite(tmp_path: Path) -> None:
    store = sqlite_store(tmp_path)
    thread = threading.Thread(target=store.editions.wait, args=(LONG_SECONDS,))
    thread.start()

    store.close()
    thread.join(LONG_SECONDS / 2)

    assert not thread.is_alive()


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_forked_process_hears_for_itself_and_can_be_closed(store: SqlStore, other: SqlStore, url: str) -> None:
    thread = waiting(other, url)
    child = os.fork()
    if not child:
        code = 1
        try:
            signal.alarm(ALARM_SECONDS)  # so that a child that waits for ever is ended
            other.editions.live_packs()
            heard = waiting(other, url, listeners_before=1)
            store.editions.publish(EMPTY, act=act())
            heard.join(LONG_SECONDS / 2)
            other.close()
            code = 2 if heard.is_alive() else 0
        finally:
            os._exit(code)

    ended = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    thread.join(LONG_SECONDS / 2)

    assert (ended, thread.is_alive()) == (0, False)
