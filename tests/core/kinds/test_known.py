from dataclasses import asdict, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.kinds.entries import make_comparison, make_entry, make_figure, make_label, make_source

from sidelight.core.dates import PartialDate
from sidelight.core.entry import Entry, Example
from sidelight.core.kinds.known import as_known
from sidelight.core.kinds.payloads import Background, Comparison, Figure, Label, Statement

DAY = date(2024, 3, 25)


def dates_in(value: Any) -> set[date]:
    """Every day that a value holds, wherever."""
    if isinstance(value, dict):
        return set().union(*map(dates_in, value.values()))
    if isinstance(value, list | tuple):
        return set().union(*map(dates_in, value))
    return {value} if isinstance(value, date) else set()


def test_records_published_later_are_left_out() -> None:
    entry = make_figure({"value": 139, "as_of": "2024-03-25"}, {"value": 149, "as_of": "2025-08-04"})

    known = as_known(entry, DAY)

    assert known is not None
    assert isinstance(known.payload, Figure)
    assert [record.value for record in known.payload.records] == [139]


def test_a_record_of_a_month_that_is_not_over_is_left_out() -> None:
    entry = make_figure({"value": 139, "as_of": "2024-02"}, {"value": 145, "as_of": "2024-03"})

    known = as_known(entry, DAY)

    assert known is not None
    assert isinstance(known.payload, Figure)
    assert [record.value for record in known.payload.records] == [139]


def test_a_record_told_late_of_an_early_day_is_left_out() -> None:
    assert as_known(make_figure({"value": 1, "as_of": "2024-01-01", "published": "2025-01-01"}), DAY) is None


def test_prose_examples_and_days_of_review_are_left_out() -> None:
    entry = make_figure(
        {"value": 139, "as_of": "2024-03-25", "note": {"en": "later more"}},
        summary={"en": "It rose."},
        body={"en": "It rose again."},
        examples=(Example(text="139 killed"),),
        review_by=date(2027, 1, 1),
        reviewed=date(2026, 1, 1),
    )

    known = as_known(entry, DAY)

    assert known is not None
    assert (known.title, known.summary, known.body, known.examples) == ({}, {}, {}, ())
    assert (known.review_by, known.reviewed) == (None, None)
    assert isinstance(known.payload, Figure)
    assert known.payload.records[0].note == {}
    assert (known.id, known.phrases) == (entry.id, entry.phrases)


def test_an_undated_source_goes_with_its_record() -> None:
    entry = make_figure(
        {"value": 139, "as_of": "2024-03-25", "sources": ("early", "undated", "late")},
        {"value": 149, "as_of": "2025-08-04", "sources": ("undated-late",)},
        sources=(
            make_source("early", "2024-03-25"),
            make_source("undated", None),
            make_source("late", "2024-06-01"),
            make_source("undated-late", None),
        ),
    )

    known = as_known(entry, DAY)

    assert known is not None
    assert [source.id for source in known.sources] == ["early", "undated"]
    assert all(source.read is None for source in known.sources)
    assert isinstance(known.payload, Figure)
    assert known.payload.records[0].sources == ("early", "undated")


def test_of_a_source_no_address_of_a_copy_and_no_undated_quotation_remains() -> None:
    copy = "https://archive.example/20251231/x"
    sources = (make_source("early", "2024-03-25"), make_source("undated", None))
    entry = make_figure(
        {"value": 139, "as_of": "2024-03-25", "sources": ("early", "undated")},
        sources=tuple(replace(source, archive_url=copy, quoted="139 were killed") for source in sources),
    )

    known = as_known(entry, DAY)

    assert known is not None
    assert [source.archive_url for source in known.sources] == [None, None]
    assert [source.quoted for source in known.sources] == ["139 were killed", None]


def test_background_is_left_out() -> None:
    entry = make_entry("background", Background(), sources=(make_source("s", "2020-01-01"),))

    assert as_known(entry, DAY) is None


def test_a_ranking_loses_the_events_that_had_not_begun() -> None:
    entry = make_comparison(("alpha", "2010-01-01", 10), ("bravo", "2024-01-01", 20), ("charlie", "2025-01-01", 30))

    known = as_known(entry, DAY)

    assert known is not None
    assert isinstance(known.payload, Comparison)
    assert [event.id for event in known.payload.events] == ["alpha", "bravo"]
    assert as_known(entry, date(2009, 1, 1)) is None


def test_an_event_still_going_on_ends_on_the_day() -> None:
    entry = make_comparison(("alpha", "2024-03-20", 10, "2024-03-30"), ("bravo", "2010-01-01", 20))

    known = as_known(entry, DAY)

    assert known is not None
    assert isinstance(known.payload, Comparison)
    event = known.payload.events[0].event
    assert event is not None
    assert event.ended == PartialDate.on(DAY)


def test_a_subject_without_history_by_then_is_left_out() -> None:
    entry = make_label(early=[("listed", "2023-11-17"), ("also", "2024-07-10")], late=[("listed", "2024-08-01")])

    known = as_known(entry, DAY)

    assert known is not None
    assert isinstance(known.payload, Label)
    assert [subject.id for subject in known.payload.subjects] == ["early"]
    assert [event.event for event in known.payload.subjects[0].history] == ["listed"]
    assert known.payload.means == {}
    assert as_known(entry, date(2020, 1, 1)) is None


@pytest.mark.parametrize(
    ("sources", "kept"), [(("old",), True), (("old", "new"), False), (("undated",), False), ((), False)]
)
def test_a_basis_stays_only_with_sources_all_dated_by_then(sources: tuple[str, ...], kept: bool) -> None:
    entry = make_label(
        basis=Statement(text={"en": "Law"}, sources=sources),
        sources=(make_source("old", "2022-01-01"), make_source("new", "2025-01-01"), make_source("undated", None)),
        early=[("listed", "2023-11-17")],
    )

    known = as_known(entry, DAY)

    assert known is not None
    assert isinstance(known.payload, Label)
    assert (known.payload.basis is not None) is kept


ENTRIES: list[Entry] = [
    make_figure(
        *({"value": n, "as_of": f"{2015 + n}-0{1 + n}", "sources": (f"s{n}",)} for n in range(8)),
        sources=tuple(make_source(f"s{n}", f"{2015 + n}-06-0{1 + n}") for n in range(8)),
    ),
    make_comparison(*((f"e{n}", f"{2015 + n}-06-01", 10 * n + 1, f"{2016 + n}-06-01") for n in range(8))),
    make_label(
        histories={
            f"x{n}": [("listed", f"{2015 + n}-01-01"), ("also", f"{2016 + n}"), ("removed", f"{2018 + n}-02")]
            for n in range(6)
        }
    ),
]


@given(st.sampled_from(ENTRIES), st.dates(date(2014, 1, 1), date(2026, 1, 1)))
def test_nothing_dated_after_the_day_remains(entry: Entry, day: date) -> None:
    known = as_known(entry, day)

    kept = asdict(known) if known else {}
    kept.get("payload", {}).pop("coverage", None)
    assert all(found <= day for found in dates_in(kept))
