"""Build kinds' values from the rows of the case files."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from sidelight.core.dates import PartialDate, When
from sidelight.core.kinds.payloads import (
    Comparison,
    Coverage,
    Event,
    Figure,
    HistoryEvent,
    RankedEvent,
    Record,
    Subject,
)
from sidelight.core.text.quantities import Form, Reading

Row = Mapping[str, Any]
CASES = Path(__file__).parent.parent / "cases"


def read_cases(name: str) -> Any:
    return json.loads((CASES / name).read_text("utf-8"))


def partial(text: str | None) -> PartialDate | None:
    return PartialDate.parse(text) if text else None


def day(text: str) -> PartialDate:
    return PartialDate.parse(text)


def record(row: Row) -> Record:
    row = dict(row)
    as_of = day(row.pop("as_of"))
    published = partial(row.pop("published", None)) or as_of
    return Record(as_of=as_of, published=published, **row)


def figure(records: Sequence[Row], event: Event | None = None) -> Figure:
    return Figure(
        measure="deaths",
        unit={
            "one": {"en": "person killed", "ru": "погибший"},
            "few": {"ru": "погибших"},
            "many": {"ru": "погибших"},
            "other": {"en": "people killed", "ru": "погибшего"},
        },
        event=event,
        records=tuple(record(row) for row in records),
    )


def reading(form: Form, value: float | None, low: float | None = None, high: float | None = None) -> Reading:
    """Make a reading with the bounds that its form means, unless they are given."""
    if value is not None and low is None and high is None:
        low, high = {
            "exact": (value, value),
            "at-least": (value, None),
            "more-than": (value, None),
            "at-most": (0, value),
            "less-than": (0, value),
            "about": (value * 0.95, value * 1.05),
            "nearly": (value * 0.9, value),
        }[form]
    return Reading(value, low, high, form, None, f"{form} {value}")


def when(row: Row, today: str) -> When:
    return When(
        date.fromisoformat(row.get("today", today)), partial(row.get("published")), partial(row.get("modified"))
    )


def comparison(row: Row) -> Comparison:
    coverage = row["coverage"]
    return Comparison(
        measure=row["measure"],
        direction=row["direction"],
        of={"en": "storms"},
        of_cues={"en": ("storm~",)},
        coverage=Coverage(
            places=tuple(coverage["places"]), since=day(coverage["since"]), at_least=coverage.get("at_least")
        ),
        events=tuple(ranked(event) for event in row["events"]),
    )


def ranked(row: Row) -> RankedEvent:
    name = row["id"].capitalize()
    return RankedEvent(
        id=row["id"],
        name={"en": f"Storm {name}", "ru": f"Буря «{name}»"},
        phrases={"en": (f"Storm {name}",)},
        event=Event(began=day(row["began"]), ended=day(row["ended"]), places=tuple(row["places"])),
        records=tuple(record(r) for r in row["records"]),
    )


def subject(id: str, history: Sequence[Row]) -> Subject:
    return Subject(
        id=id,
        name=id.title(),
        phrases={"en": (id.title(),)},
        history=tuple(HistoryEvent(event=h["event"], on=day(h["on"])) for h in history),
    )


def case_id(row: Row) -> str:
    told = [row["group"], str(row["finding"])]
    told += [f"{row['reading']['form']} {row['reading']['value']}"] if "reading" in row else []
    told += [str(row[key]) for key in ("subject", "subjects", "published") if row.get(key)]
    return " - ".join(told)
