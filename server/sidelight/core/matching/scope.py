"""Scope: is the article about what the entry is about, and whom or what does the mention speak of?

Every refusal is a value that says which rule spoke, so that `explain` tells the truth without a second set of rules.
The rule for events (`events.py`) and for subjects (`subjects.py`) stand in files of their own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from sidelight.core.entry import KindName, Near
from sidelight.core.matching.events import resolve_figure_event, resolve_ranked_event
from sidelight.core.matching.guards import NEGATION_REACH, WEAKENING_REACH, preceded_by
from sidelight.core.matching.matcher import CompiledCue
from sidelight.core.matching.mention import Mention
from sidelight.core.matching.places import Place, before, behind
from sidelight.core.matching.refusal import Refusal
from sidelight.core.matching.scan import Scan
from sidelight.core.matching.subjects import resolve_subjects


@dataclass(frozen=True, slots=True)
class FoundCue:
    """A cue and one place where it stands, the nearest before the mention if there is one."""

    name: str
    place: Place


Cues = tuple[FoundCue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a mention speaks of, once it is in scope.

    Attributes:
        cues: The evidence.
        event: The event of a ranking that the claim is about.
        subjects: The label's subjects that are meant, by id.
        unknown_subject: Someone is named who is not on record.
    """

    cues: tuple[FoundCue, ...] = ()
    event: str | None = None
    subjects: tuple[str, ...] = ()
    unknown_subject: bool = False


def judge_scope(scan: Scan, mention: Mention) -> Setting | Refusal:
    """Decide whether the mention counts, and for whom."""
    cues = _about(scan, mention)
    if isinstance(cues, Refusal):
        return cues
    refusal = _dates_and_sites(scan, mention) or _guarded(scan, mention)
    if refusal is not None:
        return refusal
    return _RESOLVE[mention.compiled.entry.kind](scan, mention, cues)


def cue_place(scan: Scan, mention: Mention, cue: CompiledCue, near: Near) -> Place | None:
    """Find the cue within reach of the mention, the nearest before it if there is one.

    `article` is headline to list, and the mention's own passage whatever its role: a notice is no evidence for the
    article, but it is for itself.
    """
    block = scan.blocks[mention.place.block]
    own = scan.places(cue.patterns).in_block(block.number)
    sides = (next(before(own, mention.place), None), next(behind(own, mention.place), None))
    near_by = [place for place in sides if place is not None]
    if near == "sentence":
        sentence = block.sentence(mention.place.first)
        near_by = [place for place in near_by if block.sentence(place.first) == sentence]
    if near_by:
        return near_by[0]
    return scan.article_places(cue.patterns).nearest(mention.place) if near == "article" else None


def _about(scan: Scan, mention: Mention) -> Cues | Refusal:
    compiled = mention.compiled
    near = compiled.entry.scope.about.near
    found: list[FoundCue] = []
    for cue in compiled.about_all:
        place = cue_place(scan, mention, cue, near)
        if place is None:
            return Refusal("scope", f"the {near} does not hold {cue.name!r}, which the entry requires", mention.place)
        found.append(FoundCue(cue.name, place))
    any_found = [
        FoundCue(cue.name, place)
        for cue in compiled.about_any
        if (place := cue_place(scan, mention, cue, near)) is not None
    ]
    if compiled.about_any and not any_found:
        wanted = ", ".join(repr(cue.name) for cue in compiled.about_any)
        return Refusal("scope", f"the {near} holds none of the cues {wanted}", mention.place)
    return (*found, *any_found)


def _not_about(scan: Scan, mention: Mention) -> Refusal | None:
    near = mention.compiled.entry.scope.not_about.near
    for cue in mention.compiled.not_about:
        place = cue_place(scan, mention, cue, near)
        if place is not None and not mention.place.contains(place):
            return Refusal("scope", f"the {near} holds {cue.name!r}, which the entry rules out", place)
    return None


def _dates_and_sites(scan: Scan, mention: Mention) -> Refusal | None:
    scope = mention.compiled.entry.scope
    published = scan.article.published
    if published is not None:
        day = published.date
        if scope.published_from is not None and day.last < scope.published_from.first:
            return Refusal("scope", f"published {day}, before {scope.published_from}", mention.place)
        if scope.published_to is not None and day.first > scope.published_to.last:
            return Refusal("scope", f"published {day}, after {scope.published_to}", mention.place)
    if scope.sites and not _on_site(scan.article.url, scope.sites):
        return Refusal("scope", f"the page is not on {', '.join(scope.sites)}", mention.place)
    return None


def _on_site(url: str | None, sites: tuple[str, ...]) -> bool:
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return False
    return any(host == site or host.endswith(f".{site}") for site in sites)


def _guarded(scan: Scan, mention: Mention) -> Refusal | None:
    block = scan.blocks[mention.place.block]
    kind = mention.compiled.entry.kind
    if kind == "comparison":
        at = preceded_by(block, mention.place.first, "weakening", WEAKENING_REACH)
        if at is not None:
            return Refusal("claim", "the words before it make no superlative claim", _words(block.number, at, mention))
    if kind == "label":
        at = preceded_by(block, mention.place.first, "negation", NEGATION_REACH, across_breaks=True)
        if at is not None:
            return Refusal("claim", "the label is negated or conditional", _words(block.number, at, mention))
    return None


def _words(block: int, first: int, mention: Mention) -> Place:
    return Place(block, first, mention.place.first)


def _of_figure(scan: Scan, mention: Mention, cues: Cues) -> Setting | Refusal:
    found = resolve_figure_event(scan, mention)
    return found if isinstance(found, Refusal) else Setting(cues=_with_deciding(cues, found))


def _of_comparison(scan: Scan, mention: Mention, cues: Cues) -> Setting | Refusal:
    found = resolve_ranked_event(scan, mention)
    if isinstance(found, Refusal):
        return found
    return Setting(cues=(*cues, FoundCue(found.name, found.place)), event=found.event)


def _of_label(scan: Scan, mention: Mention, cues: Cues) -> Setting | Refusal:
    refusal = _not_about(scan, mention)
    if refusal is not None:
        return refusal
    subjects, unknown = resolve_subjects(scan, mention)
    return Setting(cues=cues, subjects=subjects, unknown_subject=unknown)


def _of_background(scan: Scan, mention: Mention, cues: Cues) -> Setting | Refusal:
    return _not_about(scan, mention) or Setting(cues=cues)


_RESOLVE: Mapping[KindName, Callable[[Scan, Mention, Cues], Setting | Refusal]] = {
    "figure": _of_figure,
    "comparison": _of_comparison,
    "label": _of_label,
    "background": _of_background,
}


def _with_deciding(cues: Cues, place: Place | None) -> Cues:
    """Put the cue that decided the event first."""
    if place is None:
        return cues
    return tuple(sorted(cues, key=lambda cue: cue.place != place))
