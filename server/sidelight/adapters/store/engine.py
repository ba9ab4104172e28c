"""One database, SQLite or PostgreSQL: transactions to read in and to write in, and what their failures mean.

Writers take turns: SQLite by `BEGIN IMMEDIATE`, PostgreSQL by a lock on the one row of `state`. So no two of them can
wait for each other, and what a writer has read is still so when it commits. Readers wait for nobody.
"""

import logging
import os
import secrets
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, Final

from sqlalchemy import URL, Engine, create_engine, event, insert, make_url, select
from sqlalchemy import exc as failures
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Session

from sidelight.adapters.store.models import AuditRow, StateRow, signed
from sidelight.services.curation.errors import StoreUnavailableError
from sidelight.services.curation.values import Act

#: Longest wait for another writer, for a free connection and for the server to answer, in seconds.
WAIT_SECONDS: Final = 5
#: PostgreSQL ends a transaction that does nothing for so long, so that a process that hangs holds up nobody.
IDLE_SECONDS: Final = 60
#: The largest number that a column holds on both databases.
LARGEST: Final = 2**31 - 1
_log = logging.getLogger(__name__)
_DRIVERS: Final = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
_PRAGMAS: Final = (
    "PRAGMA synchronous = FULL",
    "PRAGMA foreign_keys = ON",
    "PRAGMA secure_delete = ON",  # what is removed is overwritten, not only forgotten
)


def read_url(text: str) -> URL:
    """Read the address of a database.

    Raises:
        StoreUnavailableError: It is none, or of another kind of database.
    """
    remedy = "Set SIDELIGHT_DATABASE_URL to sqlite:////full/path.sqlite3 or postgresql://user@host/name."
    try:
        url = make_url(text)
    except (failures.ArgumentError, ValueError):
        msg = "the address of the database cannot be read"  # not shown: it may hold a password
        raise StoreUnavailableError(msg, remedy=remedy) from None
    driver = _DRIVERS.get(url.get_backend_name())
    if driver is None or (driver == "sqlite" and url.database in {None, "", ":memory:"}):
        msg = f"{shown(url)!r} is neither the file of an SQLite database nor a PostgreSQL database"
        raise StoreUnavailableError(msg, remedy=remedy)
    return url.set(drivername=driver)


def shown(url: URL) -> str:
    """Write an address as it may be shown: without its password."""
    return url.render_as_string(hide_password=True)


def within(number: int) -> int:
    """Keep a number in reach of a column; one outside becomes 0, which nothing has.

    Example:
        >>> within(7), within(2**70), within(-1)
        (7, 0, 0)
    """
    return number if 0 < number <= LARGEST else 0


