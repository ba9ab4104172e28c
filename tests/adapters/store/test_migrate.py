"""Making and upgrading the tables: the models are the schema, nothing is lost, and what is not ours is left alone."""

import sqlite3
import stat
import threading
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import inspect, text
from tests.factories import background
from tests.stores import act, sqlite_url

from sidelight.adapters.store.engine import Database
from sidelight.adapters.store.models import Table
from sidelight.adapters.store.schema.migrate import StoreRevision, store_revision
from sidelight.adapters.store.sql import SqlStore, open_store
from sidelight.core.entry import Pack
from sidelight.services.curation.errors import StoreUnavailableError

NEWEST = "0002"
PACK = Pack(id="test", title="Test", licence="CC0-1.0", entries=(background("pier"),))


def run(url: str, *commands: str) -> None:
    database = Database(url)
    with database.engine.begin() as connection:
        for command in commands:
            connection.execute(text(command))
    database.close()


def tables(url: str) -> set[str]:
    database = Database(url)
    with database.engine.connect() as connection:
        found = set(inspect(connection).get_table_names())
    database.close()
    return found


@pytest.fixture
def old_url(store_url: str) -> str:
    """A filled database as it was before readers' reports moved in."""
    store = open_store(store_url)
    store.load([PACK], act=act())
    store.close()
    run(store_url, "DROP TABLE reports", "DROP TABLE requests", "UPDATE alembic_version SET version_num = '0001'")
    return store_url


def test_the_schema_that_migrations_make_is_that_of_the_models(store: SqlStore) -> None:
    with store.database.engine.connect() as connection:
        options = {"compare_type": True, "compare_server_default": True}
        context = MigrationContext.configure(connection, opts=options)

        assert compare_metadata(context, Table.metadata) == []
        assert set(inspect(connection).get_table_names()) == {*Table.metadata.tables, "alembic_version"}


def test_a_comparison_would_notice_a_missing_column(store: SqlStore) -> None:
    with store.database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE reports DROP COLUMN content"))

        assert compare_metadata(MigrationContext.configure(connection), Table.metadata) != []


def test_an_older_database_is_upgraded_and_loses_nothing(old_url: str) -> None:
    before = store_revision(old_url)

    store = open_store(old_url)

    assert (before, store_revision(old_url)) == (StoreRevision("0001", NEWEST), StoreRevision(NEWEST, NEWEST))
    assert (before.ready, store_revision(old_url).ready) == (False, True)
    assert store.entries.entry("pier").status == "published"
    assert (store.queue.open(), store.editions.current()) == ({"report": 0, "request": 0}, 1)
    store.close()


def test_an_sqlite_file_is_backed_up_before_it_is_upgraded(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path)
    first = open_store(url)
    first.load([PACK], act=act())
    run(url, "DROP TABLE reports", "DROP TABLE requests", "UPDATE alembic_version SET version_num = '0001'")

    open_store(url).close()
    first.close()

    [backup] = (tmp_path / "data").glob("*.backup")
    assert backup.name == "sidelight.sqlite3.revision-0001.backup"
    assert stat.S_IMODE(backup.stat().st_mode) == 0o600
    with closing(sqlite3.connect(backup)) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert copy.execute("SELECT version_num, id FROM alembic_version, entries").fetchall() == [("0001", "pier")]
    assert store_revision(f"sqlite:///{backup}").found == "0001"


def test_a_new_database_is_not_backed_up(tmp_path: Path) -> None:
    open_store(sqlite_url(tmp_path)).close()
    open_store(sqlite_url(tmp_path)).close()

    assert [path.name for path in (tmp_path / "data").iterdir()] == ["sidelight.sqlite3"]


def test_an_upgrade_that_cannot_be_backed_up_is_not_begun(tmp_path: Path) -> None:
    url = sqlite_url(tmp_path)
    open_store(url).close()
    run(url, "DROP TABLE reports", "DROP TABLE requests", "UPDATE alembic_version SET version_num = '0001'")
    (tmp_path / "data" / "sidelight.sqlite3.revision-0001.backup" / "in the way").mkdir(parents=True)

    with pytest.raises(StoreUnavailableError, match="could not be backed up") as refused:
        open_store(url)

    assert "Free space" in refused.value.remedy
    assert store_revision(url).found == "0001"
    assert not list((tmp_path / "data").glob("*.draft"))


def test_an_upgrade_that_fails_leaves_everything_as_it_was(old_url: str) -> None:
    run(old_url, "CREATE TABLE requests (id INTEGER)")
    before = tables(old_url)

    with pytest.raises(StoreUnavailableError, match="requests"):
        open_store(old_url)

    assert (tables(old_url), store_revision(old_url).found) == (before, "0001")


def test_without_leave_to_migrate_an_older_database_is_refused_with_the_command(old_url: str) -> None:
    with pytest.raises(StoreUnavailableError, match="revision 0001") as refused:
        open_store(old_url, migrate=False)

    assert refused.value.remedy == "Run `sidelight migrate`."
    assert store_revision(old_url).found == "0001"


def test_without_leave_to_migrate_nothing_is_made(tmp_path: Path, store_url: str) -> None:
    with pytest.raises(StoreUnavailableError, match="no tables") as refused:
        open_store(store_url, migrate=False)

    assert refused.value.remedy == "Run `sidelight migrate`."
    assert store_revision(store_url) == StoreRevision(None, NEWEST)
    assert list(tmp_path.iterdir()) == []


def test_without_leave_to_migrate_a_database_that_is_ready_opens(store: SqlStore, store_url: str) -> None:
    opened = open_store(store_url, migrate=False)

    assert opened.editions.current() == 0
    opened.close()


@pytest.mark.parametrize("migrate", [True, False])
def test_a_newer_database_is_refused_and_not_touched(store_url: str, migrate: bool) -> None:
    open_store(store_url).close()
    run(store_url, "UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(StoreUnavailableError, match=r"revision 9999.*up to 0002") as refused:
        open_store(store_url, migrate=migrate)

    assert "Install the version" in refused.value.remedy
    assert store_revision(store_url).found == "9999"


def test_tables_of_somebody_else_are_left_alone(store_url: str, tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    run(store_url, "CREATE TABLE entries (id INTEGER)")

    with pytest.raises(StoreUnavailableError, match="not Sidelight's: entries") as refused:
        open_store(store_url)

    assert "of its own" in refused.value.remedy
    assert tables(store_url) == {"entries"}


def test_of_many_that_start_at_once_one_makes_the_tables(store_url: str) -> None:
    opened: list[SqlStore] = []
    failed: list[Exception] = []

    def start() -> None:
        try:
            opened.append(open_store(store_url))
        except StoreUnavailableError as error:
            failed.append(error)

    threads = [threading.Thread(target=start) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert (failed, [store.editions.current() for store in opened]) == ([], [0] * 6)
    for store in opened:
        store.close()
