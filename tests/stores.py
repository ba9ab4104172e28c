"""Stores for tests: SQLite in a folder of the test, and a PostgreSQL server of the test run's own."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any, cast

import psycopg
import pytest
from sqlalchemy import update
from tests.factories import entry

from sidelight.adapters.store import engine
from sidelight.adapters.store.editions import SqlEditions
from sidelight.adapters.store.models import RevisionRow
from sidelight.adapters.store.sql import SqlStore, open_store
from sidelight.core.entry import Entry, Pack
from sidelight.core.kinds.payloads import Background
from sidelight.services.curation.store import Store
from sidelight.services.curation.values import Act, Change, EditionRecord, Publication

PACK = Pack(id="test", title="Test", licence="CC0-1.0", cues={"storms": {"en": ("gale", "storm")}})
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
#: Where Debian puts the programs that are not on the PATH, the newest version last.
_PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
#: Whom the server runs as when the tests run as root, which PostgreSQL refuses to.
_NOBODY = "nobody"
_ROOM_BYTES = 2 * 1024**3
#: Longest wait for the server to start or stop, and for a lock that another thread of a test holds.
_PATIENCE_SECONDS = 300


def act(by: str = "anna", reason: str = "because", at: datetime = NOON) -> Act:
    return Act(by=by, at=at, reason=reason)


def note(entry_id: str, **more: Any) -> Entry:
    """A small background entry in the pack `PACK`."""
    return replace(entry(entry_id, Background(), f"the {entry_id}"), **more)


def change(entry_id: str, before: int | None, after: int | None, **more: Any) -> Change:
    status = None if after is None else more.pop("status", "published")
    return Change(entry=entry_id, before=before, after=after, status=status, **more)


def publish(store: SqlStore, *changes: Change, by: str = "rita", **more: Any) -> EditionRecord:
    """Make the next edition, with a made-up hash."""
    based_on = more.pop("based_on", store.editions.current())
    wanted = Publication(based_on=based_on, sha256=f"{based_on:064}", entries=len(changes), changes=changes, **more)
    return store.editions.publish(wanted, act=act(by, "goes live"))


def forget_how_to_read(store: Store, entry_id: str, *, revision: int | None = None) -> None:
    """Make of all revisions of an entry, or of one, what this version's contract refuses, as after an upgrade."""
    kept = cast("SqlEditions", store.editions)
    with kept._database.writing() as session:
        every = update(RevisionRow).where(RevisionRow.entry == entry_id)
        chosen = every if revision is None else every.where(RevisionRow.number == revision)
        session.execute(chosen.values(content="{}"))
    kept._live = {}


def sqlite_url(folder: Path) -> str:
    return f"sqlite:///{folder / 'data' / 'sidelight.sqlite3'}"


def sqlite_store(folder: Path) -> SqlStore:
    """An empty store in a folder of its own below this one; the second call gives another opening of the same file."""
    return open_store(sqlite_url(folder))


class PostgresServer:
    """A server in a folder of its own on a free port of the loopback, run as an ordinary user."""

    def __init__(self) -> None:
        self._programs = _find_programs()
        self.folder = Path(tempfile.mkdtemp(prefix="sidelight-postgres-", dir=_quick_folder()))
        self._user = _NOBODY if os.geteuid() == 0 else None
        self._numbers = count(1)
        if self._user:
            owner = pwd.getpwnam(self._user)
            os.chown(self.folder, owner.pw_uid, owner.pw_gid)
        self._run("initdb", "-D", "data", "-U", "sidelight", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync")
        # Held without listening, the port is nobody else's, also while the server is off; PostgreSQL may share it.
        self._port = socket.socket()
        self._port.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._port.bind(("127.0.0.1", 0))
        self.port = self._port.getsockname()[1]

    def start(self) -> None:
        options = f"-c listen_addresses=127.0.0.1 -c port={self.port} -c unix_socket_directories={self.folder}"
        self._run("pg_ctl", "start", "-w", "-s", "-D", "data", "-l", "log", "-o", options)

    def stop(self, mode: str = "fast") -> None:
        """Stop it in mid-work: connections are cut, what was committed stays."""
        self._run("pg_ctl", "stop", "-w", "-s", "-D", "data", "-m", mode)

    def throw_away(self) -> None:
        self.stop("immediate")
        self._port.close()
        shutil.rmtree(self.folder)

    def url(self, database: str = "postgres") -> str:
        return f"postgresql://sidelight@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        """The address of an empty database."""
        return self.url(self._create("DATABASE"))

    def new_schema(self) -> str:
        """The address of an empty schema: as good as a database but for pg_dump, and made and thrown away faster."""
        return f"{self.url()}?options=-csearch_path%3D{self._create('SCHEMA')}"

    def _create(self, what: str) -> str:
        name = f"test_{next(self._numbers)}"
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(f"CREATE {what} {name}")
        return name

    def _run(self, program: str, *arguments: str) -> None:
        done = subprocess.run(
            [self._programs / program, *arguments],
            cwd=self.folder,
            user=self._user,
            group=pwd.getpwnam(self._user).pw_gid if self._user else None,
            extra_groups=[] if self._user else None,
            env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "PGCTLTIMEOUT": str(_PATIENCE_SECONDS)},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE if program == "initdb" else subprocess.DEVNULL,
            stderr=subprocess.STDOUT if program == "initdb" else subprocess.DEVNULL,
            text=True,
        )
        if done.returncode:
            log = self.folder / "log"
            told = (done.stdout or "") + (log.read_text() if log.exists() else "")
            pytest.fail(f"{program} failed:\n{told}")


def _quick_folder() -> Path | None:
    """A folder in memory if there is room: the thousands of small files are made and deleted faster there."""
    memory = Path("/dev/shm")  # noqa: S108 - a folder of its own is made in it
    return memory if memory.is_dir() and shutil.disk_usage(memory).free > _ROOM_BYTES else None


def _find_programs() -> Path:
    found = shutil.which("initdb")
    folders = [*_PROGRAMS, *([Path(found).resolve().parent] if found else [])]
    if not folders:
        pytest.fail("PostgreSQL is not installed, and these tests need it: apt-get install postgresql")
    return folders[-1]


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """A running PostgreSQL server, thrown away after the run; without the programs the test fails."""
    server = PostgresServer()
    server.start()
    yield server
    server.throw_away()


@pytest.fixture(params=["sqlite", "postgresql"])
def store_url(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of an empty database of each kind, on which nobody gives up who waits for another."""
    monkeypatch.setattr(engine, "WAIT_SECONDS", _PATIENCE_SECONDS)
    if request.param == "sqlite":
        return sqlite_url(tmp_path)
    server: PostgresServer = request.getfixturevalue("postgres_server")
    return server.new_schema()


@pytest.fixture
def store(store_url: str) -> Iterator[SqlStore]:
    opened = open_store(store_url)
    yield opened
    opened.close()


@pytest.fixture
def other(store: SqlStore, store_url: str) -> Iterator[SqlStore]:
    """A second process's view of the same database."""
    opened = open_store(store_url)
    yield opened
    opened.close()
