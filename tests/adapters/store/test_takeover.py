"""Moving what readers sent from the old file into the database: each once, whatever cuts it short."""

import shutil
import sqlite3
import threading
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from sidelight.adapters.store.inbox import SqliteInbox
from sidelight.adapters.store.schema.takeover import take_over_inbox
from sidelight.adapters.store.sql import SqlStore
from sidelight.errors import InboxUnavailableError
from sidelight.services.sent import ContextRequest, Report

DAY = date(2026, 11, 20)
REPORT = Report(entry="pier", reason="wrong", annotation="urn:a:1", revision=3, edition=2, quote="q", note="n", url="u")
REQUEST = ContextRequest(quote="the largest strike", prefix="was ", suffix=".", title="Strike", note="?", url="u")


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """An old file with two reports and a request."""
    path = tmp_path / "old" / "inbox.sqlite3"
    for sent in (REPORT, REPORT, REQUEST):
        SqliteInbox(path).add(sent, received=DAY, most=10)
    return path


def held(store: SqlStore) -> list[object]:
    kept = (*store.inbox.kept(Report), *store.inbox.kept(ContextRequest))
    return [(one.received, one.sent) for one in kept]


ALL = [(DAY, REPORT), (DAY, REPORT), (DAY, REQUEST)]


def test_all_move_as_they_were_and_the_old_file_goes(store: SqlStore, old: Path) -> None:
    moved = take_over_inbox(store.database, old)

    assert (moved, held(store), list(old.parent.iterdir())) == (3, ALL, [])
    assert store.queue.open() == {"report": 2, "request": 1}
    [line] = store.accounts.audit(limit=10)
    assert (line.what, line.act.by) == ("take-over-inbox", "sidelight")


def test_without_an_old_file_nothing_happens(store: SqlStore, tmp_path: Path) -> None:
    assert take_over_inbox(store.database, tmp_path / "none" / "inbox.sqlite3") == 0
    assert store.accounts.audit(limit=10) == ()


def test_a_file_that_was_begun_later_moves_too(store: SqlStore, old: Path) -> None:
    take_over_inbox(store.database, old)
    SqliteInbox(old).add(REPORT, received=DAY, most=10)

    again = take_over_inbox(store.database, old)

    assert (again, len(held(store)), take_over_inbox(store.database, old)) == (1, 4, 0)


def test_a_start_that_was_cut_short_before_the_rows_moved_is_made_good(store: SqlStore, old: Path) -> None:
    with closing(sqlite3.connect(old)) as file:
        file.execute("PRAGMA user_version = -1")
    closed = take_over_inbox(store.database, old)

    assert (closed, held(store)) == (3, ALL)


def test_a_start_that_was_cut_short_after_the_rows_moved_doubles_none(store: SqlStore, old: Path) -> None:
    aside = old.with_name("inbox.sqlite3.moved-0000")
    shutil.copy(old, aside)
    old.unlink()
    with closing(sqlite3.connect(aside)) as file:
        file.execute("PRAGMA user_version = -1")
    copy = aside.read_bytes()
    first = take_over_inbox(store.database, old)
    aside.write_bytes(copy)

    again = take_over_inbox(store.database, old)

    assert (first, again, held(store), aside.exists()) == (3, 0, ALL, False)


def test_nobody_writes_to_a_file_that_is_being_moved(store: SqlStore, old: Path) -> None:
    with closing(sqlite3.connect(old)) as file:
        file.execute("PRAGMA user_version = -1")

    with pytest.raises(InboxUnavailableError, match="layout -1"):
        SqliteInbox(old).add(REPORT, received=DAY, most=10)


@pytest.mark.parametrize("content", [None, b"not a database, but long enough to be looked at as one " * 100])
def test_a_file_that_cannot_be_read_stays_where_it_is(store: SqlStore, old: Path, content: bytes | None) -> None:
    if content is None:
        with closing(sqlite3.connect(old)) as file:
            file.execute("PRAGMA user_version = 99")
    else:
        old.write_bytes(content)
    before = old.read_bytes()

    with pytest.raises(InboxUnavailableError, match=r"inbox\.sqlite3"):
        take_over_inbox(store.database, old)

    assert (old.read_bytes(), held(store)) == (before, [])


def test_of_many_that_start_at_once_each_row_moves_once(store: SqlStore, other: SqlStore, old: Path) -> None:
    moved: list[int] = []
    threads = [
        threading.Thread(target=lambda opened=opened: moved.append(take_over_inbox(opened.database, old)))
        for opened in (store, other, store, other)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (sum(moved), len(moved), held(store)) == (3, 4, ALL)
