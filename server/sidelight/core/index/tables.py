"""Short lists of numbers, by number, in two arrays: a million of them must not be a million objects."""

from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int32]
#: What may be given where numbers are asked for.
Given = Sequence[int] | Numbers | NDArray[np.int64]


class Table:
    """Lists of numbers, by number; most are empty. Never changed once made.

    Example:
        >>> table = Table([2, 0, 2], [7, 5, 9])
        >>> table[2], table[1], table[99], list(table.each([1, 2]))
        ((7, 9), (), (), [(2, 7), (2, 9)])
    """

    __slots__ = ("_firsts", "_values", "_view")

    def __init__(self, keys: Given, values: Given) -> None:
        listed = np.asarray(keys, np.int32)
        order = np.argsort(listed, kind="stable")
        self._values = np.asarray(values, np.int32)[order]
        counts = np.bincount(listed) if len(listed) else np.zeros(0, np.int64)
        self._firsts = np.zeros(len(counts) + 1, np.int32)
        np.cumsum(counts, out=self._firsts[1:])
        # A single list is read through these, which is several times quicker than through the arrays themselves.
        self._view = self._firsts.data, self._values.data

    @classmethod
    def both_ways(cls, left: Given, right: Given) -> "tuple[Table, Table]":
        """Make two tables of pairs, each pair once: from the left numbers to the right ones, and back."""
        pairs = each_once(np.asarray(left, np.int64) << 32 | np.asarray(right, np.int64))
        lefts, rights = (pairs >> 32).astype(np.int32), (pairs & 0xFFFFFFFF).astype(np.int32)
        return cls(lefts, rights), cls(rights, lefts)

    def __getitem__(self, at: int) -> Sequence[int]:
        firsts, values = self._view
        return tuple(values[firsts[at] : firsts[at + 1]]) if at + 1 < len(firsts) else ()

    def each(self, ats: Given) -> Iterator[tuple[int, int]]:
        """Give (at, number) for every number of several lists."""
        asked = np.asarray(ats, np.int32)
        whose, values = self.gather(asked)
        return zip(asked[whose].tolist(), values.tolist(), strict=True)

    def once(self, ats: Given) -> dict[int, None]:
        """Give every number of several lists, each once, in the order in which they first come."""
        return dict.fromkeys(self.gather(np.asarray(ats, np.int32))[1].tolist())

    def gather(self, ats: Numbers | NDArray[np.int64]) -> tuple[NDArray[np.int64], Numbers]:
        """Give every number of several lists, and beside it the place in `ats` of its list."""
        firsts = self._firsts.take(ats, mode="clip")
        counts = self._firsts.take(ats + 1, mode="clip") - firsts
        held = counts.nonzero()[0]  # mostly few
        firsts, counts = firsts[held], counts[held]
        ends = np.cumsum(counts)
        places = np.arange(int(ends[-1]) if len(ends) else 0) + np.repeat(firsts - (ends - counts), counts)
        return np.repeat(held, counts), self._values[places]

    def turned(self, ats: Numbers | NDArray[np.int64]) -> "Table":
        """Make the table from the numbers in some of the lists back to those lists."""
        whose, values = self.gather(ats)
        return Table(values, ats[whose])


class Rows:
    """Lists of numbers, one behind the other, while they are gathered; each belongs to how many came before it."""

    def __init__(self) -> None:
        self._values = array("i")
        self._ends = array("q")

    def add(self, numbers: Iterable[int]) -> None:
        """Put a list behind the others."""
        self._values.extend(numbers)
        self._ends.append(len(self._values))

    def without(self, owners: Given) -> tuple[Numbers, Numbers]:
        """Give all numbers, and beside each whose it is, but those of some owners."""
        left = np.ones(len(self._ends), np.bool_)
        left[np.asarray(owners, np.int32)] = False
        whose = self._owners()
        kept = left[whose]
        return np.asarray(self._values, np.int32)[kept], whose[kept]

    def counts(self, size: int) -> Sequence[int]:
        """Count how often each number below `size` comes."""
        return array("q", np.bincount(np.asarray(self._values, np.int32), minlength=size).tobytes())

    def crowds(self, table: Table, more_than: int) -> Iterator[tuple[int, int]]:
        """Give the owners one of whose numbers has something in its list that more than so many have, and how many."""
        whose, shared = table.gather(np.asarray(self._values, np.int32))
        most = np.zeros(len(self._ends), np.int64)
        np.maximum.at(most, self._owners()[whose], np.bincount(shared)[shared])
        crowded = np.flatnonzero(most > more_than)
        return zip(crowded.tolist(), most[crowded].tolist(), strict=True)

    def _owners(self) -> Numbers:
        ends = np.asarray(self._ends, np.int64)
        return np.repeat(np.arange(len(ends), dtype=np.int32), np.diff(ends, prepend=0))


def as_numbers(numbers: Collection[int]) -> Numbers:
    """Make an array of numbers that are asked for more than once."""
    return np.fromiter(numbers, np.int32, len(numbers))


def each_once(*numbers: Given) -> NDArray[np.int64]:
    """Put numbers behind one another and keep the first of equal ones.

    Example:
        >>> each_once([5, 2], [2, 7]).tolist()
        [5, 2, 7]
    """
    together = np.concatenate([np.asarray(some, np.int64) for some in numbers])
    _, first = np.unique(together, return_index=True)
    return together[np.sort(first)]
