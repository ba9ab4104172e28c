"""Quantities: the counts in a text, with the words that qualify them.

A *quantity* is a number that counts something, with its qualifiers ("at least", "or more") or, for a range, both of
its numbers; a *reading* is what it says. Numbers that count nothing are left out (`not_counts`). What is counted is
left to the phrase, but for measures: a number of days or miles carries its unit, since it never counts people.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from sidelight.core.text.numbers.counting import counting_numbers, link_of
from sidelight.core.text.numbers.neighbours import phrase_after, phrase_before, tied
from sidelight.core.text.numbers.not_counts import Reason
from sidelight.core.text.numbers.number_words import Form as Form
from sidelight.core.text.numbers.number_words import NumberWords, number_words
from sidelight.core.text.numbers.read import starts_number
from sidelight.core.text.numbers.spelled import Number
from sidelight.core.text.words import Words

#: Words that one quantity takes at most; a longer one is given without its qualifiers.
LONGEST_QUANTITY = 16
#: "About 139" may be this much off either way; "nearly 139" may be as little as this part of it.
ABOUT, NEARLY = Fraction(5, 100), Fraction(9, 10)
_MOST_QUALIFIERS = 2
#: Words between the word for a change and its "from" or "to": "raised the official death toll from".
_CHANGE_REACH = 12
#: A sign right before the number that means "about".
_ABOUT_SIGNS = ("~", "≈")
#: Of two qualifiers the one that tells more is kept.
_TELLING: Mapping[Form, int] = {
    "exact": 0,
    "about": 1,
    "nearly": 2,
    "at-least": 2,
    "more-than": 2,
    "at-most": 2,
    "less-than": 2,
    "range": 3,
    "vague": 3,
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What a text says as a number with bounds.

    Attributes:
        value: The number named; the middle of a range; `None` for a vague one.
        low: The least it may mean, `None` for no bound.
        high: The most it may mean, `None` for no bound.
        form: How it is qualified; `more-than` and `less-than` leave the value itself out.
        unit: The measure that follows ("days", "miles"), else `None`: what is counted is for the phrase to say.
        text: The words read, as they are written.
    """

    value: int | float | None
    low: int | float | None
    high: int | float | None
    form: Form
    unit: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Quantity:
    """A reading and the words `[first, end)` it was read from, qualifiers included."""

    first: int
    end: int
    reading: Reading


@dataclass(frozen=True, slots=True)
class _Found:
    """A number or a range on its way to a quantity; `low` and `high` differ for a range only."""

    first: int
    end: int
    low: Fraction | None
    high: Fraction | None
    form: Form


def read_quantities(words: Words, language: str = "en") -> tuple[Quantity, ...]:
    """Find all counts of things, from left to right, not overlapping.

    Example:
        >>> from sidelight.core.text.words import split_words
        >>> said = "Since 2004, 39-year-old Ivan saw at least 139 people die."
        >>> [quantity.reading.text for quantity in read_quantities(split_words(said))]
        ['at least 139']
    """
    return tuple(quantities_in(words, range(len(words)), language))


def quantities_in(
    words: Words, clause: range, language: str = "en", reason: Reason | None = None
) -> Iterator[Quantity]:
    """Find the counts of things in a clause (`clause_around`), or in the whole text.

    With a `reason`, those are found that are passed over for just this reason, such as "increment".
    """
    table = number_words(language)
    free = 0
    for found in _ranges(words, counting_numbers(words, clause, table, reason), table):
        quantity = _qualified(words, found, free, table)
        yield quantity
        free = quantity.end


def _ranges(words: Words, numbers: list[Number], table: NumberWords) -> Iterator[_Found]:
    """Join the two numbers of a range; a number alone is exact, or vague."""
    index = 0
    while index < len(numbers):
        left = numbers[index]
        right = numbers[index + 1] if index + 1 < len(numbers) else None
        found = _range(words, left, right, table) if right is not None else None
        index += 1 if found is None else 2
        if found is None and left.complete:
            found = _Found(left.first, left.end, left.value, left.value, "vague" if left.value is None else "exact")
        if found is not None:
            yield found


def _range(words: Words, left: Number, right: Number, table: NumberWords) -> _Found | None:
    """Read "between 130 and 140", "130 to 140", "130-140", "1 to 2 million"."""
    link = link_of(words, left, right, table)
    if link in (None, "beside") or left.value is None or right.value is None:
        return None
    between = phrase_before(words, left.first, table.lists["range_before"], table)
    opened = between or phrase_before(words, left.first, table.lists["range_from"], table)
    if link == "and" and not (between and words.texts[left.end] in table.singles["range_and"]):
        return None
    if _is_change(words, left.first, table):
        return None
    low = left.value
    if left.scale == 1 and right.scale > 1 and low < right.value / right.scale:
        low *= right.scale
    elif not left.complete:
        return None
    return _Found(left.first - opened, right.end, low, right.value, "range") if low < right.value else None


def _is_change(words: Words, first: int, table: NumberWords) -> bool:
    """Tell "rose from at least 137 to 139" and "by 2 to 139" from a range."""
    first -= _longest(words, first, table)[0]
    if phrase_before(words, first, table.lists["no_range_before"], table):
        return True
    opened = phrase_before(words, first, table.lists["range_from"], table)
    return opened > 0 and _changes(words, first - opened, table)


