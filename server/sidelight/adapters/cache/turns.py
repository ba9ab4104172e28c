"""One at a time: among the threads of a process, or among all processes of a machine.

A turn ends with its process, however that ends, because the system lets go of its file locks; so nobody ever waits for
the dead. What is locked is an empty file that is named by the key's keyed hash and removed after the turn. Whoever gets
the lock of a file that was removed meanwhile begins anew. All that take two turns take them in the same order of kinds
(`page:`, then `site:`), so they never wait in a circle.
"""

import hashlib
import hmac
import logging
import os
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

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

    def __init__(self, folder: Path, secret: bytes) -> None:
        """Use this folder, which is made when it is first needed; all who share it share the secret."""
        self._folder = folder
        self._secret = secret
        self._told = False

    @contextmanager
    def turn(self, key: str, *, wait_seconds: float) -> Iterator[bool]:
        """Wait for the turn and hold it; gives whether it came in time. Where files cannot be locked it always does."""
        hashed = hmac.new(self._secret, key.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
        path = self._folder / f"{key.partition(':')[0]}-{hashed}"
        try:
            descriptor = self._wait(path, wait_seconds)
        except OSError as error:
            self._tell(error)
            yield True
            return
        if descriptor is None:
            yield False
            return
        try:
            yield True
        finally:
            with suppress(OSError):  # where an open file cannot be removed, it stays
                path.unlink()
            os.close(descriptor)  # which also lets go of the lock

    def _wait(self, path: Path, seconds: float) -> int | None:
        """Give the locked file, or `None` if others held it all the time.

        Raises:
            OSError: The folder or its file system is not fit for this.
        """
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        latest, look = time.monotonic() + seconds, _FIRST_LOOK
        while (descriptor := _locked(path)) is None:
            left = latest - time.monotonic()
            if left <= 0:
                return None
            time.sleep(min(look, left))
            look = min(look * 2, _LAST_LOOK)
        return descriptor

    def _tell(self, error: OSError) -> None:
        if not self._told:
            self._told = True
            _log.warning("files cannot be locked (%s); processes go on without waiting", type(error).__name__)


def _locked(path: Path) -> int | None:
    """Open and lock the file, unless somebody else holds it or has just removed it."""
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if _try_lock(descriptor) and _is_there(descriptor, path):
            return descriptor
    except OSError:
        os.close(descriptor)
        raise
    os.close(descriptor)
    return None


def _is_there(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


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
