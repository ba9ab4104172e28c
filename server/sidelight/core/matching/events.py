"""Which event does a figure or a superlative speak of?

An event that the sentence names is meant. Else the nearest event cue before the mention decides: in this passage, the
one before it, or the headline (for a superlative: anywhere before it). A cue of another event that stands nearer
refuses. Names after "since" or "than" are what something is compared with, so they decide nothing; neither do cues
inside the mention itself, except those of its own event. Right behind the mention, "at EVENT" decides
before all others. A place that the words around the mention name, and that is none of the event's, refuses as well.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, pairwise

from sidelight.core.kinds.payloads import Comparison, Event, Figure, RankedEvent
from sidelight.core.matching.guards.elsewhere import told_elsewhere
from sidelight.core.matching.guards.words import (
    REFERENT_REACH,
    guard_at,
    is_coordination,
    preceded_by,
    sentence_start,
)
from sidelight.core.matching.matcher import CompiledEntry
from sidelight.core.matching.mention import Mention
from sidelight.core.matching.places import Place, Places, before, behind, outermost
from sidelight.core.matching.refusal import Refusal
from sidelight.core.matching.scan import ARTICLE_ROLES, Block, Scan
from sidelight.core.text.fold import fold_text
from sidelight.core.text.words import Join

#: Words between a mention and the event behind it that "at" or "in" joins to it.
LOCATING_REACH = 3
#: Words of the sentence behind a superlative in which the event may be named that it was said of.
NEXT_SENTENCE_REACH = 16


@dataclass(frozen=True, slots=True)
class RankedSubject:
    """The event of a ranking that a claim is about, with the cue that told."""

    event: str
    name: str
    place: Place


class Sightings:
    """The event cues of an article as one entry sees them: its own, and those of other events.

    Of names inside one another the longer counts, of equal ones the entry's own. Names after "since" or "than" are left
    out here, once for all mentions; `referents` are the guards that find them, of others and of the entry's own, as a
    figure's dead may well have "died since the quake".
    """

    def __init__(
        self, scan: Scan, own: Iterable[Place], others: Iterable[Place], *, referents: tuple[str, str]
    ) -> None:
        self._referents = referents
        self.own = frozenset(own)
        seen = outermost({*self.own, *others})
        kept = [
            place for before, place in pairwise((None, *seen)) if place and not self._is_referent(scan, place, before)
        ]
        self.places = Places(kept)
        self.article = [place for place in self.places.all if scan.blocks[place.block].role in ARTICLE_ROLES]

    def _is_referent(self, scan: Scan, place: Place, before: Place | None) -> bool:
        block = scan.blocks[place.block]
        at = preceded_by(block, place.first, self._referents[place in self.own], REFERENT_REACH)
        if at is None or block.quantities.took(at):
            return False  # "more than 100 hurt at …" compares nothing with the event either
        between = before is not None and before.block == place.block and at < before.first
        if before and between and not is_coordination(block, before.end, place.first):
            return False  # "since EVENT ended with EVENT": only the first is compared with
        # "Since the quake, …" at the head of a sentence tells a time, it compares nothing.
        opens = at == 0 or not block.together(at - 1, at)
        return not (opens and place in self.own)


def resolve_figure_event(scan: Scan, mention: Mention) -> Place | Refusal | None:
    """Find the cue that makes the mention speak of the entry's event.

    Returns:
        The deciding cue's place, `None` for a figure whose scope names no cues, or the refusal.
    """
    compiled = mention.compiled
    if not compiled.about_any and not compiled.about_all:
        return None
    seen = scan.once(("figure", compiled.entry.id), lambda: _figure_sightings(scan, compiled))
    place = mention.place
    here = _in_sentence(scan, seen, place)
    earlier = (_last_before(seen, place), _last_of(seen, place.block - 1), _last_of_headlines(scan, seen, place))
    found = _decide(seen, (*here, *earlier), place)
    payload = compiled.entry.payload
    event = payload.event if isinstance(payload, Figure) else None
    return found if isinstance(found, Refusal) else _at_home(scan, mention, found, (event,))


def resolve_ranked_event(scan: Scan, mention: Mention) -> RankedSubject | Refusal:
    """Find the event of the ranking that a superlative is claimed for."""
    compiled = mention.compiled
    named, seen = scan.once(("ranking", compiled.entry.id), lambda: _ranking_sightings(scan, compiled))
    place = mention.place
    compared = mention.places("event")
    measured = _measured(scan, seen, mention)
    if measured is not None:
        return _named(scan, named, measured)
    if len(compared) > 1:  # "no deadlier attack since EVENT than EVENT": what stands behind "than" is meant
        return _named(scan, named, compared[-1])
    here = _in_sentence(scan, seen, place, but=compared)
    at = bisect_left(seen.article, Place(place.block, 0, 0))
    earlier = (_last_before(seen, place), seen.article[at - 1] if at else None)
    found = _decide(seen, (*here, *earlier, _in_next_sentence(scan, seen, place)), place)
    if isinstance(found, Refusal):
        return found
    if not mention.captured("place") and not mention.captured("where"):
        since = mention.captured("event")  # "no deadlier attack since the siege in BESLAN" speaks of both
        ids = (named[found], since) if isinstance(since, str) else (named[found],)
        home = _at_home(scan, mention, found, chain.from_iterable(_events_of(scan, mention, one) for one in ids))
        if isinstance(home, Refusal):
            return home
    return _named(scan, named, found)


def _measured(scan: Scan, seen: Sightings, mention: Mention) -> Place | None:
    """Find the event that others are measured by where a claim denies them: "no deadlier attack than EVENT"."""
    if mention.captured("superlative") is not None:
        return None
    place, block = mention.place, scan.blocks[mention.place.block]
    since = mention.places("event")
    for own in Places(seen.own).in_block(place.block):
        told = own.first >= place.first and block.together(own.first, place.first) and not _overlaps(own, since)
        if told and preceded_by(block, own.first, "measured", REFERENT_REACH) is not None:
            return own
    return None


def _in_next_sentence(scan: Scan, seen: Sightings, mention: Place) -> Place | None:
    """Find the event that the sentence behind the mention's names first, unless it names it as a time: "after …"."""
    block = scan.blocks[mention.block]
    place = next(behind(seen.places.in_block(mention.block), mention), None)
    if place is None or place.first < mention.end:
        return None
    start = sentence_start(block, place.first, NEXT_SENTENCE_REACH)
    next_one = start > mention.first and block.together(start - 1, mention.end - 1)
    timed = preceded_by(block, place.first, "time", NEXT_SENTENCE_REACH, across_breaks=True)
    return place if next_one and timed is None else None


