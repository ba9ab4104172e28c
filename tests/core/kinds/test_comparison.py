from datetime import date

import pytest
from tests.core.kinds.builders import Row, case_id, comparison, day, figure, read_cases, when

from sidelight.core.dates import When
from sidelight.core.kinds.comparison import Claim, ComparisonAssessment, assess_comparison
from sidelight.core.kinds.payloads import Comparison, Coverage, Event, RankedEvent
from sidelight.core.kinds.ranking import period_after_year, period_of
from sidelight.core.phrases.slots import Duration

TABLE = read_cases("findings_comparison.json")


def claim_of(row: Row) -> Claim:
    known = dict(row)
    years = known.pop("years", None)
    duration = Duration(years, f"{years} years") if years else None
    return Claim("deadliest", duration=duration, **known)


def assess(case: Row) -> ComparisonAssessment | None:
    ranked = comparison(TABLE["lists"][case["list"]])
    return assess_comparison(
        ranked, claim_of(case["claim"]), subject=case["subject"], figures={}, when=when(case, "2026-11-22")
    )


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda row: f"{case_id(row)} - {row['claim']}")
def test_a_claim_is_computed_from_the_list(case: Row) -> None:
    found = assess(case)

    assert (found.finding if found else None) == case["finding"]
    for field in ("then", "now", "edge", "on_record"):
        if field in case:
            assert getattr(found, field) == case[field], field
    if "against" in case:
        assert found is not None
        assert list(found.against) == case["against"]


@pytest.mark.parametrize("case", [c for c in TABLE["cases"] if c["finding"]], ids=case_id)
def test_ranking_lists_what_happened_by_today_largest_first(case: Row) -> None:
    found = assess(case)

    assert found is not None
    assert all(line.began.first <= date.fromisoformat(case["today"]) for line in found.ranking)
    assert found.on_record >= sum(line.counts for line in found.ranking) >= 1
    assert all((line.reason is None) == line.counts for line in found.ranking)


def test_an_event_may_take_dates_and_values_from_a_figure() -> None:
    flood = Event(began=day("2010-05-01"), ended=day("2010-05-02"), places=("Freedonia",))
    figures = {"flood-toll": figure([{"value": 70, "as_of": "2010-05-03"}], flood)}
    listed = Comparison(
        measure="deaths",
        direction="most",
        of={"en": "floods"},
        of_cues={},
        coverage=Coverage(places=("Freedonia",), since=day("2000")),
        events=(
            RankedEvent(id="flood", name={"en": "Flood"}, phrases={}, figure="flood-toll"),
            RankedEvent(id="lost", name={"en": "Lost"}, phrases={}, figure="no-such-figure"),
        ),
    )

    found = assess_comparison(
        listed,
        Claim("deadliest", since_year=2005),
        subject="flood",
        figures=figures,
        when=When(date(2020, 1, 1), day("2010-05-04")),
    )

    assert found is not None
    assert [(line.event, line.value) for line in found.ranking] == [("flood", 70)]


def test_a_period_ends_where_the_calendar_does() -> None:
    assert period_after_year(9999).needs == date.max
    assert period_of(Duration(0.5, "six months"), date.max).sure == date.max
    assert period_of(Duration(3000, "three millennia"), date(2024, 3, 26)).possible == date.min
