"""Which sources stand first below an annotation: those of what its sentence says."""

from collections.abc import Iterable, Iterator
from itertools import zip_longest

from sidelight.core.annotation import Annotation
from sidelight.core.entry import Source
from sidelight.core.kinds.comparison import ComparisonAssessment
from sidelight.core.kinds.figure import FigureAssessment
from sidelight.core.kinds.label import LabelAssessment
from sidelight.core.kinds.payloads import Comparison, Label, Subject

_Ids = Iterable[str]


def cited(annotation: Annotation) -> tuple[Source, ...]:
    """Put an entry's sources in order, those of what the annotation says first.

    Each thing said gives one source before any gives a second, so that the first few back all of it.
    """
    first = list(dict.fromkeys(_in_turn(_said_from(annotation))))
    rank = {source_id: number for number, source_id in enumerate(first)}
    return tuple(sorted(annotation.entry.sources, key=lambda source: rank.get(source.id, len(first))))


def _in_turn(groups: Iterable[_Ids]) -> Iterator[str]:
    """Take the first of each group, then the second of each.

    Example:
        >>> list(_in_turn([("a", "b", "c"), ("d",)]))
        ['a', 'd', 'b', 'c']
    """
    yield from (one for turn in zip_longest(*groups) for one in turn if one is not None)


def _said_from(annotation: Annotation) -> Iterator[_Ids]:
    found, payload = annotation.assessment, annotation.entry.payload
    if isinstance(found, FigureAssessment):
        if found.matched is not None:
            yield found.matched.sources
        yield from (record.sources for record in (found.then, found.latest) if record is not None)
    elif isinstance(found, ComparisonAssessment) and isinstance(payload, Comparison):
        yield from _ranked_from(found, payload)
    elif isinstance(found, LabelAssessment) and isinstance(payload, Label):
        yield from (_listed_from(standing.subject) for standing in found.subjects)
        yield payload.basis.sources if payload.basis else ()


def _ranked_from(found: ComparisonAssessment, payload: Comparison) -> Iterator[_Ids]:
    """Name the sources of the events that the sentence is about; those that refer to a figure have none here."""
    events = {event.id: event for event in payload.events}
    for event_id in (found.subject, found.claim.since_event, *found.against, found.edge):
        if event_id in events:
            # The latest first: that is the value that counts today.
            yield [source for record in reversed(events[event_id].records) for source in record.sources]


def _listed_from(subject: Subject) -> list[str]:
    """Name one source of the latest change, then of the first, then of those between and what is left."""
    latest_first = [*subject.history[-1:], *subject.history[:-1]]
    each_once = [source for change in latest_first for source in change.sources[:1]]
    return [*each_once, *(source for change in latest_first for source in change.sources[1:])]
