"""A small cache in memory, for what a server has to know of sites even if it keeps nothing on disk."""

import threading
import time
from collections.abc import Callable

#: Most bytes, keys included; what was stored longest ago goes first.
SIZE_LIMIT_BYTES = 8_000_000


class MemoryCache:
    """Implements `Cache` within one process; safe to be shared by threads."""

    def __init__(self, *, size_limit: int = SIZE_LIMIT_BYTES, now: Callable[[], float] = time.monotonic) -> None:
        """Keep at most so many bytes."""
        self._size_limit = size_limit
        self._now = now
        self._lock = threading.Lock()
        self._size = 0
        self._kept: dict[str, tuple[float, bytes]] = {}

    def get(self, key: str) -> bytes | None:
        """Look the key up; `None` on a miss."""
        with self._lock:
            until, value = self._kept.get(key, (0.0, b""))
            return value if until > self._now() else None

    def set(self, key: str, value: bytes, *, seconds: int) -> None:
        """Keep the bytes for at most so many seconds."""
        with self._lock:
            self._drop(key)
            if seconds <= 0 or len(key) + len(value) > self._size_limit:
                return
            self._kept[key] = self._now() + seconds, value
            self._size += len(key) + len(value)
            while self._size > self._size_limit:
                self._drop(next(iter(self._kept)))

    def _drop(self, key: str) -> None:
        if key in self._kept:
            _, value = self._kept.pop(key)
            self._size -= len(key) + len(value)
