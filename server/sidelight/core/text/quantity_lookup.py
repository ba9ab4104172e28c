"""Quantities by their first word, read where they are asked for: few words of a text are near a phrase that counts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sidelight.core.text.numbers.neighbours import clause_around
from sidelight.core.text.numbers.number_words import number_words
from sidelight.core.text.numbers.read import starts_number
from sidelight.core.text.quantities import LONGEST_QUANTITY, Quantity, quantities_in
from sidelight.core.text.words import Words


class Quantities(Mapping[int, Sequence[Quantity]]):
    """The quantities of a text by their first word, read a clause at a time; the same that `read_quantities` gives.

    Example:
        >>> from sidelight.core.text.words import split_words
        >>> found = Quantities(split_words("Of 200 guests at least 139 died."))
        >>> list(found), found[3][0].reading.text, found.get(4), found.took(4)
        ([1, 3], 'at least 139', (), True)
    """

    def __init__(self, words: Words, language: str = "en") -> None:
        self._words = words
        self._language = language
        self._table = number_words(language)
        self._by_first: dict[int, tuple[Quantity]] = {}
        self._read = bytearray(len(words))
        self._on_top: dict[int, tuple[Quantity]] = {}
        self._read_on_top = bytearray(len(words))

    def get(  # type: ignore[override] # the default has no type of its own
        self, first: int, default: Sequence[Quantity] = ()
    ) -> Sequence[Quantity]:
        """Give the quantity that begins with a word, as a list of at most one."""
        if not self._read[first]:
            text = self._words.texts[first]
            if text not in self._table.openers and not starts_number(text, self._table):
                return default
            self._read_around(first)
        return self._by_first.get(first, default)

    def on_top(self, first: int) -> Sequence[Quantity]:
        """Give the count on top of others that begins with a word ("wounded another 60"), as a list of at most one.

        It is none of the quantities, for by itself it is no total; the words around it may tell that it is one.

        Example:
            >>> from sidelight.core.text.words import split_words
            >>> found = Quantities(split_words("They killed 139 people and wounded another 60."))
            >>> found.get(7), [count.reading.value for count in found.on_top(7)]
            ((), [60])
        """
        text = self._words.texts[first]
        if not self._read_on_top[first] and (text in self._table.openers or starts_number(text, self._table)):
            clause = clause_around(self._words, first, self._table)
            self._read_on_top[clause.start : clause.stop] = b"\1" * len(clause)
            told = quantities_in(self._words, clause, self._language, "increment")
            self._on_top.update((count.first, (count,)) for count in told)
        return self._on_top.get(first, ())

    def took(self, at: int) -> bool:
        """Tell whether a word belongs to a quantity."""
        text = self._words.texts[at]
        if text not in self._table.inner and not starts_number(text, self._table):
            return False
        self._read_around(at)
        near = range(at, max(-1, at - LONGEST_QUANTITY), -1)
        return any(at < quantity.end for first in near for quantity in self._by_first.get(first, ()))

    def __getitem__(self, first: int) -> Sequence[Quantity]:
        found = self.get(first)
        if not found:
            raise KeyError(first)
        return found

    def __iter__(self) -> Iterator[int]:
        for at in range(len(self._words)):
            self._read_around(at)
        return iter(sorted(self._by_first))

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def _read_around(self, at: int) -> None:
        if self._read[at]:
            return
        clause = clause_around(self._words, at, self._table)
        self._read[clause.start : clause.stop] = b"\1" * len(clause)
        for quantity in quantities_in(self._words, clause, self._language):
            self._by_first[quantity.first] = (quantity,)


def names_increment(words: Iterable[str], language: str) -> bool:
    """Tell whether one of the words is by which a count is told to come on top of others: "another", "more".

    Example:
        >>> names_increment(["killed", "people"], "en"), names_increment(["injured", "others"], "en")
        (False, True)
    """
    singles = number_words(language).singles
    return any(word in singles[name] for word in words for name in ("increment_before", "increment_after"))


def quantity_openers(language: str) -> frozenset[str]:
    """Give the words that a quantity may begin with, if it does not begin with a digit.

    Example:
        >>> "nearly" in quantity_openers("en"), "people" in quantity_openers("en")
        (True, False)
    """
    return number_words(language).openers
