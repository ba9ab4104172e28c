"""Tell the numbers that count nothing: dates, years, times, money, percentages, ages, ordinals, parts of names.

A wrong card under "39-year-old" or "since 2004" costs more than a missing one, so what may be either is refused. Each
rule looks at a few words around one number; `why_no_count` asks them in order.
"""

import re
from collections.abc import Callable
from typing import Literal

from sidelight.core.text.numbers.neighbours import phrase_after, phrase_before, tied
from sidelight.core.text.numbers.number_as_verb import is_verb
from sidelight.core.text.numbers.number_words import Form, NumberWords
from sidelight.core.text.numbers.spelled import LONGEST_DIGITS, Number, scale_at
from sidelight.core.text.words import Join, Words

Reason = Literal[
    "part", "money", "percent", "time", "age", "date", "year", "name", "fraction", "not-counting", "increment"
]

_CURRENCY = "$€£¥₽₴₹₪₺₸"
_GLUED_BEFORE = "#@/\\_&=^+.×*°\u2044"
_GLUED_AFTER = "@/\\_=^×*°\u2044"
_MONEY_BEFORE = re.compile(rf"[{_CURRENCY}] ?$")
_MONEY_AFTER = re.compile(rf" ?[{_CURRENCY}]")
#: Days of a month, and what a person's age stays below.
_LAST_DAY, _OLDEST = 31, 120
_YEARS = range(1000, 3000)
#: A bare number in here is read as a year unless the next word is something that is counted.
_USUAL_YEARS = range(1900, 2100)
#: "About 2004" and "around 2004" are said of years too; these are not.
_SURE_FORMS: tuple[Form, ...] = ("at-least", "more-than", "at-most", "less-than", "nearly")


def why_no_count(words: Words, number: Number, table: NumberWords) -> Reason | None:
    """Name the reason why a number is no count of things; `None` when it may be one.

    Example:
        >>> from sidelight.core.text.numbers.number_words import number_words
        >>> from sidelight.core.text.numbers.read import read_number
        >>> from sidelight.core.text.words import split_words
        >>> words = split_words("since 2004")
        >>> why_no_count(words, read_number(words, 1, number_words("en")), number_words("en"))
        'year'
    """
    for reason, holds in _RULES:
        if holds(words, number, table):
            return reason
    return None


def _around(words: Words, number: Number) -> tuple[str, str]:
    return words.gap(number.first), words.gap_after(number.end - 1)


def _is_part(words: Words, number: Number, table: NumberWords) -> bool:
    """Glued to something: "F-16", "#139", "1/2", "-5", "2.5", "255-FZ", "39-inch"."""
    if not number.complete or _goes_on(words, number, table):
        return True
    before, after = _around(words, number)
    if before[-1:] and before[-1:] in _GLUED_BEFORE:
        return True
    if "§" in before or (after[:1] and after[:1] in _GLUED_AFTER):
        return True
    if before == "-":
        return not (number.first and _may_be_range(words, number.first))
    if before.endswith("-"):
        return True
    return _is_compound(words, number, table)


def _goes_on(words: Words, number: Number, table: NumberWords) -> bool:
    """Multiplied behind a qualifier: "100-plus thousand"."""
    qualifier = phrase_after(words, number.end, table.after.phrases, table)
    return qualifier > 0 and scale_at(words, number.end + qualifier, table) > 0


def _is_compound(words: Words, number: Number, table: NumberWords) -> bool:
    """Joined by a hyphen to a word that makes no count of it: "two-thirds", "three-time", "255-FZ"."""
    end = number.end
    if end >= len(words) or words.joins[end] is not Join.HYPHEN:
        return False
    after = words.texts[end]
    if _digits(after):
        return not _may_be_range(words, end)
    if phrase_after(words, end, table.after.phrases, table):
        return False
    return not any(after in table.singles[name] for name in ("compounds", "measures", "counted", "percent", "money"))


def _may_be_range(words: Words, index: int) -> bool:
    """Tell a range (130-140) from a score (2-1) or a name (Su-27) by the words on both sides of a hyphen."""
    left, right = words.texts[index - 1], words.texts[index]
    return _digits(left) and _digits(right) and _size(left) < _size(right)


