"""Tries to log in are counted together by all processes of a machine."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from sidelight.adapters.accounts import tries
from sidelight.adapters.accounts.tries import WINDOW_SECONDS, Tries
from sidelight.adapters.cache import disk
from sidelight.adapters.cache.disk import DiskCache
from sidelight.adapters.cache.keyed import KeyedCache
from sidelight.adapters.cache.memory import MemoryCache
from sidelight.adapters.cache.null import NullCache
from sidelight.adapters.cache.turns import FileTurns, ThreadTurns
from sidelight.services.ports import Cache

SECRET = b"s" * 32
MOST = 5
#: How long those who count together wait for one another on a slow machine, in seconds.
PATIENCE = 60.0


class Clock:
    """A clock that stands until it is set."""

    def __init__(self) -> None:
        self.seconds = 1_790_000_000.0

    def __call__(self) -> float:
        return self.seconds


def on_disk(folder: Path, now: Callable[[], float]) -> tuple[Tries, DiskCache]:
    """Tries as each process of a machine has them."""
    cache = DiskCache(folder / "cache")
    turns = FileTurns(folder / "turns", SECRET)
    return Tries(cache=KeyedCache(cache, SECRET), turns=turns, a_minute=MOST, now=now), cache


def test_so_many_are_allowed_and_after_a_minute_again() -> None:
    clock = Clock()
    tries = Tries(cache=MemoryCache(now=clock), turns=ThreadTurns(), a_minute=MOST, now=clock)

    first = [tries.take("name:anna") for _ in range(8)]
    clock.seconds += WINDOW_SECONDS
    again = tries.take("name:anna")

    assert first == [True] * MOST + [False] * 3
    assert again


def test_each_key_has_its_own() -> None:
    tries = Tries(cache=MemoryCache(), turns=ThreadTurns(), a_minute=1)

    assert [tries.take(key) for key in ("name:anna", "name:vera", "address:anna", "name:anna")] == [
        True,
        True,
        True,
        False,
    ]


def test_processes_count_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tries, "WAIT_SECONDS", PATIENCE)
    monkeypatch.setattr(disk, "WAIT_SECONDS", PATIENCE)
    clock = Clock()
    several = [on_disk(tmp_path, clock) for _ in range(4)]

    with ThreadPoolExecutor(8) as pool:
        taken = list(pool.map(lambda number: several[number % 4][0].take("name:anna"), range(40)))

    assert sum(taken) == MOST
    for _, cache in several:
        cache.close()


def test_neither_name_nor_address_can_be_read_from_the_disk(tmp_path: Path) -> None:
    tries, cache = on_disk(tmp_path, Clock())
    tries.take("name:anna-of-the-desk")
    tries.take("address:203.0.113.7")
    cache.close()

    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    kept = b"".join(file.read_bytes() for file in files) + " ".join(map(str, files)).encode()
    assert b"log-in-name" in kept
    assert b"anna-of-the-desk" not in kept
    assert b"203.0.113.7" not in kept


@pytest.mark.parametrize("cache", [NullCache(), MemoryCache(size_limit=1)], ids=["null", "too small"])
def test_where_nothing_can_be_shared_a_process_counts_for_itself(cache: Cache) -> None:
    tries = Tries(cache=cache, turns=ThreadTurns(), a_minute=MOST)

    assert [tries.take("name:anna") for _ in range(7)] == [True] * MOST + [False] * 2


@pytest.mark.parametrize("found", [b"{", b"7", b'["x"]', b"\xff", b"[NaN]"])
def test_what_is_no_count_counts_as_none(found: bytes) -> None:
    cache = MemoryCache()
    cache.set("log-in-name:anna", found, seconds=60)

    assert Tries(cache=cache, turns=ThreadTurns(), a_minute=1).take("name:anna")
