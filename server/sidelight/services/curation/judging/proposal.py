"""The edition that a publication would make: what is live, with drafts put in and retired entries taken out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from sidelight.core.edition import Edition, make_edition
from sidelight.core.entry import Entry, Pack
from sidelight.core.index.pack_limits import refuse_work
from sidelight.core.matching.matcher import Matcher, compile_matcher
from sidelight.errors import PackError, PhraseError
from sidelight.services.curation.errors import EditionMovedError
from sidelight.services.curation.values import SYSTEM, LiveStatus, StoredEntry, StoredPack


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is to be published.

    Attributes:
        drafts: Entries as they are to be live, by id.
        retired: Ids of entries that are to be taken out.
        packs: Packs whose own part, as given here, goes live with it.
    """

    drafts: Mapping[str, Entry] = field(default_factory=dict)
    retired: frozenset[str] = frozenset()
    packs: tuple[Pack, ...] = ()

    @property
    def changed(self) -> frozenset[str]:
        """The ids of all entries that change."""
        return self.retired.union(self.drafts)

    def grows(self, pack: Pack) -> bool:
        """Whether a pack may hold more for it than before."""
        return any(entry.pack == pack.id for entry in self.drafts.values()) or pack.id in {own.id for own in self.packs}


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """What is wanted, beside what is live.

    Attributes:
        live: The edition in use, compiled.
        edition: The edition to come.
        whole: That edition compiled, without `uncompiled`.
        uncompiled: Drafts of which a phrase or a cue cannot be compiled.
    """

    wanted: Wanted
    live: Matcher
    edition: Edition
    whole: Matcher
    uncompiled: frozenset[str]


def as_live(stored: StoredEntry, status: LiveStatus, *, by: str, on: date) -> Entry:
    """Give an entry's newest revision as the next edition is to hold it."""
    entry = stored.head.entry
    reviewed = entry.reviewed if by == SYSTEM else on
    live = replace(entry, revision=stored.head.number, status=status, reviewed=reviewed, pack=stored.pack)
    return replace(live, replaced_by=None)


def packs_to_go_live(
    packs: Iterable[StoredPack], entries: Iterable[Entry], named: Iterable[str]
) -> tuple[StoredPack, ...]:
    """Choose the packs whose own part goes live: those named, and those of these entries that never were."""
    of_entries, wanted = {entry.pack for entry in entries}, set(named)
    return tuple(
        pack
        for pack in packs
        if (pack.head.id in wanted and pack.live != pack.number) or (pack.head.id in of_entries and pack.live is None)
    )


def propose(live: Matcher, wanted: Wanted) -> Proposal:
    """Put what is wanted into the place of what is live, and compile it.

    Raises:
        PackError: The phrases of a pack would come to too much to be compiled.
    """
    edition = _edition_to_come(live.edition, wanted)
    for pack in filter(wanted.grows, edition.packs):
        refuse_work(pack)
    try:
        whole, uncompiled = compile_matcher(edition), frozenset[str]()
    except (PhraseError, PackError):
        uncompiled = frozenset(entry_id for entry_id in edition.entries if not _compiles(edition, entry_id, wanted))
        whole = compile_matcher(edition, only=[entry_id for entry_id in edition.entries if entry_id not in uncompiled])
    return Proposal(wanted=wanted, live=live, edition=edition, whole=whole, uncompiled=uncompiled)


def to_be_kept(proposal: Proposal, stored: Edition) -> Edition:
    """Give the edition as the database will hold it: with what is left out of the one in use, which is `stored` there.

    Raises:
        EditionMovedError: Another edition came into use meanwhile.
    """
    live = proposal.live.edition
    if stored.number != live.number:
        msg = f"edition {stored.number} came into use while this one was being judged"
        raise EditionMovedError(msg)
    return proposal.edition if stored.sha256 == live.sha256 else _edition_to_come(stored, proposal.wanted)


def _edition_to_come(edition: Edition, wanted: Wanted) -> Edition:
    """Put what is wanted into the place of what an edition holds; nothing is compiled."""
    return make_edition(_packs(edition, wanted), number=edition.number + 1)


def _compiles(edition: Edition, entry_id: str, wanted: Wanted) -> bool:
    if entry_id not in wanted.drafts and not wanted.packs:
        return True  # It does in the edition in use, and nothing that it holds has changed.
    try:
        compile_matcher(edition, only=(entry_id,))
    except (PhraseError, PackError):
        return False
    return True


def _packs(edition: Edition, wanted: Wanted) -> tuple[Pack, ...]:
    own = {pack.id: pack for pack in edition.packs} | {pack.id: pack for pack in wanted.packs}
    held = {pack.id: {entry.id: entry for entry in pack.entries} for pack in edition.packs}
    for pack_id in own:
        entries = held.setdefault(pack_id, {})
        for entry_id in wanted.retired:
            entries.pop(entry_id, None)
    for entry in wanted.drafts.values():
        held.setdefault(entry.pack, {})[entry.id] = entry
    return tuple(
        replace(own[pack_id], entries=tuple(entries[entry_id] for entry_id in sorted(entries)))
        for pack_id, entries in sorted(held.items())
    )
