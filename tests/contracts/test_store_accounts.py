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


def log_in(store: SqlStore, name: str, secret: str, **more: Any) -> None:
    given = {"password_hash": f"$argon2${name}", "expires": NOON + HOUR, "act": act(), **more}
    store.accounts.add_session(name, secret, **given)


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


@pytest.mark.parametrize("name", ["Anna", "ANNA", "\uff41nna"])
def test_a_name_is_taken_however_it_is_cased_or_wide(staffed: SqlStore, name: str) -> None:
    with pytest.raises(ExistsError, match="'anna'"):
        staffed.accounts.add_curator(name, "admin", "other", act=act())


def test_of_two_who_take_a_name_at_once_one_gets_it(staffed: SqlStore, other: SqlStore) -> None:
    refused: list[str] = []
    begin = threading.Barrier(8)

    def take(store: SqlStore, name: str) -> None:
        begin.wait(60)
        try:
            store.accounts.add_curator(name, "curator", "hash", act=act())
        except ExistsError:
            refused.append(name)

    names = ["Ben", "BEN", "ben", "bEn", "beN", "BEn", "bEN", "BeN"]
    threads = [threading.Thread(target=take, args=pair) for pair in zip((staffed, other) * 4, names, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    [kept] = {curator.name for curator in staffed.accounts.curators()} - {"anna", "rita"}
    assert sorted([kept, *refused]) == sorted(names)


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
            log_in(staffed, name, "s" * 64)
        with pytest.raises(NotKeptError):
            staffed.accounts.renew_password(name, "$argon2$anna", NEW, act=act())
        with pytest.raises(NotKeptError):
            staffed.accounts.add_token(token(name), "t" * 64, act=act())


def test_a_session_lasts_until_it_expires_or_is_ended(staffed: SqlStore, other: SqlStore) -> None:
    log_in(staffed, "anna", "a" * 64)

    during = other.accounts.session("a" * 64, now=NOON + HOUR - timedelta(seconds=1))
    after = other.accounts.session("a" * 64, now=NOON + HOUR)
    other.accounts.end_session("a" * 64, act=act("anna"))
    other.accounts.end_session("a" * 64, act=act("anna"))

    assert during == staffed.accounts.curator("anna")[0]
    assert after is None
    assert staffed.accounts.session("a" * 64, now=NOON) is None
    assert all(staffed.accounts.session(secret, now=NOON) is None for secret in WEIRD)
    assert lines(staffed)[:2] == [("log-out", "anna"), ("log-in", "anna")]


@pytest.mark.parametrize("change", [{"active": False}, {"password_hash": "new"}])
def test_a_new_password_and_being_made_inactive_end_all_sessions(staffed: SqlStore, change: dict[str, Any]) -> None:
    for secret, name in (("a" * 64, "anna"), ("b" * 64, "anna"), ("c" * 64, "rita")):
        log_in(staffed, name, secret)

    staffed.accounts.change_curator("anna", act=act(), **change)
    staffed.accounts.change_curator("anna", act=act(), active=True)

    left = [staffed.accounts.session(letter * 64, now=NOON) for letter in "abc"]
    assert [curator and curator.name for curator in left] == [None, None, "rita"]


@pytest.mark.parametrize("change", [{"active": False}, {"password_hash": NEW}])
def test_a_session_is_opened_only_with_the_password_that_the_active_curator_has(
    staffed: SqlStore, other: SqlStore, change: dict[str, Any]
) -> None:
    other.accounts.change_curator("anna", act=act(), **change)
    before = lines(staffed)

    with pytest.raises(NotKeptError, match="with that password"):
        log_in(staffed, "anna", "a" * 64)
    with pytest.raises(NotKeptError, match="with that password"):
        staffed.accounts.renew_password("anna", "$argon2$anna", "$argon2$theirs", act=act())

    assert staffed.accounts.session("a" * 64, now=NOON) is None
    assert staffed.accounts.curator("anna")[1] == change.get("password_hash", "$argon2$anna")
    assert lines(staffed) == before


def test_whoever_knows_the_password_renews_it_and_ends_all_sessions(staffed: SqlStore) -> None:
    log_in(staffed, "anna", "a" * 64)

    staffed.accounts.renew_password("anna", "$argon2$anna", NEW, act=act("anna"))

    assert (staffed.accounts.curator("anna")[1], lines(staffed)[0]) == (NEW, ("change-password", "anna"))
    assert staffed.accounts.session("a" * 64, now=NOON) is None


def test_a_new_role_holds_in_sessions_and_tokens_at_once(staffed: SqlStore) -> None:
    log_in(staffed, "anna", "a" * 64)
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


def test_being_made_inactive_revokes_all_tokens_for_good(staffed: SqlStore) -> None:
    accounts = staffed.accounts
    old = accounts.revoke_token(accounts.add_token(token(), "o" * 64, act=act()).id, act=act())
    mine, hers = (accounts.add_token(token(name), name[0] * 64, act=act()) for name in ("anna", "rita"))

    accounts.change_curator("anna", active=False, act=act("rita", at=NOON + HOUR))
    with pytest.raises(NotKeptError, match="'anna' is not active"):
        accounts.add_token(token(), "n" * 64, act=act())
    accounts.change_curator("anna", active=True, act=act("rita", at=NOON + DAY))

    assert [accounts.token(letter * 64, now=NOON + DAY) is not None for letter in "oarn"] == [False, False, True, False]
    revoked = {each.id: each.revoked for each in accounts.tokens()}
    assert revoked == {old.id: NOON, mine.id: NOON + HOUR, hers.id: None}
    assert lines(staffed)[:3] == [("activate", "anna"), ("revoke-token", f"{mine.id} anna"), ("deactivate", "anna")]


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
    log_in(staffed, "anna", "a" * 64, act=act("anna", "console", NOON + HOUR))

    newest, *older = staffed.accounts.audit(limit=10)

    assert (newest.what, newest.on, newest.act) == ("log-in", "anna", act("anna", "console", NOON + HOUR))
    assert [newest.number, *(line.number for line in older)] == [3, 2, 1]
    assert staffed.accounts.audit(limit=1, offset=1) == (older[0],)
    assert staffed.accounts.audit(limit=2**70, offset=2**70) == ()


def test_no_time_without_a_zone_gets_in(staffed: SqlStore) -> None:
    with pytest.raises(Exception, match="no zone"):
        log_in(staffed, "anna", "a" * 64, expires=NOON.replace(tzinfo=None))
