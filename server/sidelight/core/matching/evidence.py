"""Is the article about what the entry is about? The cues of a scope, and how near the mention they stand.

For a label, as for a figure's event, position decides and not mere presence: an article on one country's law recalls
another's. A cue that qualifies the mention ("Zembla's … law") settles it; else what the sentence holds; else the cue
that stands nearest before.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sidelight.core.entry import Clause, Near
from sidelight.core.matching.guards.words import guard_at
from sidelight.core.matching.matcher import CompiledCue, CompiledEntry, PatternIds
from sidelight.core.matching.mention import Mention
from sidelight.core.matching.places import Place, before, behind
from sidelight.core.matching.refusal import Refusal
from sidelight.core.matching.scan import Scan
from sidelight.core.text.words import Join

#: Words between a cue and the mention that it qualifies: behind it ("Zembla's own new …"), before it ("… in Zembla").
QUALIFYING_REACH = 2
LOCATING_REACH = 1
_QUOTATION_MARKS = frozenset("\"'")


@dataclass(frozen=True, slots=True)
class FoundCue:
    """A cue and one place where it stands, the nearest before the mention if there is one."""

    name: str
    place: Place


Cues = tuple[FoundCue, ...]


def cue_place(scan: Scan, mention: Mention, cue: CompiledCue, near: Near) -> Place | None:
    """Find the cue within reach of the mention, the nearest before it if there is one.

    `article` is headline to list, and the mention's own passage whatever its role: a notice is no evidence for the
    article, but it is for itself.
    """
    if not scan.places(cue.patterns):
        return None  # Most cues of most entries, and then nobody need look where.
    near_by = _near_by(scan, mention.place, cue.patterns, sentence=near == "sentence")
    if near_by:
        return near_by[0]
    return scan.article_places(cue.patterns).nearest(mention.place) if near == "article" else None


def with_near(
    cues: tuple[CompiledCue, ...], clause: Clause, part: Literal["any", "all"]
) -> Iterator[tuple[CompiledCue, Near]]:
    """Pair the compiled cues of a clause's part with how near the mention each must stand."""
    written = clause.all if part == "all" else clause.any
    for cue, source in zip(cues, written, strict=True):
        yield cue, source.near or clause.near


def find_about(scan: Scan, mention: Mention) -> Cues | Refusal:
    """Find the cues that the scope wants.

    A label's own subject in the sentence does for any of them. A label in quotation marks is quoted as a label and
    needs none of those that all have to be there.
    """
    compiled = mention.compiled
    clause = compiled.entry.scope.about
    found: list[FoundCue] = []
    for cue, near in with_near(compiled.about_all, clause, "all"):
        place = cue_place(scan, mention, cue, near)
        if place is None and _is_quoted(scan, mention):
            continue
        if place is None:
            return Refusal("scope", f"the {near} does not hold {cue.name!r}, which the entry requires", mention.place)
        found.append(FoundCue(cue.name, place))
    any_found = [
        FoundCue(cue.name, place)
        for cue, near in with_near(compiled.about_any, clause, "any")
        if (place := cue_place(scan, mention, cue, near)) is not None
    ]
    if compiled.subjects and not any_found:
        any_found = list(_own_subject(scan, mention))
    if compiled.about_any and not any_found:
        wanted = ", ".join(repr(cue.name) for cue in compiled.about_any)
        return Refusal("scope", f"the {clause.near} holds none of the cues {wanted}", mention.place)
    return (*found, *any_found)


def find_not_about(scan: Scan, mention: Mention) -> Refusal | None:
    """Find a cue that the scope rules out and that decides for the mention."""
    for cue, near in with_near(mention.compiled.not_about, mention.compiled.entry.scope.not_about, "any"):
        place = cue_place(scan, mention, cue, near)
        if place is None or mention.place.contains(place):
            continue
        if mention.compiled.entry.kind == "label" and _outweighed(scan, mention, cue, near):
            continue
        return Refusal("scope", f"the {near} holds {cue.name!r}, which the entry rules out", place)
    return None


