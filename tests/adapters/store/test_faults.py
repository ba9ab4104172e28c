"""What happens when the database fails: it is said in plain words, and nothing that was acknowledged is lost."""

import logging
import os
import pwd
import resource
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, insert
from tests.stores import NOON, PACK, act, sqlite_store, sqlite_url
from tests.stores import note as named

from sidelight.adapters.store import engine
from sidelight.adapters.store.models import AuditRow
from sidelight.adapters.store.schema.migrate import store_revision
from sidelight.adapters.store.sql import SqlStore, open_store
from sidelight.core.entry import Entry
from sidelight.errors import InboxUnavailableError
from sidelight.services.curation.errors import StoreUnavailableError
from sidelight.services.curation.values import Search
from sidelight.services.sent import Report


def note(number: int, **more: Any) -> Entry:
    return named(f"note-{number}", **more)


def fill(store: SqlStore, first: int = 0) -> list[str]:
    """Add long entries until the database fails; gives the ids of those that were acknowledged."""
    kept: list[str] = []
    for number in range(first, first + 2_000):
        try:
            store.entries.add([note(number, body={"en": "word " * 1_000})], act=act())
        except StoreUnavailableError:
            return kept
        kept.append(f"note-{number}")
    pytest.fail("the database took everything")


def ids(store: SqlStore) -> list[str]:
    return sorted(found.id for found in store.entries.search(Search(limit=10_000)).entries)


def created(store: SqlStore) -> list[str]:
    return sorted(line.on for line in store.accounts.audit(limit=10_000) if line.what == "create")


@pytest.mark.parametrize("migrate", [True, False])
def test_a_file_that_is_no_database_is_told_and_left_alone(tmp_path: Path, migrate: bool) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a database, but long enough to be looked at as one " * 100)
    before = path.read_bytes()

    with pytest.raises(StoreUnavailableError, match=r"notes\.txt.*not a database"):
        open_store(f"sqlite:///{path}", migrate=migrate)
    with pytest.raises(StoreUnavailableError, match="not a database"):
        store_revision(f"sqlite:///{path}")

    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("", "cannot be read"),
        ("nonsense with a secret", "cannot be read"),
        ("mysql://anna:secret@host/name", "neither"),
        ("sqlite://", "neither"),
        ("sqlite:///:memory:", "neither"),
        ("postgresql://anna:secret@127.0.0.1:1/name", "refused"),
        ("postgres://anna:secret@127.0.0.1:1/name", "refused"),
        ("sqlite:////dev/null/data/secret-free.sqlite3", "Not a directory"),
    ],
)
def test_an_address_that_leads_nowhere_is_told_without_its_password(url: str, said: str) -> None:
    with pytest.raises(StoreUnavailableError, match=said) as refused:
        open_store(url)

    assert "secret" not in refused.value.detail.replace("secret-free", "")
    assert "SIDELIGHT_DATABASE_URL" in refused.value.remedy


def test_a_failure_shows_neither_sql_nor_values(store: SqlStore) -> None:
    with pytest.raises(StoreUnavailableError) as refused, store.database.writing() as session:
        session.execute(insert(AuditRow), [{"number": 1, "what": "quiet word"}])

    assert "quiet word" not in refused.value.detail
    assert "INSERT" not in refused.value.detail
    assert "parameters hidden" in str(refused.value.__cause__)


