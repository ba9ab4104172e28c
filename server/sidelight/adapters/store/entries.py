"""Entries with all their revisions, and packs: implements `EntryStore`."""

from collections.abc import Iterable
from typing import cast

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session

from sidelight.adapters.store.engine import LARGEST, Database, within
from sidelight.adapters.store.models import ChangeRow, EditionRow, EntryRow, PackRevisionRow, PackRow, RevisionRow
from sidelight.adapters.store.reading.contents import Contents, as_kept, read_pack, write_entry
from sidelight.adapters.store.reading.search import Found, conditions, with_head
from sidelight.adapters.store.writing.rows import create_entries, not_found, revise_entries, save_pack
from sidelight.core.entry import Entry, Pack
from sidelight.errors import EntryInvalidError
from sidelight.services.curation.errors import ExistsError, NotKeptError
from sidelight.services.curation.values import (
    Act,
    FoundEntries,
    Live,
    Retirement,
    Revision,
    Search,
    Standing,
    StoredEntry,
    StoredPack,
)


class SqlEntries:
    """Implements `EntryStore`."""

    def __init__(self, database: Database, contents: Contents) -> None:
        self._database = database
        self._contents = contents

    def entry(self, entry_id: str) -> StoredEntry:
        """Look an entry up. Raises EntryNotFoundError."""
        return self._stored(self._found(entry_id))

    def standing(self, entry_id: str) -> Standing:
        """Tell what is known of an entry that perhaps cannot be read. Raises EntryNotFoundError."""
        row, _, edition, _ = self._found(entry_id)
        return _standing(row, edition)

    def search(self, wanted: Search) -> FoundEntries:
        """Find entries, newest change first; what this version's contract refuses is named beside them."""
        asked = conditions(wanted)
        order = (EntryRow.changed.desc(), EntryRow.id)
        # Their ids first: what stands around an entry is looked up for this page alone.
        ids = select(EntryRow.id).where(*asked).order_by(*order).limit(min(wanted.limit, LARGEST))
        page = with_head().where(EntryRow.id.in_(ids.offset(min(wanted.offset, LARGEST)))).order_by(*order)
        with self._database.reading() as session:
            total = session.scalars(select(func.count()).select_from(EntryRow).where(*asked)).one()
            found = session.execute(page).all()
        stored, unread = list[StoredEntry](), dict[str, str]()
        for one in found:
            try:
                stored.append(self._stored(cast("Found", tuple(one))))
            except EntryInvalidError as error:
                unread[one[0].id] = error.detail
        return FoundEntries(entries=tuple(stored), total=total, unread=unread)

    def revisions(self, entry_id: str) -> tuple[Revision, ...]:
        """List an entry's revisions, newest first. Raises EntryNotFoundError."""
        with self._database.reading() as session:
            row, edition = self._row(session, entry_id)
            found = select(RevisionRow).where(RevisionRow.entry == entry_id).order_by(RevisionRow.number.desc())
            return tuple(self._revision(row, revision, edition) for revision in session.scalars(found))

    def revision(self, entry_id: str, number: int) -> Revision:
        """Look a revision up. Raises EntryNotFoundError, NotKeptError."""
        with self._database.reading() as session:
            row, edition = self._row(session, entry_id)
            revision = session.get(RevisionRow, (entry_id, within(number)))
        if revision is None:
            msg = f"entry {entry_id!r} has no revision {number}: its newest is {row.head}"
            raise NotKeptError(msg)
        return self._revision(row, revision, edition)

    def met(self, entry_id: str) -> int:
        """Give the number of the last revision that readers met, which trials are not; 0 if there is none."""
        published = and_(ChangeRow.entry == entry_id, ChangeRow.status == "published")
        with self._database.reading() as session:
            return session.scalars(select(func.max(ChangeRow.after)).where(published)).one() or 0

    def written_by(self, name: str, entry_id: str) -> tuple[int, ...]:
        """Number the revisions that this person wrote, newest first, whether or not they can be read."""
        theirs = select(RevisionRow.number).where(RevisionRow.entry == entry_id, RevisionRow.act_by == name)
        with self._database.reading() as session:
            return tuple(session.scalars(theirs.order_by(RevisionRow.number.desc())))

    def add(self, entries: Iterable[Entry], *, act: Act) -> None:
        """Keep new entries as drafts at revision 1, all or none. Raises ExistsError; NotKeptError for a pack's id."""
        written = [write_entry(entry) for entry in entries]
        with self._database.writing() as session:
            create_entries(session, written, act)

    def edit(self, entries: Iterable[tuple[Entry, int]], *, act: Act) -> None:
        """Add a revision to each entry, all or none; the number is the head that the edit is based on.

        Raises:
            EntryNotFoundError: There is no entry of that id.
            EditConflictError: A head is another by now.
            CannotError: The entry names another pack than the one it is in.
        """
        written = [(*write_entry(entry), based_on) for entry, based_on in entries]
        with self._database.writing() as session:
            revise_entries(session, written, act)

    def stage(
        self, *, pack: Pack | None, edited: Iterable[tuple[Entry, int]], added: Iterable[Entry], act: Act
    ) -> None:
        """Keep what an import changes, all or none: the pack's own part, if it is given, then as `edit` and `add` do.

        Raises:
            EntryNotFoundError: There is no entry of the id of an edited one.
            EditConflictError: The head of an edited one is another by now.
            ExistsError: The id of an added one is taken.
            CannotError: An edited one is in another pack.
        """
        revised = [(*write_entry(entry), based_on) for entry, based_on in edited]
        created = [write_entry(entry) for entry in added]
        with self._database.writing() as session:
            if pack is not None:
                save_pack(session, pack, act)
            revise_entries(session, revised, act)
            create_entries(session, created, act)

    def packs(self) -> tuple[StoredPack, ...]:
        """List the packs by id."""
        heads = select(PackRow, PackRevisionRow).join(PackRevisionRow, PackRevisionRow.pack == PackRow.id)
        heads = heads.where(PackRevisionRow.number == PackRow.head).order_by(PackRow.id)
        with self._database.reading() as session:
            authors = _authors(session)
            return tuple(
                StoredPack(
                    head=read_pack(revision.content),
                    number=row.head,
                    live=row.live,
                    written_by=frozenset(authors.get(row.id, ())),
                )
                for row, revision in session.execute(heads)
            )

    def add_pack(self, pack: Pack, *, act: Act) -> StoredPack:
        """Keep a new pack's own part. Raises ExistsError."""
        with self._database.writing() as session:
            if session.get(PackRow, pack.id) is not None:
                msg = f"there is a pack {pack.id!r} already"
                remedy = "Choose another id, or import the pack to change the one that is there."
                raise ExistsError(msg, remedy=remedy)
            return _saved(session, pack, act)

    def save_pack(self, pack: Pack, *, act: Act) -> StoredPack:
        """Keep a new pack, or a new revision of its own part; nothing is written if it is the same as the newest."""
        with self._database.writing() as session:
            return _saved(session, pack, act)

    def _found(self, entry_id: str) -> Found:
        with self._database.reading() as session:
            found = session.execute(with_head().where(EntryRow.id == entry_id)).one_or_none()
        if found is None:
            raise not_found(entry_id)
        return cast("Found", tuple(found))

    def _row(self, session: Session, entry_id: str) -> tuple[EntryRow, EditionRow | None]:
        row = session.get(EntryRow, entry_id)
        if row is None:
            raise not_found(entry_id)
        return row, session.get(EditionRow, row.edition) if row.edition is not None else None

    def _revision(self, row: EntryRow, revision: RevisionRow, edition: EditionRow | None) -> Revision:
        entry = self._contents.entry(row.id, revision.number, revision.content, pack=row.pack)
        if row.live == revision.number and row.live_status is not None and edition is not None:
            entry = as_kept(entry, status=row.live_status, act=edition.act)
        else:
            entry = as_kept(entry, status="retired" if row.retired else "draft", replaced_by=row.replaced_by)
        return Revision(number=revision.number, entry=entry, act=revision.act)

    def _stored(self, found: Found) -> StoredEntry:
        row, head, edition, reports = found
        standing = _standing(row, edition)
        return StoredEntry(
            head=self._revision(row, head, edition),
            live=standing.live,
            retired=standing.retired,
            reports=reports,
            # An edition did something to it last, it is not live, and it is not retired: so it was edited since.
            revived=edition is not None and row.live is None and not row.retired,
        )


