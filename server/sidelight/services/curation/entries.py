"""Entries as curators work on them: found, read, written as drafts, compared and reverted.

Nothing here changes what readers meet; that is what `publishing` does.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from sidelight.core.entry import Entry, Pack
from sidelight.core.index.pack_limits import refuse_explosion
from sidelight.services.curation import packs
from sidelight.services.curation.differences import Difference, differences
from sidelight.services.curation.errors import CannotError
from sidelight.services.curation.judging.conditions import unmet_by
from sidelight.services.curation.packs import PackDifference, Staged, Waiting
from sidelight.services.curation.store import Store
from sidelight.services.curation.values import Act, FoundEntries, Revision, Search, Standing, StoredEntry, StoredPack

#: Writes an entry as plain values, the way it stands in a pack.
Written = Callable[[Entry], Mapping[str, object]]


class CuratedEntries:
    """What curators do with entries before they are published."""

    def __init__(self, *, store: Store, now: Callable[[], datetime], written: Written) -> None:
        self._store = store
        self._now = now
        self._written = written

    def entry(self, entry_id: str) -> StoredEntry:
        """Look an entry up. Raises EntryNotFoundError."""
        return self._store.entries.entry(entry_id)

    def standing(self, entry_id: str) -> Standing:
        """Tell what is known of an entry that perhaps cannot be read. Raises EntryNotFoundError."""
        return self._store.entries.standing(entry_id)

    def search(self, wanted: Search) -> FoundEntries:
        """Find entries, newest change first; what this version's contract refuses is named beside them."""
        return self._store.entries.search(wanted)

    def revisions(self, entry_id: str) -> tuple[Revision, ...]:
        """List an entry's revisions, newest first. Raises EntryNotFoundError."""
        return self._store.entries.revisions(entry_id)

    def revision(self, entry_id: str, number: int) -> Revision:
        """Look a revision up. Raises EntryNotFoundError, NotKeptError."""
        return self._store.entries.revision(entry_id, number)

    def create(self, entry: Entry, *, by: str, reason: str = "first draft") -> StoredEntry:
        """Keep a new entry as a draft in the pack that it names.

        Raises:
            ExistsError: There is an entry of that id.
            NotKeptError: There is no such pack.
            PackError: What its phrases stand for comes to too much.
        """
        self.refuse_explosion(entry)
        self._store.entries.add([entry], act=self._act(by, reason))
        return self.entry(entry.id)

    def edit(self, entry: Entry, *, based_on: int, by: str, reason: str) -> StoredEntry:
        """Add a revision, unless nothing was changed.

        Raises:
            EntryNotFoundError: There is no such entry.
            EditConflictError: There is a newer revision than `based_on`.
            CannotError: The entry is of another pack.
            PackError: What its phrases stand for comes to too much.
        """
        stored = self.entry(entry.id)
        if entry.pack not in ("", stored.pack):
            msg = f"the entry {entry.id!r} belongs to the pack {stored.pack!r}, not to {entry.pack!r}"
            remedy = f"Leave it in {stored.pack!r}, or write a new entry in the other pack and retire this one."
            raise CannotError(msg, remedy=remedy)
        entry = replace(entry, pack=stored.pack)
        unchanged = stored.head.number == based_on and packs.same_content(entry, stored.head.entry)
        if unchanged and stored.retired is None:
            return stored
        self.refuse_explosion(entry)
        self._store.entries.edit([(entry, based_on)], act=self._act(by, reason))
        return self.entry(entry.id)

    def revert(self, entry_id: str, *, to: int, based_on: int, by: str, reason: str) -> StoredEntry:
        """Add a revision with the content of an earlier one; publishing it is a step of its own.

        Raises:
            EntryNotFoundError: There is no such entry.
            NotKeptError: There is no such revision.
            EditConflictError: There is a newer revision than `based_on`.
        """
        return self.edit(self.revision(entry_id, to).entry, based_on=based_on, by=by, reason=reason)

    def compare(self, entry_id: str, before: int, after: int) -> tuple[Difference, ...]:
        """List what differs between two revisions. Raises EntryNotFoundError, NotKeptError."""
        states = (self.revision(entry_id, number).entry for number in (before, after))
        return differences(*(self._content(entry) for entry in states))

    def unmet_by(self, name: str, entry_id: str) -> tuple[int, ...]:
        """Number the revisions that this person wrote since the last that readers met."""
        return unmet_by(name, entry_id, self._store.entries)

    def packs(self) -> tuple[StoredPack, ...]:
        """List the packs by id."""
        return self._store.entries.packs()

    def add_pack(self, pack: Pack, *, by: str, reason: str) -> StoredPack:
        """Keep a new pack without its entries. Raises ExistsError."""
        return self._store.entries.add_pack(replace(pack, entries=()), act=self._act(by, reason))

    def stage(self, pack: Pack, *, by: str, reason: str) -> Staged:
        """Keep what an imported pack changes as drafts: new entries, and new revisions of those that differ.

        Raises:
            ImportRefusedError: An entry belongs to another pack already, or two share an id; nothing was changed.
            EditConflictError: Somebody edits the same entries again and again meanwhile.
        """
        return packs.stage(self._store, pack, act=self._act(by, reason), content=self._content)

    def difference_of(self, pack: Pack) -> PackDifference:
        """Tell what `stage` would do. Raises ImportRefusedError as it does."""
        return packs.difference_of(self._store, pack, content=self._content)

    def waiting_in(self, pack_id: str) -> Waiting:
        """Name what waits in a pack, and apart from it what was retired: that is published by its own name alone."""
        return packs.waiting_in(self._store, pack_id)

    def export(self, pack_id: str, *, live: bool) -> Pack:
        """Give a pack with its published entries, or with the newest revision of all that are not retired.

        The status of an entry that was never published is `draft`; an import takes no notice of it.

        Raises:
            PackNotFoundError: There is no such pack, or nothing of it is published.
        """
        return packs.live_pack(self._store, pack_id) if live else packs.newest_pack(self._store, pack_id)

    def refuse_explosion(self, entry: Entry) -> None:
        """Refuse an entry that is too much by itself: whoever tries it would wait. Raises PackError."""
        cues = next((pack.head.cues for pack in self.packs() if pack.head.id == entry.pack), {})
        refuse_explosion(Pack(id=entry.pack, title="", licence="", cues=cues, entries=(entry,)))

    def _content(self, entry: Entry) -> Mapping[str, object]:
        return self._written(packs.content_of(entry))

    def _act(self, by: str, reason: str) -> Act:
        return Act(by=by, at=self._now(), reason=reason)
