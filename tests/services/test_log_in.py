"""Log-in that cannot be guessed at, and sessions that end."""

import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from tests.services.people import ADDRESS, HOURS, PASSWORD, World, accounts_on

from sidelight.adapters.accounts.tries import WINDOW_SECONDS
from sidelight.services.curation.accounts import HASHES_AT_ONCE, NETWORKS_A_NAME
from sidelight.services.curation.errors import CannotError, CurationError, LogInFailedError, TooManyTriesError

OTHER = "another few words"


@pytest.fixture
def world(tmp_path: Path) -> Iterator[World]:
    with accounts_on(tmp_path) as made:
        yield made


class TestLogIn:
    def test_name_and_password_open_a_session(self, world: World) -> None:
        secret, curator = world.accounts.log_in("anna", PASSWORD, address=ADDRESS)

        assert curator.name == "anna"
        assert world.accounts.who(secret) == curator

    def test_a_name_is_the_same_however_its_letters_are_composed(self, world: World) -> None:
        world.accounts.add("Zoë", "curator", PASSWORD, by="vera")

        assert world.accounts.log_in(" Zoe\u0308 ", PASSWORD, address=ADDRESS)[1].name == "Zoë"

    @pytest.mark.parametrize(
        ("name", "password"),
        [("anna", "wrong"), ("anna", ""), ("nobody", PASSWORD), ("", PASSWORD), ("ANNA", PASSWORD), ("a" * 9_999, "")],
    )
    def test_anything_else_does_not(self, world: World, name: str, password: str) -> None:
        with pytest.raises(LogInFailedError) as refused:
            world.accounts.log_in(name, password, address=ADDRESS)

        assert name not in str(refused.value) or not name
        assert password not in str(refused.value) or not password

    def test_every_refusal_says_the_same(self, world: World) -> None:
        world.accounts.change("anna", active=False, by="vera")
        told = set()
        for name, password in (("anna", PASSWORD), ("vera", "wrong"), ("nobody", PASSWORD)):
            with pytest.raises(LogInFailedError) as refused:
                world.accounts.log_in(name, password, address=ADDRESS)
            told.add((str(refused.value), refused.value.remedy))

        assert len(told) == 1

    def test_an_unknown_name_costs_one_hash_as_a_known_one_does(self, world: World) -> None:
        costs = []
        for name, password in (("anna", PASSWORD), ("anna", "wrong"), ("nobody", "wrong"), ("nobody", "")):
            before = world.hashing.checked
            with suppress(LogInFailedError):
                world.accounts.log_in(name, password, address=ADDRESS)
            costs.append(world.hashing.checked - before)

        assert costs == [1, 1, 1, 1]

    def test_what_unknown_names_are_held_against_is_hashed_once(self, world: World) -> None:
        made = world.hashing.made
        for _ in range(3):
            with pytest.raises(LogInFailedError):
                world.accounts.log_in("nobody", "wrong", address=ADDRESS)

        assert world.hashing.made == made + 1

    def test_an_outdated_hash_is_made_anew_by_logging_in_and_all_sessions_stay(self, world: World) -> None:
        earlier, _ = world.accounts.log_in("anna", PASSWORD, address=ADDRESS)
        world.hashing.start = "slower hash"

        world.accounts.log_in("anna", PASSWORD, address=ADDRESS)
        hashed = world.store.accounts.curator("anna")[1]
        made = world.hashing.made
        world.accounts.log_in("anna", PASSWORD, address=ADDRESS)

        assert hashed == f"slower hash of {PASSWORD}"
        assert world.hashing.made == made
        assert world.accounts.who(earlier) is not None

    def test_a_wrong_password_changes_no_outdated_hash(self, world: World) -> None:
        world.hashing.start = "slower hash"
        with pytest.raises(LogInFailedError):
            world.accounts.log_in("anna", "wrong", address=ADDRESS)

        assert world.store.accounts.curator("anna")[1] == f"hash of {PASSWORD}"

    def test_a_session_ends_by_itself(self, world: World) -> None:
        secret, _ = world.accounts.log_in("anna", PASSWORD, address=ADDRESS)

        world.pass_by(hours=HOURS, seconds=-1)
        before = world.accounts.who(secret)
        world.pass_by(seconds=2)

        assert before is not None
        assert world.accounts.who(secret) is None

    def test_a_session_ends_by_logging_out_and_the_others_stay(self, world: World) -> None:
        one, _ = world.accounts.log_in("anna", PASSWORD, address=ADDRESS)
        other, _ = world.accounts.log_in("anna", PASSWORD, address=ADDRESS)

        world.accounts.log_out(one)

        assert (world.accounts.who(one), world.accounts.who(other) is not None) == (None, True)

    @pytest.mark.parametrize("change", [{"password": OTHER}, {"active": False}], ids=str)
    def test_a_password_that_no_longer_holds_once_it_is_hashed_does_nothing(
        self, world: World, monkeypatch: pytest.MonkeyPatch, change: dict[str, Any]
    ) -> None:
        # given an admin who changes the curator while the old password is being hashed
        fits = world.hashing.password_fits

        def fits_before_the_change(password_hash: str, password: str) -> bool:
            fitted = fits(password_hash, password)
            world.accounts.change("anna", by="vera", **change)
            return fitted

        monkeypatch.setattr(world.hashing, "password_fits", fits_before_the_change)
        accounts = world.open(tries=5)

        # when somebody logs in with it, or sets another of their own
        with pytest.raises(LogInFailedError):
            accounts.log_in("anna", PASSWORD, address=ADDRESS)
        with pytest.raises(LogInFailedError):
            accounts.renew_password("anna", PASSWORD, "what a thief would like", address=ADDRESS)

        # then what the admin did stands, and nobody is logged in
        assert [line.what for line in world.accounts.audit(limit=9) if line.what in ("log-in", "log-out")] == []
        world.accounts.change("anna", active=True, by="vera")
        monkeypatch.undo()
        password = change.get("password", PASSWORD)
        assert world.open(tries=5).log_in("anna", password, address=ADDRESS)[1].name == "anna"

    def test_whoever_renews_their_password_has_the_only_session_and_pays_for_one_try(self, world: World) -> None:
        accounts = world.open(tries=2)
        before, _ = accounts.log_in("anna", PASSWORD, address=ADDRESS)

        secret = accounts.renew_password("anna", PASSWORD, OTHER, address=ADDRESS)

        assert accounts.who(before) is None
        assert [who and who.name for who in (accounts.who(secret),)] == ["anna"]
        assert world.accounts.log_in("anna", OTHER, address=ADDRESS)[1].name == "anna"

    @pytest.mark.parametrize(
        ("old", "new", "refusal"), [("wrong", OTHER, LogInFailedError), (PASSWORD, "short", CannotError)]
    )
    def test_a_password_is_renewed_by_whoever_knows_it_to_one_that_will_do(
        self, world: World, old: str, new: str, refusal: type[CurationError]
    ) -> None:
        secret, _ = world.accounts.log_in("anna", PASSWORD, address=ADDRESS)

        with pytest.raises(refusal):
            world.accounts.renew_password("anna", old, new, address=ADDRESS)

        assert world.accounts.who(secret) is not None

    def test_logging_in_and_out_are_logged_once_each(self, world: World) -> None:
        secret, _ = world.accounts.log_in("anna", PASSWORD, address=ADDRESS)
        world.pass_by(hours=1)

        for gone in (secret, secret, "no session at all"):
            world.accounts.log_out(gone)

        out, entered = world.accounts.audit(limit=2)
        assert [(line.what, line.on, line.act.by) for line in (out, entered)] == [
            ("log-out", "anna", "anna"),
            ("log-in", "anna", "anna"),
        ]
        assert (out.act.at - entered.act.at, out.act.reason) == (timedelta(hours=1), "logged out")

    @pytest.mark.parametrize("change", [{"password": OTHER}, {"active": False}], ids=str)
    def test_a_new_password_and_being_inactive_end_all_sessions(self, world: World, change: dict[str, object]) -> None:
        secrets = [world.accounts.log_in("anna", PASSWORD, address=ADDRESS)[0] for _ in range(2)]

        world.accounts.change("anna", by="vera", **change)  # type: ignore[arg-type]  # one of the two is given

        assert [world.accounts.who(secret) for secret in secrets] == [None, None]


