from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.core.kinds.builders import Row, case_id, read_cases, subject, when

from sidelight.core.dates import PartialDate
from sidelight.core.kinds.label import assess_label, in_order
from sidelight.core.kinds.payloads import HistoryEvent, Label

TABLE = read_cases("findings_label.json")
LABEL = Label(
    term={"en": "protected trader"},
    applied_by={"en": "the Guild"},
    means={},
    subjects=tuple(subject(name, history) for name, history in TABLE["subjects"].items()),
)


@pytest.mark.parametrize("case", TABLE["cases"], ids=case_id)
def test_a_label_stands_to_its_subjects_as_their_history_says(case: Row) -> None:
    unknown = case.get("unknown_subject", False)

    found = assess_label(
        LABEL, subjects=tuple(case["subjects"]), unknown_subject=unknown, when=when(case, TABLE["today"])
    )

    assert found.finding == case["finding"]
    assert [standing.finding for standing in found.subjects] == case["each"]


DAYS = ("2023", "2023-06", "2023-06-10", "2023-06-20", "2023-09", "2024", "2024-01-01")


def numbered(days: list[str]) -> tuple[HistoryEvent, ...]:
    return tuple(HistoryEvent(event="also", on=PartialDate.parse(day), by=str(n)) for n, day in enumerate(days))


histories = st.lists(st.sampled_from(DAYS), max_size=7).map(numbered)


def surely_before(one: HistoryEvent, other: HistoryEvent) -> bool:
    return one.on.last < other.on.first


@given(histories)
def test_a_history_is_sorted_by_its_days(history: tuple[HistoryEvent, ...]) -> None:
    ordered = in_order(history)

    assert sorted(event.by or "" for event in ordered) == [event.by for event in history]
    assert not any(surely_before(later, earlier) for earlier, later in combinations(ordered, 2))


@given(histories)
def test_where_days_overlap_the_written_order_stands(history: tuple[HistoryEvent, ...]) -> None:
    ordered = in_order(history)

    assert in_order(tuple(ordered)) == ordered
