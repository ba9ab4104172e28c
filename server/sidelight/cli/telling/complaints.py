"""Everything that is wrong with a pack, each thing once: what only follows from another stands beside that one."""

import dataclasses
from collections.abc import Iterator
from datetime import date

from sidelight.adapters.packs.folder import CUES_FILE
from sidelight.adapters.packs.problems import PackProblem, PackReading, path_of
from sidelight.cli.telling.terminal import watched
from sidelight.core.check import Broken, Failure, check_entry, whole_matcher
from sidelight.core.check_phrases import cues_of, wrong_cues
from sidelight.core.edition import make_edition


@dataclasses.dataclass(frozen=True, slots=True)
class Complaint:
    """One thing to correct.

    Attributes:
        problem: What and where.
        sentence: The example's, if an example failed.
        waiting: Entries that refer to the one complained about, and cannot be checked before it is right.
    """

    problem: PackProblem
    sentence: str | None = None
    waiting: tuple[str, ...] = ()


def complaints(reading: PackReading, *, today: date) -> list[Complaint]:
    """List what is wrong, in the order of the files; drafts too, since whoever checks is about to publish them."""
    found = [Complaint(problem) for problem in reading.problems]
    found += [Complaint(reading.cue_problem(p.place, p.message)) for p in wrong_cues(reading.pack)]
    broken = _broken(reading, found)
    waiting: dict[str, list[str]] = {}
    for failure in _failures(reading, broken, today):
        if failure.follows_from is not None:
            waiting.setdefault(failure.follows_from, []).append(failure.entry)
            continue
        problem = reading.problem(failure.entry, failure.place, _message(failure))
        found.append(Complaint(problem, failure.sentence))
    ordered = sorted(found, key=lambda one: (one.problem.file, one.problem.line or 0))
    return list(_with_waiting(ordered, waiting))


def _failures(reading: PackReading, broken: Broken, today: date) -> Iterator[Failure]:
    live = [dataclasses.replace(e, status="published") for e in reading.pack.entries if e.status != "retired"]
    edition = make_edition([dataclasses.replace(reading.pack, entries=tuple(live))])
    whole = whole_matcher(edition)
    for entry in watched(tuple(edition.entries.values()), "Checking"):
        yield from check_entry(edition, whole, entry, today=today, broken=broken)


def _broken(reading: PackReading, found: list[Complaint]) -> Broken:
    read = {entry.id for entry in reading.pack.entries}
    unread = {one.problem.entry for one in found if one.problem.entry} - read
    in_cues = [one.problem for one in found if one.problem.file == CUES_FILE]
    sets = {str(path_of(problem.place)[0]) for problem in in_cues if problem.place}
    if not all(problem.place for problem in in_cues):
        # The file as a whole is not readable: no set is there, whatever its name.
        named = {cue.cue_set for entry in reading.pack.entries for _, cue in cues_of(entry) if cue.cue_set}
        sets |= named - reading.pack.cues.keys()
    return Broken(entries=frozenset(unread), cue_sets=frozenset(sets))


def _with_waiting(ordered: list[Complaint], waiting: dict[str, list[str]]) -> Iterator[Complaint]:
    """Tell who waits for something beside the first complaint about it."""
    left = dict(waiting)
    for one in ordered:
        in_cues = one.problem.file == CUES_FILE
        names = list(left) if in_cues and not one.problem.place else [_name(one.problem)]
        entries = [entry for name in names for entry in left.pop(name, ())]
        yield dataclasses.replace(one, waiting=tuple(dict.fromkeys(entries))) if entries else one


def _name(problem: PackProblem) -> str:
    if problem.file == CUES_FILE and problem.place:
        return str(path_of(problem.place)[0])
    return problem.entry or ""


def _message(failure: Failure) -> str:
    if failure.sentence is None or failure.alone:
        return failure.message
    return f"{failure.message} (with the whole pack loaded; alone it holds)"
