"""Packs as they come and go: what an import would change, the import as drafts, the export.

Only content counts when two states of an entry are compared: its revision, status and day of review are the store's.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from sidelight.core.entry import Entry, Pack
from sidelight.core.index.pack_limits import refuse_explosion
from sidelight.errors import PackNotFoundError
from sidelight.services.curation.differences import Difference, differences
from sidelight.services.curation.errors import CannotError, EditConflictError, ExistsError, ImportRefusedError
from sidelight.services.curation.store import Store
from sidelight.services.curation.values import Act, Search, StoredEntry

#: More entries than any pack holds: they are read at once, since between two pages an edit would move one of them.
ALL: Final = 2**31 - 1
#: How often an import is tried when others edit the same entries meanwhile.
TRIES: Final = 5
#: Ids that an error names.
NAMED: Final = 20

Content = Callable[[Entry], Mapping[str, object]]


@dataclass(frozen=True, slots=True, kw_only=True)
class PackDifference:
    """How a pack differs from what is kept; nothing is taken away by an import, so `only_here` stays as it is.

    Attributes:
        own: What differs in the pack's own part: title, licence, cue sets.
        added: Ids of entries that are new.
        changed: Ids of entries whose newest revision differs, each with what differs.
        unchanged: Ids of entries that are the same.
        only_here: Ids of entries of this pack that the import does not hold and that are not retired.
        retired: Ids of those changed that are retired here; the import makes drafts of them again.
    """

    pack: str
    new: bool
    own: tuple[Difference, ...]
    added: tuple[str, ...]
    changed: tuple[tuple[str, tuple[Difference, ...]], ...]
    unchanged: tuple[str, ...]
    only_here: tuple[str, ...]
    retired: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether importing it would change nothing."""
        return not (self.new or self.own or self.added or self.changed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What waits in a pack; entries that were retired are left out, so that nobody revives them unawares.

    Attributes:
        seen: The entries by id, each with its newest revision.
        left_out: The ids of those that were retired.
        unread: The ids of those that this version cannot read.
        own: The newest number of the pack's own part, if it waits as well.
    """

    seen: Mapping[str, int]
    left_out: tuple[str, ...]
    unread: tuple[str, ...] = ()
    own: int | None = None

    @property
    def entries(self) -> tuple[str, ...]:
        """The ids of the entries."""
        return tuple(self.seen)


@dataclass(frozen=True, slots=True, kw_only=True)
class Staged:
    """What an import did: the difference as it was found, and the drafts that wait to be published."""

    difference: PackDifference
    drafts: tuple[str, ...]


def content_of(entry: Entry) -> Entry:
    """Give an entry without what the store fills in.

    Example:
        >>> from sidelight.core.kinds.payloads import Background
        >>> pier = Entry(id="pier", kind="background", title={}, summary={}, phrases={}, payload=Background())
        >>> content_of(replace(pier, revision=7, status="trial")) == pier
        True
    """
    return replace(entry, revision=1, status="published", reviewed=None, replaced_by=None, pack="")


def same_content(one: Entry, other: Entry) -> bool:
    """Tell whether two states of an entry say the same."""
    return content_of(one) == content_of(other)


def difference_of(store: Store, pack: Pack, *, content: Content) -> PackDifference:
    """Find what an import would change. Raises ImportRefusedError; PackError if its phrases come to too much."""
    return _compared(store, pack, content)[0]


def stage(store: Store, pack: Pack, *, act: Act, content: Content) -> Staged:
    """Keep what differs as drafts, all or none; what others change meanwhile is compared again.

    Raises:
        ImportRefusedError: The pack contradicts itself or what is kept.
        PackError: Its phrases come to too much.
        EditConflictError: Others were faster `TRIES` times.
    """
    for attempt in range(TRIES):
        difference, heads = _compared(store, pack, content)
        try:
            _write(store, pack, difference, heads, act)
        except (EditConflictError, ExistsError):
            if attempt == TRIES - 1:
                raise
        else:
            break
    return Staged(difference=difference, drafts=(*difference.added, *(entry_id for entry_id, _ in difference.changed)))


def waiting_in(store: Store, pack_id: str) -> Waiting:
    """Name the entries of a pack whose newest revision is not live; none if there is no such pack."""
    own = next((pack for pack in store.entries.packs() if pack.head.id == pack_id), None)
    waits = store.entries.search(Search(pack=pack_id, waits=True, limit=ALL))
    found = sorted(waits.entries, key=lambda one: one.id)
    return Waiting(
        seen={one.id: one.head.number for one in found if not one.revived},
        left_out=tuple(one.id for one in found if one.revived),
        unread=tuple(sorted(waits.unread)),
        own=own.number if own is not None and own.live != own.number else None,
    )


def nothing_but_retired(pack_id: str, ids: Sequence[str]) -> CannotError:
    """Make the error that names the entries because of which nothing else of a pack is published."""
    more = f" and {len(ids) - NAMED:,} more" if len(ids) > NAMED else ""
    msg = f"of the pack {pack_id!r} only entries that were retired wait: {', '.join(ids[:NAMED])}{more}"
    return CannotError(msg, remedy="Publish each by its own name, if it is to come back.")


def live_pack(store: Store, pack_id: str) -> Pack:
    """Give a pack as the current edition holds it. Raises PackNotFoundError, also if nothing of it is published."""
    live = store.editions.live_packs().packs
    pack = next((pack for pack in live if pack.id == pack_id), None)
    if pack is None and any(stored.head.id == pack_id for stored in store.entries.packs()):
        msg = f"nothing of the pack {pack_id!r} is published yet"
        raise PackNotFoundError(msg, remedy="Publish something of it, or ask for its drafts.")
    return _found(iter(() if pack is None else (pack,)), pack_id)


def newest_pack(store: Store, pack_id: str) -> Pack:
    """Give a pack with the newest revision of every entry that is not retired. Raises PackNotFoundError."""
    own = _found((stored.head for stored in store.entries.packs() if stored.head.id == pack_id), pack_id)
    kept = sorted((one for one in _all_of(store, pack_id) if one.retired is None), key=lambda one: one.id)
    return replace(own, entries=tuple(_as_kept(stored) for stored in kept))


def _as_kept(stored: StoredEntry) -> Entry:
    return replace(stored.head.entry, revision=stored.head.number, status=stored.status, pack=stored.pack)


def _found(packs: Iterator[Pack], pack_id: str) -> Pack:
    pack = next(packs, None)
    if pack is None:
        msg = f"there is no pack {pack_id[:100]!r}"
        raise PackNotFoundError(msg)
    return pack


def _all_of(store: Store, pack_id: str) -> tuple[StoredEntry, ...]:
    """Give all entries of a pack. Raises CannotError if one cannot be read: nobody would notice that it is missing."""
    found = store.entries.search(Search(pack=pack_id, limit=ALL))
    for entry_id, reason in found.unread.items():
        msg = f"this version of Sidelight cannot read the entry {entry_id!r}: {reason}"
        raise CannotError(msg, remedy="Go back to the version before, mend the entry there, and upgrade again.")
    return found.entries


def _compared(store: Store, pack: Pack, content: Content) -> tuple[PackDifference, dict[str, StoredEntry]]:
    _refuse_repeated(pack)
    pack = replace(pack, entries=tuple(entry for entry in pack.entries if entry.status != "retired"))
    refuse_explosion(pack)
    kept = {stored.id: stored for stored in _all_of(store, pack.id)}
    own = next((stored.head for stored in store.entries.packs() if stored.head.id == pack.id), None)
    _refuse_foreign(store, [entry.id for entry in pack.entries if entry.id not in kept], pack.id)
    known = [entry for entry in pack.entries if entry.id in kept]
    same = {entry.id for entry in known if _is_kept(entry, kept[entry.id])}
    changed = [entry for entry in known if entry.id not in same]
    given = {entry.id for entry in pack.entries}
    only_here = (one.id for one in kept.values() if one.id not in given and one.retired is None)
    difference = PackDifference(
        pack=pack.id,
        new=own is None,
        own=() if own is None else differences(_own_part(own), _own_part(pack)),
        added=tuple(entry.id for entry in pack.entries if entry.id not in kept),
        changed=tuple((e.id, differences(content(kept[e.id].head.entry), content(e))) for e in changed),
        unchanged=tuple(entry.id for entry in known if entry.id in same),
        only_here=tuple(sorted(only_here)),
        retired=tuple(entry.id for entry in changed if kept[entry.id].retired is not None),
    )
    return difference, kept


def _is_kept(entry: Entry, stored: StoredEntry) -> bool:
    return stored.retired is None and same_content(entry, stored.head.entry)


def _write(store: Store, pack: Pack, difference: PackDifference, kept: Mapping[str, StoredEntry], act: Act) -> None:
    given = {entry.id: replace(entry, pack=pack.id) for entry in pack.entries}
    store.entries.stage(
        pack=replace(pack, entries=()) if difference.new or difference.own else None,
        edited=[(given[entry_id], kept[entry_id].head.number) for entry_id, _ in difference.changed],
        added=[given[entry_id] for entry_id in difference.added],
        act=act,
    )


def _refuse_repeated(pack: Pack) -> None:
    seen: set[str] = set()
    for entry in pack.entries:
        if entry.id in seen:
            msg = f"the pack holds two entries with the id {entry.id!r}"
            raise ImportRefusedError(msg, remedy="Give one of the two another id, then import the pack again.")
        seen.add(entry.id)


def _refuse_foreign(store: Store, ids: Iterable[str], pack_id: str) -> None:
    others = {other.head.id for other in store.entries.packs()} - {pack_id}
    wanted = set(ids)
    if not wanted:
        return
    for other in sorted(others):
        for stored in _all_of(store, other):
            if stored.id in wanted:
                msg = f"the entry {stored.id!r} is in the pack {other!r} already"
                raise ImportRefusedError(msg, remedy=f"Give it another id, or edit it in the pack {other!r}.")


def _own_part(pack: Pack) -> Mapping[str, object]:
    own = {"title": pack.title, "licence": pack.licence, "maintainers": pack.maintainers, "contact": pack.contact}
    return {**own, "cues": pack.cues}
