"""Which event does a figure or a superlative speak of?

An event that the sentence names is meant. Else the nearest event cue before the mention decides: in this passage, the
one before it, or the headline (for a superlative: anywhere before it). A cue of another event that stands nearer
refuses. Names after "since" or "than" are what something is compared with, so they decide nothing; neither do cues
inside the mention itself, except those of its own event.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sidelight.core.edition import ranked_event_key
from sidelight.core.kinds.payloads import Comparison, Figure
from sidelight.core.matching.guards import REFERENT_REACH, preceded_by
from sidelight.core.matching.mention import Mention
from sidelight.core.matching.refusal import Refusal
from sidelight.core.matching.scan import ARTICLE_ROLES, Place, Scan


@dataclass(frozen=True, slots=True)
class RankedSubject:
    """The event of a ranking that a claim is about, with the cue that told."""

    event: str
    name: str
    place: Place


@dataclass(frozen=True, slots=True)
class _Sighting:
    place: Place
    own: bool


def resolve_figure_event(scan: Scan, mention: Mention) -> Place | Refusal | None:
    """Find the cue that makes the mention speak of the entry's event.

    Returns:
        The deciding cue's place, `None` for a figure whose scope names no cues, or the refusal.
    """
    compiled = mention.compiled
    if not compiled.about_any and not compiled.about_all:
        return None
    patterns = frozenset().union(*(cue.patterns for cue in (*compiled.about_any, *compiled.about_all)))
    own = scan.places(patterns)
    previous = mention.place.block - 1
    return _decide(scan, mention, own, lambda place: place.block == previous or _is_headline(scan, place))


def resolve_ranked_event(scan: Scan, mention: Mention) -> RankedSubject | Refusal:
    """Find the event of the ranking that a superlative is claimed for."""
    compiled = mention.compiled
    named = {place: event_id for event_id, patterns in compiled.ranked.items() for place in scan.places(patterns)}
    figures = scan.matcher.edition.figures
    for place, keys in scan.event_places:
        if place not in named and (event_id := _by_key(mention, keys, figures)) is not None:
            named[place] = event_id
    found = _decide(scan, mention, named, lambda place: place.block < mention.place.block)
    if isinstance(found, Refusal):
        return found
    block = scan.blocks[found.block]
    return RankedSubject(named[found], block.words.span(found.first, found.end).of(block.words.source), found)


def _by_key(mention: Mention, keys: frozenset[str], figures: Mapping[str, Figure]) -> str | None:
    payload = mention.compiled.entry.payload
    if not isinstance(payload, Comparison) or not keys & mention.compiled.events:
        return None
    return next((event.id for event in payload.events if ranked_event_key(event, figures) in keys), None)


def _decide(scan: Scan, mention: Mention, own: Iterable[Place], before: Callable[[Place], bool]) -> Place | Refusal:
    sightings = _sightings(scan, mention, set(own))
    block = scan.blocks[mention.place.block]
    sentence = block.sentence(mention.place.first)
    here = [s for s in sightings if s.place.block == block.number and block.sentence(s.place.first) == sentence]
    earlier = [s for s in sightings if s not in here and _precedes(s.place, mention.place)]
    near = [s for s in earlier if s.place.block == block.number or before(s.place)]
    for group in (
        [s for s in here if s.place.first < mention.place.end],
        [s for s in here if s.place.first >= mention.place.end][::-1],
        near,
    ):
        if group:
            last = group[-1]
            if last.own:
                return last.place
            return Refusal("scope", "the nearest event named is another one", last.place)
    return Refusal("scope", "no event of this entry is named in the sentence or before it", mention.place)


def _sightings(scan: Scan, mention: Mention, own: set[Place]) -> list[_Sighting]:
    """List all event cues in reading order, the longer of two that overlap, without referents."""
    excluded = frozenset().union(*(cue.patterns for cue in mention.compiled.not_about))
    events = mention.compiled.events
    others = {place for place, keys in scan.event_places if not keys & events} | set(scan.places(excluded))
    seen = [_Sighting(place, own=True) for place in own]
    seen += [_Sighting(place, own=False) for place in others - own]
    kept = [
        sighting
        for sighting in seen
        if _is_evidence(scan, mention, sighting)
        and not any(_covers(other, sighting) for other in seen if other is not sighting)
    ]
    return sorted(kept, key=lambda s: (s.place.block, s.place.first, s.place.end))


def _covers(longer: _Sighting, shorter: _Sighting) -> bool:
    """A longer name swallows a shorter one inside it; of two equally long, the own one stays."""
    if not longer.place.contains(shorter.place):
        return False
    return longer.place != shorter.place or (longer.own and not shorter.own)


def _is_evidence(scan: Scan, mention: Mention, sighting: _Sighting) -> bool:
    place = sighting.place
    block = scan.blocks[place.block]
    if place.block != mention.place.block and block.role not in ARTICLE_ROLES:
        return False
    if mention.place.contains(place):
        return sighting.own and mention.compiled.entry.kind == "figure"
    at = preceded_by(block, place.first, "referent", REFERENT_REACH)
    # "Since the quake, …" at the head of a sentence tells a time, it compares nothing.
    return at is None or (sighting.own and (at == 0 or block.sentence(at - 1) != block.sentence(at)))


def _precedes(place: Place, mention: Place) -> bool:
    return (place.block, place.first) < (mention.block, mention.first)


def _is_headline(scan: Scan, place: Place) -> bool:
    return scan.blocks[place.block].role == "headline"