def _digits(text: str) -> bool:
    return len(text) <= LONGEST_DIGITS and text.replace(",", "").replace(".", "").isdecimal()


def _size(text: str) -> float:
    parts = re.split("[,.]", text)
    decimal = len(parts) == len(("1", "5")) and len(parts[1]) != len("000")
    return float(text.replace(",", ".")) if decimal else int("".join(parts))


def _is_money(words: Words, number: Number, table: NumberWords) -> bool:
    before, after = _around(words, number)
    if _MONEY_BEFORE.search(before) or _MONEY_AFTER.match(after):
        return True
    if tied(words, number.first, table) and words.texts[number.first - 1] in table.singles["money_before"]:
        return words.raw(number.first - 1).isupper()
    whose = phrase_after(words, number.end, table.lists["money_of"], table)
    return phrase_after(words, number.end + whose, table.lists["money"], table) > 0


def _is_percent(words: Words, number: Number, table: NumberWords) -> bool:
    if words.gap_after(number.end - 1).lstrip(" ").startswith(("%", "‰")):
        return True
    return phrase_after(words, number.end, table.lists["percent"], table) > 0


def _is_time(words: Words, number: Number, table: NumberWords) -> bool:
    """On the clock, or a score: a colon between digits, "10 p.m."."""
    before, after = _around(words, number)
    follows = number.end < len(words) and words.texts[number.end][:1].isdecimal()
    if before == ":" or (after == ":" and follows):
        return True
    return phrase_after(words, number.end, table.lists["times"], table) > 0


def _is_age(words: Words, number: Number, table: NumberWords) -> bool:
    if phrase_before(words, number.first, table.lists["age_before"], table):
        return True
    if phrase_after(words, number.end, table.lists["age_after"], table):
        return True
    return _stands_beside_a_name(words, number)


def _stands_beside_a_name(words: Words, number: Number) -> bool:
    """The age of someone named: "Ivan Petrov, 39, said", "Ivan Petrov (39)"."""
    if not number.plain or number.value is None or number.value >= _OLDEST or not number.first:
        return False
    if not words.raw(number.first - 1)[:1].isupper():
        return False
    before, after = _around(words, number)
    return (before == ", " and after[:1] in ("", ",", ".", ";")) or (before == " (" and after[:1] in (")", ","))


def _is_date(words: Words, number: Number, table: NumberWords) -> bool:
    if not number.plain or number.value is None or number.value > _LAST_DAY:
        return _is_numeric_date(words, number)
    first, end = number.first, number.end
    of = phrase_after(words, end, table.lists["month_of"], table)
    if _is_month(words, end + of, table) and tied(words, end + of, table):
        return True
    if not (tied(words, first, table) or _after_short_month(words, first)) or not _is_month(words, first - 1, table):
        return _is_numeric_date(words, number)
    only_month = phrase_before(words, first - 1, table.lists["month_only"], table)
    return not (only_month and phrase_after(words, end, table.lists["counted"], table))


def _after_short_month(words: Words, first: int) -> bool:
    return words.gap(first) == ". "


def _is_month(words: Words, index: int, table: NumberWords) -> bool:
    if not 0 <= index < len(words) or words.texts[index] not in table.singles["months"]:
        return False
    return words.texts[index] not in table.singles["months_capital"] or words.raw(index)[0].isupper()


def _is_numeric_date(words: Words, number: Number) -> bool:
    """Three numbers joined by hyphens: "2024-03-26"."""
    if not number.plain:
        return False
    start = number.first
    while start and number.first - start < 2 and _joined_digits(words, start):
        start -= 1
    end = number.end
    while end - start < 3 and _joined_digits(words, end):
        end += 1
    return end - start >= 3


def _joined_digits(words: Words, index: int) -> bool:
    """Tell whether a word and the one before it are digits with a hyphen between."""
    if not 0 < index < len(words) or words.joins[index] is not Join.HYPHEN:
        return False
    return words.texts[index].isdecimal() and words.texts[index - 1].isdecimal()