def _events_of(scan: Scan, mention: Mention, event_id: str) -> Iterator[Event | None]:
    """Give where and when an event of the ranking was: its own, and that of the figure it refers to."""
    payload = mention.compiled.entry.payload
    ranked: tuple[RankedEvent, ...] = payload.events if isinstance(payload, Comparison) else ()
    for one in (one for one in ranked if one.id == event_id):
        figure = scan.matcher.edition.figures.get(one.figure or "")
        yield from (one.event, figure.event if figure is not None else None)


def _named(scan: Scan, named: Mapping[Place, str], place: Place) -> RankedSubject | Refusal:
    block = scan.blocks[place.block]
    said = block.words.span(place.first, place.end).of(block.words.source)
    if place not in named:
        return Refusal("scope", f"{said!r} names no event of the ranking", place)
    return RankedSubject(named[place], said, place)


def _at_home(scan: Scan, mention: Mention, cue: Place, events: Iterable[Event | None]) -> Place | Refusal:
    """Refuse what the words around the mention place elsewhere; an event without places may have been anywhere."""
    home = frozenset(word for event in events if event for name in event.places for word in fold_text(name).split())
    block, of_doers = scan.blocks[mention.place.block], mention.reading is not None
    away = told_elsewhere(block, mention.place, home, cue, of_doers=of_doers) if home else None
    return cue if away is None else Refusal("scope", "the sentence says that this was somewhere else", away)


