"""The slots of a phrase: places where a mention brings its own value.

An *open* slot takes what the text says (a count, a year, a duration). A *closed* slot takes one of the entry's own
choices (an event, a place, a subject), each written as phrases of its own. What a slot took is `Captured`.
"""

import functools
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from typing import Literal, get_args

from sidelight.core.text.quantities import Quantity, Reading
from sidelight.core.text.words import Join, Words

OpenName = Literal["count", "year", "duration"]
OPEN_NAMES: tuple[OpenName, ...] = get_args(OpenName)
#: Words that one open slot takes at most; with qualifiers, the longest count seen in news had eleven.
OPEN_SLOT_WORDS = 16
#: The years that `{year}` takes: four digits, first and last.
YEARS = range(1000, 3000)


@dataclass(frozen=True, slots=True)
class OpenSlot:
    """A slot that takes what the text says."""

    name: OpenName


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a closed slot, with the (language, phrase) pairs that stand for it."""

    value: str
    phrases: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ClosedSlot:
    """A slot that takes one of the entry's own choices; where two fit the same words, the first listed is taken."""

    name: str
    choices: tuple[Choice, ...]


Slot = OpenSlot | ClosedSlot


@dataclass(frozen=True, slots=True)
class Duration:
    """A stretch of time as the text states it, in years."""

    years: float
    text: str


Value = Reading | int | Duration | str


@dataclass(frozen=True, slots=True)
class Captured:
    """What a slot took: its value and the words [first, end) that say it."""

    name: str
    value: Value
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class _DurationWords:
    """The words of one language for stretches of time.

    Attributes:
        alone: Whether a unit may stand without a number.
        openers: Every word that a stretch of time may begin with, numbers left out.
    """

    units: Mapping[str, float]
    one: frozenset[str]
    before: frozenset[str]
    whole: Mapping[tuple[str, ...], float]
    alone: bool
    openers: frozenset[str]


@functools.cache
def _duration_words(language: str) -> _DurationWords:
    tables = json.loads(resources.files(__package__).joinpath("duration_words.json").read_text("utf-8"))
    table = tables.get(language, tables["en"])
    alone = table["units"] if table["alone"] else ()
    return _DurationWords(
        units=table["units"],
        one=frozenset(table["one"]),
        before=frozenset(table["before"]),
        whole={tuple(text.split()): years for text, years in table["whole"].items()},
        alone=table["alone"],
        openers=frozenset((*table["one"], *table["before"], *alone, *(text.split()[0] for text in table["whole"]))),
    )


def read_year(words: Words, at: int) -> int | None:
    """Read the word at that index as a year of four digits.

    Example:
        >>> from sidelight.core.text.words import split_words
        >>> read_year(split_words("since 2004"), 1)
        2004
    """
    text = words.texts[at]
    if len(text) != len("2004") or not (text.isascii() and text.isdigit()):
        return None
    return int(text) if int(text) in YEARS else None


def duration_openers(language: str) -> frozenset[str]:
    """Give the words that a stretch of time may begin with, if it does not begin with a quantity.

    Example:
        >>> "decade" in duration_openers("en"), "nearly" in duration_openers("en")
        (False, True)
    """
    return _duration_words(language).openers


def read_durations(
    words: Words, at: int, counts: Mapping[int, Sequence[Quantity]], language: str = "en"
) -> Iterator[tuple[int, Duration]]:
    """Read the stretches of time that begin at that word: (the word after it, the duration).

    `counts` holds the quantities of the text by their first word, so that "nearly 20" is read in one place only.

    Example:
        >>> from sidelight.core.text.words import split_words
        >>> list(read_durations(split_words("in more than a decade"), 1, {}))
        [(5, Duration(years=10.0, text='more than a decade'))]
    """
    table = _duration_words(language)
    for start in _after_qualifiers(words, at, table):
        for end, years in _bare_durations(words, start, counts.get(start, ()), table):
            yield end, Duration(float(years), words.span(at, end).of(words.source))


def _after_qualifiers(words: Words, at: int, table: _DurationWords) -> Iterator[int]:
    """The word itself and, while qualifiers stand there ("more than", "the last"), each word after them."""
    yield at
    limit = min(len(words), at + OPEN_SLOT_WORDS // 2)
    while at + 1 < limit and words.texts[at] in table.before and words.joins[at + 1] is not Join.BREAK:
        at += 1
        yield at


def _bare_durations(
    words: Words, at: int, counts: Sequence[Quantity], table: _DurationWords
) -> Iterator[tuple[int, float]]:
    """The (end, years) of every reading that begins here without qualifiers of its own."""
    for count in counts:
        unit = _unit(words, count.end, table)
        if unit is not None and count.reading.value is not None:
            yield count.end + 1, count.reading.value * unit
    if words.texts[at] in table.one:
        unit = _unit(words, at + 1, table)
        if unit is not None and not counts:
            yield at + 2, unit
    if table.alone and words.texts[at] in table.units:
        yield at + 1, table.units[words.texts[at]]
    for whole, years in table.whole.items():
        end = at + len(whole)
        if words.texts[at:end] == whole and Join.BREAK not in words.joins[at + 1 : end]:
            yield end, years


def _unit(words: Words, at: int, table: _DurationWords) -> float | None:
    if at >= len(words) or words.joins[at] is Join.BREAK:
        return None
    return table.units.get(words.texts[at])