@contextmanager
def as_ordinary_user() -> Iterator[None]:
    """Permissions bind everybody but root."""
    if os.geteuid():
        yield
        return
    os.seteuid(pwd.getpwnam("nobody").pw_uid)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that also an ordinary user reaches when the tests run as root."""
    with as_ordinary_user():
        folder = Path(tempfile.mkdtemp())
        yield folder
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o700)
        shutil.rmtree(folder)


def test_a_file_that_may_only_be_read_is_told_and_can_be_read(open_folder: Path) -> None:
    url = f"sqlite:///{open_folder / 'kept.sqlite3'}"
    store = open_store(url)
    store.entries.save_pack(PACK, act=act())
    store.entries.add([note(1)], act=act())
    store.close()
    (open_folder / "kept.sqlite3").chmod(0o400)

    opened = open_store(url, migrate=False)
    with pytest.raises(StoreUnavailableError, match="readonly"):
        opened.entries.add([note(2)], act=act())
    with pytest.raises(InboxUnavailableError, match="readonly"):
        opened.inbox.add(Report(entry="note-1", reason="wrong"), received=NOON.date(), most=9)

    assert ids(opened) == ["note-1"]
    opened.close()


def test_a_folder_that_may_not_be_written_is_told(open_folder: Path) -> None:
    open_folder.chmod(0o500)

    with pytest.raises(StoreUnavailableError, match="Permission denied"):
        open_store(f"sqlite:///{open_folder / 'data' / 'new.sqlite3'}")


def test_a_full_database_loses_nothing_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    store = sqlite_store(tmp_path)
    store.entries.save_pack(PACK, act=act())
    pages = [120]

    @event.listens_for(store.database.engine, "checkout")
    def bound(connection: sqlite3.Connection, *_: object) -> None:
        connection.execute(f"PRAGMA max_page_count = {pages[0]}").close()

    kept = fill(store)
    in_need = ids(store)
    pages[0] = 1_000_000
    store.entries.add([note(9_999)], act=act())

    assert len(kept) > 5
    assert in_need == sorted(kept)
    assert ids(store) == created(store) == sorted([*kept, "note-9999"])
    store.close()


@contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    """The operating system refuses what would make a file longer, as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_a_disk_that_takes_no_more_loses_nothing(tmp_path: Path) -> None:
    store = sqlite_store(tmp_path)
    store.entries.save_pack(PACK, act=act())

    with no_file_longer_than(700_000):
        kept = fill(store)
    store.close()

    again = sqlite_store(tmp_path)
    assert len(kept) > 5
    assert ids(again) == created(again) == sorted(kept)
    again.entries.add([note(9_999)], act=act())
    again.close()
    with closing(sqlite3.connect(tmp_path / "data" / "sidelight.sqlite3")) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_a_writer_who_waits_too_long_is_told_and_readers_go_on(store_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engine, "WAIT_SECONDS", 1)
    store, other = open_store(store_url), open_store(store_url)
    store.entries.save_pack(PACK, act=act())

    with store.database.writing():
        with pytest.raises(StoreUnavailableError, match="lock"):
            other.entries.add([note(1)], act=act())
        seen = (other.editions.current(), ids(other))
    other.entries.add([note(1)], act=act())

    assert (seen, ids(store)) == ((0, []), ["note-1"])
    for opened in (store, other):
        opened.close()


def test_a_transaction_that_fails_at_its_end_writes_nothing(store: SqlStore) -> None:
    store.entries.save_pack(PACK, act=act())
    before = store.accounts.audit(limit=10)

    def stop_half_way() -> None:
        with store.database.writing() as session:
            engine.log(session, act(), "half", "done")
            engine.next_change(session)
            session.flush()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        stop_half_way()

    assert store.accounts.audit(limit=10) == before


@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_forked_process_has_connections_of_its_own(store: SqlStore) -> None:
    store.entries.save_pack(PACK, act=act())

    child = os.fork()
    if not child:
        try:
            store.entries.add([note(1)], act=act())
            store.close()
        finally:
            os._exit(0)
    os.waitpid(child, 0)
    store.entries.add([note(2)], act=act())

    assert ids(store) == ["note-1", "note-2"]


def test_the_files_are_their_owners_alone(tmp_path: Path) -> None:
    store = sqlite_store(tmp_path)
    store.entries.save_pack(PACK, act=act())

    files = {path.name: oct(path.stat().st_mode & 0o777) for path in (tmp_path / "data").iterdir()}

    assert files == {f"sidelight.sqlite3{end}": "0o600" for end in ("", "-wal", "-shm")}
    assert oct((tmp_path / "data").stat().st_mode & 0o777) == "0o700"
    store.close()


def test_sqlite_keeps_what_it_promises_by_these_settings(tmp_path: Path) -> None:
    store = sqlite_store(tmp_path)

    with store.database.engine.connect() as connection:
        names = ("journal_mode", "synchronous", "foreign_keys", "secure_delete", "busy_timeout")
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in names}

    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "secure_delete": 1,
        "busy_timeout": engine.WAIT_SECONDS * 1_000,
    }
    assert store_revision(sqlite_url(tmp_path)).ready
    store.close()


def test_what_was_dealt_with_stays_so_though_the_log_cannot_be_folded_in(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.WARNING, logger="sidelight")  # an app of another test may have changed it
    store = sqlite_store(tmp_path)
    number = store.inbox.add(Report(entry="pier", reason="wrong"), received=NOON.date(), most=5) or 0

    def refuse(_action: int, name: str | None, *_: object) -> int:
        return sqlite3.SQLITE_DENY if name == "wal_checkpoint" else sqlite3.SQLITE_OK

    with store.database.engine.connect() as connection:
        connection.connection.cursor().connection.set_authorizer(refuse)
    store.queue.deal("report", number, what="dismiss", act=act())

    assert store.inbox.kept(Report) == ()
    assert "is overwritten in the log later" in caplog.text
    store.close()
