"""Never break somebody else's entry: what a change would do to the entries that stay as they are."""

from collections.abc import Iterator
from datetime import date

from sidelight.core.check import example_failure
from sidelight.core.check_phrases import missing_sets
from sidelight.core.edition import Edition
from sidelight.core.entry import Entry
from sidelight.core.kinds.checks import Problem, check_payload
from sidelight.services.curation.errors import Objection
from sidelight.services.curation.judging.examples import diagnose
from sidelight.services.curation.judging.places import in_words
from sidelight.services.curation.judging.proposal import Proposal
from sidelight.services.curation.judging.touched import refers_to, touched, unchanged


def neighbours_broken(proposal: Proposal, *, today: date) -> Iterator[Objection]:
    """Object for each thing of another entry that holds in the edition in use and would not hold any more."""
    yield from _references(proposal)
    yield from _cue_sets(proposal)
    for tried in touched(proposal):
        entry, example = tried.entry, tried.example
        if entry.id in proposal.uncompiled or entry.id not in proposal.live.entries:
            continue
        found = diagnose(proposal.whole, entry, example, today=today)
        if found is None or example_failure(proposal.live, entry, example, today=today) is not None:
            continue
        whose = _whose(proposal)
        yield Objection(
            code="neighbour-breaks",
            entry=entry.id,
            place=f"examples[{tried.number}]",
            sentence=example.text,
            message=f"With {whose}, example {tried.number + 1} of {entry.id!r} fails: {found.message}",
            remedy=f"{found.remedy} It is {entry.id!r} that must go on as before, so change {whose} first.",
        )


def _whose(proposal: Proposal) -> str:
    """Name what is wanted."""
    wanted = proposal.wanted
    if len(wanted.drafts) == 1 and not wanted.retired:
        return f"this revision of {next(iter(wanted.drafts))!r}"
    if len(wanted.retired) == 1 and not wanted.drafts:
        return f"{next(iter(wanted.retired))!r} retired"
    return "these changes" if wanted.changed else "these cue sets"


def _references(proposal: Proposal) -> Iterator[Objection]:
    changed = proposal.wanted.changed
    for entry in unchanged(proposal):
        named = refers_to(entry) & changed
        if not named:
            continue
        before = set(_problems(entry, proposal.live.edition))
        for problem in _problems(entry, proposal.edition):
            if problem not in before:
                yield _reference(entry, problem, sorted(named), proposal)


def _problems(entry: Entry, edition: Edition) -> Iterator[Problem]:
    entries = edition.entries
    yield from check_payload(entry, edition.figures, entries)
    if entry.replaced_by is not None and entry.replaced_by not in entries:
        yield Problem("replaced_by", f"there is no entry {entry.replaced_by!r}")


def _reference(entry: Entry, problem: Problem, named: list[str], proposal: Proposal) -> Objection:
    names = ", ".join(repr(name) for name in named)
    gone = not proposal.wanted.retired.isdisjoint(named)
    at = in_words(problem.place)
    if gone:
        return Objection(
            code="dangling",
            entry=entry.id,
            place=problem.place,
            message=f"The published entry {entry.id!r} refers to {names} ({at})",
            remedy=f"Change {entry.id!r} first so that it refers to another entry, publish it, then retire this one.",
        )
    return Objection(
        code="neighbour-breaks",
        entry=entry.id,
        place=problem.place,
        message=f"The published entry {entry.id!r} refers to {names} and would not hold: {at}: {problem.message}",
        remedy=f"Take back what changed in {names}, or change {entry.id!r} with it and publish both together.",
    )


def _cue_sets(proposal: Proposal) -> Iterator[Objection]:
    packs = {pack.id: pack for pack in proposal.wanted.packs}
    for entry in unchanged(proposal):
        if entry.pack not in packs:
            continue
        for problem in missing_sets(entry, packs[entry.pack]):
            yield Objection(
                code="dangling",
                entry=entry.id,
                place=problem.place,
                message=f"The published entry {entry.id!r} uses a cue set that the pack would not hold any more: "
                f"{problem.message.split(':')[0]}",
                remedy="Keep the cue set in the pack, or publish the entry without it first.",
            )
