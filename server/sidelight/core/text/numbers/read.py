"""Read numbers: digits with grouping, number words, decimals before a million, and vague ones such as "dozens".

This module reads what is written at one place and hardly looks around: whether a number counts anything is decided in
`not_counts`, what qualifies it in `quantities`.
"""

import re
from fractions import Fraction

from sidelight.core.text.numbers.neighbours import phrase_at, tied
from sidelight.core.text.numbers.number_words import NumberWords
from sidelight.core.text.numbers.spelled import LONGEST_DIGITS, NUMBER_WORDS, Number, scale_at, scaled, spell
from sidelight.core.text.words import Words

_MOST_GROUPS = 4
_PLAIN = re.compile(r"0|[1-9][0-9]*")
_GROUP = re.compile(r"[0-9]{3}")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+|(?:\.[0-9]{3})+)|[1-9][0-9]?(?:,[0-9]{2})+,[0-9]{3}")
_DECIMAL = re.compile(r"[0-9]+[.,][0-9]+")


def starts_number(text: str, table: NumberWords) -> bool:
    """Tell whether a number may begin with this word."""
    return text in table.starters or "0" <= text[0] <= "9"


def read_number(words: Words, index: int, table: NumberWords) -> Number | None:
    """Read the longest number that begins at a word.

    Example:
        >>> from sidelight.core.text.numbers.number_words import number_words
        >>> from sidelight.core.text.words import split_words
        >>> read_number(split_words("one hundred and thirty-nine people"), 0, number_words("en")).value
        Fraction(139, 1)
    """
    text = words.texts[index]
    if "0" <= text[0] <= "9":
        return _read_digits(words, index, table)
    if text not in table.starters:
        return None
    return _read_vague(words, index, table) or _read_part(words, index, table) or _read_spelled(words, index, table)


def _read_spelled(words: Words, index: int, table: NumberWords) -> Number | None:
    """Read number words; "hundred" opens "hundred and forty", but alone or before "thousand" it is no number."""
    number = spell(words, (index, index), table)
    if number is None or words.texts[index] not in table.singles["bare_opening"]:
        return number
    return number if number.end > index + 1 and not scale_at(words, index + 1, table) else None


def _read_digits(words: Words, index: int, table: NumberWords) -> Number | None:
    text = words.texts[index]
    # Superscripts and fractions fold to digits, but are no part of the number before them.
    if len(text) > LONGEST_DIGITS or not all(sign.isdecimal() or sign in ",." for sign in words.raw(index)):
        return None
    grouped = _GROUPED.fullmatch(text) is not None
    if _DECIMAL.fullmatch(text) and not (grouped and not (table.decimal in text and scale_at(words, index + 1, table))):
        value = Fraction(text.replace(",", "."))
        return scaled(words, Number(index, index + 1, value, complete=False), table)
    if grouped:
        return scaled(words, Number(index, index + 1, Fraction(re.sub("[,.]", "", text))), table)
    return scaled(words, _join_groups(words, index, table), table) if _PLAIN.fullmatch(text) else None


def _join_groups(words: Words, index: int, table: NumberWords) -> Number:
    """Join "139 000" into one number, unless the first part is the day of a month or part of a name."""
    digits = words.texts[index]
    end = index + 1
    before = words.texts[index - 1] if index else ""
    named = before in table.singles["months"] or before in table.singles["names"]
    if len(digits) <= len("139") and digits != "0" and not named:
        while end < len(words) and end - index <= _MOST_GROUPS and words.gap(end) == " ":
            if _GROUP.fullmatch(words.texts[end]) is None:
                break
            digits += words.texts[end]
            end += 1
    return Number(index, end, Fraction(int(digits)), plain=end == index + 1)


def _read_vague(words: Words, index: int, table: NumberWords) -> Number | None:
    """Read "dozens", "tens of thousands", "several hundred", with the "of" behind them."""
    vague, of_only = table.singles["vague"], table.singles["vague_of_only"]
    few = phrase_at(words, index, table.lists["vague_before"], table)
    if few:
        end = index + few
        while end - index < NUMBER_WORDS and (scale_at(words, end, table) or _vague_at(words, end, table)):
            end += 1
        return Number(index, _with_of(words, end, table), None) if end > index + few else None
    if words.texts[index] not in vague and words.texts[index] not in of_only:
        return None
    end = index + 1
    while end - index < NUMBER_WORDS and _with_of(words, end, table) > end and _vague_at(words, end + 1, table):
        end += 2
    full = _with_of(words, end, table)
    if (
        words.texts[index] in of_only
        and full == index + 1
        and not _goes_on_with(words, full, "vague_before_verb", table)
    ):
        return None
    return Number(index, full, None)


def _goes_on_with(words: Words, index: int, name: str, table: NumberWords) -> bool:
    return tied(words, index, table) and words.texts[index] in table.singles[name]


def _vague_at(words: Words, index: int, table: NumberWords) -> bool:
    return tied(words, index, table) and words.texts[index] in table.singles["vague"]


def _with_of(words: Words, end: int, table: NumberWords) -> int:
    """Step over an "of" that goes on to what is counted."""
    of = tied(words, end, table) and words.texts[end] in table.singles["vague_of"]
    return end + 1 if of and tied(words, end + 1, table) else end


def _read_part(words: Words, index: int, table: NumberWords) -> Number | None:
    """Read "a hundred and thirty", "half a million"."""
    length = phrase_at(words, index, table.part_phrases, table)
    if not length or not scale_at(words, index + length, table):
        return None
    part = table.parts[words.texts[index : index + length]]
    return spell(words, (index, index + length), table, part)
