"""Reports and requests in a small SQLite file of the data folder, one table each.

Every call opens the file anew: they are rare, and threads and processes share it without more ado. What has been
acknowledged is on the disk (`synchronous=FULL`).
"""

import dataclasses
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import date
from pathlib import Path
from typing import Final

from sidelight.errors import InboxUnavailableError
from sidelight.services.sent import ContextRequest, Kept, Report, Sent

#: Longest wait for another process that writes, in seconds.
WAIT_SECONDS = 5.0
#: The layout of the tables; a file of another number is not touched.
LAYOUT = 1
#: The layout that a file is given when its rows move into the database, so that nobody writes to it any more.
MOVED = -1
_TABLES: Final = {Report: "reports", ContextRequest: "requests"}
_CREATE = (
    "CREATE TABLE reports (id INTEGER PRIMARY KEY AUTOINCREMENT, received TEXT NOT NULL, entry TEXT NOT NULL, "
    "reason TEXT NOT NULL, annotation TEXT, revision INTEGER, edition INTEGER, quote TEXT, note TEXT, url TEXT)",
    "CREATE TABLE requests (id INTEGER PRIMARY KEY AUTOINCREMENT, received TEXT NOT NULL, quote TEXT NOT NULL, "
    "prefix TEXT, suffix TEXT, title TEXT, note TEXT, url TEXT)",
    f"PRAGMA user_version = {LAYOUT}",
)


class SqliteInbox:
    """Implements `Inbox`; the file is made with the first thing that is kept. A file of another layout is refused."""

    def __init__(self, path: Path, *, layout: int = LAYOUT) -> None:
        self._path = path
        self._layout = layout

    def add(self, sent: Sent, *, received: date, most: int) -> int | None:
        """Keep it and give its number; `None` if `most` of its kind are kept already.

        Raises:
            InboxUnavailableError: It could not be written down.
        """
        table = _TABLES[type(sent)]
        values = {"received": received.isoformat(), **dataclasses.asdict(sent)}
        names = ", ".join(values)
        marks = ", ".join(f":{name}" for name in values)
        # Counted and written in one statement, so that two who write at once cannot pass the limit together.
        command = f"INSERT INTO {table} ({names}) SELECT {marks} WHERE (SELECT count(*) FROM {table}) < :most"  # noqa: S608 - names of our own
        with self._opened() as database:
            done = database.execute(command, {**values, "most": most})
            return done.lastrowid if done.rowcount else None

    def kept(self, kind: type[Report] | type[ContextRequest]) -> tuple[Kept, ...]:
        """List all of a kind, oldest first.

        Raises:
            InboxUnavailableError: They could not be read.
        """
        if not self._path.exists():
            return ()
        names = [field.name for field in dataclasses.fields(kind)]
        command = f"SELECT id, received, {', '.join(names)} FROM {_TABLES[kind]} ORDER BY id"  # noqa: S608 - names of our own
        with self._opened() as database:
            rows = database.execute(command).fetchall()
        return tuple(
            Kept(
                id=number,
                received=date.fromisoformat(received),
                sent=kind(**dict(zip(names, values, strict=True))),
            )
            for number, received, *values in rows
        )

    def remove(self, kind: type[Report] | type[ContextRequest], number: int) -> bool:
        """Remove one; tells whether it was there.

        Raises:
            InboxUnavailableError: It could not be written.
        """
        if not self._path.exists():
            return False
        with self._opened() as database:
            return database.execute(f"DELETE FROM {_TABLES[kind]} WHERE id = ?", (number,)).rowcount > 0  # noqa: S608 - names of our own

    @contextmanager
    def _opened(self) -> Iterator[sqlite3.Connection]:
        """Open the file for one transaction, which is kept unless something is raised."""
        try:
            self._make_private()
            with closing(sqlite3.connect(self._path, timeout=WAIT_SECONDS, isolation_level=None)) as database:
                database.execute("PRAGMA synchronous = FULL")
                database.execute("PRAGMA secure_delete = ON")  # what is removed is overwritten, not only forgotten
                # Whoever begins holds the right to write, so that two who wait for each other cannot be.
                database.execute("BEGIN IMMEDIATE")
                with database:
                    _lay_out(database, self._layout)
                    yield database
        except (sqlite3.Error, OSError) as error:
            msg = f"{str(self._path)!r} cannot be used: {error}"
            raise InboxUnavailableError(msg) from error

    def _make_private(self) -> None:
        """Make the file for its owner alone: what people wrote is in it."""
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        os.close(os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600))


def _lay_out(database: sqlite3.Connection, wanted: int) -> None:
    """Make the tables of a new file; refuse those of another version."""
    layout = database.execute("PRAGMA user_version").fetchone()[0]
    if layout == wanted:
        return
    if layout:
        msg = f"it has layout {layout}, and layout {wanted} is read here"
        raise sqlite3.DatabaseError(msg)
    for command in _CREATE:
        database.execute(command)
