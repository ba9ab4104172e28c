"""Backups of an SQLite file by SQLite's own backup interface, so that curators may write meanwhile.

A copy of the file itself would be of several moments. The copy is checked before it has its name: SQLite's integrity
check, the number of rows of each table in the same moment, and the revision of the tables.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import Final

from sidelight.adapters.backup.kept import (
    REVISION_TABLE,
    Backup,
    Restored,
    dated,
    drafted,
    put_in_place,
    refuse_foreign,
    refuse_other_file,
)
from sidelight.services.curation.errors import BackupError

#: Longest wait for another process that writes, in seconds.
WAIT_SECONDS: Final = 10.0
_MAGIC: Final = b"SQLite format 3\0"


def back_up(database: Path, target: Path, *, force: bool = False) -> Backup:
    """Copy a database as it is at this moment, and verify the copy.

    Raises:
        BackupError: It cannot be read, the target is there already, or the copy is not sound.
    """
    if not database.exists():
        msg = f"there is no database at {str(database)!r} yet"
        raise BackupError(msg, remedy="Start the server once, or check SIDELIGHT_DATABASE_URL and SIDELIGHT_DATA_DIR.")
    with drafted(target, force=force) as draft:
        with _explained(database):
            expected = _copy(database, draft)
        backup = check(draft)
        if backup.rows != expected:
            msg = f"the copy of {str(database)!r} holds other rows than the database held"
            raise BackupError(msg, remedy="Try again; if it happens again, check the disk.")
        put_in_place(draft, target)
    return Backup(path=target, bytes=backup.bytes, revision=backup.revision, rows=backup.rows)


def check(path: Path) -> Backup:
    """Verify a backup without changing it.

    Raises:
        BackupError: It is no database, is damaged, or is not of Sidelight.
    """
    refuse_other_file(path, _MAGIC, "SQLite database")
    # Nobody writes to a backup, and `immutable` leaves no files beside it.
    with _damage(path), closing(_opened(path, "immutable=1")) as copy:
        faults = [row[0] for row in copy.execute("PRAGMA integrity_check(3)") if row[0] != "ok"]
        faults += [f"{table}: a row refers to nothing" for table, *_ in copy.execute("PRAGMA foreign_key_check")][:1]
        if faults:
            raise sqlite3.DatabaseError(faults[0])
        rows = _rows(copy)
        revision = _revision(copy) if REVISION_TABLE in rows else ""
    refuse_foreign(path, rows, revision)
    return Backup(path=path, bytes=path.stat().st_size, revision=revision, rows=rows)


def restore(path: Path, database: Path, *, now: datetime) -> Restored:
    """Put a backup in the place of a database, which is kept beside it under a dated name.

    At every moment the database is the old one or the new one, whole.

    Raises:
        BackupError: The backup is not sound, a process holds the database, or the disk fails; nothing was changed.
    """
    backup = check(path)
    try:
        database.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        msg = f"{str(database.parent)!r} cannot be made: {error.strerror}"
        raise BackupError(msg) from error
    with drafted(database, force=True) as draft:
        with _explained(path), closing(_opened(path, "immutable=1")) as source, closing(sqlite3.connect(draft)) as copy:
            source.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE").fetchall()
        if check(draft).rows != backup.rows:
            msg = f"the copy of {str(path)!r} holds other rows than the backup"
            raise BackupError(msg, remedy="Try again; if it happens again, check the disk.")
        replaced = dated(database, now) if database.exists() else None
        with _alone(database) if replaced else nullcontext():
            if replaced:
                replaced.hardlink_to(database)
            put_in_place(draft, database)
    return Restored(backup=backup, replaced=replaced)


def _copy(database: Path, draft: Path) -> dict[str, int]:
    """Copy the database and count its rows in one and the same moment."""
    with closing(_opened(database, "mode=ro")) as source, closing(sqlite3.connect(draft)) as copy:
        source.execute("BEGIN")
        expected = _rows(source)
        source.backup(copy)
        # One file, without a log beside it.
        copy.execute("PRAGMA journal_mode = DELETE").fetchall()
        return expected


@contextmanager
def _alone(database: Path) -> Iterator[None]:
    """Hold a database alone: leaving its log behind needs that no other process has it open.

    Raises:
        BackupError: Another process has it open.
    """
    try:
        with closing(sqlite3.connect(database, timeout=0, isolation_level=None)) as old:
            (mode,) = old.execute("PRAGMA journal_mode = DELETE").fetchone()
            if mode != "delete":
                told = "it has it open"
                raise sqlite3.OperationalError(told)
            old.execute("BEGIN EXCLUSIVE")
            yield
            old.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        msg = f"a server or another command uses the database {str(database)!r}: {error}"
        raise BackupError(msg, remedy="Stop the server, then restore again; nothing was changed.") from error
    except sqlite3.DatabaseError as error:
        msg = f"the database {str(database)!r} that is to be replaced is damaged: {error}"
        raise BackupError(msg, remedy="Move that file elsewhere, then restore again.") from error


def _opened(path: Path, how: str) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, timeout=WAIT_SECONDS, isolation_level=None)


def _rows(database: sqlite3.Connection) -> dict[str, int]:
    tables = database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY name"
    ).fetchall()
    return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in tables}  # noqa: S608 - its own names


def _revision(database: sqlite3.Connection) -> str:
    row = database.execute(f"SELECT version_num FROM {REVISION_TABLE}").fetchone()  # noqa: S608 - a constant
    return str(row[0]) if row else ""


@contextmanager
def _damage(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.DatabaseError as error:
        msg = f"{str(path)!r} is damaged: {error}"
        raise BackupError(msg, remedy="Use another backup; the database itself was not changed.") from error


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    try:
        yield
    except sqlite3.Error as error:
        msg = f"{str(path)!r} cannot be copied: {error}"
        raise BackupError(msg) from error
