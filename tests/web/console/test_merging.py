import copy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.shapes.test_entry_round_trip import entries

from sidelight.core.entry import Entry
from sidelight.shapes.entries import entry_to
from sidelight.web.console.drafts.merging import Side, choices, merged

BASE: dict[str, Any] = {
    "title": {"en": "A", "ru": "Б"},
    "tags": ["one"],
    "figure": {"records": [{"as_of": "2024", "value": 1}, {"as_of": "2025", "value": 2}]},
}


def edited(**changes: Any) -> dict[str, Any]:
    return copy.deepcopy(BASE) | changes


def records(*values: tuple[str, int]) -> dict[str, Any]:
    return {"records": [{"as_of": day, "value": value} for day, value in values]}


def test_what_only_one_has_changed_needs_no_answer() -> None:
    theirs, mine = edited(title={"en": "B", "ru": "Б"}), edited(tags=["one", "two"])

    found = choices(BASE, theirs, mine)

    assert [(one.place, one.take, one.both) for one in found] == [
        ("title.en", "theirs", False),
        ("tags", "mine", False),
    ]
    assert merged(theirs, found, {}) == edited(title={"en": "B", "ru": "Б"}, tags=["one", "two"])


def test_what_both_have_changed_has_no_answer_until_somebody_chooses() -> None:
    theirs, mine = edited(tags=["theirs"]), edited(tags=["mine"])

    (found,) = choices(BASE, theirs, mine)

    assert (found.both, found.take) == (True, None)
    assert merged(theirs, (found,), {found.name: "mine"})["tags"] == ["mine"]
    assert merged(theirs, (found,), {found.name: "theirs"})["tags"] == ["theirs"]


def test_rows_are_matched_by_what_they_are_about() -> None:
    theirs = edited(figure=records(("2023", 9), ("2024", 1), ("2025", 2)))
    mine = edited(figure=records(("2024", 1), ("2025", 3)))

    found = choices(BASE, theirs, mine)

    assert [(one.place, one.take) for one in found] == [("figure.records[0]", "theirs"), ("figure.records[2]", "mine")]
    assert merged(theirs, found, {})["figure"] == records(("2023", 9), ("2024", 1), ("2025", 3))


@pytest.mark.parametrize("side", ["theirs", "mine"])
def test_a_record_of_one_day_is_one_piece_whoever_stated_it(side: Side) -> None:
    theirs, mine = edited(), edited()
    theirs["figure"]["records"][1] |= {"by": "Office"}
    mine["figure"]["records"][1] |= {"value": 3}

    (found,) = choices(BASE, theirs, mine)

    assert (found.place, found.both) == ("figure.records[1]", True)
    chosen = {"theirs": theirs, "mine": mine}[side]
    assert merged(theirs, (found,), {found.name: side})["figure"] == chosen["figure"]


def test_a_day_that_both_have_added_is_one_piece_too() -> None:
    theirs, mine = edited(), edited()
    theirs["figure"]["records"].append({"as_of": "2026", "value": 5, "by": "Office"})
    mine["figure"]["records"].append({"as_of": "2026", "value": 6, "by": "Inquiry"})

    (found,) = choices(BASE, theirs, mine)

    assert found.both
    assert merged(theirs, (found,), {found.name: "mine"})["figure"] == mine["figure"]


def test_two_records_of_one_day_stay_two() -> None:
    mine = edited()
    mine["figure"]["records"].append({"as_of": "2025", "value": 6, "by": "Inquiry"})

    (found,) = choices(BASE, BASE, mine)

    assert merged(BASE, (found,), {})["figure"] == mine["figure"]


@pytest.mark.parametrize("side", ["theirs", "mine"])
def test_a_row_that_one_took_away_may_stay_or_go(side: Side) -> None:
    mine = edited(figure=records(("2024", 1)))

    found = choices(BASE, BASE, mine)

    left = merged(BASE, found, {found[0].name: side})["figure"]["records"]
    assert [record["as_of"] for record in left] == (["2024"] if side == "mine" else ["2024", "2025"])


def test_a_part_that_becomes_empty_goes() -> None:
    mine = {key: value for key, value in BASE.items() if key != "title"}

    assert "title" not in merged(BASE, choices(BASE, BASE, mine), {})


def test_all_rows_of_one_name_can_go() -> None:
    theirs = edited(figure=records(("2024", 1), ("2024", 2), ("2024", 3), ("2025", 2)))
    mine = edited(figure=records(("2025", 2)))

    assert merged(theirs, choices(theirs, theirs, mine), {})["figure"] == mine["figure"]


@settings(max_examples=20)
@given(entries(), entries(), entries())
def test_one_side_everywhere_gives_that_side(base: Entry, other: Entry, own: Entry) -> None:
    states = [entry_to(entry) for entry in (base, other, own)]
    found = choices(states[0], states[1], states[2])

    assert merged(states[1], found, {one.name: "theirs" for one in found}) == states[1]
    result = merged(states[1], found, {one.name: "mine" for one in found})
    assert not choices(states[0], result, states[2])


@settings(max_examples=20)
@given(st.data())
def test_merging_changes_neither_side(data: st.DataObject) -> None:
    theirs, mine = entry_to(data.draw(entries())), entry_to(data.draw(entries()))
    kept = copy.deepcopy((theirs, mine))

    merged(theirs, choices({}, theirs, mine), {})

    assert (theirs, mine) == kept
