"""Numbers for words: what decides whether two words are the same is 64 bits of each.

The hash of a word is a polynomial of its letters, so that of any beginning of it falls off too. Everybody can make two
words with one hash on purpose; that costs a try in vain and no more, since a phrase that is tried looks at the words.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Places = NDArray[np.int64]

_MODULUS = 1 << 64
_BASE = 0x9E3779B97F4A7C15
_OTHER_BASE = pow(_BASE, -1, _MODULUS)
_WHOLE, _BEGINNING, _STUB = (
    np.array([factor], np.uint64) for factor in (0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xD6E8FEB86659FD93)
)
#: What a run's hash is multiplied by before the next word is added.
_NEXT = np.array([0xFF51AFD7ED558CCD], np.uint64)
_SHIFT = np.uint64(29)
#: Code points for which there are powers from the start; a longer text makes more, which are kept.
_POWERS = 1 << 15


class _Powers(NamedTuple):
    """Powers of the base, and of its inverse."""

    up: Hashes
    down: Hashes


def _powers_of(count: int) -> _Powers:
    up, down = (np.full(count, base, np.uint64) for base in (_BASE, _OTHER_BASE))
    up[0] = down[0] = 1
    return _Powers(np.cumprod(up, dtype=np.uint64), np.cumprod(down, dtype=np.uint64))


_kept = [_powers_of(_POWERS)]


def _powers(count: int) -> _Powers:
    powers = _kept[0]
    if len(powers.up) < count:
        powers = _kept[0] = _powers_of(1 << (count - 1).bit_length())
    return powers


class Polynomials:
    """Hashes of any stretches of one text."""

    def __init__(self, points: NDArray[np.uint32]) -> None:
        self._powers = _powers(len(points) + 1)
        self._sums = np.zeros(len(points) + 1, np.uint64)
        np.cumsum(points * self._powers.up[: len(points)], out=self._sums[1:], dtype=np.uint64)

    def of(self, starts: Places, ends: Places) -> Hashes:
        """Hash each stretch [start, end); the same letters have the same hash wherever they stand."""
        return (self._sums[ends] - self._sums[starts]) * self._powers.down[starts]


def as_whole(words: Hashes) -> Hashes:
    """Turn hashes of letters into those of whole words."""
    return _mixed(words, _WHOLE)


def as_beginning(words: Hashes) -> Hashes:
    """Turn hashes of letters into those of beginnings of words."""
    return _mixed(words, _BEGINNING)


def as_stub(words: Hashes) -> Hashes:
    """Turn hashes of letters into those of what a beginning is looked up by first."""
    return _mixed(words, _STUB)


def then(run: Hashes, word: Hashes) -> Hashes:
    """Give the hash of a run of words and one more."""
    return run * _NEXT + word


def _mixed(words: Hashes, factor: Hashes) -> Hashes:
    mixed = words * factor
    mixed ^= mixed >> _SHIFT
    return mixed * _NEXT
