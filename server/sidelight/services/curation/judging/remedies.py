"""What is wrong with an entry's contents, in words that tell a curator what to do.

`core` says what contradicts what; here each such message gets the code that it is refused with, and a remedy.
"""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final

from sidelight.core.check import Failure
from sidelight.core.entry import Entry, Pack
from sidelight.services.curation.errors import Objection
from sidelight.services.curation.judging.places import in_words
from sidelight.services.curation.values import StoredEntry

#: Cue sets or sources that a remedy lists.
NAMED: Final = 8
#: Finds an entry that is kept but perhaps not live; `None` if there is none.
Kept = Callable[[str], StoredEntry | None]
_PHRASE = re.compile(r"(.*\(column \d+ of .*\))\. (.*)", re.DOTALL)
_DANGLING = re.compile(r"there is no (figure|entry) '([^']+)'")
_CUE_SET = re.compile(r"there is no cue set '([^']+)'(?:: did you mean '([^']+)')?")
_NO_SOURCE = re.compile(r"there is no source '([^']*)' in this entry")


@dataclass(frozen=True, slots=True)
class _Rule:
    """Messages that hold `says` are refused as `code` with this remedy."""

    says: str
    remedy: str
    code: str = "payload"


_RULES: Final = (
    _Rule("no sentence that must match", "Add a sentence as an article would write it that this entry must match, and "
          "copy from it the words that must be found.", "no-example"),
    _Rule("it is not said when the event began", "Write the day, month or year on which the event began, here or in "
          "the figure that is named.", "undated"),
    _Rule("the unit", "Write what is counted, once for one and once for several, such as “person killed” and “people "
          "killed”."),
    _Rule("there is no main record", "Mark the records that are the count itself as main, or add one that is."),
    _Rule("is there already", "Keep one of the two, and remove the other."),
    _Rule("out of order", "Put the dates in order, the oldest first, or correct the date that is wrong."),
    _Rule("is not within", "Correct the value, or the lowest and highest that stand beside it."),
    _Rule("less than nothing", "Write a number that is not below zero."),
    _Rule("before its as_of", "Correct one of the two dates: nothing is published before the day it speaks of."),
    _Rule("is before the event began", "Correct the day of the record, or the day on which the event began."),
    _Rule("before it began", "Correct the day on which the event began or the day on which it ended."),
    _Rule("needs two events", "Add another event to the ranking."),
    _Rule("the coverage names no place", "Write the places for which the ranking is complete, such as a country."),
    _Rule("either a figure or records", "Name a figure, or write records here; keep one of the two."),
    _Rule("measures", "Name a figure that measures the same, or change what the ranking measures."),
    _Rule("the coverage starts at", "Let the coverage begin earlier, or take this event out of the ranking."),
    _Rule("none of the places is in the coverage", "Add one of the event's places to the coverage, or take the event "
          "out of the ranking."),
    _Rule("is empty", "Fill it in: readers see it."),
    _Rule("never says `listed`", "Add a line that says when this subject was listed, with its source."),
    _Rule("without having been listed", "Add the line that says when it was listed, before this one."),
    _Rule("names no other designation", "Write the name of the other designation."),
    _Rule("but the contents are not", "Choose the kind that fits what is written here."),
    _Rule("is no finding of", "Choose one of those, or leave the finding open."),
)  # fmt: skip
_ELSE: Final = "Correct what is named here."


def objection_of(failure: Failure, entry: Entry, pack: Pack, kept: Kept) -> Objection:
    """Turn what core found in an entry's contents into an objection."""
    at = in_words(failure.place)
    code, message, remedy = _told(failure, entry, pack, kept)
    return Objection(
        code=code,  # type: ignore[arg-type]  # one of the table's own
        entry=entry.id,
        place=failure.place,
        message=_capital(f"{at}: {message}" if at else message),
        remedy=remedy,
    )


def source_to_fill_in(failure: Failure, entry: Entry, begun: Collection[str]) -> Objection | None:
    """Object that a source was begun and is not written yet; `None` if that is not what core found.

    Args:
        failure: What core found.
        entry: The entry it was found in.
        begun: Ids of sources of which nothing but the id stands there.
    """
    missing = _NO_SOURCE.fullmatch(failure.message)
    if missing is None or missing[1] not in begun:
        return None
    return Objection(
        code="source-missing",
        entry=entry.id,
        place=failure.place,
        message=_capital(f"{in_words(failure.place)}: the source {missing[1]!r} is not filled in yet"),
        remedy=f"Fill in the source {missing[1]!r}: publisher, title and address; or choose another one here.",
    )


