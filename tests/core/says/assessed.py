"""Assess the rows of the findings' tables, each with the entry that it is about."""

from collections.abc import Iterator

from tests.core.kinds.builders import Row, comparison, read_cases, reading, when
from tests.core.kinds.entries import make_entry, make_figure, make_label
from tests.core.kinds.test_comparison import claim_of

from sidelight.core.dates import When
from sidelight.core.entry import Entry
from sidelight.core.kinds.assessment import Assessment
from sidelight.core.kinds.comparison import assess_comparison
from sidelight.core.kinds.figure import assess_figure
from sidelight.core.kinds.label import assess_label
from sidelight.core.kinds.payloads import Comparison, Figure, Label

FIGURES = read_cases("findings_figure.json")
COMPARISONS = read_cases("findings_comparison.json")
LABELS = read_cases("findings_label.json")
Assessed = tuple[Assessment, Entry, When]


def all_assessed() -> Iterator[Assessed]:
    for kind, table in (("figure", FIGURES), ("comparison", COMPARISONS), ("label", LABELS)):
        for row in table["cases"]:
            found = assess(kind, row)
            if found is not None:
                yield found


def assess(kind: str, row: Row, known: Entry | None = None, at: When | None = None) -> Assessed | None:
    """Assess a row, by an entry and a day of its own if they are given."""
    entry = known or entry_of(kind, row)
    at = at or when(row, "2026-11-22")
    found = _assess(entry, row, at)
    return (found, entry, at) if found else None


def entry_of(kind: str, row: Row) -> Entry:
    if kind == "figure":
        return make_figure(*FIGURES["series"][row["series"]])
    if kind == "comparison":
        return make_entry("comparison", comparison(COMPARISONS["lists"][row["list"]]))
    histories = {name: [(move["event"], move["on"]) for move in moves] for name, moves in LABELS["subjects"].items()}
    return make_label(histories=histories)


def _assess(entry: Entry, row: Row, at: When) -> Assessment | None:
    payload = entry.payload
    if isinstance(payload, Figure):
        said = reading(**row["reading"])
        return assess_figure(payload, said, at, states_total=row.get("states_total", False))
    if isinstance(payload, Comparison):
        return assess_comparison(payload, claim_of(row["claim"]), subject=row["subject"], figures={}, when=at)
    assert isinstance(payload, Label)
    subjects, unknown = tuple(row["subjects"]), row.get("unknown_subject", False)
    return assess_label(payload, subjects=subjects, unknown_subject=unknown, when=at)