def _changes(words: Words, index: int, table: NumberWords) -> bool:
    """Tell whether one of the last words before this one speaks of a change: "raised the death toll"."""
    return _near_before(words, index, table.singles["changes"], table)


def _near_before(words: Words, index: int, wanted: frozenset[str], table: NumberWords) -> bool:
    for at in range(index - 1, max(-1, index - 1 - _CHANGE_REACH), -1):
        if not tied(words, at + 1, table):
            return False
        if words.texts[at] in wanted:
            return True
    return False


def _qualified(words: Words, found: _Found, free: int, table: NumberWords) -> Quantity:
    """Add the qualifiers around a number or range; words before `free` are taken."""
    first, form = _before(words, found, free, table)
    length, after = _after(words, found.end, table)
    full = replace(found, first=first, end=found.end + length, form=_outer(form, after))
    if full.end - full.first > LONGEST_QUANTITY:
        full = replace(found, first=max(found.first, found.end - LONGEST_QUANTITY))
    return _quantity(words, full, table)


def _before(words: Words, found: _Found, free: int, table: NumberWords) -> tuple[int, Form]:
    first, form = found.first, found.form
    if words.gap(first).endswith(_ABOUT_SIGNS):
        form = _outer(form, "about")
    if phrase_before(words, first, table.lists["exceeding"], table):
        form = _outer(form, "more-than")
    for _ in range(_MOST_QUALIFIERS):
        length, added = _longest(words, first, table)
        if not length or first - length < free or _only_ends(words, first - length, free, table):
            break
        first -= length
        form = _outer(form, added)
    return first, form


def _only_ends(words: Words, index: int, free: int, table: NumberWords) -> bool:
    """Tell a word that leads to where a change ended from a qualifier: "toll up to 139" is not "up to 139 dead"."""
    if words.texts[index] in table.singles["rising"]:
        linked = tied(words, index, table) and words.texts[index - 1] not in table.singles["rising_not_after"]
        return linked and _near_before(words, index, table.singles["totals"], table)
    if words.texts[index] not in table.singles["range_to"]:
        return False
    return 0 < index == free or _changes(words, index, table)


def _after(words: Words, end: int, table: NumberWords) -> tuple[int, Form]:
    """Find the qualifier right behind a number, unless it goes on to a number of its own."""
    length = phrase_after(words, end, table.after.phrases, table)
    if length and not (tied(words, end + length, table) and starts_number(words.texts[end + length], table)):
        return length, table.after.forms[words.texts[end : end + length]]
    if words.gap_after(end - 1).startswith("+"):
        return 0, "at-least"
    return 0, _behind_the_counted(words, end, table)


def _behind_the_counted(words: Words, end: int, table: NumberWords) -> Form:
    """Read the qualifier behind what is counted: "139 people or more"; its words belong to no quantity."""
    if not tied(words, end, table) or words.texts[end] not in table.singles["counted"]:
        return "exact"
    behind = end + 1
    length = phrase_after(words, behind, table.lists["qualifiers_after_counted"], table)
    further = behind + length
    if not length or (tied(words, further, table) and starts_number(words.texts[further], table)):
        return "exact"
    return table.after.forms[words.texts[behind:further]]


def _longest(words: Words, index: int, table: NumberWords) -> tuple[int, Form]:
    """Find the longest qualifier that ends right before a word."""
    length = phrase_before(words, index, table.before.phrases, table)
    return length, table.before.forms[words.texts[index - length : index]] if length else "exact"


def _outer(form: Form, added: Form) -> Form:
    return added if _TELLING[added] > _TELLING[form] else form


def _quantity(words: Words, found: _Found, table: NumberWords) -> Quantity:
    measure = phrase_after(words, found.end, table.lists["measures"], table)
    low, high = _bounds(found)
    reading = Reading(
        value=_value(found),
        low=low,
        high=high,
        form=found.form,
        unit=" ".join(words.texts[found.end : found.end + measure]) if measure else None,
        text=words.span(found.first, found.end).of(words.source),
    )
    return Quantity(found.first, found.end, reading)


def _value(found: _Found) -> int | float | None:
    if found.low is None or found.high is None:
        return None
    if found.form == "range":
        return int((found.low + found.high) / 2 + Fraction(1, 2))
    return _simple(found.high)


def _bounds(found: _Found) -> tuple[int | float | None, int | float | None]:
    """Turn a form into the interval that it leaves open."""
    low, high = found.low, found.high
    if low is None or high is None:
        return None, None
    if found.form in ("at-least", "more-than"):
        return _simple(low), None
    if found.form in ("at-most", "less-than"):
        return 0, _simple(high)
    if found.form == "about":
        return _simple(low * (1 - ABOUT)), _simple(high * (1 + ABOUT))
    return _simple(low * NEARLY) if found.form == "nearly" else _simple(low), _simple(high)


def _simple(value: Fraction) -> int | float:
    return int(value) if value.denominator == 1 else float(value)
