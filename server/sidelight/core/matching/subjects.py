"""Whom does a label mention speak of?

The subject named within the phrase, else nearest before it in its sentence, else nearest after, else one named in the
same passage; names joined by "and" or commas are meant together. A name that only tells whose somebody is ("a reporter
of X", "X's editor") is not meant. Someone named with a verb of designation ("X was added to …") who is not on record is
*unknown*: the label is explained without pretending to know about them.
"""

from collections import defaultdict
from dataclasses import dataclass

from sidelight.core.matching.guards.words import guard_at, guards_in, holds_guard, is_coordination, sentence_start
from sidelight.core.matching.matcher import CompiledEntry
from sidelight.core.matching.mention import Mention
from sidelight.core.matching.places import Place, outermost
from sidelight.core.matching.scan import Block, Scan
from sidelight.core.text.words import Join

#: A capitalised run this far before the phrase may be the name of whoever was designated.
_UNKNOWN_REACH = 12
#: Words before a name among which "a reporter of the" stands.
_STAFF_REACH = 4
_QUOTES = '«„“"'


@dataclass(frozen=True, slots=True)
class _Named:
    subject: str
    place: Place


def resolve_subjects(scan: Scan, mention: Mention) -> tuple[tuple[str, ...], bool]:
    """Give the ids of the subjects meant, and whether someone not on record is named instead."""
    slot = mention.captured("subject")
    if isinstance(slot, str):
        return (slot,), False
    block = scan.blocks[mention.place.block]
    compiled = mention.compiled
    everywhere = scan.once(("subjects", compiled.entry.id), lambda: _named(scan, compiled))
    named = everywhere.get(block.number, [])
    nearby = [name for name in named if block.together(name.place.first, mention.place.first)]
    here = [name for name in nearby if not _tells_whose(block, name.place)]
    within = [name for name in here if mention.place.first <= name.place.first < mention.place.end]
    before = within or [name for name in here if name.place.end <= mention.place.first]
    after = [name for name in here if name.place.first >= mention.place.end]
    if before:
        return _coordinated(block, before[::-1]), False
    if after:
        return _coordinated(block, after), False
    if nearby or names_unknown(block, mention.place):
        return (), names_unknown(block, mention.place)
    return _nearest_in_passage(named, mention.place), False


def names_unknown(block: Block, phrase: Place) -> bool:
    """Tell whether a capitalised name and a verb of designation stand before the phrase in its sentence."""
    low = sentence_start(block, phrase.first, _UNKNOWN_REACH)
    capitals = [at for at in range(low, phrase.first) if block.words.raw(at)[:1].isupper()]
    opens = [at for at in capitals if at == 0 or not block.together(at - 1, phrase.first)]
    return any(
        holds_guard(block, at + 1, phrase.first, "designating")
        for at in capitals
        if at not in opens or at + 1 in capitals
    )


def _tells_whose(block: Block, name: Place) -> bool:
    """Tell whether a person stands right behind the name or before it: "X reporter", "a reporter of X"."""
    words, behind = block.words, name.end
    ends = behind == len(words) or words.joins[behind] is Join.BREAK or "(" in words.gap(behind)
    if not ends and guard_at(block, behind, len(words), "staff"):
        return True
    if words.joins[name.first] is Join.BREAK or (ends and guard_at(block, behind, len(words), "assigned")):
        return False  # "members of X, a banned group": that is said of X
    low = sentence_start(block, name.first, _STAFF_REACH)
    return any(_leads_to(block, end, name) for _, end in guards_in(block, low, name.first, "staff"))


def _leads_to(block: Block, staff_end: int, name: Place) -> bool:
    """Tell whether "a reporter" belongs to the name behind it: "of X"; «X», which is nobody's own name."""
    if staff_end == name.first:
        return any(mark in block.words.gap(at) for at in range(name.first, name.end) for mark in _QUOTES)
    return guard_at(block, staff_end, name.first, "staff of") == name.first - staff_end


def _named(scan: Scan, compiled: CompiledEntry) -> dict[int, list[_Named]]:
    """Find the label's subjects in the article, by block and in reading order; the longer of two names counts."""
    found = {place: subject for subject, patterns in compiled.subjects.items() for place in scan.places(patterns).all}
    named: dict[int, list[_Named]] = defaultdict(list)
    for place in outermost(found):
        named[place.block].append(_Named(found[place], place))
    return named


def _coordinated(block: Block, names: list[_Named]) -> tuple[str, ...]:
    """Take the first name and those joined to it, whichever way the list runs."""
    meant = [names[0]]
    for name in names[1:]:
        low, high = sorted((meant[-1].place, name.place), key=lambda place: place.first)
        if not is_coordination(block, low.end, high.first):
            break
        meant.append(name)
    meant.sort(key=lambda name: name.place.first)
    return tuple(dict.fromkeys(name.subject for name in meant))


def _nearest_in_passage(named: list[_Named], phrase: Place) -> tuple[str, ...]:
    if not named:
        return ()
    before = [name for name in named if name.place.first < phrase.first]
    return (before[-1].subject,) if before else (named[0].subject,)
