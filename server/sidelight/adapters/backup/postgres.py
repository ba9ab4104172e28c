"""Backups of a PostgreSQL database by its own programs, in their custom format.

What is in a backup is told by `pg_restore` itself, which writes all of it out to be counted. Passwords are handed to
the programs in their environment, where other users do not see them, never on a command line.
"""

import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import IO, Final

from sqlalchemy import URL, Connection, text

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
from sidelight.adapters.backup.programs import Programs, find_programs, run
from sidelight.adapters.store.engine import Database, shown
from sidelight.services.curation.errors import BackupError

_MAGIC: Final = b"PGDMP"
_COPY = re.compile(rb'COPY "?(\w+)"?\."?(\w+)"? \(.*\) FROM stdin;\n')
#: The one schema that is backed up and replaced.
_SCHEMA: Final = "public"
_COPY_ENDS: Final = b"\\.\n"


def back_up(url: str, target: Path, *, force: bool = False) -> Backup:
    """Dump a database as it is at one moment, and verify the dump.

    Raises:
        BackupError: The programs are missing or too old, the target is there already, or the dump is not sound.
        StoreUnavailableError: The database cannot be used.
    """
    database = Database(url)
    try:
        with drafted(target, force=force) as draft, _moment(database) as (connection, snapshot):
            programs = _programs(connection)
            expected = _rows(connection)
            _dump(programs, database.url, draft, snapshot=snapshot)
            backup = check(draft, programs)
            if backup.rows != expected:
                msg = f"the dump of {shown(database.url)} holds other rows than the database held"
                raise BackupError(msg, remedy="Try again; if it happens again, check the disk.")
            put_in_place(draft, target)
    finally:
        database.close()
    return Backup(path=target, bytes=backup.bytes, revision=backup.revision, rows=backup.rows)


def check(path: Path, programs: Programs) -> Backup:
    """Verify a dump: all of it can be read, and it holds Sidelight's tables.

    Raises:
        BackupError: It does not.
    """
    refuse_other_file(path, _MAGIC, "dump of a PostgreSQL database")
    with tempfile.TemporaryFile() as told:
        run([programs.pg_restore, "--file=-", path], output=told)
        told.seek(0)
        rows, revision = _counted(told)
    refuse_foreign(path, rows, revision)
    return Backup(path=path, bytes=path.stat().st_size, revision=revision, rows=rows)


def restore(path: Path, url: str, *, now: datetime) -> Restored:
    """Put a dump in the place of what a database holds, in one transaction; that is dumped beside the backup first.

    Raises:
        BackupError: The dump is not sound, somebody uses the database, or the server refuses it; nothing was changed.
        StoreUnavailableError: The database cannot be used.
    """
    database = Database(url)
    try:
        with database.explained(), database.engine.connect() as connection:
            programs = _programs(connection)
            backup = check(path, programs)
            _refuse_used(connection, shown(database.url))
            tables = sorted(_tables(connection))
        replaced = dated(path, now) if REVISION_TABLE in tables else None
        if replaced is not None:
            back_up(url, replaced)
        _replace(programs, database.url, path, {*tables, *backup.rows})
        with database.explained(), database.engine.connect() as connection:
            if _rows(connection) != backup.rows:
                msg = f"{shown(database.url)} holds other rows than the backup that was restored"
                raise BackupError(msg, remedy=f"Restore again, or go back to {replaced}.")
    finally:
        database.close()
    return Restored(backup=backup, replaced=replaced)


def _replace(programs: Programs, url: URL, path: Path, tables: set[str]) -> None:
    """Drop what is there and write what was kept, both or neither."""
    with tempfile.TemporaryDirectory(prefix="sidelight-restore-") as folder:
        drops, fills = Path(folder, "drops.sql"), Path(folder, "fills.sql")
        named = ", ".join(f'public."{table}"' for table in sorted(tables))
        # A server that came meanwhile waits, and finds the new tables.
        drops.write_text(f"SET lock_timeout = '10s';\nDROP TABLE IF EXISTS {named} CASCADE;\n", encoding="utf-8")
        run([programs.pg_restore, "--no-owner", "--no-privileges", f"--file={fills}", path])
        quiet = ["--no-psqlrc", "--quiet", "--no-password", "--set=ON_ERROR_STOP=1", "--single-transaction"]
        command = [programs.psql, *quiet, f"--file={drops}", f"--file={fills}", _without_password(url)]
        with tempfile.TemporaryFile() as told:
            run(command, password=url.password, output=told)


def _dump(programs: Programs, url: URL, draft: Path, *, snapshot: str) -> None:
    how = ["--format=custom", "--no-owner", "--no-privileges", "--no-password"]
    where = [f"--snapshot={snapshot}", f"--file={draft}", _without_password(url)]
    run([programs.pg_dump, *how, *where], password=url.password)


def _without_password(url: URL) -> str:
    """Write the address for PostgreSQL's programs."""
    return url.set(drivername="postgresql", password=None).render_as_string()


@contextmanager
def _moment(database: Database) -> Iterator[tuple[Connection, str]]:
    """Hold on to one moment of the database, which the dump shares."""
    with database.explained():
        connection = database.engine.connect()
    try:
        with database.explained():
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
            connection.execute(text("SET LOCAL idle_in_transaction_session_timeout = 0"))
            snapshot = str(connection.scalar(text("SELECT pg_export_snapshot()")))
        yield connection, snapshot
    finally:
        connection.close()


def programs_for(url: str) -> Programs:
    """Find the programs for a database's server.

    Raises:
        BackupError: There are none that fit.
        StoreUnavailableError: The database cannot be used.
    """
    database = Database(url)
    try:
        with database.explained(), database.engine.connect() as connection:
            return _programs(connection)
    finally:
        database.close()


def _programs(connection: Connection) -> Programs:
    return find_programs(int(connection.scalar(text("SHOW server_version_num")) or 0) // 10_000)


def _tables(connection: Connection) -> list[str]:
    found = connection.scalars(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"))
    return list(found)


def _rows(connection: Connection) -> dict[str, int]:
    counted = ((table, text(f'SELECT count(*) FROM public."{table}"')) for table in _tables(connection))  # noqa: S608 - its own names
    return {table: int(connection.scalar(count) or 0) for table, count in counted}


def _refuse_used(connection: Connection, name: str) -> None:
    others = connection.scalar(
        text("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()")
    )
    if others:
        msg = f"a server or another program uses the database {name} ({others} connections)"
        raise BackupError(msg, remedy="Stop the servers, then restore again; nothing was changed.")


def _counted(told: IO[bytes]) -> tuple[Mapping[str, int], str]:
    """Count the rows of each table in what `pg_restore` wrote, and read the revision."""
    rows: dict[str, int] = {}
    table, revision = "", ""
    for line in told:
        begins = None if table else _COPY.fullmatch(line)
        if begins:
            schema, table = begins[1].decode(), begins[2].decode()
            if schema != _SCHEMA:
                msg = f"the dump holds the table {table!r} in the schema {schema!r}, not in {_SCHEMA!r}"
                raise BackupError(msg, remedy="Give a file that `sidelight backup` made.")
            rows[table] = 0
        elif line == _COPY_ENDS:
            table = ""
        elif table:
            rows[table] += 1
            if table == REVISION_TABLE:
                revision = line.decode().strip()
    return rows, revision
