"""The default cache: a folder on this machine's disk, shared by all worker processes, without a server of its own.

diskcache pickles whatever is no plain value, and unpickles whatever a row says is pickled; whoever can write to its
database could so run code here. `BytesDisk` knows bytes alone and refuses every other row, and the folder must be ours
alone. Losing the cache costs time, nothing else; so every failure while it is in use is a miss, said once in the log.
"""

import logging
import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import Any

import diskcache

from sidelight.errors import CacheUnavailableError

#: Most bytes on disk; what was stored longest ago goes first.
SIZE_LIMIT_BYTES = 256_000_000
#: Longest wait for another process that writes, in seconds; a longer one is a miss.
WAIT_SECONDS = 2.0
_OPEN_TO_OTHERS = stat.S_IWGRP | stat.S_IWOTH
#: How diskcache marks rows: the value stands in the row, or in a file beside the database.
_MODE_IN_ROW = 1
_MODE_IN_FILE = 2

_log = logging.getLogger(__name__)


class ForeignRowError(OSError):
    """A row that this cache never writes; an OSError, because diskcache takes those for a miss."""


class BytesDisk(diskcache.Disk):  # type: ignore[misc]  # diskcache has no types
    """Stores str → bytes, and reads nothing else."""

    def put(self, key: object) -> tuple[Any, bool]:
        """Take a text as the key.

        Raises:
            TypeError: The key is something else, which diskcache would pickle.
        """
        if type(key) is not str:
            msg = f"a cache key is a text, not a {type(key).__name__}"
            raise TypeError(msg)
        return key, True

    def get(self, key: Any, raw: bool) -> str:  # noqa: FBT001 — diskcache's signature
        """Give a stored key back.

        Raises:
            ForeignRowError: It is not a text as `put` stores it.
        """
        if not raw or type(key) is not str:
            msg = "the cache holds a key that is no text"
            raise ForeignRowError(msg)
        return key

    def store(self, value: object, read: bool, key: object = diskcache.UNKNOWN) -> tuple[Any, ...]:  # noqa: FBT001 — diskcache's signature
        """Take bytes as the value.

        Raises:
            TypeError: The value is something else, which diskcache would pickle.
        """
        if type(value) is not bytes or read:
            msg = f"a cached value is bytes, not a {type(value).__name__}"
            raise TypeError(msg)
        stored: tuple[Any, ...] = super().store(value, read, key)
        return stored

    def fetch(self, mode: int, filename: str | None, value: Any, read: bool) -> bytes:  # noqa: FBT001 — diskcache's signature
        """Give stored bytes back, from the row or from a file inside the cache's own folder.

        Raises:
            ForeignRowError: The row is of another kind, or names a file elsewhere.
        """
        inside = filename is None or not (PurePath(filename).is_absolute() or ".." in PurePath(filename).parts)
        if mode not in {_MODE_IN_ROW, _MODE_IN_FILE} or not inside or read:
            msg = "the cache holds a row that Sidelight never writes"
            raise ForeignRowError(msg)
        found = super().fetch(mode, filename, value, read)
        if type(found) is not bytes:
            msg = "the cache holds a value that is no bytes"
            raise ForeignRowError(msg)
        return found


class DiskCache:
    """Implements `Cache` in a folder; safe to be shared by threads and processes."""

    def __init__(self, folder: Path, *, size_limit: int = SIZE_LIMIT_BYTES) -> None:
        """Open the folder, making it if it is not there.

        Raises:
            CacheUnavailableError: The folder cannot be made, is not ours, or others may write to it.
        """
        self._told = False
        self._cache: Any = None
        _make_private(folder)
        with self._failing_as_miss():
            self._cache = diskcache.Cache(
                str(folder), timeout=WAIT_SECONDS, disk=BytesDisk, size_limit=size_limit, sqlite_mmap_size=0
            )
            self._cache.expire()

    def get(self, key: str) -> bytes | None:
        """Look the key up; `None` on a miss."""
        if self._cache is None:
            return None
        with self._failing_as_miss():
            found: bytes | None = self._cache.get(key)
            return found
        return None

    def set(self, key: str, value: bytes, *, seconds: int) -> None:
        """Keep the bytes for at most so many seconds."""
        if self._cache is None or seconds <= 0:
            return
        with self._failing_as_miss():
            self._cache.set(key, value, expire=seconds)

    def close(self) -> None:
        """Drop what is out of date and let go of the database."""
        if self._cache is not None:
            with self._failing_as_miss():
                self._cache.expire()
                self._cache.close()

    @contextmanager
    def _failing_as_miss(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, diskcache.Timeout, OSError) as error:
            if not self._told:
                self._told = True
                _log.warning("the cache cannot be used (%s); all goes on without it", type(error).__name__)


def _make_private(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = folder.stat()
        if os.name == "posix":
            _check_owner(folder, found)
            folder.chmod(0o700)
    except OSError as error:
        msg = f"the cache folder {str(folder)!r} cannot be made or opened: {error.strerror}"
        raise CacheUnavailableError(msg) from error


def _check_owner(folder: Path, found: os.stat_result) -> None:
    if found.st_uid != os.geteuid():
        msg = f"the cache folder {str(folder)!r} belongs to somebody else (user number {found.st_uid})"
        raise CacheUnavailableError(msg)
    if found.st_mode & _OPEN_TO_OTHERS:
        msg = f"others may write to the cache folder {str(folder)!r} (mode {stat.S_IMODE(found.st_mode):04o})"
        raise CacheUnavailableError(msg)
