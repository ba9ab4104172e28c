"""Take times and memory: CPU time of this process alone, since wall time on a shared machine says little."""

import resource
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
_MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Times:
    """Median and 95th percentile in milliseconds, and what each call returned on average."""

    p50: float
    p95: float
    found: float

    def as_json(self) -> dict[str, float]:
        return asdict(self)


def cpu_times(work: Callable[[Item], int], items: Sequence[Item], *, seconds: float) -> Times:
    """Call the work on each item in turn, round after round, for about so many seconds of CPU; one round warms up.

    Going through all items in each round keeps caches as cold as a server's, which never sees one text twice.
    """
    found = [work(item) for item in items]
    taken: list[float] = []
    until = time.process_time() + seconds
    while time.process_time() < until or len(taken) < 3 * len(items):
        for item in items:
            started = time.process_time()
            work(item)
            taken.append((time.process_time() - started) * 1000)
    return Times(statistics.median(taken), statistics.quantiles(taken, n=20)[-1], statistics.mean(found))


def cpu_seconds(work: Callable[[], Result]) -> tuple[float, Result]:
    """Do the work once and tell its CPU seconds."""
    started = time.process_time()
    result = work()
    return time.process_time() - started, result


def resident() -> float:
    """Megabytes of memory that this process holds now; what it held at most where the system does not tell."""
    statm = Path("/proc/self/statm")
    if statm.exists():
        return int(statm.read_text().split()[1]) * resource.getpagesize() / _MEGABYTE
    return peak()


def peak() -> float:
    """Megabytes of memory that this process held at most."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (_MEGABYTE if sys.platform == "darwin" else 1024)
