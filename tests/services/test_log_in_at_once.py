"""Log-in with a hash that is outdated while others log in too."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.services.people import ADDRESS, PASSWORD, World, accounts_on

from sidelight.services.curation.accounts import HASHES_AT_ONCE


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with accounts_on(tmp_path) as made:
        yield made


def test_whoever_logs_in_twice_at_once_with_an_outdated_hash_gets_in_twice(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    # given somebody who logs in a second time while the first is under way
    world.hashing.start = "slower hash"
    fits, secrets = world.hashing.password_fits, list[str]()

    def fits_while_another_logs_in(password_hash: str, password: str) -> bool:
        monkeypatch.undo()
        secrets.append(world.accounts.log_in("anna", PASSWORD, address=ADDRESS)[0])
        return fits(password_hash, password)

    monkeypatch.setattr(world.hashing, "password_fits", fits_while_another_logs_in)

    secrets.append(world.accounts.log_in("anna", PASSWORD, address=ADDRESS)[0])

    assert [world.accounts.who(secret) is not None for secret in secrets] == [True, True]


def test_an_outdated_hash_stays_for_another_time_while_others_are_hashed(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sidelight.services.curation.accounts.WAIT_SECONDS", 0.01)

    def outdated_while_others_are_hashed(_: str) -> bool:
        for _turn in range(HASHES_AT_ONCE):
            world.accounts._hashing.acquire(blocking=False)
        return True

    monkeypatch.setattr(world.hashing, "is_outdated", outdated_while_others_are_hashed)

    assert world.accounts.log_in("anna", PASSWORD, address=ADDRESS)[1].name == "anna"
