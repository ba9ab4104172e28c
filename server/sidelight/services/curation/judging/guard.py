"""The guard: everything that speaks against a proposed edition."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import chain

from sidelight.core.check import Failure, check_entry
from sidelight.core.check_phrases import wrong_cues
from sidelight.core.entry import Entry
from sidelight.core.index.pack_limits import refuse_explosion
from sidelight.core.kinds.payloads import Comparison
from sidelight.core.matching.matcher import Matcher, compile_matcher
from sidelight.services.curation.errors import Objection, PublishRefusedError
from sidelight.services.curation.judging.examples import diagnose
from sidelight.services.curation.judging.neighbours import neighbours_broken
from sidelight.services.curation.judging.proposal import Proposal
from sidelight.services.curation.judging.remedies import Kept, nothing_cited, objection_of, phrase_of_pack


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Reasons against publishing, which refuse it, and warnings, which do not; `edition` is what was in use."""

    objections: tuple[Objection, ...]
    warnings: tuple[Objection, ...]
    edition: int


def judged(proposal: Proposal, *, today: date, kept: Kept) -> tuple[Objection, ...]:
    """List what speaks against the proposal: in the drafts themselves, then in the entries beside them.

    Raises:
        PackError: The phrases of a pack would come to too much for readers' articles.
    """
    for pack in filter(proposal.wanted.grows, proposal.edition.packs):
        refuse_explosion(pack)
    own = chain.from_iterable(_of_draft(proposal, entry, today, kept) for entry in proposal.wanted.drafts.values())
    return (*_of_packs(proposal), *own, *neighbours_broken(proposal, today=today))


def refuse(objections: Iterable[Objection], what: str) -> None:
    """Raise PublishRefusedError if there is any objection."""
    found = tuple(objections)
    if not found:
        return
    first = found[0]
    sentence = f" (“{first.sentence}”)" if first.sentence else ""
    more = f"; and {len(found) - 1} more" if len(found) > 1 else ""
    msg = f"{what}: {first.message}{sentence}{more}"
    raise PublishRefusedError(msg, objections=found, remedy=first.remedy if len(found) == 1 else None)


def _of_draft(proposal: Proposal, entry: Entry, today: date, kept: Kept) -> Iterator[Objection]:
    pack = next(pack for pack in proposal.edition.packs if pack.id == entry.pack)
    failures = tuple(check_entry(proposal.edition, None, entry, today=today))
    contents = tuple(failure for failure in failures if failure.sentence is None)
    yield from (objection_of(failure, entry, pack, kept) for failure in contents)
    if says_without_source(entry) and not any(f.place == "sources" for f in contents):
        yield nothing_cited(entry)
    if entry.id in proposal.uncompiled:
        return
    failed = {failure.place for failure in failures}
    fail_alone = any(failure.sentence is not None for failure in failures)
    alone = compile_matcher(proposal.edition, only=(entry.id,)) if fail_alone else None
    for number in range(len(entry.examples)):
        place = f"examples[{number}]"
        if f"{place}.finding" not in failed:
            matcher = alone if alone is not None and place in failed else proposal.whole
            yield from _of_example(entry, number, matcher, today)


def _of_example(entry: Entry, number: int, matcher: Matcher, today: date) -> Iterator[Objection]:
    example = entry.examples[number]
    found = diagnose(matcher, entry, example, today=today)
    if found is None:
        return
    beside = "" if len(matcher.ids) == 1 else " holds alone, but fails beside the other entries"
    yield Objection(
        code="example-fails",
        entry=entry.id,
        place=f"examples[{number}]",
        sentence=example.text,
        message=f"Example {number + 1}{beside}: {found.message}",
        remedy=found.remedy,
    )


def says_without_source(entry: Entry) -> bool:
    """Tell whether an entry has a summary and nothing backs it; a ranking of figures rests on their sources."""
    ranked = entry.payload.events if isinstance(entry.payload, Comparison) else ()
    return any(entry.summary.values()) and not entry.sources and not any(event.figure for event in ranked)


def _of_packs(proposal: Proposal) -> Iterator[Objection]:
    for pack in proposal.wanted.packs:
        for problem in wrong_cues(pack):
            failure = Failure(entry=pack.id, place=f"cues.{problem.place}", message=problem.message)
            yield phrase_of_pack(failure)
