"""Scope: is the article about what the entry is about, and whom or what does the mention speak of?

Every refusal is a value that says which rule spoke, so that `explain` tells the truth without a second set of rules.
The rules for cues (`evidence.py`), for what the words around take back (`guards`), for events (`events.py`) and for
subjects (`subjects.py`) stand in files of their own.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from sidelight.core.entry import KindName
from sidelight.core.matching.events import resolve_figure_event, resolve_ranked_event
from sidelight.core.matching.evidence import Cues, FoundCue, find_about, find_not_about
from sidelight.core.matching.guards.claims import leaves_open_what, taken_back
from sidelight.core.matching.mention import Mention
from sidelight.core.matching.places import Place
from sidelight.core.matching.refusal import Refusal
from sidelight.core.matching.scan import Scan
from sidelight.core.matching.subjects import resolve_subjects


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
    cues = find_about(scan, mention)
    if isinstance(cues, Refusal):
        return cues
    refusal = _dates_and_sites(scan, mention) or taken_back(scan, mention)
    if refusal is not None:
        return refusal
    return _RESOLVE[mention.compiled.entry.kind](scan, mention, cues)


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


def _of_figure(scan: Scan, mention: Mention, cues: Cues) -> Setting | Refusal:
    found = resolve_figure_event(scan, mention)
    return found if isinstance(found, Refusal) else Setting(cues=_with_deciding(cues, found))


def _of_comparison(scan: Scan, mention: Mention, cues: Cues) -> Setting | Refusal:
    found = resolve_ranked_event(scan, mention)
    if isinstance(found, Refusal):
        return found
    named = found.place <= mention.place and _in_one_sentence(scan, found.place, mention.place)
    if leaves_open_what(scan, mention) and not named:
        detail = "the superlative does not say of what, and its sentence names no event of the ranking before it"
        return Refusal("scope", detail, mention.place)
    return Setting(cues=(*cues, FoundCue(found.name, found.place)), event=found.event)


def _in_one_sentence(scan: Scan, one: Place, other: Place) -> bool:
    block = scan.blocks[one.block]
    return one.block == other.block and block.together(one.first, other.first)


def _of_label(scan: Scan, mention: Mention, cues: Cues) -> Setting | Refusal:
    refusal = find_not_about(scan, mention)
    if refusal is not None:
        return refusal
    subjects, unknown = resolve_subjects(scan, mention)
    return Setting(cues=cues, subjects=subjects, unknown_subject=unknown)


def _of_background(scan: Scan, mention: Mention, cues: Cues) -> Setting | Refusal:
    return find_not_about(scan, mention) or Setting(cues=cues)


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
