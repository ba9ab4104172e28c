"""What readers sent: `SqlInbox` implements their side of it, the port `Inbox`; `SqlQueue` the curators', `QueueStore`.

Each is kept whole as JSON, so that it comes back as it was sent. What is dealt with is deleted and overwritten.
"""

import dataclasses
import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, Final

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from sidelight.adapters.store.engine import Database, log, within
from sidelight.adapters.store.models import ReportRow, RequestRow, SentRow
from sidelight.adapters.store.reading.contents import write_entry
from sidelight.adapters.store.writing.rows import create_entries
from sidelight.core.entry import Entry
from sidelight.errors import InboxUnavailableError
from sidelight.services.curation.errors import NotKeptError, StoreUnavailableError
from sidelight.services.curation.values import Act
from sidelight.services.sent import ContextRequest, Kept, Report, Sent

_TABLES: Final[dict[type[Report] | type[ContextRequest], type[SentRow]]] = {
    Report: ReportRow,
    ContextRequest: RequestRow,
}
_KINDS: Final[dict[str, type[Report] | type[ContextRequest]]] = {"report": Report, "request": ContextRequest}


class SqlInbox:
    """Implements `Inbox`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, sent: Sent, *, received: date, most: int) -> int | None:
        """Keep it and give its number; `None` if `most` of its kind are kept already.

        Raises:
            InboxUnavailableError: It could not be written down.
        """
        table = _TABLES[type(sent)]
        with _told(), self._database.writing() as session:
            if session.scalars(select(func.count()).select_from(table)).one() >= most:
                return None
            return insert_sent(session, sent, received)

    def kept(self, kind: type[Report] | type[ContextRequest]) -> tuple[Kept, ...]:
        """List all of a kind, oldest first.

        Raises:
            InboxUnavailableError: They could not be read.
        """
        table = _TABLES[kind]
        with _told(), self._database.reading() as session:
            rows = session.scalars(select(table).order_by(table.id)).all()
        return tuple(Kept(id=row.id, received=row.received, sent=kind(**json.loads(row.content))) for row in rows)

    def remove(self, kind: type[Report] | type[ContextRequest], number: int) -> bool:
        """Remove one; tells whether it was there.

        Raises:
            InboxUnavailableError: It could not be written.
        """
        with _told():
            with self._database.writing() as session:
                removed = _delete(session, kind, number)
            self._database.overwrite_removed()
        return removed


class SqlQueue:
    """Implements `QueueStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def deal(self, kind: str, number: int, *, what: str, act: Act) -> None:
        """Delete a report or a request (`report`, `request`), and log what was done. Raises NotKeptError."""
        with self._database.writing() as session:
            _deal(session, kind, number, what, act)
        self._database.overwrite_removed()

    def begin(self, number: int, entry: Entry, *, act: Act) -> None:
        """Keep a new entry as a draft and delete the request that it began with, both or neither.

        Raises:
            NotKeptError: There is no such request, or no pack of that id.
            ExistsError: There is an entry of that id.
        """
        written = write_entry(entry)
        with self._database.writing() as session:
            _deal(session, "request", number, "entry", dataclasses.replace(act, reason=f"entry {entry.id}"))
            create_entries(session, [written], act)
        self._database.overwrite_removed()

    def open(self) -> dict[str, int]:
        """Count what waits, by kind (`report`, `request`)."""
        with self._database.reading() as session:
            return {
                kind: session.scalars(select(func.count()).select_from(_TABLES[sent])).one()
                for kind, sent in _KINDS.items()
            }


def insert_sent(session: Session, sent: Sent, received: date) -> int:
    """Write down what was sent, and give its number."""
    # Escaped to ASCII, so that NUL and lone surrogates come back as they were.
    values: dict[str, Any] = {"received": received, "content": json.dumps(dataclasses.asdict(sent))}
    row = ReportRow(entry=sent.entry, **values) if isinstance(sent, Report) else RequestRow(**values)
    session.add(row)
    session.flush()
    return row.id


def _deal(session: Session, kind: str, number: int, what: str, act: Act) -> None:
    """Delete what was sent, and log what was done. Raises NotKeptError."""
    entry = _entry_of(session, kind, number)
    if kind not in _KINDS or not _delete(session, _KINDS[kind], number):
        msg = f"there is no {kind} {number}"
        raise NotKeptError(msg)
    log(session, act, what, " ".join(filter(None, (kind, str(number), entry))))


def _delete(session: Session, kind: type[Report] | type[ContextRequest], number: int) -> bool:
    table = _TABLES[kind]
    gone = session.scalars(delete(table).where(table.id == within(number)).returning(table.id))
    return gone.one_or_none() is not None


def _entry_of(session: Session, kind: str, number: int) -> str | None:
    row = session.get(ReportRow, within(number)) if kind == "report" else None
    return None if row is None else row.entry


@contextmanager
def _told() -> Iterator[None]:
    """Say in the inbox's own words that the database failed."""
    try:
        yield
    except StoreUnavailableError as error:
        raise InboxUnavailableError(error.detail, remedy=error.remedy) from error