def _is_quoted(scan: Scan, mention: Mention) -> bool:
    if mention.compiled.entry.kind != "label":
        return False
    words = scan.blocks[mention.place.block].words
    opens = not _QUOTATION_MARKS.isdisjoint(words.gap(mention.place.first))
    within = range(mention.place.first, mention.place.end)
    return opens and any(not _QUOTATION_MARKS.isdisjoint(words.gap_after(at)) for at in within)


def _own_subject(scan: Scan, mention: Mention) -> Iterator[FoundCue]:
    places = _near_by(scan, mention.place, _subjects(mention.compiled), sentence=True)
    for place in places[:1]:
        words = scan.blocks[place.block].words
        yield FoundCue(words.span(place.first, place.end).of(words.source), place)


def _subjects(compiled: CompiledEntry) -> PatternIds:
    return frozenset().union(*compiled.subjects.values())


def _near_by(scan: Scan, mention: Place, patterns: PatternIds, *, sentence: bool) -> list[Place]:
    """Give the nearest place before the mention and the nearest behind it, in its passage or its sentence."""
    block = scan.blocks[mention.block]
    own = scan.places(patterns).in_block(block.number)
    sides = (next(before(own, mention), None), next(behind(own, mention), None))
    near_by = [place for place in sides if place is not None]
    if sentence:
        near_by = [place for place in near_by if block.together(place.first, mention.first)]
    return near_by


def _outweighed(scan: Scan, mention: Mention, cue: CompiledCue, near: Near) -> bool:
    """Tell whether the evidence for the label stands nearer than a cue that is ruled out.

    The label's own phrases may be cues of what it is about; they tell nothing against another meaning of theirs.
    """
    place = mention.place
    compiled = mention.compiled
    wanted = frozenset().union(_subjects(compiled), *(own.patterns for own in compiled.about_any))
    wanted -= frozenset(compiled.phrases)
    unwanted_here = _near_by(scan, place, cue.patterns, sentence=True)
    if any(_touches(other, place) for other in unwanted_here):
        return False
    wanted_here = _near_by(scan, place, wanted, sentence=True)
    if any(_qualifies(scan, other, place) for other in wanted_here):
        return True
    if unwanted_here or near != "article":
        return False
    if wanted_here:
        return True
    return _nearer(scan.article_places(wanted).nearest(place), scan.article_places(cue.patterns).nearest(place), place)


def _touches(cue: Place, mention: Place) -> bool:
    """Tell whether the cue runs into the mention or out of it, from no further than a word that qualifies it stands."""
    shares = cue.first < mention.end and mention.first < cue.end and not mention.contains(cue)
    return shares and cue.first >= mention.first - QUALIFYING_REACH


def _qualifies(scan: Scan, cue: Place, mention: Place) -> bool:
    """Tell whether the cue stands within, right before or right behind the mention."""
    if cue.first < mention.first:
        low, high, reach = cue.end, mention.first, QUALIFYING_REACH
    else:
        low, high, reach = mention.end, cue.first, LOCATING_REACH
    block = scan.blocks[mention.block]
    if high - low > reach or Join.BREAK in block.words.joins[low : high + 1]:
        return False
    # "The law in Zembla", not "a law like Zembla's".
    if low < high and cue.first >= mention.first:
        return guard_at(block, low, high, "belongs") > 0
    return not any(guard_at(block, at, at + 1, "unqualifying") for at in range(low, high))


def _nearer(one: Place | None, other: Place | None, mention: Place) -> bool:
    """Tell whether the first place stands nearer before the mention than the other, or nearer behind if none does."""
    if one is None or other is None:
        return one is not None
    one_before, other_before = one < mention, other < mention
    if one_before != other_before:
        return one_before
    return one > other if one_before else one < other
