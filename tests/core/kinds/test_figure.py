from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.kinds.builders import Row, case_id, day, figure, read_cases, reading, record, when

from sidelight.core.assess import TOTAL_WORDS
from sidelight.core.dates import When
from sidelight.core.kinds.figure import assess_figure, value_at

TABLE = read_cases("findings_figure.json")


@pytest.mark.parametrize("case", TABLE["cases"], ids=case_id)
def test_the_first_line_of_the_table_that_holds_decides(case: Row) -> None:
    series = figure(TABLE["series"][case["series"]])
    said = reading(**case["reading"])

    found = assess_figure(series, said, when(case, TABLE["today"]), states_total=case.get("states_total", False))

    assert (found.finding if found else None) == case["finding"]
    if found and "then" in case:
        assert found.then is not None
        assert found.then.value == case["then"]


def test_latest_is_the_newest_main_record_and_others_stand_apart() -> None:
    series = figure(TABLE["series"]["rising"])

    found = assess_figure(series, reading("exact", 150), When(date(2026, 4, 1), day("2026-04-01")), states_total=False)

    assert found is not None
    assert found.latest is not None
    assert found.latest.value == 149
    assert [r.value for r in found.other] == [143, 150]
    assert found.matched == found.other[1]


def test_of_what_was_reported_beside_the_series_an_inexact_number_means_the_nearest() -> None:
    rows = [(145, "2024-03-23", "other"), (182, "2024-03-25", "other"), (609, "2025-08-04", "main")]
    series = figure([{"value": value, "as_of": day, "standing": standing} for value, day, standing in rows])

    found = assess_figure(
        series, reading("more-than", 140), When(date(2026, 4, 1), day("2024-03-24")), states_total=False
    )

    assert found is not None
    assert (found.finding, found.matched) == ("also-reported", found.other[0])


def test_an_undated_article_has_no_then() -> None:
    found = assess_figure(
        figure(TABLE["series"]["rising"]), reading("exact", 139), When(date(2026, 4, 1)), states_total=False
    )

    assert found is not None
    assert found.then is None


def test_the_value_on_a_day_before_any_record_is_the_earliest() -> None:
    series = [record({"value": 1, "as_of": "2024-01-02"}), record({"value": 2, "as_of": "2024-01-05"})]

    values = [getattr(value_at(series, date(2024, 1, n)), "value", None) for n in (1, 2, 4, 5, 9)]

    assert values == [1, 1, 1, 2, 2]
    assert value_at([], date(2024, 1, 1)) is None


def test_total_words_are_single_folded_words() -> None:
    assert "toll" in TOTAL_WORDS["en"]
    assert all(" " not in word for words in TOTAL_WORDS.values() for word in words)


dates = st.dates(date(2024, 1, 1), date(2024, 12, 31))
rows = st.lists(
    st.tuples(st.integers(1, 300), dates, st.sampled_from(["main", "other"])).map(
        lambda t: {"value": t[0], "as_of": t[1].isoformat(), "standing": t[2]}
    ),
    min_size=1,
    max_size=8,
)
forms = st.sampled_from(["exact", "at-least", "more-than", "at-most", "about", "nearly"])


@given(rows, forms.filter(lambda form: form != "more-than"), st.integers(1, 300), dates)
def test_a_number_on_record_always_finds_something(rows, form, pick, published) -> None:  # type: ignore[no-untyped-def]
    series = figure(rows)
    value = series.records[pick % len(series.records)].value

    found = assess_figure(
        series, reading("exact", value), When(date(2025, 1, 1), day(published.isoformat())), states_total=False
    )

    assert found is not None
    assert found.finding not in ("vague", "undated", "differs")


@given(rows, forms, st.integers(1, 300), dates)
def test_what_is_shown_as_then_was_never_published_after_the_window(rows, form, value, published) -> None:  # type: ignore[no-untyped-def]
    at = When(date(2025, 1, 1), day(published.isoformat()))

    found = assess_figure(figure(rows), reading(form, value), at, states_total=True)

    if found and found.then:
        assert at.then is not None
        assert found.then.published.first <= at.then.last
        assert found.then.standing == "main"
