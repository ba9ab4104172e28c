"""Takes over what readers sent before there was a database: the rows of the file `inbox.sqlite3`, each once.

The file is closed to writers and renamed first; whoever still writes begins a new one, which is taken over the next
time. Its new name is written down with its rows, in one transaction: a start that was cut short, or two at once,
neither lose nor double any.
"""

import os
import secrets
import sqlite3
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from sidelight.adapters.store.engine import Database, log
from sidelight.adapters.store.inbox import LAYOUT, MOVED, WAIT_SECONDS, SqliteInbox
from sidelight.adapters.store.models import AuditRow
from sidelight.adapters.store.queue import insert_sent
from sidelight.errors import InboxUnavailableError
from sidelight.services.curation.values import SYSTEM, Act
from sidelight.services.sent import ContextRequest, Report

_WHAT = "take-over-inbox"


def take_over_inbox(database: Database, path: Path) -> int:
    """Move the rows of an old inbox into the database, and delete the file; gives how many there were.

    Raises:
        InboxUnavailableError: The old file cannot be read; it stays where it is.
        StoreUnavailableError: The database cannot be used; the old file stays.
    """
    taken = 0
    with database.writing() as session:  # so that of several that start at once one moves the rows
        if path.exists():
            _set_aside(path)
        asides = sorted(path.parent.glob(f"{path.name}.moved-*"))
        for aside in asides:
            taken += _take(session, aside)
    for aside in asides:
        _overwrite(aside)
    return taken


def _set_aside(path: Path) -> None:
    """Close a file to writers, and give it a name of its own."""
    try:
        with closing(sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None)) as old:
            old.execute("BEGIN EXCLUSIVE")
            layout = old.execute("PRAGMA user_version").fetchone()[0]
            if layout == LAYOUT:
                old.execute(f"PRAGMA user_version = {MOVED}")
            old.execute("COMMIT")
        if layout not in {LAYOUT, MOVED}:
            msg = f"{str(path)!r} has layout {layout}, and layout {LAYOUT} is read here"
            raise InboxUnavailableError(msg)
        path.rename(path.with_name(f"{path.name}.moved-{secrets.token_hex(4)}"))
    except (sqlite3.Error, OSError) as error:
        msg = f"{str(path)!r} cannot be taken over: {error}"
        raise InboxUnavailableError(msg) from error


def _take(session: Session, aside: Path) -> int:
    known = select(AuditRow.number).where(AuditRow.what == _WHAT, AuditRow.about == aside.name)
    if session.scalars(known).first() is not None:
        return 0
    inbox = SqliteInbox(aside, layout=MOVED)
    rows = (*inbox.kept(Report), *inbox.kept(ContextRequest))
    for kept in rows:
        insert_sent(session, kept.sent, kept.received)
    act = Act(by=SYSTEM, at=datetime.now(UTC), reason=f"{len(rows)} reports and requests moved into the database")
    log(session, act, _WHAT, aside.name)
    return len(rows)


def _overwrite(path: Path) -> None:
    """Delete a file whose text shall not be found on the disk again."""
    try:
        size = path.stat().st_size
        with path.open("r+b") as file:
            file.write(bytes(size))
            os.fsync(file.fileno())
        path.unlink()
    except FileNotFoundError:
        return
