"""Publishing, guarded: what readers meet changes here and nowhere else.

Each act proposes the edition to come, has it judged, and publishes it if nothing speaks against it. If another edition
was made meanwhile, all of that is done again.
"""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Final

from sidelight.core.matching.matcher import Matcher
from sidelight.errors import EntryNotFoundError
from sidelight.services.curation.errors import (
    EditConflictError,
    EditionMovedError,
    Objection,
    StoreUnavailableError,
)
from sidelight.services.curation.judging import conditions
from sidelight.services.curation.judging.guard import Judgement, judged, refuse
from sidelight.services.curation.judging.proposal import (
    Proposal,
    Wanted,
    as_live,
    packs_to_go_live,
    propose,
    to_be_kept,
)
from sidelight.services.curation.judging.remedies import newer_revision
from sidelight.services.curation.judging.warn import DENSITY, LINKS_SECONDS, Advice, Density, warnings_of
from sidelight.services.curation.store import Store
from sidelight.services.curation.values import (
    Act,
    Change,
    EditionRecord,
    LiveStatus,
    Publication,
    StoredEntry,
    StoredPack,
)
from sidelight.services.curation.warnings.links import CheckLink
from sidelight.services.editions import Editions

#: How often a publication is judged anew because another edition was made meanwhile.
TRIES: Final = 5

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """What is to go live: of these entries the newest revisions, which are those that were seen; and packs.

    Attributes:
        packs: Packs whose own part goes live, each with the number of it that was seen, if any was.
        author_may: Whether who wrote a revision may publish it even where a second person is asked for.
    """

    entries: tuple[str, ...]
    status: LiveStatus = "published"
    seen: Mapping[str, int] | None = None
    packs: Mapping[str, int | None] = field(default_factory=dict)
    author_may: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Publishing:
    """Makes editions. Raises StoreUnavailableError whenever the database cannot be used.

    Attributes:
        second_person: Whether nobody may publish what they wrote.
        density: Annotations per saved article above which a warning is given.
        check_link: Tells why an address cannot be read, for warnings of dead sources.
        link_seconds: How long all addresses of one judgement may take together.
    """

    store: Store
    editions: Editions
    corpus: Density
    now: Callable[[], datetime]
    today: Callable[[], date]
    second_person: bool = False
    density: float = DENSITY
    check_link: CheckLink | None = None
    link_seconds: float = LINKS_SECONDS

    def judge(
        self,
        entry_ids: Iterable[str],
        *,
        status: LiveStatus = "published",
        packs: Iterable[str] = (),
        links: bool = False,
    ) -> Judgement:
        """Tell what speaks against publishing the newest revisions of these entries, and what to be warned of.

        Args:
            entry_ids: The entries.
            status: As what they would be published.
            packs: Packs whose own part (cue sets, title) would go live with them.
            links: Whether the sources' addresses are tried, which takes seconds.

        Raises:
            EntryNotFoundError: There is no such entry.
            PackError: The phrases of a pack would come to too much.
        """
        stored = tuple(self.store.entries.entry(entry_id) for entry_id in dict.fromkeys(entry_ids))
        wanted = self._wanted(stored, status, self._act("", ""), packs)[0]
        proposal = propose(self._live(), wanted)
        return Judgement(
            objections=self._objections(proposal),
            warnings=warnings_of(proposal, self._advice(links=links), today=self.today()),
            edition=proposal.live.edition.number,
        )

    def publish(self, entry_id: str, *, revision: int, by: str, reason: str) -> EditionRecord:
        """Publish an entry's newest revision, which is the one that `by` has seen.

        Raises:
            PublishRefusedError: The guard refuses, or there is a newer revision.
            SecondPersonNeededError: Another person must publish it.
            CannotError: It is published as it is, or it is retired.
            PackError: The phrases of its pack would come to too much.
            EntryNotFoundError: There is no such entry.
        """
        return self._go_live(_Order(entries=(entry_id,), seen={entry_id: revision}), by=by, reason=reason)

    def trial(self, entry_id: str, *, revision: int, by: str, reason: str) -> EditionRecord:
        """Let an entry's newest revision be matched and counted, but not shown. Raises as `publish` does."""
        order = _Order(entries=(entry_id,), status="trial", seen={entry_id: revision})
        return self._go_live(order, by=by, reason=reason)

    def publish_all(
        self,
        entry_ids: Iterable[str],
        *,
        packs: Iterable[str] | Mapping[str, int | None] = (),
        seen: Mapping[str, int] | None = None,
        by: str,
        reason: str,
    ) -> EditionRecord:
        """Publish the newest revisions of many entries, and packs, as one edition. Raises as `publish` does.

        If `seen` names the revision of an entry that was looked at, no other one is published; nor is another number
        of a pack's own part than the one that `packs` names.
        """
        named = dict(packs) if isinstance(packs, Mapping) else dict.fromkeys(packs)
        order = _Order(entries=tuple(dict.fromkeys(entry_ids)), seen=seen, packs=named)
        return self._go_live(order, by=by, reason=reason)

    def retire(self, entry_id: str, *, by: str, reason: str, replaced_by: str | None = None) -> EditionRecord:
        """Take an entry out for good, even one that cannot be read, perhaps because another one says it now.

        Raises:
            PublishRefusedError: Another published entry refers to it, or would no longer hold.
            CannotError: It is not published, or what replaces it is not.
            EntryNotFoundError: There is no such entry.
        """

        def attempt() -> EditionRecord:
            newest = self.store.editions.current()
            standing = self.store.entries.standing(entry_id)
            live = self._live_still(newest)
            change = conditions.retirement_of(standing, replaced_by, live)
            proposal = propose(live, Wanted(retired=frozenset({entry_id})))
            refuse(self._objections(proposal), f"{entry_id!r} cannot be retired")
            return self._publish(proposal, (change,), {entry_id: standing.head}, (), self._act(by, reason))

        return _again(attempt)

    def reviewed(self, entry_id: str, *, review_by: date, by: str, reason: str) -> EditionRecord:
        """Say that an entry is still right: a revision with a new day of review, published at once.

        Raises:
            PublishRefusedError: The guard refuses; no revision was added.
            CannotError: It is not published, or a newer revision waits to be.
            EditConflictError: Somebody edits it at this moment.
            EntryNotFoundError: There is no such entry.
        """
        stored = self.store.entries.entry(entry_id)
        act, status = self._act(by, reason), conditions.settled(stored).status
        entry = replace(stored.head.entry, review_by=review_by)
        head = replace(stored.head, number=stored.head.number + 1, entry=entry, act=act)
        wanted = Wanted(drafts={entry_id: as_live(replace(stored, head=head), status, by=by, on=act.at.date())})
        refuse(self._objections(propose(self._live(), wanted)), f"{entry_id!r} cannot be published")
        self.store.entries.edit([(entry, stored.head.number)], act=act)
        order = _Order(entries=(entry_id,), status=status, seen={entry_id: head.number}, author_may=True)
        return self._go_live(order, by=by, reason=reason)

    def _go_live(self, order: _Order, *, by: str, reason: str) -> EditionRecord:
        def attempt() -> EditionRecord:
            newest = self.store.editions.current()
            stored = tuple(self.store.entries.entry(entry_id) for entry_id in order.entries)
            conditions.refuse_unseen(stored, order.seen or {})
            conditions.refuse_unseen_packs(self.store.entries.packs(), order.packs)
            waiting = conditions.what_waits(stored, order.status, one=order.seen is not None and len(stored) == 1)
            act = self._act(by, reason)
            wanted, own = self._wanted(waiting, order.status, act, order.packs)
            conditions.refuse_nothing(waiting, own)
            if self.second_person and not order.author_may:
                conditions.ask_second_person(waiting, own, self.store.entries, by=by)
            proposal = propose(self._live_still(newest), wanted)
            refuse(self._objections(proposal), conditions.told_act(waiting, own))
            changes = tuple(conditions.change_to(one, order.status) for one in waiting)
            heads = {one.id: one.head.number for one in waiting}
            return self._publish(proposal, changes, heads, own, act)

        return _again(attempt)

    def _publish(
        self,
        proposal: Proposal,
        changes: tuple[Change, ...],
        heads: Mapping[str, int],
        packs: tuple[StoredPack, ...],
        act: Act,
    ) -> EditionRecord:
        kept = to_be_kept(proposal, self.editions.stored)
        publication = Publication(
            based_on=proposal.live.edition.number,
            sha256=kept.sha256,
            entries=len(kept.entries),
            changes=changes,
            heads=tuple(heads.items()),
            packs=tuple((pack.head.id, pack.number) for pack in packs),
        )
        self.editions.offer(proposal.whole)
        try:
            record = self.store.editions.publish(publication, act=act)
        except EditConflictError as error:
            entry_id = next((one for one in heads if f"{one!r}" in error.detail), next(iter(heads)))
            refuse([newer_revision(entry_id, seen=heads[entry_id], head=error.head)], "nothing was published")
            raise
        self._carry(record)
        return record

    def _carry(self, record: EditionRecord) -> None:
        """Let the next reply of this process carry the edition."""
        try:
            self.editions.refresh()
        except StoreUnavailableError as error:
            _log.error("edition %d was made, but could not be read yet: %s", record.number, error.detail)

    def _wanted(
        self, stored: tuple[StoredEntry, ...], status: LiveStatus, act: Act, packs: Iterable[str]
    ) -> tuple[Wanted, tuple[StoredPack, ...]]:
        drafts = {one.id: as_live(one, status, by=act.by, on=act.at.date()) for one in stored}
        own = packs_to_go_live(self.store.entries.packs(), drafts.values(), packs)
        return Wanted(drafts=drafts, packs=tuple(pack.head for pack in own)), own

    def _advice(self, *, links: bool) -> Advice:
        return Advice(
            corpus=self.corpus,
            density=self.density,
            check_link=self.check_link if links else None,
            link_seconds=self.link_seconds,
            left_out=self.editions.left_out,
            unread=self.editions.stored.unread,
        )

    def _live(self) -> Matcher:
        self.editions.refresh()
        return self.editions.current

    def _live_still(self, newest: int) -> Matcher:
        """Give what is live if that is still the edition `newest`: what was read since then is then of one moment.

        Raises:
            EditionMovedError: Another edition was made meanwhile.
            CannotError: The newest edition cannot be used here.
        """
        live = self._live()
        conditions.refuse_unusable(self.editions.unusable, live.edition.number)
        if live.edition.number != newest:
            msg = f"edition {live.edition.number} came into use while edition {newest} was being read"
            raise EditionMovedError(msg)
        return live

    def _objections(self, proposal: Proposal) -> tuple[Objection, ...]:
        return judged(proposal, today=self.today(), kept=self._kept)

    def _kept(self, entry_id: str) -> StoredEntry | None:
        try:
            return self.store.entries.entry(entry_id)
        except EntryNotFoundError:
            return None

    def _act(self, by: str, reason: str) -> Act:
        return Act(by=by, at=self.now(), reason=reason)


def _again(attempt: Callable[[], EditionRecord]) -> EditionRecord:
    for _ in range(TRIES - 1):
        try:
            return attempt()
        except EditionMovedError:
            continue
    return attempt()
