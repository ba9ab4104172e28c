"""Accounts for tests: hashes that cost nothing and are counted, and a clock that the test moves."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from tests.stores import NOON, sqlite_store

from sidelight.adapters.accounts.tries import Tries
from sidelight.adapters.cache.memory import MemoryCache
from sidelight.adapters.cache.turns import ThreadTurns
from sidelight.adapters.store.sql import SqlStore
from sidelight.services.curation.accounts import Accounts
from sidelight.services.curation.values import SYSTEM

PASSWORD = "seven small grey pebbles"  # noqa: S105 — of tests alone
HOURS = 12
ADDRESS = "203.0.113.7"


@dataclass
class Hashing:
    """Hashes that cost nothing, and are counted: how many there were, and how many at once."""

    made: int = 0
    checked: int = 0
    at_once: int = 0
    most_at_once: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)
    #: What a hash made today begins with.
    start: str = "hash"
    #: So many passwords are awaited before one of them is answered; they are to be asked about at once.
    meeting: threading.Barrier = field(default_factory=lambda: threading.Barrier(1))

    def hash_password(self, password: str) -> str:
        self.made += 1
        return f"{self.start} of {password}"

    def is_outdated(self, password_hash: str) -> bool:
        return not password_hash.startswith(self.start)

    def password_fits(self, password_hash: str, password: str) -> bool:
        with self.lock:
            self.checked += 1
            self.at_once += 1
            self.most_at_once = max(self.most_at_once, self.at_once)
        self.meeting.wait(60)
        with self.lock:
            self.at_once -= 1
        return password_hash.endswith(f" of {password}")


@dataclass
class World:
    """Accounts on a store, with a clock that the test moves."""

    store: SqlStore
    hashing: Hashing = field(default_factory=Hashing)
    now: datetime = NOON
    accounts: Accounts = field(init=False)

    def __post_init__(self) -> None:
        self.accounts = self.open(tries=1_000_000)

    def open(self, *, tries: int) -> Accounts:
        """Accounts as another process has them; its tries are shared with nobody."""

        def seconds() -> float:
            return self.now.timestamp()

        return Accounts(
            store=self.store.accounts,
            now=lambda: self.now,
            passwords=self.hashing,
            session_hours=HOURS,
            tries=Tries(cache=MemoryCache(now=seconds), turns=ThreadTurns(), a_minute=tries, now=seconds),
        )

    def pass_by(self, **time: float) -> None:
        self.now += timedelta(**time)


@contextmanager
def accounts_on(folder: Path) -> Iterator[World]:
    """Accounts on a store in a folder, with a curator and an admin."""
    store = sqlite_store(folder)
    made = World(store)
    made.accounts.add("anna", "curator", PASSWORD, by=SYSTEM)
    made.accounts.add("vera", "admin", PASSWORD, by=SYSTEM)
    yield made
    store.close()
