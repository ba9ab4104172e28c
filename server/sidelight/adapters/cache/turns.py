"""One at a time: among the threads of a process, or among all processes of a machine.

A turn ends with its process, however that ends, because the system lets go of its file locks; so nobody ever waits for
the dead. What is locked is one of a fixed number of empty files, chosen by the key's hash: their names tell nothing,
and they do not add up. Two keys that share a file only wait for one another. All that take two turns take them in the
same order of kinds (`page:`, then `site:`), and each kind has files of its own, so they never wait in a circle.
"""

import hashlib
import logging
import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: How many turns of a kind can be held at a time without waiting for one another by accident.
FILES_OF_A_KIND = 1024
#: How often a waiting thread looks whether it is its turn: at first, and at most (seconds).
_FIRST_LOOK, _LAST_LOOK = 0.002, 0.05

_log = logging.getLogger(__name__)


class ThreadTurns:
    """Implements `Turns` for a server of one process that keeps nothing on disk."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._taken: set[str] = set()

    @contextmanager
    def turn(self, key: str, *, wait_seconds: float) -> Iterator[bool]:
        """Wait for the turn and hold it; gives whether it came in time."""
        with self._changed:
            ours = self._changed.wait_for(lambda: key not in self._taken, timeout=max(0.0, wait_seconds))
            if ours:
                self._taken.add(key)
        try:
            yield ours
        finally:
            if ours:
                with self._changed:
                    self._taken.discard(key)
                    self._changed.notify_all()


class FileTurns:
    """Implements `Turns` by locked files in a private folder; safe to be shared by threads."""

    def __init__(self, folder: Path) -> None:
        """Use this folder, which is made when it is first needed."""
        self._folder = folder
        self._told = False

    @contextmanager
    def turn(self, key: str, *, wait_seconds: float) -> Iterator[bool]:
        """Wait for the turn and hold it; gives whether it came in time. Where files cannot be locked it always does."""
        descriptor = self._open(key)
        if descriptor is None:
            yield True
            return
        try:
            yield self._wait(descriptor, wait_seconds)
        finally:
            os.close(descriptor)  # which also lets go of the lock

    def _open(self, key: str) -> int | None:
        kind = key.partition(":")[0]
        place = int.from_bytes(hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()[:4]) % FILES_OF_A_KIND
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            return os.open(self._folder / f"{kind}-{place:03x}", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            self._tell(error)
            return None

    def _wait(self, descriptor: int, seconds: float) -> bool:
        latest, look = time.monotonic() + seconds, _FIRST_LOOK
        try:
            while not _try_lock(descriptor):
                left = latest - time.monotonic()
                if left <= 0:
                    return False
                time.sleep(min(look, left))
                look = min(look * 2, _LAST_LOOK)
        except OSError as error:
            self._tell(error)
        return True

    def _tell(self, error: OSError) -> None:
        if not self._told:
            self._told = True
            _log.warning("files cannot be locked (%s); processes go on without waiting", type(error).__name__)


def _try_lock(descriptor: int) -> bool:
    """Lock an open file unless somebody else has.

    Raises:
        OSError: This file system knows no locks.
    """
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True
