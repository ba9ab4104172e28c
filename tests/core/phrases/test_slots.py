"""What the open slots read: years and stretches of time."""

import pytest

from sidelight.core.phrases.slots import read_durations, read_year
from sidelight.core.text.quantities import Quantity, Reading
from sidelight.core.text.words import split_words

DURATIONS = [
    ("en", "a decade", [(2, 10)]),
    ("en", "more than a decade", [(4, 10)]),
    ("en", "at least a century", [(4, 100)]),
    ("en", "half a century", [(3, 50)]),
    ("en", "a quarter of a century", [(5, 25)]),
    ("en", "the last decade", [(3, 10)]),
    ("en", "a, decade", []),
    ("en", "more than", []),
    ("en", "a long decade", []),
    ("ru", "десятилетие", [(1, 10)]),
    ("ru", "более чем полвека", [(3, 50)]),
    ("ru", "четверть века", [(2, 25)]),
    ("xx", "a decade", [(2, 10)]),
]


@pytest.mark.parametrize(("language", "text", "durations"), DURATIONS, ids=lambda value: str(value))
def test_duration_in_words_is_read(language: str, text: str, durations: list[tuple[int, float]]) -> None:
    read = read_durations(split_words(text), 0, {}, language)

    assert [(end, duration.years) for end, duration in read] == durations


@pytest.mark.parametrize(("text", "first"), [("20 years", 0), ("the last 20 years", 2), ("nearly 20 years", 0)])
def test_duration_takes_the_counts_that_are_given(text: str, first: int) -> None:
    words = split_words(text)
    count = Quantity(first, len(words) - 1, Reading(20, 20, 20, "exact", None, "20"))

    read = list(read_durations(words, 0, {first: [count]}))

    assert [(end, duration.years, duration.text) for end, duration in read] == [(len(words), 20, text)]


def test_vague_count_makes_no_duration() -> None:
    count = Quantity(0, 1, Reading(None, None, None, "vague", None, "dozens"))

    assert list(read_durations(split_words("dozens years"), 0, {0: [count]})) == []


@pytest.mark.parametrize(
    ("text", "year"),
    [("1000", 1000), ("2999", 2999), ("999", None), ("3000", None), ("２００４", 2004), ("200a", None)],
)
def test_year_has_four_digits_of_this_age(text: str, year: int | None) -> None:
    assert read_year(split_words(text), 0) == year