class TestTries:
    def test_a_thousand_tries_cost_five_hashes_a_minute(self, world: World) -> None:
        accounts = world.open(tries=5)
        hashed = []
        for _ in range(2):
            before = world.hashing.checked
            for number in range(500):
                with pytest.raises((LogInFailedError, TooManyTriesError)):
                    accounts.log_in("anna", f"guess {number}", address=ADDRESS)
            hashed.append(world.hashing.checked - before)
            world.pass_by(seconds=WINDOW_SECONDS)

        assert hashed == [5, 5]

    def test_no_minute_has_more_tries_wherever_it_begins(self, world: World) -> None:
        accounts = world.open(tries=5)
        taken = []
        for second in range(180):
            before = world.hashing.checked
            with pytest.raises((LogInFailedError, TooManyTriesError)):
                accounts.log_in("anna", "guess", address=ADDRESS)
            taken += [second] * (world.hashing.checked - before)
            world.pass_by(seconds=1)

        assert all(sum(start <= at < start + WINDOW_SECONDS for at in taken) <= 5 for start in range(180))
        assert len(taken) == 15

    def test_many_addresses_cannot_try_one_name(self, world: World) -> None:
        accounts = world.open(tries=5)
        for number in range(200):
            with pytest.raises((LogInFailedError, TooManyTriesError)):
                accounts.log_in("anna" if number % 2 else " Anna", "guess", address=f"198.51.100.{number}")

        assert world.hashing.checked == 5 * NETWORKS_A_NAME

    def test_one_network_keeps_nobody_from_logging_in_from_another(self, world: World) -> None:
        accounts = world.open(tries=5)
        for _ in range(3):
            for number in range(100):
                with pytest.raises((LogInFailedError, TooManyTriesError)):
                    accounts.log_in("anna", f"guess {number}", address=ADDRESS)

            assert accounts.log_in("anna", PASSWORD, address="198.51.100.1")[1].name == "anna"
            world.pass_by(seconds=WINDOW_SECONDS // 2)

    def test_many_names_cannot_be_tried_from_one_network(self, world: World) -> None:
        accounts = world.open(tries=5)
        for number in range(200):
            with pytest.raises((LogInFailedError, TooManyTriesError)):
                accounts.log_in(f"name-{number}", "guess", address=f"2001:db8:1:1::{number:x}")

        assert world.hashing.checked == 5

    def test_an_address_that_is_refused_uses_up_nobodys_tries(self, world: World) -> None:
        accounts = world.open(tries=5)
        for number in range(100):
            with pytest.raises((LogInFailedError, TooManyTriesError)):
                accounts.log_in("anna" if number >= 5 else f"name-{number}", "guess", address=ADDRESS)

        assert accounts.log_in("anna", PASSWORD, address="198.51.100.1")[1].name == "anna"

    def test_even_the_right_password_waits(self, world: World) -> None:
        accounts = world.open(tries=1)
        accounts.log_in("anna", PASSWORD, address=ADDRESS)

        with pytest.raises(TooManyTriesError) as refused:
            accounts.log_in("anna", PASSWORD, address=ADDRESS)
        world.pass_by(seconds=WINDOW_SECONDS)

        assert "minute" in refused.value.remedy
        assert accounts.log_in("anna", PASSWORD, address=ADDRESS)

    def test_only_a_few_passwords_are_hashed_at_a_time(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        for waits in ("adapters.accounts.tries", "services.curation.accounts"):
            monkeypatch.setattr(f"sidelight.{waits}.WAIT_SECONDS", 60.0)
        world.hashing.meeting = threading.Barrier(HASHES_AT_ONCE)
        threads = [
            threading.Thread(target=world.accounts.log_in, args=("anna", PASSWORD), kwargs={"address": ADDRESS})
            for _ in range(12)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert (world.hashing.checked, world.hashing.most_at_once) == (12, HASHES_AT_ONCE)
