"""Which numbers of a text count something, seen together with the numbers beside them."""

from collections.abc import Iterator, Mapping
from typing import Literal

from sidelight.core.text.numbers.neighbours import tied
from sidelight.core.text.numbers.not_counts import Reason, why_no_count
from sidelight.core.text.numbers.number_words import NumberWords
from sidelight.core.text.numbers.read import read_number, starts_number
from sidelight.core.text.numbers.spelled import Number
from sidelight.core.text.words import Join, Words

#: How two numbers hang together: a range at sight, an "and", or nothing but a space.
Link = Literal["to", "and", "beside"]

#: The reasons that one of two linked numbers shares with the other, by what links them.
_BACKWARD: Mapping[Link, frozenset[Reason | None]] = {
    "to": frozenset(("date", "time", "money", "percent", "age", "year", "part", "increment")),
    "and": frozenset(("date", "time", "percent")),
    "beside": frozenset(),
}
_FORWARD: Mapping[Link, frozenset[Reason | None]] = {
    "to": frozenset(("date", "time", "money", "age", "year", "part", "increment")),
    "and": frozenset(("date",)),
    "beside": frozenset(),
}
#: The last day of a month, and the last year that is written as one.
_LAST: Mapping[Reason, int] = {"date": 31, "year": 2100}


def counting_numbers(words: Words, clause: range, table: NumberWords, reason: Reason | None = None) -> list[Number]:
    """Keep the numbers of a clause that count; what stands beside a date or a percentage in a range is one too.

    Of a range, a half that lacks its "million" is kept for its partner to complete. With a `reason`, the numbers are
    given that count nothing for just this reason.

    Example:
        >>> from sidelight.core.text.numbers.number_words import number_words
        >>> from sidelight.core.text.words import split_words
        >>> words = split_words("5 to 10 percent of 139 people")
        >>> [int(number.value) for number in counting_numbers(words, range(6), number_words("en"))]
        [139]
    """
    numbers = list(_numbers(words, clause, table))
    reasons = [why_no_count(words, number, table) for number in numbers]
    for index in range(len(numbers) - 1):
        left, right = numbers[index], numbers[index + 1]
        link = link_of(words, left, right, table)
        if link is None:
            continue
        shared = not left.complete and right.scale > 1 and reasons[index] == "part"
        if shared and reasons[index + 1] is None:
            reasons[index] = None
        reasons[index : index + 2] = _spread((reasons[index], reasons[index + 1]), (left, right), link)
    return [number for number, found in zip(numbers, reasons, strict=True) if found == reason]


def _numbers(words: Words, clause: range, table: NumberWords) -> Iterator[Number]:
    """All numbers of a clause, whatever they stand for."""
    at, texts, starters = 0, words.texts, table.starters
    for index in clause:
        text = texts[index]
        if index < at or not (text in starters or starts_number(text, table)):
            continue
        number = read_number(words, index, table)
        if number is not None:
            at = number.end
            yield number


def _spread(
    reasons: tuple[Reason | None, Reason | None], pair: tuple[Number, Number], link: Link
) -> list[Reason | None]:
    """Carry a reason over a link: "5 to 10 percent", "22 and 26 March", "$5 to 10"; two bare numbers say nothing."""
    left_reason, right_reason = reasons
    left, right = pair
    if left_reason is None and right_reason is None and link == "beside":
        return ["not-counting", "not-counting"]
    if left_reason is None and right_reason in _BACKWARD[link] and _may_be(right_reason, left):
        return [right_reason, right_reason]
    if right_reason is None and left_reason in _FORWARD[link] and _may_be(left_reason, right):
        return [left_reason, left_reason]
    return [left_reason, right_reason]


def _may_be(reason: Reason | None, number: Number) -> bool:
    """Tell whether a number could be a day or a year, if that is the reason."""
    last = _LAST.get(reason or "part")
    return last is None or (number.plain and number.value is not None and number.value <= last)


def link_of(words: Words, left: Number, right: Number, table: NumberWords) -> Link | None:
    """Tell how two numbers hang together: `to` (a range at sight), `and`, `beside` (only a space), or not."""
    between = right.first - left.end
    if between == 0:
        if words.joins[right.first] is Join.HYPHEN:
            return "to"
        return "beside" if words.gap(right.first) == " " and left.value is not None else None
    if between != 1 or not tied(words, left.end, table) or not tied(words, right.first, table):
        return None
    word = words.texts[left.end]
    if word in table.singles["range_to"]:
        return "to"
    return "and" if word in table.singles["date_joins"] or word in table.singles["range_and"] else None
