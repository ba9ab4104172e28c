"""Passwords as argon2 hashes, and what many log-ins at once may take."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from argon2 import PasswordHasher

from sidelight.adapters.accounts.passwords import hash_password, is_outdated, password_fits

SERVER = Path(__file__).parents[3] / "server"
PASSWORD = "seven small grey pebbles"  # noqa: S105 — of tests alone
#: Memory of one hash, as the hash itself says (KiB), and of two with all that is around them.
MEMORY_KIB = 65_536
MOST_GROWTH_KIB = 150_000

#: Sixteen people log in at the same time, and the largest memory of the process is told.
CROWD = """
import resource, threading
from types import SimpleNamespace
from datetime import UTC, datetime
from sidelight.adapters.accounts import passwords
from sidelight.services.curation.accounts import Accounts
from sidelight.services.curation.errors import CurationError, NotKeptError

def nobody(name):
    raise NotKeptError(name)

accounts = Accounts(
    store=SimpleNamespace(curator=nobody), now=lambda: datetime.now(UTC), passwords=passwords, session_hours=1,
    tries=SimpleNamespace(take=lambda key, times=1: True),
)
refused = []
def log_in():
    try:
        accounts.log_in("anna", "wrong", address="203.0.113.7")
    except CurationError:  # of that name and password there is nobody, or it was too long until its turn
        refused.append(1)

before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
threads = [threading.Thread(target=log_in) for _ in range(16)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(len(refused), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


def test_a_password_fits_its_own_hash_alone() -> None:
    hashed = hash_password(PASSWORD)

    assert password_fits(hashed, PASSWORD)
    assert not password_fits(hashed, PASSWORD + " ")
    assert not password_fits(hashed, "")


def test_a_hash_says_nothing_and_is_never_the_same() -> None:
    one, other = hash_password(PASSWORD), hash_password(PASSWORD)

    assert one != other
    assert PASSWORD not in one
    assert one.startswith(f"$argon2id$v=19$m={MEMORY_KIB},")


def test_a_password_is_the_same_however_its_letters_are_composed() -> None:
    assert password_fits(hash_password("caf\u00e9 au lait, twice"), "cafe\u0301 au lait, twice")


def test_only_a_hash_of_other_parameters_is_outdated() -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)

    assert password_fits(weak, PASSWORD)
    assert (is_outdated(weak), is_outdated(hash_password(PASSWORD))) == (True, False)


@pytest.mark.parametrize("hashed", ["", "hash", "$argon2id$v=19$m=65536", PASSWORD])
def test_what_is_no_hash_fits_nothing(hashed: str) -> None:
    assert not password_fits(hashed, PASSWORD)


def test_a_crowd_takes_the_memory_of_two() -> None:
    environment = {**os.environ, "PYTHONPATH": str(SERVER)}
    done = subprocess.run([sys.executable, "-c", CROWD], capture_output=True, text=True, timeout=600, env=environment)

    assert done.returncode == 0, done.stderr
    refused, growth = map(int, done.stdout.split())
    assert refused == 16
    assert growth < MOST_GROWTH_KIB
