"""The words of each language that numbers are made of and stand among: package data (`number_words.json`)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, Literal

from sidelight.core.text.fold import fold_text

#: How a number is qualified; `exact` when it is not.
Form = Literal["exact", "at-least", "more-than", "at-most", "less-than", "about", "nearly", "range", "vague"]


@dataclass(frozen=True, eq=False)
class Phrases:
    """Some phrases of a table, cut into words.

    Most words stand in none of them, so `firsts` and `lasts` are asked first.
    """

    phrases: frozenset[tuple[str, ...]]

    @cached_property
    def firsts(self) -> frozenset[str]:
        """The words that a phrase may begin with."""
        return frozenset(phrase[0] for phrase in self.phrases)

    @cached_property
    def lasts(self) -> frozenset[str]:
        """The words that a phrase may end with."""
        return frozenset(phrase[-1] for phrase in self.phrases)

    @cached_property
    def longest(self) -> int:
        """The words of the longest phrase."""
        return max(map(len, self.phrases), default=0)

    @cached_property
    def singles(self) -> frozenset[str]:
        """The phrases of one word."""
        return frozenset(phrase[0] for phrase in self.phrases if len(phrase) == 1)


@dataclass(frozen=True, eq=False)
class Qualifiers:
    """The qualifiers that stand on one side of a number, and the form that each gives it."""

    forms: Mapping[tuple[str, ...], Form]
    phrases: Phrases


@dataclass(frozen=True, eq=False)
class NumberWords:
    """The number words of one language and the words around numbers that matter, folded.

    Attributes:
        units: From one to nineteen.
        tens: From twenty to ninety.
        hundreds: Words that are hundreds by themselves, as Russian has them.
        scales: What multiplies the words before it: hundred, dozen, thousand and above.
        parts: What may stand for a number before a scale: `a`, `half a`.
        starters: Every word that a number in words may begin with.
        openers: Every word that a quantity may begin with, its qualifiers included, unless it begins with a digit.
        inner: Every word, digits left out, that may stand within one.
        part_phrases: The keys of `parts`.
        before: The qualifiers that stand before a number.
        after: Those that stand after it.
        lists: All other lists of the table, each phrase cut into words.
        singles: The same lists, for those whose phrases are single words.
        decimal: What stands before a fraction.
    """

    units: Mapping[str, int]
    tens: Mapping[str, int]
    hundreds: Mapping[str, int]
    scales: Mapping[str, int]
    parts: Mapping[tuple[str, ...], Fraction]
    starters: frozenset[str]
    openers: frozenset[str]
    inner: frozenset[str]
    part_phrases: Phrases
    before: Qualifiers
    after: Qualifiers
    lists: Mapping[str, Phrases]
    singles: Mapping[str, frozenset[str]]
    decimal: str


def _cut(phrases: Iterable[str]) -> Phrases:
    return Phrases(frozenset(tuple(fold_text(phrase).split()) for phrase in phrases))


def _qualifiers(listed: Mapping[Form, list[str]]) -> Qualifiers:
    forms = {tuple(fold_text(phrase).split()): form for form, phrases in listed.items() for phrase in phrases}
    return Qualifiers(forms, Phrases(frozenset(forms)))


#: Lists of words that stand inside a number or a range; a quantity begins with one where it had to be cut short.
_INSIDE = ("and", "and_a_half", "range_and", "range_to", "vague_of")


def _load(table: Mapping[str, Any]) -> NumberWords:
    values = {
        name: {fold_text(word): value for word, value in table[name].items()}
        for name in ("units", "tens", "hundreds", "hundred", "scales", "packs")
    }
    lists = {name: _cut(phrases) for name, phrases in table.items() if isinstance(phrases, list)}
    parts = {tuple(fold_text(text).split()): Fraction(part) for text, part in table["parts"].items()}
    loose = ("vague", "vague_of_only", "vague_before", "bare", "bare_opening")
    begun = {word for name in loose for word in lists[name].firsts}
    starters = frozenset((*values["units"], *values["tens"], *values["hundreds"], *begun, *(p[0] for p in parts)))
    scales = {**values["scales"], **values["packs"], **values["hundred"]}
    before = _qualifiers(table["qualifiers"])
    after = _qualifiers(table["qualifiers_after"])
    around = (before.phrases, lists["range_before"], lists["range_from"])
    inside = frozenset(word for name in _INSIDE for phrase in lists[name].phrases for word in phrase)
    openers = starters.union(scales, inside, *(phrases.firsts for phrases in around))
    loosely = (before.phrases.phrases, after.phrases.phrases, parts, *(lists[name].phrases for name in loose))
    return NumberWords(
        units=values["units"],
        tens=values["tens"],
        hundreds=values["hundreds"],
        scales=scales,
        parts=parts,
        starters=starters,
        openers=openers,
        inner=openers.union(word for phrases in loosely for phrase in phrases for word in phrase),
        part_phrases=Phrases(frozenset(parts)),
        before=before,
        after=after,
        lists=lists,
        singles={name: phrases.singles for name, phrases in lists.items()},
        decimal=table["decimal"],
    )


@cache
def _languages() -> Mapping[str, NumberWords]:
    tables = json.loads(files(__package__).joinpath("number_words.json").read_text("utf-8"))
    return {language: _load(table) for language, table in tables.items()}


def number_words(language: str) -> NumberWords:
    """Give the number words of a language, those of English for one that has none.

    Example:
        >>> number_words("ru").hundreds["двести"]
        200
    """
    languages = _languages()
    return languages.get(language.partition("-")[0], languages["en"])


def words_in_quantities() -> frozenset[str]:
    """Give every word of every language, digits left out, that may stand within a quantity.

    Example:
        >>> {"least", "dozen", "двести"} <= words_in_quantities(), "people" in words_in_quantities()
        (True, False)
    """
    return frozenset().union(*(words.inner for words in _languages().values()))
