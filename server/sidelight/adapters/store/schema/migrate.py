"""Brings the tables to what this version of Sidelight needs, in one transaction; an SQLite file is backed up first.

There is no way back but the backup: a database of a newer version is refused, never changed.
"""

import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import alembic.operations
import alembic.runtime.migration
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection

from sidelight.adapters.store.engine import Database, shown
from sidelight.adapters.store.models import Table
from sidelight.services.curation.errors import StoreUnavailableError

_SCRIPTS: Final = Path(__file__).resolve().parent.parent / "migrations"
#: Names the lock by which processes that start together upgrade one after the other (PostgreSQL).
_LOCK: Final = 0x51DE116


@dataclass(frozen=True, slots=True)
class StoreRevision:
    """The revision of a database's tables, `None` if there are none, and the one that this version needs."""

    found: str | None
    needed: str

    @property
    def ready(self) -> bool:
        """Whether the database can be used as it is."""
        return self.found == self.needed


def store_revision(url: str) -> StoreRevision:
    """Look at a database without changing or making anything.

    Raises:
        StoreUnavailableError: It cannot be read.
    """
    database = Database(url)
    try:
        return _look(database)
    finally:
        database.close()


def known_revisions() -> frozenset[str]:
    """Name the revisions that this version can upgrade from, and the one it needs."""
    return frozenset(script.revision for script in _scripts().walk_revisions())


def prepare(database: Database, *, migrate: bool) -> None:
    """Make or upgrade the tables, or check that they are as they must be.

    Raises:
        StoreUnavailableError: The tables are older and `migrate` is off, or newer, or of something else.
    """
    found = _look(database)
    _refuse_newer(database, found)
    if not migrate:
        _refuse_unready(database, found)
        return
    with database.explained():
        database.keep_a_log()
        with database.engine.execution_options(sidelight_writes=True).begin() as connection:
            if not database.is_sqlite:
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
            found = _revision(connection)  # again: another process may have been faster
            _refuse_newer(database, found)
            _refuse_foreign(database, connection, found)
            if not found.ready:
                _upgrade(database, connection, found)


def _look(database: Database) -> StoreRevision:
    if database.is_sqlite and not Path(database.url.database or "").exists():
        return StoreRevision(None, _scripts().get_current_head() or "")
    with database.explained(), database.engine.connect() as connection:
        return _revision(connection)


def _upgrade(database: Database, connection: Connection, revision: StoreRevision) -> None:
    if database.is_sqlite and revision.found is not None:
        _back_up(Path(database.url.database or ""), revision.found)
    scripts = _scripts()

    def steps(found: Any, _context: object) -> Iterable[Any]:
        return scripts._upgrade_revs("head", found)

    context = alembic.runtime.migration.MigrationContext.configure(connection, opts={"fn": steps})
    with alembic.operations.Operations.context(context):
        context.run_migrations()


def _scripts() -> ScriptDirectory:
    return ScriptDirectory(str(_SCRIPTS), version_locations=[str(_SCRIPTS)])


def _revision(connection: Connection) -> StoreRevision:
    context = alembic.runtime.migration.MigrationContext.configure(connection)
    return StoreRevision(context.get_current_revision(), _scripts().get_current_head() or "")


def _refuse_unready(database: Database, revision: StoreRevision) -> None:
    if not revision.ready:
        held = f"has tables of revision {revision.found}" if revision.found else "has no tables yet"
        msg = f"the database {shown(database.url)} {held}, and this version of Sidelight needs {revision.needed}"
        raise StoreUnavailableError(msg, remedy="Run `sidelight migrate`.")


def _refuse_foreign(database: Database, connection: Connection, revision: StoreRevision) -> None:
    taken = set(Table.metadata.tables) & set(inspect(connection).get_table_names())
    if revision.found is None and taken:
        msg = f"the database {shown(database.url)} holds tables that are not Sidelight's: {', '.join(sorted(taken))}"
        raise StoreUnavailableError(msg, remedy="Give Sidelight a database of its own in SIDELIGHT_DATABASE_URL.")


def _refuse_newer(database: Database, revision: StoreRevision) -> None:
    if revision.found is not None and revision.found not in known_revisions():
        msg = (
            f"the database {shown(database.url)} has tables of revision {revision.found}, "
            f"and this version of Sidelight knows them up to {revision.needed}"
        )
        remedy = "Install the version of Sidelight that was used last, or restore a backup made before the upgrade."
        raise StoreUnavailableError(msg, remedy=remedy)


def _back_up(path: Path, revision: str) -> None:
    """Copy the file as it is, beside it; the copy is there whole or not at all."""
    target = path.with_name(f"{path.name}.revision-{revision}.backup")
    draft = target.with_name(f"{target.name}.draft")
    draft.unlink(missing_ok=True)
    os.close(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with closing(sqlite3.connect(path)) as source, closing(sqlite3.connect(draft)) as copy:
            source.backup(copy)
        with draft.open("rb") as file:
            os.fsync(file.fileno())
        draft.replace(target)
    except (sqlite3.Error, OSError) as error:
        draft.unlink(missing_ok=True)
        msg = f"{str(path)!r} could not be backed up before its upgrade, which was not begun: {error}"
        raise StoreUnavailableError(msg, remedy="Free space on the disk, then start again.") from error
