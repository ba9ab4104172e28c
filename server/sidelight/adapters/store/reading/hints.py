"""Hints that there may be a new edition: what PostgreSQL notifies; on SQLite only time passes.

A hint may be lost or false; whoever waits looks at the edition's number itself.
"""

import os
from contextlib import suppress
from threading import Event
from time import monotonic
from typing import Any, Final

import psycopg

from sidelight.adapters.store.engine import WAIT_SECONDS, Database
from sidelight.adapters.store.reading.process_lock import ProcessLock

#: The channel on which the transaction of a publication notifies.
CHANNEL: Final = "sidelight_edition"
#: Who waits looks up so often whether the store was closed, in seconds.
SLICE_SECONDS: Final = 1.0


class Hints:
    """Listens on a connection of its own, outside the pool, one for each process."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._closed = Event()
        self._turn = ProcessLock()
        self._listening: dict[int, psycopg.Connection[Any]] = {}

    def wait(self, seconds: float) -> None:
        """Wait for a hint, at most so long; a connection that fails is made anew the next time."""
        ends = monotonic() + seconds
        turn = self._turn.own()
        if not self._database.is_sqlite and turn.acquire(timeout=seconds):
            try:
                if self._heard_until(ends):
                    return
            finally:
                turn.release()
        self._closed.wait(max(0.0, ends - monotonic()))

    def close(self) -> None:
        """Wake who waits, and listen no more."""
        self._closed.set()
        with self._turn.own():
            self._drop()

    def _heard_until(self, ends: float) -> bool:
        """Tell whether something was notified; ends early when closed, or when it cannot listen."""
        while not self._closed.is_set() and (left := ends - monotonic()) > 0:
            try:
                if list(self._connection().notifies(timeout=min(left, SLICE_SECONDS), stop_after=1)):
                    return True
            except (psycopg.Error, OSError):
                self._drop()
                return False
        return False

    def _drop(self) -> None:
        connection = self._listening.pop(os.getpid(), None)
        if connection is not None:
            with suppress(psycopg.Error, OSError):
                connection.close()

    def _connection(self) -> psycopg.Connection[Any]:
        pid = os.getpid()
        if pid not in self._listening:
            plain = self._database.url.set(drivername="postgresql").render_as_string(hide_password=False)
            connection = psycopg.connect(plain, autocommit=True, connect_timeout=WAIT_SECONDS)
            connection.execute(f"LISTEN {CHANNEL}")
            self._listening[pid] = connection
        return self._listening[pid]
