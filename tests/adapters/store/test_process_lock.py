"""A lock that a thread holds at the moment of a fork is not held in the child."""

import os

import pytest

from sidelight.adapters.store.reading.process_lock import ProcessLock

#: How long a child waits for a lock that it must get at once.
PATIENCE_SECONDS = 20.0


def test_in_one_process_it_is_one_lock() -> None:
    lock = ProcessLock()

    with lock.own():
        assert not lock.own().acquire(blocking=False)
    assert lock.own().acquire(blocking=False)


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_forked_process_has_a_lock_of_its_own() -> None:
    lock = ProcessLock()

    with lock.own():
        child = os.fork()
        if not child:
            os._exit(0 if lock.own().acquire(timeout=PATIENCE_SECONDS) else 1)

    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert lock.own().acquire(blocking=False)