def newer_revision(entry_id: str, *, seen: int, head: int) -> Objection:
    """Object that somebody has edited the entry since, or that there is no such revision."""
    if seen > head:
        return Objection(
            code="newer-revision",
            entry=entry_id,
            message=f"Revision {seen} was to be published, but there is no revision {seen}; the newest is {head}",
            remedy=f"Read revision {head}; if it is right, publish that one.",
        )
    return Objection(
        code="newer-revision",
        entry=entry_id,
        message=f"Revision {seen} was to be published, but there is a newer one, revision {head}",
        remedy=f"Read revision {head} and what it changed; if it is right, publish that one.",
    )


def newer_own_part(pack_id: str, *, seen: int, head: int) -> Objection:
    """Object that somebody has changed a pack's own part since, or that there is no such; `entry` is the pack's id."""
    other = f"a newer one, number {head}" if seen < head else f"no number {seen}; the newest is {head}"
    return Objection(
        code="newer-revision",
        entry=pack_id,
        message=f"Title, licence and cue sets of the pack {pack_id!r} were to be published as of number {seen}, but "
        f"there is {other}",
        remedy=f"Look at what number {head} holds; if it is right, publish that one.",
    )


def nothing_cited(entry: Entry) -> Objection:
    """Object that a summary rests on no source."""
    return Objection(
        code="source-missing",
        entry=entry.id,
        place="sources",
        message="The entry says something to readers and gives no source",
        remedy="Add the source that the summary rests on, with its title, publisher and address.",
    )


def phrase_of_pack(failure: Failure) -> Objection:
    """Turn what is wrong with a phrase of a pack's cue set into an objection; `entry` is the pack's id."""
    told = _PHRASE.fullmatch(failure.message)
    message, remedy = (told[1], told[2]) if told else (failure.message, _ELSE)
    at = in_words(failure.place)
    return Objection(
        code="phrase",
        entry=failure.entry,
        place=failure.place,
        message=f"Pack {failure.entry!r}, {at}: {message}",
        remedy=remedy,
    )


def _told(failure: Failure, entry: Entry, pack: Pack, kept: Kept) -> tuple[str, str, str]:
    message = failure.message
    if phrase := _PHRASE.fullmatch(message):
        return "phrase", phrase[1], phrase[2]
    if dangling := _DANGLING.match(message):
        return (
            "dangling",
            f"there is no {dangling[1]} {dangling[2]!r} among the published entries",
            _refer(dangling[2], kept),
        )
    if cue_set := _CUE_SET.match(message):
        return "dangling", f"the pack {pack.id!r} has no cue set {cue_set[1]!r}", _cue_set(cue_set[1], cue_set[2], pack)
    if missing := _NO_SOURCE.fullmatch(message):
        return (
            "source-missing",
            f"the source {missing[1]!r} is not among the entry's sources",
            _source(missing[1], entry),
        )
    if message == "no source is given":
        return "source-missing", message, _unsourced(failure.place, entry)
    rule = next((rule for rule in _RULES if rule.says in message), _Rule("", _ELSE))
    return rule.code, message, rule.remedy


def _refer(entry_id: str, kept: Kept) -> str:
    stored = kept(entry_id)
    if stored is None:
        return f"Correct the name {entry_id!r}, or write and publish that entry first."
    if stored.retired is not None:
        instead = stored.retired.replaced_by
        return f"It is retired: name {instead!r}, which replaces it." if instead else "It is retired: name another one."
    return f"{entry_id!r} is still a draft: publish it first, or both together."


def _cue_set(name: str, near: str | None, pack: Pack) -> str:
    first = f"Did you mean {near!r}? " if near else ""
    there = ", ".join(list(pack.cues)[:NAMED])
    choose = f"Choose one of the pack's cue sets ({there})" if there else "Write the cues themselves"
    return f"{first}{choose}, or add {name!r} to the pack; a set that was added goes live when the pack is published."


def _source(source_id: str, entry: Entry) -> str:
    there = ", ".join(repr(source.id) for source in entry.sources[:NAMED])
    choose = f"Name one that is there ({there}), or add" if there else "Add"
    return f"{choose} a source with the id {source_id!r}: its publisher, title and address."


def _unsourced(place: str, entry: Entry) -> str:
    if place == "sources":
        return "Add the source that the summary rests on, with its title, publisher and address."
    there = ", ".join(repr(source.id) for source in entry.sources[:NAMED])
    return f"Name the source that says so ({there})." if there else "Add the source that says so, and name it here."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
