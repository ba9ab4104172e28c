"""What can be wrong with the contents of an entry, found before it is published.

Nothing here is about form (the shapes see to that): these are contradictions inside an entry and with the figures it
refers to. A `place` names where, in the words of the pack file: `figure.records[2].sources`.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from sidelight.core.entry import Entry
from sidelight.core.kinds.figure import bounds, main_series
from sidelight.core.kinds.payloads import (
    Background,
    Comparison,
    Event,
    Figure,
    HistoryEvent,
    Label,
    Payload,
    RankedEvent,
    Record,
    Statement,
    Subject,
)
from sidelight.core.kinds.ranking import dates_of, folded

_KINDS: Mapping[str, type] = {
    "figure": Figure,
    "comparison": Comparison,
    "label": Label,
    "background": Background,
}
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True)
class Problem:
    """Something to mend: where it stands and what it is; `column` counts from 1 in a phrase."""

    place: str
    message: str
    column: int | None = None


def check_payload(
    entry: Entry, figures: Mapping[str, Figure], entries: Collection[str] | None = None
) -> tuple[Problem, ...]:
    """List everything that contradicts itself in an entry's payload.

    Args:
        entry: Any entry.
        figures: All figures by entry id, for the rankings that refer to them.
        entries: The ids of all entries, for the histories that refer to them; `None` if they are not known.

    Example:
        >>> empty = Entry(id="x", kind="background", title={}, summary={"en": "Y."}, phrases={}, payload=Background())
        >>> [problem.place for problem in check_payload(empty, {})]
        ['sources']
    """
    check = _Check(frozenset(source.id for source in entry.sources), figures, entries)
    return (
        *_repeated("sources", entry.sources, lambda source: source.id, "this source id"),
        *_kind(entry),
        *check.of(entry.payload),
        *(_background(entry) if isinstance(entry.payload, Background) else ()),
    )


@dataclass(frozen=True, slots=True)
class _Check:
    """The checks, with the sources, figures and entries that an entry may refer to."""

    sources: frozenset[str]
    figures: Mapping[str, Figure]
    entries: Collection[str] | None

    def of(self, payload: Payload) -> Iterator[Problem]:
        if isinstance(payload, Figure):
            yield from self.figure(payload)
        elif isinstance(payload, Comparison):
            yield from self.comparison(payload)
        elif isinstance(payload, Label):
            yield from self.label(payload)

    def figure(self, figure: Figure) -> Iterator[Problem]:
        if not any(text for texts in figure.unit.values() for text in texts.values()):
            yield Problem("figure.unit", "the unit is empty: say what is counted, for one and for other")
        elif "other" not in figure.unit:
            yield Problem("figure.unit", "the unit has no text for `other`")
        if figure.event:
            yield from _event("figure.event", figure.event)
        yield from self.series("figure.records", figure.records, figure.event)

    def series(self, place: str, records: Sequence[Record], event: Event | None) -> Iterator[Problem]:
        if not main_series(records):
            yield Problem(place, "there is no main record, so there is nothing to compare with")
        yield from _repeated(place, records, lambda r: (r.value, r.as_of, r.published, r.standing), "this record")
        main = [(number, record) for number, record in enumerate(records) if record.standing == "main"]
        for (_, before), (number, record) in pairwise(main):
            if record.as_of.last < before.as_of.first:
                yield Problem(f"{place}[{number}].as_of", f"{record.as_of} stands after {before.as_of}: out of order")
        for number, record in enumerate(records):
            yield from self.record(f"{place}[{number}]", record, event)

    def record(self, place: str, record: Record, event: Event | None) -> Iterator[Problem]:
        low, high = bounds(record)
        if not low <= record.value <= high:
            yield Problem(place, f"the value {record.value:g} is not within {low:g} to {high:g}")
        if record.value < 0:
            yield Problem(f"{place}.value", f"{record.value:g} is less than nothing")
        if record.published.last < record.as_of.first:
            yield Problem(f"{place}.published", f"published {record.published}, before its as_of {record.as_of}")
        if event and record.as_of.last < event.began.first:
            yield Problem(f"{place}.as_of", f"{record.as_of} is before the event began ({event.began})")
        yield from self.cited(f"{place}.sources", record.sources)

    def cited(self, place: str, source_ids: Sequence[str]) -> Iterator[Problem]:
        if not source_ids:
            yield Problem(place, "no source is given")
        for source_id in source_ids:
            if source_id not in self.sources:
                yield Problem(place, f"there is no source {source_id!r} in this entry")

    def comparison(self, comparison: Comparison) -> Iterator[Problem]:
        if not comparison.coverage.places:
            yield Problem("comparison.coverage.places", "the coverage names no place")
        if len(comparison.events) < 2:
            yield Problem("comparison.events", "a ranking needs two events at least")
        yield from _repeated("comparison.events", comparison.events, lambda event: event.id, "this event id")
        for number, ranked in enumerate(comparison.events):
            place = f"comparison.events[{number}]"
            yield from self.ranked(place, ranked, comparison)
            yield from _excluded(place, ranked, comparison, self.figures)

    def ranked(self, place: str, ranked: RankedEvent, comparison: Comparison) -> Iterator[Problem]:
        if bool(ranked.figure) == bool(ranked.records):
            yield Problem(place, "an event has either a figure or records of its own")
        figure = self.figures.get(ranked.figure or "")
        if ranked.figure and figure is None:
            yield Problem(f"{place}.figure", f"there is no figure {ranked.figure!r}")
        if figure and figure.measure != comparison.measure:
            yield Problem(f"{place}.figure", f"{ranked.figure!r} measures {figure.measure}, not {comparison.measure}")
        event = dates_of(ranked, self.figures)
        if event is None and (figure or not ranked.figure):
            yield Problem(place, "it is not said when the event began")
        if ranked.event:
            yield from _event(place, ranked.event)
        if ranked.records:
            yield from self.series(f"{place}.records", ranked.records, event)

    def label(self, label: Label) -> Iterator[Problem]:
        for field, texts in (("term", label.term), ("applied_by", label.applied_by), ("means", label.means)):
            if not any(texts.values()):
                yield Problem(f"label.{field}", f"{field} is empty")
        for field, statement in (("basis", label.basis), ("disputed_by", label.disputed_by)):
            if isinstance(statement, Statement):
                yield from self.cited(f"label.{field}.sources", statement.sources)
        yield from _repeated("label.subjects", label.subjects, lambda subject: subject.id, "this subject id")
        for number, subject in enumerate(label.subjects):
            yield from self.subject(f"label.subjects[{number}]", subject)

    def subject(self, place: str, subject: Subject) -> Iterator[Problem]:
        if not any(event.event == "listed" for event in subject.history):
            yield Problem(f"{place}.history", "the history never says `listed`")
        yield from _order(f"{place}.history", subject.history)
        for number, event in enumerate(subject.history):
            at = f"{place}.history[{number}]"
            if event.event == "also" and not any(event.designation.values()):
                yield Problem(f"{at}.designation", "`also` names no other designation: readers need its name")
            if event.entry is not None and self.entries is not None and event.entry not in self.entries:
                yield Problem(f"{at}.entry", f"there is no entry {event.entry!r}")
            yield from self.cited(f"{at}.sources", event.sources)


def _kind(entry: Entry) -> Iterator[Problem]:
    if not isinstance(entry.payload, _KINDS[entry.kind]):
        yield Problem("kind", f"the kind is {entry.kind}, but the contents are not")


def _background(entry: Entry) -> Iterator[Problem]:
    if not any(entry.summary.values()):
        yield Problem("summary", "the summary is empty: it is all that a reader sees of background")
    if not entry.sources:
        yield Problem("sources", "no source is given")


def _event(place: str, event: Event) -> Iterator[Problem]:
    if event.ended.last < event.began.first:
        yield Problem(f"{place}.ended", f"ended {event.ended}, before it began ({event.began})")


def _excluded(
    place: str, ranked: RankedEvent, comparison: Comparison, figures: Mapping[str, Figure]
) -> Iterator[Problem]:
    """Find events that the coverage says the list does not speak of.

    Events smaller than its `at_least` may stand in the list: it is complete from there up, not empty below.
    """
    coverage = comparison.coverage
    event = dates_of(ranked, figures)
    if event and event.began.last < coverage.since.first:
        yield Problem(place, f"began {event.began}, but the coverage starts at {coverage.since}")
    if event and not folded(event.places) & folded(coverage.places):
        yield Problem(f"{place}.places", "none of the places is in the coverage")


def _order(place: str, history: Sequence[HistoryEvent]) -> Iterator[Problem]:
    for number, (before, event) in enumerate(pairwise(history), start=1):
        if event.on.last < before.on.first:
            yield Problem(f"{place}[{number}].on", f"{event.on} stands after {before.on}: out of order")
    listed = False
    for number, event in enumerate(history):
        if event.event == "removed" and not listed:
            yield Problem(f"{place}[{number}]", "removed without having been listed")
        listed = event.event == "listed" or (listed and event.event == "also")


def _repeated(place: str, items: Iterable[_Item], key: Callable[[_Item], Hashable], what: str) -> Iterator[Problem]:
    seen: set[Hashable] = set()
    for number, item in enumerate(items):
        if key(item) in seen:
            yield Problem(f"{place}[{number}]", f"{what} is there already")
        seen.add(key(item))
