"""Rows of entries and packs: inserted, revised and looked up to be changed."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final, TypeVar

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from sidelight.adapters.store.engine import log, next_change
from sidelight.adapters.store.models import EntryRow, PackRevisionRow, PackRow, RevisionRow, Table, TagRow, signed
from sidelight.adapters.store.reading.contents import words_of, write_pack
from sidelight.core.entry import Entry, Pack
from sidelight.errors import EntryNotFoundError
from sidelight.services.curation.errors import CannotError, EditConflictError, ExistsError, NotKeptError
from sidelight.services.curation.values import Act

#: Ids that are looked up at once; databases bound the values of one query.
CHUNK: Final = 500
Item = TypeVar("Item")


def chunks(items: Iterable[Item]) -> Iterator[list[Item]]:
    """Cut into lists of at most `CHUNK`."""
    rest = iter(items)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def insert_pack(session: Session, pack: Pack, *, act: Act) -> bool:
    """Write a pack's own part as its newest revision; tells whether it differs from the one before."""
    content = write_pack(pack)
    row = session.get(PackRow, pack.id)
    if row is None:
        row = PackRow(id=pack.id, head=0, live=None)
        session.add(row)
        session.flush()
    elif session.get_one(PackRevisionRow, (pack.id, row.head)).content == content:
        return False
    row.head += 1
    session.add(PackRevisionRow(pack=pack.id, number=row.head, content=content, **signed(act)))
    session.flush()
    return True


def insert_entries(session: Session, written: Sequence[tuple[Entry, str]], *, act: Act) -> None:
    """Write new entries with their first revision.

    Raises:
        ExistsError: An id is taken, or stands there twice.
        NotKeptError: There is no pack of that id.
    """
    ids = [entry.id for entry, _ in written]
    taken = {entry_id for chunk in chunks(ids) for entry_id in session.scalars(_ids(chunk))}
    taken |= {entry_id for entry_id, times in Counter(ids).items() if times > 1}
    if taken:
        msg = f"there is an entry of that id already: {', '.join(sorted(taken)[:5])}"
        raise ExistsError(msg)
    packs = {entry.pack for entry, _ in written}
    if missing := packs - set(session.scalars(select(PackRow.id))):
        msg = f"there is no pack {min(missing)!r}"
        raise NotKeptError(msg, remedy="Make the pack first, or put the entry into another.")
    change = next_change(session)
    rows = [_new_row(entry, change) for entry, _ in written]
    revisions = [_new_revision(entry, 1, content, act) for entry, content in written]
    tags = [tag for entry, _ in written for tag in _tags(entry)]
    insert_rows(session, EntryRow, rows)
    insert_rows(session, RevisionRow, revisions)
    insert_rows(session, TagRow, tags)


def insert_rows(session: Session, table: type[Table], rows: Sequence[dict[str, Any]]) -> None:
    """Insert many rows at once, or none."""
    if rows:
        session.execute(insert(table), rows)


def rows_of(session: Session, ids: Iterable[str]) -> dict[str, EntryRow]:
    """Look entries up, to be changed. Raises EntryNotFoundError."""
    wanted = dict.fromkeys(ids)
    rows = {
        row.id: row
        for chunk in chunks(wanted)
        for row in session.scalars(select(EntryRow).where(EntryRow.id.in_(chunk)))
    }
    for entry_id in wanted:
        if entry_id not in rows:
            raise not_found(entry_id)
    return rows


def create_entries(session: Session, written: Sequence[tuple[Entry, str]], act: Act) -> None:
    """Write new entries as drafts, and log them. Raises as `insert_entries` does."""
    insert_entries(session, written, act=act)
    log(session, act, "create", *(entry.id for entry, _ in written))


def revise_entries(session: Session, written: Sequence[tuple[Entry, str, int]], act: Act) -> None:
    """Write a new revision of each entry, and log them; the number is the head that the edit is based on.

    Raises:
        EntryNotFoundError: There is no entry of that id.
        EditConflictError: A head is another by now.
        CannotError: The entry names another pack than the one it is in.
    """
    rows = rows_of(session, [entry.id for entry, _, _ in written])
    change = next_change(session)
    revisions: list[dict[str, Any]] = []
    for entry, content, based_on in written:
        row = rows[entry.id]
        _check_edit(row, entry, based_on)
        row.head, row.changed, row.retired, row.replaced_by = row.head + 1, change, False, None
        row.kind, row.review_by, row.words = entry.kind, entry.review_by, words_of(entry)
        revisions.append(_new_revision(entry, row.head, content, act))
    for chunk in chunks(rows):
        session.execute(delete(TagRow).where(TagRow.entry.in_(chunk)))
    insert_rows(session, RevisionRow, revisions)
    insert_rows(session, TagRow, [tag for entry, _, _ in written for tag in _tags(entry)])
    log(session, act, "edit", *(entry.id for entry, _, _ in written))


def save_pack(session: Session, pack: Pack, act: Act) -> None:
    """Write a pack's own part, and log it, unless it is the same as the newest."""
    if insert_pack(session, pack, act=act):
        log(session, act, "save-pack", pack.id)


def _ids(chunk: list[str]) -> Any:
    return select(EntryRow.id).where(EntryRow.id.in_(chunk))


def _new_row(entry: Entry, change: int) -> dict[str, Any]:
    return {
        "id": entry.id,
        "pack": entry.pack,
        "kind": entry.kind,
        "head": 1,
        "retired": False,
        "changed": change,
        "review_by": entry.review_by,
        "words": words_of(entry),
    }


def _new_revision(entry: Entry, number: int, content: str, act: Act) -> dict[str, Any]:
    return {"entry": entry.id, "number": number, "review_by": entry.review_by, "content": content, **signed(act)}


def _tags(entry: Entry) -> list[dict[str, Any]]:
    return [{"entry": entry.id, "position": position, "tag": tag} for position, tag in enumerate(entry.tags)]


def _check_edit(row: EntryRow, entry: Entry, based_on: int) -> None:
    if row.head != based_on:
        msg = f"entry {entry.id!r} has revision {row.head} by now, and the edit is based on {based_on}"
        raise EditConflictError(msg, head=row.head)
    if entry.pack not in {"", row.pack}:
        msg = f"entry {entry.id!r} is in pack {row.pack!r}, not {entry.pack!r}"
        raise CannotError(msg, remedy="Leave it in its pack, or give the new one another id.")


def not_found(entry_id: str) -> EntryNotFoundError:
    """Make the error that says so."""
    msg = f"there is no entry {entry_id!r}"
    return EntryNotFoundError(msg)
