"""A set of 64-bit keys in which thousands are looked up at once; most of them are not in it."""

import numpy as np
from numpy.typing import NDArray

from sidelight.core.index.hashes import Hashes, Places

#: Places for each key in the sieve that refuses nearly everything; more would leave the processor's caches sooner.
_SIEVE_PLACES = 4
_LEAST_PLACES = 1 << 12
_BITS = 64
#: What stands in a place of the sieve that several keys share: it refuses none.
_SHARED = 255


class KeyTable:
    """Finds keys by a sieve of their last bits, then by the bucket that their first bits choose.

    Attributes:
        keys: The keys in ascending order, each once; a key's number is its place here.
    """

    def __init__(self, keys: Hashes) -> None:
        self.keys: Hashes = np.unique(keys)
        places = max(_LEAST_PLACES, 1 << (len(self.keys) * _SIEVE_PLACES - 1).bit_length())
        self._sieve_shift = np.uint64(_BITS - places.bit_length() + 1)
        at = (self.keys >> self._sieve_shift).view(np.int64)
        self._sieve = np.zeros(places, np.uint8)
        self._sieve[at] = _last_bits(self.keys)
        self._sieve[at[1:][at[1:] == at[:-1]]] = _SHARED
        buckets = max(2, 1 << (len(self.keys) - 1).bit_length())
        self._bucket_shift = np.uint64(_BITS - buckets.bit_length() + 1)
        counts = np.bincount((self.keys >> self._bucket_shift).view(np.int64), minlength=buckets)
        self._firsts = np.zeros(buckets + 1, np.int32)
        np.cumsum(counts, out=self._firsts[1:])

    def __len__(self) -> int:
        return len(self.keys)

    def likely(self, asked: Hashes) -> Places:
        """Give the places among those asked of all keys that are in the table, and of few others."""
        held = self._sieve.take((asked >> self._sieve_shift).view(np.int64), mode="clip")
        likely: Places = ((held == _last_bits(asked)) | (held == _SHARED)).nonzero()[0]
        return likely

    def find(self, asked: Hashes) -> tuple[Places, Places]:
        """Look keys up: the places among those asked at which one is in the table, in no order, and its number there.

        Example:
            >>> table = KeyTable(np.array([7, 1 << 60], np.uint64))
            >>> [found.tolist() for found in table.find(np.array([1 << 60, 5, 7], np.uint64))]
            [[2, 0], [0, 1]]
        """
        buckets = (asked >> self._bucket_shift).view(np.int64)
        number, last = self._firsts[buckets].astype(np.int64), self._firsts[buckets + 1]
        at = (number < last).nonzero()[0]
        number, last = number[at], last[at]
        found_at, found = [at[:0]], [at[:0]]
        while len(at):
            same = self.keys[number] == asked[at]
            found_at.append(at[same])
            found.append(number[same])
            number += 1
            left = ((number < last) & ~same).nonzero()[0]
            at, number, last = at[left], number[left], last[left]
        return np.concatenate(found_at), np.concatenate(found)


def _last_bits(keys: Hashes) -> NDArray[np.uint8]:
    return keys.astype(np.uint8)
