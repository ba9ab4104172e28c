"""A set of 64-bit keys in which thousands are looked up at once; most of them are not in it."""

import numpy as np
from numpy.typing import NDArray

from sidelight.core.index.hashes import Hashes

#: Places for each key in the sieve that refuses nearly everything; more would leave the processor's caches sooner.
_SIEVE_PLACES = 8
_LEAST_PLACES = 1 << 12
_BITS = 64


class KeyTable:
    """Finds keys by a sieve, then by the bucket that their first bits choose.

    Attributes:
        keys: The keys in ascending order, each once; a key's number is its place here.
    """

    def __init__(self, keys: Hashes) -> None:
        self.keys: Hashes = np.unique(keys)
        places = max(_LEAST_PLACES, 1 << (len(self.keys) * _SIEVE_PLACES - 1).bit_length())
        self._sieve_shift = np.uint64(_BITS - places.bit_length() + 1)
        self._sieve = np.zeros(places, np.bool_)
        self._sieve[(self.keys >> self._sieve_shift).view(np.int64)] = True
        buckets = max(2, 1 << (len(self.keys) - 1).bit_length())
        self._bucket_shift = np.uint64(_BITS - buckets.bit_length() + 1)
        counts = np.bincount((self.keys >> self._bucket_shift).view(np.int64), minlength=buckets)
        self._firsts = np.zeros(buckets + 1, np.int32)
        np.cumsum(counts, out=self._firsts[1:])

    def __len__(self) -> int:
        return len(self.keys)

    def find(self, asked: Hashes) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Look keys up: the places among those asked at which one is in the table, in no order, and its number there.

        Example:
            >>> table = KeyTable(np.array([7, 1 << 60], np.uint64))
            >>> [found.tolist() for found in table.find(np.array([1 << 60, 5, 7], np.uint64))]
            [[2, 0], [0, 1]]
        """
        at = np.flatnonzero(self._sieve.take((asked >> self._sieve_shift).view(np.int64), mode="clip"))
        left = asked[at]
        buckets = (left >> self._bucket_shift).view(np.int64)
        number, last = self._firsts[buckets].astype(np.int64), self._firsts[buckets + 1]
        found_at: list[NDArray[np.int64]] = []
        found: list[NDArray[np.int64]] = []
        while len(at):
            (more,) = np.nonzero(number < last)
            at, left, number, last = at[more], left[more], number[more], last[more]
            same = self.keys[number] == left
            found_at.append(at[same])
            found.append(number[same])
            other = ~same
            at, left, number, last = at[other], left[other], number[other] + 1, last[other]
        if not found:
            return at, at
        return np.concatenate(found_at), np.concatenate(found)
