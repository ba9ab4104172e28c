"""What the store promises of curators, sessions, tokens and the audit log, on SQLite and on PostgreSQL."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from tests.stores import NOON, act

from sidelight.adapters.store.sql import SqlStore
from sidelight.services.curation.errors import CannotError, ExistsError, NotKeptError
from sidelight.services.curation.values import Curator, Token

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
NEW = "$argon2$new"
WEIRD = ("' OR '1'='1", "", "a\x00b", "\ud800", "ёж🦔", "%", "x" * 1_000)


@pytest.fixture
def staffed(store: SqlStore) -> SqlStore:
    """A store with an admin and a curator."""
    store.accounts.add_curator("rita", "admin", "$argon2$rita", act=act("cli"))
    store.accounts.add_curator("anna", "curator", "$argon2$anna", act=act("rita"))
    return store


def token(curator: str = "anna", **more: Any) -> Token:
    return Token(
        **{"id": 0, "curator": curator, "title": "desk", "role": "curator", "prefix": "sl_ab", "made": NOON, **more}
    )


def lines(store: SqlStore) -> list[tuple[str, str]]:
    return [(line.what, line.on) for line in store.accounts.audit(limit=100)]


def test_curators_are_listed_by_name_and_looked_up_with_the_hash_of_their_password(staffed: SqlStore) -> None:
    anna, rita = staffed.accounts.curators()

    assert (anna.name, anna.role, anna.active, anna.since) == ("anna", "curator", True, NOON)
    assert staffed.accounts.curator("rita") == (rita, "$argon2$rita")
    assert lines(staffed) == [("add-curator", "anna"), ("add-curator", "rita")]


def test_a_name_is_given_once(staffed: SqlStore) -> None:
    with pytest.raises(ExistsError, match="'anna'"):
        staffed.accounts.add_curator("anna", "admin", "other", act=act())

    assert staffed.accounts.curator("anna")[1] == "$argon2$anna"


@pytest.mark.parametrize("name", WEIRD[:1] + WEIRD[2:])
def test_names_of_any_letters_are_safe(staffed: SqlStore, name: str) -> None:
    with pytest.raises(NotKeptError):
        staffed.accounts.curator(name)

    kept = staffed.accounts.add_curator(name, "curator", "hash", act=act())

    assert staffed.accounts.curator(name)[0].id == kept.id
    assert len(staffed.accounts.curators()) == 3


def test_what_is_given_is_changed_and_nothing_else(staffed: SqlStore) -> None:
    changed = staffed.accounts.change_curator("anna", act=act("rita"), role="reviewer")
    staffed.accounts.change_curator("anna", act=act("rita"), active=False)
    staffed.accounts.change_curator("anna", act=act("rita"), active=True, password_hash=NEW)

    curator, password = staffed.accounts.curator("anna")

    assert (changed.role, changed.active) == ("reviewer", True)
    assert (curator.role, curator.active, password, curator.since) == ("reviewer", True, NEW, NOON)
    assert lines(staffed)[:4] == [
        ("change-password", "anna"),
        ("activate", "anna"),
        ("deactivate", "anna"),
        ("make-reviewer", "anna"),
    ]


@pytest.mark.parametrize("change", [{"active": False}, {"role": "reviewer"}, {"role": "curator", "password_hash": "x"}])
def test_the_last_active_admin_stays_one(staffed: SqlStore, change: dict[str, Any]) -> None:
    staffed.accounts.add_curator("former", "admin", "hash", act=act())
    staffed.accounts.change_curator("former", act=act(), active=False)
    before = (staffed.accounts.curator("rita"), lines(staffed))

    with pytest.raises(CannotError, match="only active admin"):
        staffed.accounts.change_curator("rita", act=act(), **change)

    assert (staffed.accounts.curator("rita"), lines(staffed)) == before


def test_of_two_admins_who_retire_each_other_at_once_one_stays(staffed: SqlStore, other: SqlStore) -> None:
    staffed.accounts.add_curator("ben", "admin", "hash", act=act())

    def retire(store: SqlStore, name: str) -> None:
        try:
            store.accounts.change_curator(name, act=act(), active=False)
        except CannotError as error:
            refused.append(error.detail)

    refused: list[str] = []
    threads = [threading.Thread(target=retire, args=pair) for pair in ((staffed, "ben"), (other, "rita"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(refused) == 1
    assert [curator.role for curator in staffed.accounts.curators() if curator.active].count("admin") == 1


def test_a_curator_who_is_not_there_cannot_be_changed(staffed: SqlStore) -> None:
    for name in WEIRD:
        with pytest.raises(NotKeptError):
            staffed.accounts.change_curator(name, act=act(), active=False)
        with pytest.raises(NotKeptError):
            staffed.accounts.add_session(name, "s" * 64, expires=NOON + HOUR, act=act())
        with pytest.raises(NotKeptError):
            staffed.accounts.add_token(token(name), "t" * 64, act=act())


def test_a_session_lasts_until_it_expires_or_is_ended(staffed: SqlStore, other: SqlStore) -> None:
    staffed.accounts.add_session("anna", "a" * 64, expires=NOON + HOUR, act=act())

    during = other.accounts.session("a" * 64, now=NOON + HOUR - timedelta(seconds=1))
    after = other.accounts.session("a" * 64, now=NOON + HOUR)
    other.accounts.end_session("a" * 64)
    other.accounts.end_session("a" * 64)

    assert during == staffed.accounts.curator("anna")[0]
    assert after is None
    assert staffed.accounts.session("a" * 64, now=NOON) is None
    assert all(staffed.accounts.session(secret, now=NOON) is None for secret in WEIRD)


@pytest.mark.parametrize("change", [{"active": False}, {"password_hash": "new"}])
def test_a_new_password_and_being_made_inactive_end_all_sessions(staffed: SqlStore, change: dict[str, Any]) -> None:
    for secret, name in (("a" * 64, "anna"), ("b" * 64, "anna"), ("c" * 64, "rita")):
        staffed.accounts.add_session(name, secret, expires=NOON + HOUR, act=act())

    staffed.accounts.change_curator("anna", act=act(), **change)
    staffed.accounts.change_curator("anna", act=act(), active=True)

    left = [staffed.accounts.session(letter * 64, now=NOON) for letter in "abc"]
    assert [curator and curator.name for curator in left] == [None, None, "rita"]


def test_a_new_role_holds_in_sessions_and_tokens_at_once(staffed: SqlStore) -> None:
    staffed.accounts.add_session("anna", "a" * 64, expires=NOON + HOUR, act=act())
    staffed.accounts.add_token(token(), "t" * 64, act=act())

    staffed.accounts.change_curator("anna", act=act(), role="admin")

    session, kept = staffed.accounts.session("a" * 64, now=NOON), staffed.accounts.token("t" * 64, now=NOON)
    assert session is not None
    assert kept is not None
    assert (session.role, kept[0].role, kept[1].role) == ("admin", "admin", "curator")


def test_a_token_is_found_by_its_hash_and_notes_the_day_of_its_last_use(staffed: SqlStore, other: SqlStore) -> None:
    made = staffed.accounts.add_token(token(id=99, expires=NOON + 9 * DAY), "t" * 64, act=act())

    first = other.accounts.token("t" * 64, now=NOON)
    later = other.accounts.token("t" * 64, now=NOON + DAY)

    assert first is not None
    assert later is not None
    assert isinstance(first[0], Curator)
    assert (first[1].last_used, later[1].last_used) == (NOON.date(), (NOON + DAY).date())
    [listed] = staffed.accounts.tokens()
    assert (listed, listed.id) == (later[1], made.id)
    assert (made.curator, made.title, made.prefix, made.made, made.last_used) == ("anna", "desk", "sl_ab", NOON, None)
    assert all(staffed.accounts.token(secret, now=NOON) is None for secret in WEIRD)


def test_a_token_that_expired_or_was_revoked_or_whose_owner_is_inactive_is_not_found(staffed: SqlStore) -> None:
    accounts = staffed.accounts
    accounts.add_token(token(expires=NOON), "e" * 64, act=act())
    revoked = accounts.add_token(token(), "r" * 64, act=act())
    accounts.add_token(token("rita"), "k" * 64, act=act())
    accounts.add_curator("ben", "curator", "hash", act=act())
    accounts.add_token(token("ben"), "b" * 64, act=act())
    accounts.change_curator("ben", act=act(), active=False)

    once = accounts.revoke_token(revoked.id, act=act(at=NOON + HOUR))
    twice = accounts.revoke_token(revoked.id, act=act(at=NOON + 2 * HOUR))

    assert [accounts.token(letter * 64, now=NOON) is not None for letter in "erkb"] == [False, False, True, False]
    assert once.revoked == twice.revoked == NOON + HOUR
    assert lines(staffed).count(("revoke-token", f"{revoked.id} anna")) == 1


def test_tokens_are_listed_newest_first_all_or_those_of_one(staffed: SqlStore) -> None:
    owners = ("anna", "rita", "anna")
    numbers = [staffed.accounts.add_token(token(name), str(n) * 64, act=act()).id for n, name in enumerate(owners)]

    assert [one.id for one in staffed.accounts.tokens()] == numbers[::-1]
    assert [one.id for one in staffed.accounts.tokens("anna")] == [numbers[2], numbers[0]]
    assert all(staffed.accounts.tokens(name) == () for name in WEIRD)


def test_a_token_that_is_not_there_cannot_be_revoked(staffed: SqlStore) -> None:
    for number in (0, -1, 7, 2**31, 2**70):
        with pytest.raises(NotKeptError, match=str(number)):
            staffed.accounts.revoke_token(number, act=act())


def test_the_audit_log_is_read_newest_first_in_pages(staffed: SqlStore) -> None:
    staffed.accounts.add_session("anna", "a" * 64, expires=NOON + HOUR, act=act("anna", "console", NOON + HOUR))

    newest, *older = staffed.accounts.audit(limit=10)

    assert (newest.what, newest.on, newest.act) == ("log-in", "anna", act("anna", "console", NOON + HOUR))
    assert [newest.number, *(line.number for line in older)] == [3, 2, 1]
    assert staffed.accounts.audit(limit=1, offset=1) == (older[0],)
    assert staffed.accounts.audit(limit=2**70, offset=2**70) == ()


def test_no_time_without_a_zone_gets_in(staffed: SqlStore) -> None:
    with pytest.raises(Exception, match="no zone"):
        staffed.accounts.add_session("anna", "a" * 64, expires=NOON.replace(tzinfo=None), act=act())
