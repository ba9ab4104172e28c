"""Places in an article's words, and an index that finds the nearest without looking at all of them.

Hostile text can hold thousands of mentions and thousands of cues; nothing may compare each with each.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple


class Place(NamedTuple):
    """Where something was found: words `[first, end)` of a block; sorted as it is read."""

    block: int
    first: int
    end: int

    def contains(self, other: "Place") -> bool:
        """Tell whether the other place lies wholly inside this one.

        Example:
            >>> Place(0, 2, 5).contains(Place(0, 3, 5)), Place(0, 2, 5).contains(Place(1, 3, 5))
            (True, False)
        """
        return self.block == other.block and self.first <= other.first and other.end <= self.end


class Places:
    """Places in reading order, each once."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.all = sorted(set(places))
        self._by_block: dict[int, list[Place]] = {}
        for place in self.all:
            self._by_block.setdefault(place.block, []).append(place)

    def __bool__(self) -> bool:
        return bool(self.all)

    def in_block(self, block: int) -> list[Place]:
        """Give the places of one block."""
        return self._by_block.get(block, [])

    def nearest(self, to: Place) -> Place | None:
        """Give the last place that begins before the end of `to`, else the first one behind it.

        Example:
            >>> places = Places([Place(0, 1, 2), Place(2, 0, 1)])
            >>> places.nearest(Place(1, 0, 1)), places.nearest(Place(0, 0, 1))
            (Place(block=0, first=1, end=2), Place(block=0, first=1, end=2))
        """
        return next(before(self.all, to), None) or (self.all[0] if self.all else None)


def before(places: list[Place], to: Place) -> Iterator[Place]:
    """Walk backwards over sorted places from the last that begins before the end of `to`."""
    for at in range(bisect_left(places, Place(to.block, to.end, 0)) - 1, -1, -1):
        yield places[at]


def behind(places: list[Place], to: Place) -> Iterator[Place]:
    """Walk forwards over sorted places from the first that begins at or after the end of `to`."""
    for at in range(bisect_left(places, Place(to.block, to.end, 0)), len(places)):
        yield places[at]


def outermost(places: Iterable[Place]) -> list[Place]:
    """Keep, of places that lie inside one another, the outer one; of equal ones, the first given.

    Example:
        >>> outermost([Place(0, 1, 2), Place(0, 0, 3), Place(0, 3, 4)])
        [Place(block=0, first=0, end=3), Place(block=0, first=3, end=4)]
    """
    kept: list[Place] = []
    for place in sorted(places, key=lambda p: (p.block, p.first, -p.end)):
        if not kept or not kept[-1].contains(place):
            kept.append(place)
    return kept
