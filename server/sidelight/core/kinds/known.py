"""An entry as it was known on a day: everything that came out later is left out before anything is computed.

Prose is left out too (titles, summaries, notes), since nobody dates it; what remains is made from records. Something
dated by a month or year is kept only when all of its days have passed. Of a source, the day it was read and the address
of its archived copy (which names a day) are left out, and what was quoted from a source without a date.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sidelight.core.dates import PartialDate
from sidelight.core.entry import Entry, Source
from sidelight.core.kinds.payloads import (
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


def as_known(entry: Entry, day: date) -> Entry | None:
    """Give the entry as known at the end of a day; `None` when nothing of it was.

    Example:
        >>> from sidelight.core.kinds.payloads import Background
        >>> quake = Entry(id="x", kind="background", title={}, summary={}, phrases={}, payload=Background())
        >>> as_known(quake, date(2024, 1, 1)) is None
        True
    """
    knowledge = _Knowledge(day, {source.id: source for source in entry.sources})
    payload = knowledge.of(entry.payload)
    if payload is None:
        return None
    cited = frozenset(_cited(payload))
    return replace(
        entry,
        title={},
        summary={},
        body={},
        payload=payload,
        sources=tuple(
            replace(source, read=None, archive_url=None, quoted=source.quoted if source.published else None)
            for source in entry.sources
            if knowledge.has(source) and (source.published or source.id in cited)
        ),
        examples=(),
        review_by=None,
        reviewed=None,
        replaced_by=None,
    )


@dataclass(frozen=True, slots=True)
class _Knowledge:
    """What was out by the end of a day."""

    day: date
    sources: Mapping[str, Source]

    def of(self, payload: Payload) -> Payload | None:
        """Give what was known of a payload, `None` for nothing."""
        if isinstance(payload, Figure):
            return self.figure(payload)
        if isinstance(payload, Comparison):
            return self.comparison(payload)
        return self.label(payload) if isinstance(payload, Label) else None

    def figure(self, figure: Figure) -> Figure | None:
        records = self.records(figure.records)
        event = self.event(figure.event) if figure.event else None
        return replace(figure, records=records, event=event, counts={}) if records else None

    def comparison(self, comparison: Comparison) -> Comparison | None:
        events = tuple(kept for event in comparison.events if (kept := self.ranked(event)) is not None)
        return replace(comparison, events=events, counts={}) if events else None

    def ranked(self, ranked: RankedEvent) -> RankedEvent | None:
        """Keep an event that had begun; whether its figure was known is the figure's own matter."""
        event = self.event(ranked.event) if ranked.event else None
        if ranked.event and event is None:
            return None
        records = self.records(ranked.records)
        return replace(ranked, event=event, records=records) if records or ranked.figure else None

    def label(self, label: Label) -> Label | None:
        """Keep subjects with a history; without any, and without a dated basis, the label was not known."""
        subjects = tuple(kept for subject in label.subjects if (kept := self.subject(subject)) is not None)
        basis, disputed_by = self.statement(label.basis), self.statement(label.disputed_by)
        if not (subjects or basis or disputed_by):
            return None
        return replace(label, means={}, basis=basis, disputed_by=disputed_by, subjects=subjects)

    def subject(self, subject: Subject) -> Subject | None:
        history = tuple(self.history_event(event) for event in subject.history if self.out(event.on))
        return replace(subject, history=history) if history else None

    def history_event(self, event: HistoryEvent) -> HistoryEvent:
        return replace(event, note={}, sources=self.cited(event.sources))

    def statement(self, statement: Statement | None) -> Statement | None:
        """Keep an undated sentence only when every source it rests on had come out."""
        if statement is None or not statement.sources:
            return None
        sources = [self.sources.get(source_id) for source_id in statement.sources]
        dated = all(source and source.published and self.out(source.published) for source in sources)
        return statement if dated else None

    def records(self, records: Iterable[Record]) -> tuple[Record, ...]:
        out = (record for record in records if self.out(record.published) and self.out(record.as_of))
        return tuple(replace(record, note={}, sources=self.cited(record.sources)) for record in out)

    def event(self, event: Event) -> Event | None:
        """Keep an event that had begun; that it was to end later was not known."""
        if not self.out(event.began):
            return None
        return event if self.out(event.ended) else replace(event, ended=PartialDate.on(self.day))

    def cited(self, source_ids: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(id_ for id_ in source_ids if (source := self.sources.get(id_)) and self.has(source))

    def has(self, source: Source) -> bool:
        return source.published is None or self.out(source.published)

    def out(self, published: PartialDate) -> bool:
        return published.last <= self.day


def _cited(payload: Payload) -> Iterable[str]:
    """Name every source that what is left of the payload rests on."""
    if isinstance(payload, Figure):
        return [id_ for record in payload.records for id_ in record.sources]
    if isinstance(payload, Comparison):
        return [id_ for event in payload.events for record in event.records for id_ in record.sources]
    if isinstance(payload, Label):
        events = [id_ for subject in payload.subjects for event in subject.history for id_ in event.sources]
        return [*events, *(id_ for s in (payload.basis, payload.disputed_by) if s for id_ in s.sources)]
    return ()
