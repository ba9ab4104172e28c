"""Whom does a label mention speak of?

The subject named within the phrase, else nearest before it in its sentence, else nearest after, else one named in the
same passage; names joined by "and" or commas are meant together. A name that only tells whose somebody is ("a reporter
of X was declared", "X's editor") is not meant. Someone named with a verb of designation ("X was added to …") who is not
on record is *unknown*: the label is explained without pretending to know about them.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice, takewhile

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
    """A subject's name in the text, and whether it only tells whose somebody is."""

    subject: str
    place: Place
    tells_whose: bool


def resolve_subjects(scan: Scan, mention: Mention) -> tuple[tuple[str, ...], bool]:
    """Give the ids of the subjects meant, and whether someone not on record is named instead."""
    slot = mention.captured("subject")
    if isinstance(slot, str):
        return (slot,), False
    block, phrase = scan.blocks[mention.place.block], mention.place
    compiled = mention.compiled
    everywhere = scan.once(("subjects", compiled.entry.id), lambda: _named(scan, compiled))
    named = everywhere.get(block.number, [])
    begins, ends = (bisect_left(named, at, key=lambda name: name.place.first) for at in (phrase.first, phrase.end))
    # From the phrase outwards, and no farther than somebody is meant: a sentence may hold many names.
    ways = (named[begins:ends][::-1], _backwards(named, begins), islice(named, ends, None))
    for way in ways:
        if meant := _coordinated(block, _meant(block, phrase, way)):
            return meant, False
    if any(block.together(name.place.first, phrase.first) for name in named[max(0, begins - 1) : begins + 1]):
        return (), False
    if names_unknown(block, phrase):
        return (), True
    return _nearest_in_passage(named, phrase), False


def _backwards(named: list[_Named], end: int) -> Iterator[_Named]:
    return (named[at] for at in range(end - 1, -1, -1))


def _meant(block: Block, phrase: Place, named: Iterable[_Named]) -> Iterator[_Named]:
    """Give the names of the phrase's sentence that may be meant; they come in the order in which they are given."""
    sentence = block.sentence(phrase.first)
    for name in takewhile(lambda name: block.sentence(name.place.first) == sentence, named):
        overlaps = name.place.first < phrase.first < name.place.end
        if not name.tells_whose and not overlaps:
            yield name


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
    """Tell whether the label's words are said of a person of X: "X reporter", "a reporter of X was declared"."""
    words, behind = block.words, name.end
    if behind == len(words) or "(" in words.gap(behind):
        return False
    apart = words.joins[behind] is Join.BREAK
    if not apart and guard_at(block, behind, len(words), "staff"):
        return True
    # "Reporters of X, declared …" and "of X, which was declared …" are said of X.
    verb = behind + guard_at(block, behind, len(words), "said to be")
    if (apart and verb == behind) or not guard_at(block, verb, len(words), "assigned"):
        return False
    low = sentence_start(block, name.first, _STAFF_REACH)
    return any(_leads_to(block, end, name) for _, end in guards_in(block, low, name.first, "staff"))


def _leads_to(block: Block, staff_end: int, name: Place) -> bool:
    """Tell whether "a reporter" belongs to the name behind it: "of X"; in Russian «X», which is nobody's own name."""
    if staff_end == name.first and block.language == "ru":
        return any(mark in block.words.gap(at) for at in range(name.first, name.end) for mark in _QUOTES)
    return guard_at(block, staff_end, name.first, "staff of") == name.first - staff_end > 0


def _named(scan: Scan, compiled: CompiledEntry) -> dict[int, list[_Named]]:
    """Find the label's subjects in the article, by block and in reading order; the longer of two names counts."""
    found = {place: subject for subject, patterns in compiled.subjects.items() for place in scan.places(patterns).all}
    named: dict[int, list[_Named]] = defaultdict(list)
    for place in outermost(found):
        tells_whose = _tells_whose(scan.blocks[place.block], place)
        named[place.block].append(_Named(found[place], place, tells_whose))
    return named


def _coordinated(block: Block, names: Iterable[_Named]) -> tuple[str, ...]:
    """Take the first name and those joined to it, whichever way the list runs; none of none."""
    meant: list[_Named] = []
    for name in names:
        if meant:
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
