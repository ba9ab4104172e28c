"""What differs between two states of an entry is named, each thing once."""

from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tests.services.curation.desk import sound_label, sound_ranking, sound_toll

from sidelight.services.curation.differences import Difference, differences
from sidelight.shapes.entries import entry_to

LEAVES = st.one_of(st.booleans(), st.integers(0, 3), st.sampled_from(["a", "b", ""]))
NAMED = st.lists(
    st.fixed_dictionaries({"id": st.sampled_from("abc")}, optional={"url": LEAVES, "title": LEAVES}), max_size=3
)
RECORDS = st.lists(
    st.fixed_dictionaries(
        {"as_of": st.sampled_from(["2020", "2021"]), "value": st.integers(0, 2)}, optional={"by": LEAVES}
    ),
    max_size=3,
)
CONTENTS = st.fixed_dictionaries(
    {"id": st.just("x")},
    optional={
        "title": st.dictionaries(st.sampled_from(["en", "ru"]), LEAVES, max_size=2),
        "tags": st.lists(LEAVES, max_size=3),
        "sources": NAMED,
        "figure": st.fixed_dictionaries({"records": RECORDS}),
    },
)
LISTS_OF_NAMED = ("sources", "figure.records")


def leaves(value: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, f"{place}.{key}" if place else key)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from leaves(inner, f"{place}[{number}]")
    else:
        yield place, value


@given(CONTENTS, CONTENTS)
def test_there_is_none_exactly_when_both_say_the_same(before: dict[str, Any], after: dict[str, Any]) -> None:
    same = [(p, type(v), v) for p, v in leaves(before)] == [(p, type(v), v) for p, v in leaves(after)]

    found = differences(before, after)

    if same and before == after:
        assert found == ()
    if sorted(map(repr, leaves(before))) != sorted(map(repr, leaves(after))):
        assert found


@given(CONTENTS, CONTENTS)
def test_no_place_is_named_twice_for_the_same_side(before: dict[str, Any], after: dict[str, Any]) -> None:
    found = differences(before, after)

    added = [one.place for one in found if one.before is None]
    others = [one.place for one in found if one.before is not None]
    assert len(set(added)) == len(added)
    assert len(set(others)) == len(others)


@given(CONTENTS, CONTENTS)
def test_every_leaf_that_is_new_stands_in_exactly_one_difference(before: dict[str, Any], after: dict[str, Any]) -> None:
    reordered = [one for one in differences(before, after) if one.before is not None and one.place in LISTS_OF_NAMED]
    found = [one for one in differences(before, after) if one.after is not None and one not in reordered]
    old = {repr(leaf) for leaf in leaves(before)}

    for place, value in leaves(after):
        naming = [one for one in found if place == one.place or place.startswith((f"{one.place}.", f"{one.place}["))]
        assert len(naming) <= 1, place
        # What is matched by name may have moved, so only where nothing has the same leaf must it be named.
        if repr((place, value)) not in old and not any(repr(value) == repr(v) for _, v in leaves(before)):
            assert len(naming) == 1, place


@given(CONTENTS, CONTENTS)
def test_the_other_way_round_added_and_taken_away_change_places(before: dict[str, Any], after: dict[str, Any]) -> None:
    there, back = differences(before, after), differences(after, before)

    assert sum(one.before is None for one in there) == sum(one.after is None for one in back)
    assert len(there) == len(back)


def test_a_record_put_in_front_is_one_difference() -> None:
    before = {"figure": {"records": [{"as_of": "2021", "value": 2}]}}
    after = {"figure": {"records": [{"as_of": "2020", "value": 1}, {"as_of": "2021", "value": 2}]}}

    assert differences(before, after) == (
        Difference(place="figure.records[0]", before=None, after={"as_of": "2020", "value": 1}),
    )


def test_a_change_is_named_where_it_stands_now() -> None:
    before = {"figure": {"records": [{"as_of": "2020", "value": 1}, {"as_of": "2021", "value": 2}]}}
    after = {"figure": {"records": [{"as_of": "2021", "value": 3}]}}

    assert differences(before, after) == (
        Difference(place="figure.records[0].value", before=2, after=3),
        Difference(place="figure.records[0]", before={"as_of": "2020", "value": 1}, after=None),
    )


def test_another_order_is_one_difference_of_the_list() -> None:
    before = {"sources": [{"id": "a"}, {"id": "b"}]}

    (found,) = differences(before, {"sources": before["sources"][::-1]})

    assert (found.place, found.before, found.after) == ("sources", ["a", "b"], ["b", "a"])


def test_two_records_of_one_day_are_told_apart_by_who_stated_them() -> None:
    ministry, agency = {"as_of": "2020", "by": "Ministry", "value": 1}, {"as_of": "2020", "by": "Agency", "value": 2}

    found = differences({"records": [ministry, agency]}, {"records": [ministry, {**agency, "value": 3}]})

    assert found == (Difference(place="records[1].value", before=2, after=3),)


def test_entries_of_every_kind_differ_in_nothing_from_themselves() -> None:
    for entry in (sound_toll(), sound_ranking(), sound_label()):
        assert differences(entry_to(entry), entry_to(entry)) == ()