def _is_year(words: Words, number: Number, table: NumberWords) -> bool:
    """Said as a year, or likely one: four bare digits that nothing makes a count of."""
    value = int(number.value or 0)  # a range compares with a Fraction one by one
    if not number.plain or value not in _YEARS:
        return False
    first, end = number.first, number.end
    if phrase_after(words, end, table.lists["year_words"], table) or _is_month(words, first - 1, table):
        return True
    if phrase_before(words, first, table.lists["year_after"], table):
        return True
    if phrase_after(words, end, table.lists["counted"], table):
        return False
    qualifier = phrase_before(words, first, table.before.phrases, table)
    if qualifier and table.before.forms[words.texts[first - qualifier : first]] in _SURE_FORMS:
        return False
    if value < _USUAL_YEARS.stop and phrase_before(words, first, table.lists["year_likely_after"], table):
        return True
    round_count = value % 100 == 0 and not phrase_before(words, first, table.lists["year_perhaps_after"], table)
    return value in _USUAL_YEARS and not round_count


def _is_name(words: Words, number: Number, table: NumberWords) -> bool:
    """Part of a name: "Article 205", "Boeing 777", "No. 5", "World War Two"."""
    if not number.first:
        return False
    before = words.texts[number.first - 1]
    if before in table.singles["names"] and not is_verb(words, number.first - 1, table):
        return words.joins[number.first] is not Join.BREAK
    if not tied(words, number.first, table) or before not in table.singles["names_capital"]:
        return False
    return words.raw(number.first - 1)[0].isupper()


def _is_fraction(words: Words, number: Number, table: NumberWords) -> bool:
    """A part or a multiple: "two thirds", "three times", "one in five", "four out of ten"."""
    end = number.end
    if phrase_after(words, end, table.lists["fractions"], table):
        return True
    if phrase_after(words, end, table.lists["times_as"], table):
        return True
    return number.value is not None and _is_ratio(words, number, table)


def _is_ratio(words: Words, number: Number, table: NumberWords) -> bool:
    """Either side of "one in five" or "three out of ten", the left side being small."""
    links = table.lists["ratio"]
    after = phrase_after(words, number.end, links, table)
    if after and tied(words, number.end + after, table):
        return _links(words, number.end, number.end + after, table)
    before = phrase_before(words, number.first, links, table)
    return before > 0 and _links(words, number.first - before, number.first, table)


def _links(words: Words, first: int, end: int, table: NumberWords) -> bool:
    """Tell whether the words `[first, end)` stand between the two numbers of a ratio."""
    if not first or not _numeral(words, first - 1, table) or not _numeral(words, end, table):
        return False
    left = words.texts[first - 1]
    if " ".join(words.texts[first:end]) in table.singles["ratio_of_one"]:
        return left == "1" or left in table.singles["one"]
    return len(left) == 1 or left in table.units


def _numeral(words: Words, index: int, table: NumberWords) -> bool:
    return words.texts[index] in table.units or words.texts[index].isdecimal()


def _counts_nothing(words: Words, number: Number, table: NumberWords) -> bool:
    """The word "one" as a pronoun: "no one", "one of the", "one day"."""
    if number.end != number.first + 1 or words.texts[number.first] not in table.singles["one"]:
        return False
    if phrase_before(words, number.first, table.lists["one_not_after"], table):
        return True
    return phrase_after(words, number.end, table.lists["one_not_before"], table) > 0


def _is_increment(words: Words, number: Number, table: NumberWords) -> bool:
    """Told on top of others, so no total: "another 60", "at least 60 more", "60 other people"."""
    after = number.end + phrase_after(words, number.end, table.after.phrases, table)
    for end in (number.end, after):
        if phrase_after(words, end, table.lists["increment_after"], table) and words.gap(end) == " ":
            return True
    qualifier = phrase_before(words, number.first, table.before.phrases, table)
    return phrase_before(words, number.first - qualifier, table.lists["increment_before"], table) > 0


_RULES: tuple[tuple[Reason, Callable[[Words, Number, NumberWords], bool]], ...] = (
    ("money", _is_money),
    ("percent", _is_percent),
    ("part", _is_part),
    ("time", _is_time),
    ("age", _is_age),
    ("date", _is_date),
    ("year", _is_year),
    ("name", _is_name),
    ("fraction", _is_fraction),
    ("not-counting", _counts_nothing),
    ("increment", _is_increment),
)
