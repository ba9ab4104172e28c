"""What the inbox of readers' reports and requests promises, in a file of its own and in either database."""

import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from tests.stores import sqlite_store

from sidelight.adapters.store.inbox import SqliteInbox
from sidelight.adapters.store.off import InboxOff
from sidelight.adapters.store.sql import open_store
from sidelight.errors import InboxOffError, InboxUnavailableError
from sidelight.services.ports import Inbox
from sidelight.services.sent import ContextRequest, Report, Sent

DAY = date(2026, 11, 22)
REPORT = Report(entry="pier", reason="wrong", annotation="urn:a:1", revision=3, edition=2, quote="q", note="n", url="u")
REQUEST = ContextRequest(quote="the largest strike", prefix="was ", suffix=".", title="Strike", note="?", url="u")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "inbox.sqlite3"


@pytest.fixture
def own_file(path: Path) -> SqliteInbox:
    return SqliteInbox(path)


@pytest.fixture(params=["file", "sqlite", "postgresql"])
def inbox(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Inbox]:
    if request.param == "file":
        yield request.getfixturevalue("own_file")
        return
    server = None if request.param == "sqlite" else request.getfixturevalue("postgres_server")
    store = open_store(server.new_schema()) if server else sqlite_store(tmp_path)
    yield store.inbox
    store.close()


@pytest.mark.parametrize("sent", [REPORT, REQUEST, Report(entry="pier", reason="wrong"), ContextRequest(quote="q")])
def test_what_was_sent_comes_back_whole(inbox: Inbox, sent: Sent) -> None:
    number = inbox.add(sent, received=DAY, most=10)

    [kept] = inbox.kept(type(sent))
    assert (kept.id, kept.received, kept.sent) == (number, DAY, sent)


def test_they_are_listed_oldest_first_and_removed_one_by_one(inbox: Inbox) -> None:
    numbers = [inbox.add(REPORT, received=DAY, most=10) for _ in range(3)]
    assert numbers[1] is not None

    gone = [inbox.remove(Report, numbers[1]) for _ in range(2)]

    assert gone == [True, False]
    assert [kept.id for kept in inbox.kept(Report)] == [numbers[0], numbers[2]]
    assert inbox.kept(ContextRequest) == ()


def test_what_no_database_takes_in_a_text_comes_back_as_it_was(inbox: Inbox) -> None:
    odd = ContextRequest(quote="a\x00b", note="'; DROP TABLE reports; --", title="ёж🦔" * 5_000, url="\u2028")

    inbox.add(odd, received=DAY, most=10)

    assert [kept.sent for kept in inbox.kept(ContextRequest)] == [odd]


@pytest.mark.parametrize("kind", ["file", "database"])
def test_nothing_that_was_removed_is_left_on_the_disk(kind: str, tmp_path: Path) -> None:
    store = sqlite_store(tmp_path) if kind == "database" else None
    inbox = store.inbox if store else SqliteInbox(tmp_path / "data" / "inbox.sqlite3")
    number = inbox.add(ContextRequest(quote="a quiet secret"), received=DAY, most=10)
    before = b"".join(path.read_bytes() for path in (tmp_path / "data").iterdir())
    assert number is not None
    inbox.remove(ContextRequest, number)

    after = b"".join(path.read_bytes() for path in (tmp_path / "data").iterdir())

    assert b"a quiet secret" in before
    assert b"a quiet secret" not in after
    if store:
        store.close()


def test_a_number_is_not_given_twice(inbox: Inbox) -> None:
    first = inbox.add(REPORT, received=DAY, most=10)
    assert first is not None
    inbox.remove(Report, first)

    assert inbox.add(REPORT, received=DAY, most=10) == first + 1


def test_no_more_are_kept_than_may_be_whoever_writes(inbox: Inbox) -> None:
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


def test_looking_makes_no_file(own_file: SqliteInbox, path: Path) -> None:
    assert (own_file.kept(Report), own_file.remove(Report, 1)) == ((), False)
    assert not path.exists()


def test_the_file_is_its_owners_alone(own_file: SqliteInbox, path: Path) -> None:
    own_file.add(REPORT, received=DAY, most=10)

    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_a_file_of_a_later_version_is_left_alone(own_file: SqliteInbox, path: Path) -> None:
    own_file.add(REPORT, received=DAY, most=10)
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version = 99")

    with pytest.raises(InboxUnavailableError, match="layout 99"):
        own_file.add(REPORT, received=DAY, most=10)


def test_a_file_that_is_no_database_is_told(own_file: SqliteInbox, path: Path) -> None:
    path.parent.mkdir()
    path.write_bytes(b"not a database, but long enough to be looked at as one " * 100)

    with pytest.raises(InboxUnavailableError, match=r"inbox\.sqlite3"):
        own_file.kept(Report)


def test_an_inbox_that_is_off_takes_nothing() -> None:
    with pytest.raises(InboxOffError):
        InboxOff().add(REPORT, received=DAY, most=10)

    assert (InboxOff().kept(Report), InboxOff().remove(Report, 1)) == ((), False)
