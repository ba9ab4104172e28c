"""A lock among the threads of one process, and free in every process that it forks.

A lock that some thread holds at the moment of a fork is held in the child for ever: that thread did not come along.
"""

import os
from threading import Lock


class ProcessLock:
    """Gives each process a lock of its own."""

    def __init__(self) -> None:
        self._locks: dict[int, Lock] = {}

    def own(self) -> Lock:
        """Give the lock of this process."""
        return self._locks.setdefault(os.getpid(), Lock())
