"""Counts tries to log in, among all processes of a machine: so many in any minute, then no more.

Names and addresses are kept for that minute only, and as keyed hashes if the cache hashes its keys. A cache that is
dead forgets; so each process counts for itself as well.
"""

import json
import time
from collections.abc import Callable
from typing import Final

from sidelight.adapters.cache.memory import MemoryCache
from sidelight.services.ports import Cache, Turns

#: The stretch of time in which tries are counted, in seconds.
WINDOW_SECONDS: Final = 60
#: Longest wait for another process that is counting, in seconds; who does not get the turn may not try.
WAIT_SECONDS: Final = 2.0


class Tries:
    """Implements `TryLimit` on a cache and turns that all processes share."""

    def __init__(self, *, cache: Cache, turns: Turns, a_minute: int, now: Callable[[], float] = time.time) -> None:
        """Take parts; `a_minute` is how many tries each key has, `now` counts seconds alike in all processes."""
        self._caches = (MemoryCache(), cache)
        self._turns = turns
        self._most = a_minute
        self._now = now

    def take(self, key: str, *, times: int = 1) -> bool:
        """Take one of the tries of a key, such as `name:anna`; tells whether there was one left.

        It has so many `times` the tries that were allowed each.
        """
        key = f"log-in-{key}"
        with self._turns.turn(key, wait_seconds=WAIT_SECONDS) as ours:
            if not ours:
                return False
            now = self._now()
            known = [[at for at in _read(cache.get(key)) if 0 <= now - at < WINDOW_SECONDS] for cache in self._caches]
            left = max(len(tries) for tries in known) < self._most * times
            if left:
                for cache, tries in zip(self._caches, known, strict=True):
                    cache.set(key, json.dumps([*tries, now]).encode(), seconds=WINDOW_SECONDS)
        return left


def _read(value: bytes | None) -> list[float]:
    try:
        found = json.loads(value or b"[]")
    except ValueError:
        return []
    return [at for at in found if isinstance(at, int | float)] if isinstance(found, list) else []
