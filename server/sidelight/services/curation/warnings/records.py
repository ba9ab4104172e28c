"""Dates and values of records that are probably mistyped."""

from collections.abc import Iterator
from datetime import date
from typing import Final

from sidelight.core.dates import PartialDate
from sidelight.core.entry import Entry
from sidelight.core.kinds.payloads import Comparison, Figure, Payload, Record
from sidelight.services.curation.errors import Objection
from sidelight.services.curation.judging.places import in_words

#: A record jumps if its value is more than this many times what its neighbours in time say, or theirs its own.
JUMP: Final = 10.0
#: A first or last record has one neighbour only: if neither value reaches this, it grew rather than jumped.
JUMP_AT_END: Final = 100.0


def of_records(entry: Entry, today: date) -> Iterator[Objection]:
    """Warn of dates and values of an entry's records that are probably mistyped."""
    for place, records in _series(entry.payload):
        for number, record in enumerate(records):
            at = f"{place}[{number}]"
            yield from _in_future(entry, at, record, today)
            yield from _sources_before(entry, at, record)
        yield from _of_one_day(entry, place, records)
        yield from _jumps(entry, place, records)


def _series(payload: Payload) -> Iterator[tuple[str, tuple[Record, ...]]]:
    if isinstance(payload, Figure):
        yield "figure.records", payload.records
    elif isinstance(payload, Comparison):
        for number, event in enumerate(payload.events):
            yield f"comparison.events[{number}].records", event.records


def _in_future(entry: Entry, at: str, record: Record, today: date) -> Iterator[Objection]:
    dates = {"as_of": record.as_of, "published": record.published}
    key = next((key for key, day in dates.items() if day.first > today), None)
    if key is not None:
        yield Objection(
            code="record-in-future",
            entry=entry.id,
            place=f"{at}.{key}",
            message=f"{_named(at)} is dated {dates[key]}, and that day is still to come",
            remedy="Check the year; a record says what was known on a day, so it is dated today at the latest.",
        )


def _of_one_day(entry: Entry, place: str, records: tuple[Record, ...]) -> Iterator[Objection]:
    """Warn of days with several main counts, unless they became known on different days, as a correction does."""
    days: dict[tuple[PartialDate, PartialDate], list[int]] = {}
    for number, record in enumerate(records):
        if record.standing == "main" and record.as_of.first == record.as_of.last:
            days.setdefault((record.as_of, record.published), []).append(number)
    for (day, _), numbers in days.items():
        values = list(dict.fromkeys(f"{records[number].value:g}" for number in numbers))
        if len(values) > 1:
            at = f"{place}[{numbers[-1]}]"
            yield Objection(
                code="records-of-one-day",
                entry=entry.id,
                place=f"{at}.as_of",
                message=f"{_named(at)} is not the only main record of {day}: the main records of that day say "
                f"{', '.join(values[:-1])} and {values[-1]}",
                remedy="If the count changed within that day, leave them in that order; else correct the date or the "
                "value, or mark as also reported what is not the count itself.",
            )


def _jumps(entry: Entry, place: str, records: tuple[Record, ...]) -> Iterator[Objection]:
    """Warn of a value that all its neighbours contradict, as a digit too many or too few does."""
    for standing in ("main", "other"):
        series = [(number, record) for number, record in enumerate(records) if record.standing == standing]
        series.sort(key=lambda one: (one[1].as_of.last, one[1].published.last))
        for at, (jump, beside) in _jumps_of([record.value for _, record in series]).items():
            number, record = series[at]
            told = " and ".join(f"{value:,.15g}" for value in beside)
            yield Objection(
                code="record-jumps",
                entry=entry.id,
                place=f"{place}[{number}].value",
                message=f"{_named(f'{place}[{number}]')} says {record.value:,.15g}, {jump} what is on record next to "
                f"it in time: {told}",
                remedy="Check the digits; if it is right, nothing is to be done.",
            )


def _jumps_of(values: list[float]) -> dict[int, tuple[str, list[float]]]:
    """Find the values that jump, each with how far and its neighbours."""
    found: dict[int, tuple[str, list[float]]] = {}
    last = len(values) - 1
    # The ends come last, for beside a value that jumps an end says nothing.
    for at in dict.fromkeys((*range(1, last), *range(last, -1, -1))):
        near = [other for other in (at - 1, at + 1) if 0 <= other <= last]
        beside = [values[other] for other in near]
        beyond_telling = len(near) == 1 and (near[0] in found or max(values[at], *beside) < JUMP_AT_END)
        if near and not beyond_telling and (jump := _jump(values[at], beside)):
            found[at] = jump, beside
    return found


def _jump(value: float, beside: list[float]) -> str | None:
    if value > JUMP * max(beside) and min(beside) > 0:
        return f"more than {JUMP:g} times"
    return f"less than 1/{JUMP:g} of" if 0 < value * JUMP < min(beside) else None


def _sources_before(entry: Entry, at: str, record: Record) -> Iterator[Objection]:
    published = [source.published for source in entry.sources if source.id in record.sources]
    days = [day for day in published if day is not None and day.last < record.as_of.first]
    if days and len(days) == len(published):
        yield Objection(
            code="source-before-record",
            entry=entry.id,
            place=f"{at}.sources",
            message=f"{_named(at)} speaks of {record.as_of}, and its newest source was published on {max(days)}, "
            "before that day: it cannot hold this value",
            remedy="Correct the record's date or the source's, or name the source that says so.",
        )


def _named(at: str) -> str:
    words = in_words(at)
    return words[:1].upper() + words[1:]