def _standing(row: EntryRow, edition: EditionRow | None) -> Standing:
    live = retired = None
    if edition is not None and row.live is not None and row.live_status is not None:
        live = Live(revision=row.live, status=row.live_status, edition=edition.number, act=edition.act)
    elif edition is not None and row.retired:
        retired = Retirement(act=edition.act, edition=edition.number, replaced_by=row.replaced_by)
    return Standing(id=row.id, head=row.head, live=live, retired=retired)


def _saved(session: Session, pack: Pack, act: Act) -> StoredPack:
    save_pack(session, pack, act)
    row = session.get_one(PackRow, pack.id)
    content = session.get_one(PackRevisionRow, (pack.id, row.head)).content
    written_by = frozenset(_authors(session).get(row.id, ()))
    return StoredPack(head=read_pack(content), number=row.head, live=row.live, written_by=written_by)


def _authors(session: Session) -> dict[str, set[str]]:
    """Gather per pack who wrote its own part since it last went live."""
    wrote = select(PackRow.id, PackRevisionRow.act_by).join(PackRevisionRow, PackRevisionRow.pack == PackRow.id)
    authors: dict[str, set[str]] = {}
    for pack_id, by in session.execute(wrote.where(PackRevisionRow.number > func.coalesce(PackRow.live, 0))):
        authors.setdefault(pack_id, set()).add(by)
    return authors
