"""Numbers in words, and the word "million" behind digits."""

from dataclasses import dataclass, replace
from fractions import Fraction

from sidelight.core.text.numbers.neighbours import phrase_after, tied
from sidelight.core.text.numbers.number_words import NumberWords
from sidelight.core.text.words import Words

#: More digits than anything that is counted; it also keeps the arithmetic on hostile text small.
LONGEST_DIGITS = 15
#: Words that one number takes at most, without qualifiers.
NUMBER_WORDS = 12
_DOZEN = 12
#: Words of a number below a thousand before its scale: "two hundred", "двести тридцать пять".
_GROUP_WORDS = 3


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written, at the words `[first, end)`.

    Attributes:
        value: `None` for a vague one.
        plain: One word of digits without grouping, as years and days are written.
        scale: What the last word multiplied by; 1 for none.
        complete: False for a decimal that no "million" has followed.
    """

    first: int
    end: int
    value: Fraction | None
    plain: bool = False
    scale: int = 1
    complete: bool = True


def scale_at(words: Words, index: int, table: NumberWords) -> int:
    """Give what a word multiplies the number before it by; 0 when it multiplies nothing."""
    return table.scales.get(words.texts[index], 0) if tied(words, index, table) else 0


def scaled(words: Words, number: Number, table: NumberWords) -> Number:
    """Multiply digits by the word behind them: "1.2 million", "2 and a half million"."""
    end = number.end
    value = number.value or Fraction(0)
    half = phrase_after(words, end, table.lists["and_a_half"], table)
    if half and scale_at(words, end + half, table):
        end += half
        value += Fraction(1, 2)
    scale = scale_at(words, end, table)
    if not scale:
        return number
    return replace(number, end=end + 1, value=value * scale, plain=False, scale=scale, complete=True)


def spell(words: Words, place: tuple[int, int], table: NumberWords, part: Fraction | None = None) -> Number | None:
    """Read number words: `place` is where the number begins and the first word still to be read."""
    number = _spell(words, place, _Spelled(table, part, commas=True))
    if number is not None and phrase_after(words, number.end, table.lists["part_of"], table):
        return _spell(words, place, _Spelled(table, part, commas=False))  # "three thousand, two hundred of them"
    return number


def _spell(words: Words, place: tuple[int, int], spelled: "_Spelled") -> Number | None:
    first, at = place
    table = spelled.table
    end = at
    while at < len(words) and at - first < NUMBER_WORDS and (at == first or spelled.reaches(words, at)):
        if spelled.take(words.texts[at]):
            at += 1
            end = at
        elif words.texts[at] in table.singles["and"] and spelled.goes_on(words, at + 1):
            at += 1
        else:
            break
    if end == first:
        return None
    number = Number(first, end, Fraction(spelled.total + spelled.group), scale=spelled.scale)
    return number if spelled.scale > 1 else scaled(words, number, table)


class _Spelled:
    """The number spelled so far.

    `group` is what is below the next thousand and `level` the smallest magnitude placed in it (1000: nothing yet;
    0: nothing may follow); `limit` is the last scale, below which the next must stay.
    """

    def __init__(self, table: NumberWords, part: Fraction | None, *, commas: bool) -> None:
        self.table = table
        self.commas = commas
        self.total: int | Fraction = 0
        self.group: int | Fraction = part if part is not None else 0
        self.level = 1000 if part is None else 1
        self.limit = 10**LONGEST_DIGITS
        self.scale = 1

    def take(self, text: str) -> bool:
        """Add a word if it can follow; tell whether it could."""
        table = self.table
        if text in table.scales:
            return self._multiply(table.scales[text], bare=self._may_be_bare(text))
        for values, above in ((table.units, 10), (table.tens, 99), (table.hundreds, 999)):
            if text in values:
                return self._add(values[text], above)
        return False

    def reaches(self, words: Words, index: int) -> bool:
        """Tell whether the number may go on here; over a comma only as in "one million, two hundred thousand"."""
        if tied(words, index, self.table):
            return True
        if not self.commas or words.gap(index) != ", " or self.level != 1000 or not self.total:
            return False
        end = index
        while end - index < _GROUP_WORDS and self._is_small(words, end):
            end += 1
            if not tied(words, end, self.table):
                return False
        return end > index and 100 <= scale_at(words, end, self.table) < self.limit

    def _is_small(self, words: Words, index: int) -> bool:
        if index >= len(words):
            return False
        return any(words.texts[index] in values for values in (self.table.units, self.table.tens, self.table.hundreds))

    def goes_on(self, words: Words, index: int) -> bool:
        """Tell whether an "and" right before this word belongs to the number, not to "between ... and ..."."""
        if self.level != 100 and not (self.level == 1000 and self.total):
            return False
        table = self.table
        if not tied(words, index, table) or words.texts[index] not in {**table.units, **table.tens}:
            return False
        after = index + 1
        if words.texts[index] in table.tens and tied(words, after, table) and words.texts[after] in table.units:
            after += 1
        scale = scale_at(words, after, table)
        return scale < self.limit and not (scale == 100 and self.level == 100)

    def _add(self, value: int, above: int) -> bool:
        small_after_tens = self.level == 10 and value < 10
        if self.level <= above and not small_after_tens:
            return False
        self.group += value
        self.level = 1 if above == 10 else (10 if above == 99 else 100)
        self.scale = 1
        return True

    def _may_be_bare(self, text: str) -> bool:
        singles = self.table.singles
        return text in singles["bare"] or (not self.total and text in singles["bare_opening"])

    def _multiply(self, scale: int, *, bare: bool) -> bool:
        if bare and not self.group:
            self.group = 1
        if not self.group or scale >= self.limit:
            return False
        if scale == 100:
            if self.group >= 100 or not self.level:
                return False
            self.group *= scale
            self.level = 100
            return True
        self.total += self.group * scale
        self.group = 0
        self.level = 0 if scale == _DOZEN else 1000
        self.limit = self.scale = scale
        return True
