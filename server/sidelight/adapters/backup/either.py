"""Backups of whichever database is in use."""

from datetime import datetime
from pathlib import Path

from sidelight.adapters.backup import postgres, sqlite
from sidelight.adapters.backup.kept import Backup, Restored
from sidelight.adapters.store.engine import Database, log, read_url
from sidelight.adapters.store.schema.migrate import known_revisions
from sidelight.services.curation.errors import BackupError
from sidelight.services.curation.values import SYSTEM, Act


def back_up(url: str, target: Path, *, force: bool = False) -> Backup:
    """Write a verified backup of a database into a file.

    Raises:
        BackupError: It could not be made.
        StoreUnavailableError: The database cannot be used.
    """
    file = sqlite_file(url)
    return postgres.back_up(url, target, force=force) if file is None else sqlite.back_up(file, target, force=force)


def restore(path: Path, url: str, *, now: datetime) -> Restored:
    """Put a backup in the place of what a database holds, which is kept under a dated name; its audit log says so.

    Raises:
        BackupError: It could not be restored; nothing was changed.
        StoreUnavailableError: The database cannot be used.
    """
    backup = check(path, url)
    if backup.revision not in known_revisions():
        msg = f"{str(path)!r} was made by a newer version of Sidelight (its tables are of revision {backup.revision})"
        raise BackupError(msg, remedy="Install that version of Sidelight, then restore.")
    file = sqlite_file(url)
    done = postgres.restore(path, url, now=now) if file is None else sqlite.restore(path, file, now=now)
    _note(path, url, now)
    return done


def _note(path: Path, url: str, now: datetime) -> None:
    """Write into the restored audit log that from here on it goes on after a restore, and from which file."""
    database = Database(url)
    try:
        with database.writing() as session:
            log(session, Act(by=SYSTEM, at=now, reason="it is the database now"), "restore", path.name)
    finally:
        database.close()


def check(path: Path, url: str) -> Backup:
    """Verify a backup for a database of that kind.

    Raises:
        BackupError: It is not sound, or of another kind of database.
    """
    return postgres.check(path, postgres.programs_for(url)) if sqlite_file(url) is None else sqlite.check(path)


def sqlite_file(url: str) -> Path | None:
    """Give the file of an SQLite database; `None` for PostgreSQL. Raises StoreUnavailableError."""
    read = read_url(url)
    return Path(read.database or "") if read.get_backend_name() == "sqlite" else None
