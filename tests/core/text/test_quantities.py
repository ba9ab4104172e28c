"""Numbers that count, with their qualifiers; and all those that count nothing."""

import json
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sidelight.core.text.numbers.number_words import number_words
from sidelight.core.text.quantities import LONGEST_QUANTITY, Quantity, read_quantities
from sidelight.core.text.words import split_words

CASES = json.loads((Path(__file__).parents[1] / "cases" / "quantities.json").read_text("utf-8"))
#: Words and signs that the grammar knows, in any order: the texts most likely to trip it.
PIECES = sorted(
    {
        word
        for language in ("en", "ru")
        for phrases in number_words(language).lists.values()
        for p in phrases.phrases
        for word in p
    }
    | set(number_words("en").scales)
    | {"one", "two", "twenty", "139", "1,000", "2.5", "2024", "5", "000", "million", "people", "сто", "двух", "тысяч"}
    | {"-", "–", " – ", ", ", ". ", ":", "$", "%", "+", "~", "(", ")", "'s", "½", "²", "\u00a0"}
)
texts_of_pieces = st.builds(
    lambda pieces, glue: glue.join(pieces),
    st.lists(st.sampled_from(PIECES), max_size=12),
    st.sampled_from([" ", "-", ""]),
)


def read(text: str, language: str = "en") -> tuple[Quantity, ...]:
    return read_quantities(split_words(text, language), language)


@pytest.mark.parametrize("case", CASES, ids=[f"{case['group']}: {case['text']}" for case in CASES])
def test_a_text_reads_as_the_table_says(case: dict[str, Any]) -> None:
    found = [quantity.reading for quantity in read(case["text"], case.get("language", "en"))]

    told = [[r.text, r.value, r.low, r.high, r.form, r.unit] for r in found]

    assert told == case["readings"]


@given(text=st.one_of(st.text(), texts_of_pieces), language=st.sampled_from(["en", "ru", "xx", ""]))
def test_any_text_can_be_read_and_quantities_are_ordered_and_disjoint(text: str, language: str) -> None:
    words = split_words(text)

    quantities = read_quantities(words, language)

    assert all(0 <= q.first < q.end <= len(words) and q.end - q.first <= LONGEST_QUANTITY for q in quantities)
    assert all(left.end <= right.first for left, right in pairwise(quantities))
    assert all(q.reading.text == words.span(q.first, q.end).of(text) for q in quantities)


@given(texts_of_pieces)
def test_bounds_hold_the_value(text: str) -> None:
    for quantity in read(text):
        reading = quantity.reading

        assert (reading.value is None) == (reading.form == "vague")
        assert reading.value is None or reading.low is None or reading.low <= reading.value
        assert reading.value is None or reading.high is None or reading.value <= reading.high


@given(st.integers(min_value=1, max_value=999_999_999))
def test_grouping_does_not_change_a_number(value: int) -> None:
    comma, thin = f"{value:,}", f"{value:,}".replace(",", "\u2009")

    assert [q.reading.value for q in read(f"at least {comma} people")] == [value]
    assert [q.reading.value for q in read(f"at least {thin} people")] == [value]


@pytest.mark.parametrize("value", [*range(1, 130), 139, 900, 999, 1001, 1100, 2345, 139_000, 1_230_405])
def test_a_number_in_words_reads_as_the_number_in_digits(value: int) -> None:
    assert [q.reading.value for q in read(f"exactly {spelled(value)} people")] == [value]


@pytest.mark.parametrize("form", ["more-than", "less-than"])
def test_more_and_less_than_leave_open_the_side_they_speak_of(form: str) -> None:
    (quantity,) = read({"more-than": "more than 139", "less-than": "less than 139"}[form])

    assert quantity.reading.form == form
    assert (quantity.reading.low, quantity.reading.high) == ((139, None) if form == "more-than" else (0, 139))


@pytest.mark.parametrize(
    "piece", ["139 (", "1 or more ", "from 1 to ", "two thousand, ", "another ", "hundred and ", "1-"]
)
def test_numbers_without_end_are_read_at_once(piece: str) -> None:
    text = piece * (100_000 // len(piece)) + "# 139 people"

    assert read(text)[-1].reading.text == "139"


def test_a_measure_is_named_so_that_days_are_not_taken_for_people() -> None:
    days, people = read("Within two days the toll rose to 139.")

    assert (days.reading.unit, people.reading.unit) == ("days", None)


def test_words_are_told_as_they_are_written() -> None:
    (quantity,) = read("It left At  Least “139” dead.")

    assert quantity.reading.text == "At  Least “139"
    assert (quantity.first, quantity.end) == (2, 5)


def spelled(value: int) -> str:
    """Write a number in English words, as an oracle."""
    units = {number: word for word, number in number_words("en").units.items()}
    tens = {number: word for word, number in number_words("en").tens.items() if word != "fourty"}
    for scale, name in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
        if value >= scale:
            head, rest = divmod(value, scale)
            join = " and " if 0 < rest < 100 else " "
            return f"{spelled(head)} {name}" + (join + spelled(rest) if rest else "")
    if value in units:
        return units[value]
    return tens[value - value % 10] + (f"-{units[value % 10]}" if value % 10 else "")