class Database:
    """The connections to one database. Every process has its own, also after a fork."""

    def __init__(self, url: str) -> None:
        self.url = read_url(url)
        self._engines: dict[int, Engine] = {}

    @property
    def is_sqlite(self) -> bool:
        """Whether it is an SQLite file."""
        return self.url.get_backend_name() == "sqlite"

    @property
    def engine(self) -> Engine:
        """The connections of this process. Those of the parent stay open, and untouched, where it forked from."""
        pid = os.getpid()
        if pid not in self._engines:
            made = _sqlite_engine(self.url) if self.is_sqlite else _postgres_engine(self.url)
            self._engines.setdefault(pid, made)  # of threads that come at once, one keeps its own
        return self._engines[pid]

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Read in one transaction: all that is read in it is of the same moment.

        Raises:
            StoreUnavailableError: The database cannot be used.
        """
        options: dict[str, Any] = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        bind = self.engine if self.is_sqlite else self.engine.execution_options(**options)
        with self.explained(), Session(bind, expire_on_commit=False) as session, session.begin():
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Write in one transaction, alone among all writers; it is kept unless something is raised.

        Raises:
            StoreUnavailableError: The database cannot be used, or another writer took too long.
        """
        bind = self.engine.execution_options(sidelight_writes=True)
        with self.explained(), Session(bind, expire_on_commit=False) as session, session.begin():
            session.execute(select(StateRow.id).with_for_update())
            yield session

    @contextmanager
    def explained(self) -> Iterator[None]:
        """Say of a failure of the database what it means; SQL and values are left out of the message."""
        try:
            yield
        except (failures.DBAPIError, failures.TimeoutError, sqlite3.Error, OSError) as error:
            cause = getattr(error, "orig", None) or error
            told = next(iter(str(cause).splitlines()), "") or type(cause).__name__
            msg = f"the database {shown(self.url)} cannot be used: {told}"
            raise StoreUnavailableError(msg) from error

    def keep_a_log(self) -> None:
        """Let SQLite write ahead into a log, so that readers and a writer do not wait for each other; the file says so.

        A new file is made so; this is for one that came from elsewhere, and was found to be Sidelight's.
        """
        if self.is_sqlite:
            with self.explained(), self.engine.connect() as connection:
                cursor = connection.connection.cursor()  # beside SQLAlchemy: inside a transaction it cannot be done
                if cursor.execute("PRAGMA journal_mode").fetchone() != ("wal",):
                    cursor.execute("PRAGMA journal_mode = WAL").fetchall()

    def overwrite_removed(self) -> None:
        """Fold SQLite's log into its file, so that what was removed is in neither; a busy reader puts it off.

        Nothing is raised: by now it is removed, and whoever asked for that is not to be told otherwise.
        """
        if self.is_sqlite:
            try:
                with self.explained(), self.engine.connect() as connection:
                    cursor = connection.connection.cursor()
                    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            except StoreUnavailableError as error:
                _log.warning("what was removed is overwritten in the log later: %s", error.detail)

    def close(self) -> None:
        """Let go of the connections of this process."""
        engine = self._engines.pop(os.getpid(), None)
        if engine is not None:
            engine.dispose()


def log(session: Session, act: Act, what: str, *about: str) -> None:
    """Write to the audit log what was done, a line for each thing it was done to, in the transaction that does it."""
    if about:
        session.execute(insert(AuditRow), [{"what": what, "about": one, **signed(act)} for one in about])


def next_change(session: Session) -> int:
    """Count a change; the newest has the highest number, whatever the clock says."""
    state = session.scalars(select(StateRow)).one()
    state.change += 1
    return state.change


def _sqlite_engine(url: URL) -> Engine:
    engine = create_engine(url, connect_args={"timeout": WAIT_SECONDS}, pool_timeout=WAIT_SECONDS, hide_parameters=True)

    @event.listens_for(engine, "do_connect")
    def make_private(*_: object) -> None:
        _make_private(Path(url.database or ""))

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None  # the driver begins nothing by itself
        for pragma in _PRAGMAS:
            connection.execute(pragma).close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("sidelight_writes")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _make_private(path: Path) -> None:
    """Make the file for its owner alone; SQLite gives its log and its index the same mode.

    It appears whole and with its log switched on, since several who switch it on at once would refuse one another.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    if path.exists():
        return
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}.draft")
    os.close(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    try:
        with closing(sqlite3.connect(draft)) as empty:
            empty.execute("PRAGMA journal_mode = WAL").fetchall()
        path.hardlink_to(draft)  # which, unlike a rename, never replaces what another process has begun to use
    except FileExistsError:
        pass
    except OSError:  # a file system without links
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)


def _postgres_engine(url: URL) -> Engine:
    # Without prepared statements it also works behind a pooler that hands out a connection per transaction.
    engine = create_engine(
        url,
        connect_args={"connect_timeout": WAIT_SECONDS, "prepare_threshold": None},
        pool_timeout=WAIT_SECONDS,
        pool_pre_ping=True,
        hide_parameters=True,  # no content, no hash of a password in a log
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.execute(f"SET lock_timeout = '{WAIT_SECONDS}s'")
        connection.execute(f"SET idle_in_transaction_session_timeout = '{IDLE_SECONDS}s'")
        connection.commit()

    return engine
