"""What the inbox of readers' reports and requests promises, on disk."""

import sqlite3
import stat
import threading
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from sidelight.adapters.store.inbox import SqliteInbox
from sidelight.adapters.store.off import InboxOff
from sidelight.errors import InboxOffError, InboxUnavailableError
from sidelight.services.sent import ContextRequest, Report, Sent

DAY = date(2026, 11, 22)
REPORT = Report(entry="pier", reason="wrong", annotation="urn:a:1", revision=3, edition=2, quote="q", note="n", url="u")
REQUEST = ContextRequest(quote="the largest strike", prefix="was ", suffix=".", title="Strike", note="?", url="u")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "inbox.sqlite3"


@pytest.fixture
def inbox(path: Path) -> SqliteInbox:
    return SqliteInbox(path)


@pytest.mark.parametrize("sent", [REPORT, REQUEST, Report(entry="pier", reason="wrong"), ContextRequest(quote="q")])
def test_what_was_sent_comes_back_whole(inbox: SqliteInbox, sent: Sent) -> None:
    number = inbox.add(sent, received=DAY, most=10)

    [kept] = inbox.kept(type(sent))
    assert (kept.id, kept.received, kept.sent) == (number, DAY, sent)


def test_they_are_listed_oldest_first_and_removed_one_by_one(inbox: SqliteInbox) -> None:
    numbers = [inbox.add(REPORT, received=DAY, most=10) for _ in range(3)]
    assert numbers[1] is not None

    gone = [inbox.remove(Report, numbers[1]) for _ in range(2)]

    assert gone == [True, False]
    assert [kept.id for kept in inbox.kept(Report)] == [numbers[0], numbers[2]]
    assert inbox.kept(ContextRequest) == ()


def test_nothing_that_was_removed_is_left_in_the_file(inbox: SqliteInbox, path: Path) -> None:
    number = inbox.add(ContextRequest(quote="a quiet secret"), received=DAY, most=10)
    before = path.read_bytes()
    assert number is not None
    inbox.remove(ContextRequest, number)

    assert b"a quiet secret" in before
    assert b"a quiet secret" not in path.read_bytes()


def test_a_number_is_not_given_twice(inbox: SqliteInbox) -> None:
    first = inbox.add(REPORT, received=DAY, most=10)
    assert first is not None
    inbox.remove(Report, first)

    assert inbox.add(REPORT, received=DAY, most=10) == first + 1


def test_no_more_are_kept_than_may_be_whoever_writes(inbox: SqliteInbox) -> None:
    numbers: list[int | None] = []

    def write() -> None:
        numbers.extend(inbox.add(REPORT, received=DAY, most=5) for _ in range(4))

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(inbox.kept(Report)) == 5
    assert numbers.count(None) == 11
    assert inbox.add(REQUEST, received=DAY, most=5) is not None


def test_looking_makes_no_file(inbox: SqliteInbox, path: Path) -> None:
    assert (inbox.kept(Report), inbox.remove(Report, 1)) == ((), False)
    assert not path.exists()


def test_the_file_is_its_owners_alone(inbox: SqliteInbox, path: Path) -> None:
    inbox.add(REPORT, received=DAY, most=10)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_of_a_later_version_is_left_alone(inbox: SqliteInbox, path: Path) -> None:
    inbox.add(REPORT, received=DAY, most=10)
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version = 99")

    with pytest.raises(InboxUnavailableError, match="layout 99"):
        inbox.add(REPORT, received=DAY, most=10)


def test_a_file_that_is_no_database_is_told(inbox: SqliteInbox, path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"not a database, but long enough to be looked at as one " * 100)

    with pytest.raises(InboxUnavailableError, match=r"inbox\.sqlite3"):
        inbox.kept(Report)


def test_an_inbox_that_is_off_takes_nothing() -> None:
    with pytest.raises(InboxOffError):
        InboxOff().add(REPORT, received=DAY, most=10)

    assert (InboxOff().kept(Report), InboxOff().remove(Report, 1)) == ((), False)
