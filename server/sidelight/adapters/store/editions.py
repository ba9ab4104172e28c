"""Editions, the log of changes and what is live: implements `EditionStore`."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import and_, select, text
from sqlalchemy.orm import Session

from sidelight.adapters.store.engine import LARGEST, Database, log, next_change, within
from sidelight.adapters.store.models import (
    ChangeRow,
    EditionRow,
    EntryRow,
    PackChangeRow,
    PackRevisionRow,
    PackRow,
    RevisionRow,
    StateRow,
    signed,
)
from sidelight.adapters.store.reading.contents import Contents, as_kept, read_pack
from sidelight.adapters.store.reading.hints import CHANNEL, Hints
from sidelight.adapters.store.reading.process_lock import ProcessLock
from sidelight.adapters.store.writing.rows import chunks, insert_rows, rows_of
from sidelight.core.entry import Entry, Pack
from sidelight.errors import EditionNotFoundError, EntryInvalidError
from sidelight.services.curation.errors import CannotError, EditConflictError, EditionMovedError
from sidelight.services.curation.store import LivePacks
from sidelight.services.curation.values import Act, Change, EditionRecord, LiveStatus, Publication


@dataclass(frozen=True, slots=True)
class _Place:
    """What is live of one entry; the same place gives the same object."""

    pack: str
    revision: int
    status: LiveStatus
    act: Act


class SqlEditions:
    """Implements `EditionStore`."""

    def __init__(self, database: Database, contents: Contents) -> None:
        self._database = database
        self._contents = contents
        self._hints = Hints(database)
        self._live: Mapping[str, tuple[_Place, Entry]] = {}
        self._lock = ProcessLock()

    def current(self) -> int:
        """Give the number of the newest edition, 0 if there is none; asked every second by every worker."""
        with self._database.reading() as session:
            return session.scalars(select(StateRow.edition)).one()

    def live_packs(self) -> LivePacks:
        """Give the newest edition's number with its packs: live entries with revision, status and `reviewed` filled in.

        All is read in one transaction, and sorted here: databases differ in how they order ids. Entries that were
        given before are the same objects again. An entry that this version's contract refuses is left out, and named
        with the reason.
        """
        with self._lock.own(), self._database.reading() as session:
            number = session.scalars(select(StateRow.edition)).one()
            places = _places(session)
            kept = {i: self._live[i] for i in places if i in self._live and self._live[i][0] == places[i]}
            read, refused = self._read(session, {i: places[i] for i in places if i not in kept})
            self._live = kept | read
            packs = tuple(_packs(session, [self._live[i][1] for i in places if i in self._live]))
            return LivePacks(number, packs, refused)

    def publish(self, publication: Publication, *, act: Act) -> EditionRecord:
        """Make the next edition.

        Raises:
            EntryNotFoundError: A change is of an entry that is not there.
            EditConflictError: An entry has a newer revision than `heads` says.
            EditionMovedError: `based_on` is not the newest edition any more.
            CannotError: A change does not say what is live now, or names a revision that there is not.
        """
        with self._database.writing() as session:
            return make_edition(session, self._database, publication, act=act)

    def editions(self, *, limit: int, offset: int = 0) -> tuple[EditionRecord, ...]:
        """List editions, newest first, with their changes."""
        found = select(EditionRow).order_by(EditionRow.number.desc())
        with self._database.reading() as session:
            rows = session.scalars(found.limit(min(limit, LARGEST)).offset(min(offset, LARGEST))).all()
            return tuple(_record(row, _changes(session, row.number)) for row in rows)

    def edition(self, number: int) -> EditionRecord:
        """Look an edition up. Raises EditionNotFoundError."""
        with self._database.reading() as session:
            row = session.get(EditionRow, within(number))
            if row is None:
                msg = f"there is no edition {number}"
                raise EditionNotFoundError(msg)
            return _record(row, _changes(session, row.number))

    def wait(self, seconds: float) -> None:
        """Wait for a hint that there may be a new edition, at most so long (NOTIFY; elsewhere it only sleeps)."""
        self._hints.wait(seconds)

    def stop_waiting(self) -> None:
        """Wake who waits; from now on nobody waits for hints any more."""
        self._hints.close()

    def _read(
        self, session: Session, places: Mapping[str, _Place]
    ) -> tuple[dict[str, tuple[_Place, Entry]], dict[str, str]]:
        read: dict[str, tuple[_Place, Entry]] = {}
        refused: dict[str, str] = {}
        wanted = select(RevisionRow.entry, RevisionRow.number, RevisionRow.content).join(
            EntryRow, and_(EntryRow.id == RevisionRow.entry, EntryRow.live == RevisionRow.number)
        )
        for chunk in chunks(places):
            for entry_id, number, content in session.execute(wanted.where(RevisionRow.entry.in_(chunk))):
                place = places[entry_id]
                try:
                    entry = self._contents.entry(entry_id, number, content, pack=place.pack)
                except EntryInvalidError as error:
                    refused[entry_id] = error.detail
                else:
                    read[entry_id] = (place, as_kept(entry, status=place.status, act=place.act))
        return read, refused


def make_edition(session: Session, database: Database, publication: Publication, *, act: Act) -> EditionRecord:
    """Make the next edition in a transaction that writes; raises as `EditionStore.publish` does."""
    state = session.scalars(select(StateRow)).one()
    if state.edition != publication.based_on:
        msg = f"edition {state.edition} was made while this one was judged against edition {publication.based_on}"
        raise EditionMovedError(msg)
    rows = rows_of(session, [*(change.entry for change in publication.changes), *dict(publication.heads)])
    _check(rows, publication)
    number = state.edition + 1
    row = EditionRow(number=number, sha256=publication.sha256, entries=publication.entries, **signed(act))
    session.add(row)
    state.edition = number
    session.flush()
    _move(session, rows, publication.changes, number)
    _move_packs(session, rows, publication, number)
    _log_changes(session, publication.changes, act, number)
    if not database.is_sqlite:
        session.execute(text("SELECT pg_notify(:channel, :number)"), {"channel": CHANNEL, "number": str(number)})
    return _record(row, tuple(sorted(publication.changes, key=lambda change: change.entry)))


def _check(rows: Mapping[str, EntryRow], publication: Publication) -> None:
    for entry_id, head in publication.heads:
        if rows[entry_id].head != head:
            msg = f"entry {entry_id!r} has revision {rows[entry_id].head} by now, and revision {head} was judged"
            raise EditConflictError(msg, head=rows[entry_id].head)
    for change in publication.changes:
        row = rows[change.entry]
        if change.before != row.live:
            msg = f"revision {row.live} of entry {change.entry!r} is live, not {change.before}"
            raise CannotError(msg)
        if change.after is not None and not 0 < change.after <= row.head:
            msg = f"entry {change.entry!r} has no revision {change.after}: its newest is {row.head}"
            raise CannotError(msg)
        if (change.after is None) != (change.status is None):
            msg = f"revision {change.after} of entry {change.entry!r} cannot have the status {change.status}"
            raise CannotError(msg)


def _move(session: Session, rows: Mapping[str, EntryRow], changes: Sequence[Change], number: int) -> None:
    """Point the entries at what is live now."""
    at = next_change(session)
    due = _review_days(session, changes)
    for change in changes:
        row = rows[change.entry]
        row.live, row.live_status, row.edition, row.changed = change.after, change.status, number, at
        row.retired, row.replaced_by = change.after is None, change.replaced_by
        row.live_review_by = due.get(change.entry)
    insert_rows(session, ChangeRow, [{"edition": number, **_columns(change)} for change in changes])


def _review_days(session: Session, changes: Iterable[Change]) -> dict[str, date | None]:
    """Look up until when the revisions that go live were to be reviewed."""
    after = {change.entry: change.after for change in changes if change.after is not None}
    found: dict[str, date | None] = {}
    wanted = select(RevisionRow.entry, RevisionRow.number, RevisionRow.review_by)
    for chunk in chunks(after):
        for entry_id, number, day in session.execute(wanted.where(RevisionRow.entry.in_(chunk))):
            if number == after[entry_id]:
                found[entry_id] = day
    return found


def _columns(change: Change) -> dict[str, Any]:
    return {
        "entry": change.entry,
        "before": change.before,
        "after": change.after,
        "status": change.status,
        "replaced_by": change.replaced_by,
    }


def _move_packs(session: Session, rows: Mapping[str, EntryRow], publication: Publication, number: int) -> None:
    """Make packs live: those named, and the newest part of those that an entry needs and that never were."""
    wanted = dict(publication.packs)
    needed = {rows[change.entry].pack for change in publication.changes if change.after is not None}
    for pack in session.scalars(select(PackRow).order_by(PackRow.id)):
        revision = wanted.pop(pack.id, pack.head if pack.live is None and pack.id in needed else None)
        if revision is None:
            continue
        if not 0 < revision <= pack.head:
            msg = f"pack {pack.id!r} has no revision {revision}: its newest is {pack.head}"
            raise CannotError(msg)
        pack.live = revision
        session.add(PackChangeRow(edition=number, pack=pack.id, number=revision))
    if wanted:
        msg = f"there is no pack {min(wanted)!r}"
        raise CannotError(msg)


def _log_changes(session: Session, changes: Sequence[Change], act: Act, number: int) -> None:
    words: dict[LiveStatus | None, str] = {"published": "publish", "trial": "trial", None: "retire"}
    for status, word in words.items():
        log(session, act, word, *(change.entry for change in changes if change.status == status))
    log(session, act, "edition", str(number))


def _places(session: Session) -> dict[str, _Place]:
    live = select(EntryRow.id, EntryRow.pack, EntryRow.live, EntryRow.live_status, EntryRow.edition)
    used = select(EntryRow.edition).where(EntryRow.live.is_not(None))
    acts = {row.number: row.act for row in session.scalars(select(EditionRow).where(EditionRow.number.in_(used)))}
    places: dict[str, _Place] = {}
    for entry_id, pack, revision, status, edition in sorted(session.execute(live.where(EntryRow.live.is_not(None)))):
        if revision is not None and status is not None and edition is not None:
            places[entry_id] = _Place(pack, revision, status, acts[edition])
    return places


def _packs(session: Session, entries: Iterable[Entry]) -> Iterator[Pack]:
    inside: dict[str, list[Entry]] = {}
    for entry in entries:
        inside.setdefault(entry.pack, []).append(entry)
    live = and_(PackRevisionRow.pack == PackRow.id, PackRevisionRow.number == PackRow.live)
    packs = map(read_pack, session.scalars(select(PackRevisionRow.content).join(PackRow, live)))
    for pack in sorted(packs, key=lambda pack: pack.id):
        yield replace(pack, entries=tuple(inside.get(pack.id, ())))


def _record(row: EditionRow, changes: tuple[Change, ...]) -> EditionRecord:
    return EditionRecord(number=row.number, sha256=row.sha256, entries=row.entries, act=row.act, changes=changes)


def _changes(session: Session, number: int) -> tuple[Change, ...]:
    found = select(ChangeRow).where(ChangeRow.edition == number).order_by(ChangeRow.entry)
    return tuple(
        Change(entry=row.entry, before=row.before, after=row.after, status=row.status, replaced_by=row.replaced_by)
        for row in session.scalars(found)
    )