def _figure_sightings(scan: Scan, compiled: CompiledEntry) -> Sightings:
    patterns = frozenset().union(*(cue.patterns for cue in (*compiled.about_any, *compiled.about_all)))
    return Sightings(scan, scan.places(patterns).all, _others(scan, compiled), referents=("referent", "own referent"))


def _ranking_sightings(scan: Scan, compiled: CompiledEntry) -> tuple[Mapping[Place, str], Sightings]:
    named = {place: event for event, patterns in compiled.ranked.items() for place in scan.places(patterns).all}
    by_key = compiled.ranked_keys
    for place, keys in scan.event_places:
        event_id = next((by_key[key] for key in sorted(keys) if key in by_key), None)
        if event_id is not None:
            named.setdefault(place, event_id)
    guards = ("ranked referent", "ranked referent")
    return named, Sightings(scan, named, _others(scan, compiled), referents=guards)


def _others(scan: Scan, compiled: CompiledEntry) -> list[Place]:
    excluded = frozenset().union(*(cue.patterns for cue in compiled.not_about))
    named = [place for place, keys in scan.event_places if not keys & compiled.events]
    return [*named, *scan.places(excluded).all]


def _in_sentence(
    scan: Scan, seen: Sightings, mention: Place, *, but: Iterable[Place] = ()
) -> tuple[Place | None, Place | None]:
    """Give the cue nearest before the mention in its sentence and the one nearest behind it, the deciding one first.

    Cues inside the mention tell nothing, but that the entry's own event may be named among its words; `but` names those
    with which that is compared.
    """
    block = scan.blocks[mention.block]
    places = seen.places.in_block(mention.block)
    compared = tuple(but)

    def first(walk: Iterator[Place]) -> Place | None:
        outside = (p for p in walk if not mention.contains(p) or (p in seen.own and not _overlaps(p, compared)))
        place = next(outside, None)
        same = place is not None and block.together(place.first, mention.first)
        return place if same else None

    left, right = first(before(places, mention)), first(behind(places, mention))
    inside = left is not None and mention.contains(left)
    return (right, left) if right is not None and not inside and _locates(block, mention, right) else (left, right)


def _overlaps(place: Place, others: tuple[Place, ...]) -> bool:
    return any(place.first < other.end and other.first < place.end for other in others)


def _locates(block: Block, mention: Place, cue: Place) -> bool:
    """Tell whether the cue right behind the mention says where it was: "killed 144 people at the …"."""
    near = mention.end < cue.first <= mention.end + LOCATING_REACH
    joined = all(block.words.joins[at] is not Join.BREAK for at in range(mention.end, cue.first + 1))
    return near and joined and bool(guard_at(block, mention.end, cue.first, "locating"))


def _last_before(seen: Sightings, mention: Place) -> Place | None:
    places = seen.places.in_block(mention.block)
    at = bisect_left(places, mention)
    return places[at - 1] if at else None


def _last_of(seen: Sightings, block: int) -> Place | None:
    places = seen.places.in_block(block)
    return places[-1] if places and block >= 0 else None


def _last_of_headlines(scan: Scan, seen: Sightings, mention: Place) -> Place | None:
    headlines = (block.number for block in scan.blocks[: mention.block] if block.role == "headline")
    return next((place for number in headlines if (place := _last_of(seen, number))), None)


def _decide(seen: Sightings, candidates: Iterable[Place | None], mention: Place) -> Place | Refusal:
    nearest = next((place for place in candidates if place is not None), None)
    if nearest is None:
        return Refusal("scope", "no event of this entry is named in the sentence or before it", mention)
    if nearest not in seen.own:
        return Refusal("scope", "the nearest event named is another one", nearest)
    return nearest
