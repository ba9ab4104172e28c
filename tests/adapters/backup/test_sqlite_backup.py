"""A backup is whole and of one moment, and a restore leaves the old database or the new one, never half of either."""

import os
import shutil
import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from tests.factories import background, pack
from tests.stores import NOON, act, sqlite_store, sqlite_url

from sidelight.adapters.backup.either import back_up, check, restore
from sidelight.adapters.backup.kept import Backup
from sidelight.adapters.store.sql import SqlStore
from sidelight.services.curation.errors import BackupError
from sidelight.services.curation.values import SYSTEM

#: Backups taken while others write.
BACKUPS = 12


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqlStore]:
    store = sqlite_store(tmp_path)
    store.load([pack(background("pier"), background("quay"))], act=act())
    yield store
    store.close()


def file_of(folder: Path) -> Path:
    return folder / "data" / "sidelight.sqlite3"


def edit(store: SqlStore, text: str) -> None:
    head = store.entries.entry("pier").head
    store.entries.edit([(replace(head.entry, summary={"en": text}), head.number)], act=act())


def summary(folder: Path) -> str:
    store = sqlite_store(folder)
    try:
        return store.entries.entry("pier").head.entry.summary["en"]
    finally:
        store.close()


def rows(path: Path, table: str) -> int:
    with closing(sqlite3.connect(path)) as database:
        return int(database.execute(f"SELECT count(*) FROM {table}").fetchone()[0])  # noqa: S608 - the test's own


def test_a_backup_holds_as_many_rows_as_the_database(store: SqlStore, tmp_path: Path) -> None:
    edit(store, "Mended.")

    backup = back_up(sqlite_url(tmp_path), tmp_path / "copy")

    assert backup == check(tmp_path / "copy", sqlite_url(tmp_path))
    assert backup.rows["revisions"] == 3
    assert {table: rows(file_of(tmp_path), table) for table in backup.rows} == backup.rows
    assert backup.bytes == (tmp_path / "copy").stat().st_size


def test_a_backup_is_one_private_file_and_nothing_is_left_beside_it(store: SqlStore, tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()

    back_up(sqlite_url(tmp_path), tmp_path / "backups" / "copy")
    check(tmp_path / "backups" / "copy", sqlite_url(tmp_path))

    assert [path.name for path in (tmp_path / "backups").iterdir()] == ["copy"]
    assert stat.S_IMODE((tmp_path / "backups" / "copy").stat().st_mode) == 0o600


def test_backups_taken_while_curators_write_are_each_of_one_moment(store: SqlStore, tmp_path: Path) -> None:
    enough, written = threading.Event(), threading.Semaphore(0)

    def write() -> None:
        mine = sqlite_store(tmp_path)
        while not enough.is_set():
            edit(mine, "Mended again.")
            written.release()
        mine.close()

    def back_up_after_an_edit(number: int) -> Backup:
        while written.acquire(blocking=False):
            pass
        for _ in range(2):  # the first of them may have been made before the last backup
            assert written.acquire(timeout=60)
        return back_up(sqlite_url(tmp_path), tmp_path / f"copy-{number}")

    writer = threading.Thread(target=write)
    writer.start()
    try:
        backups = [back_up_after_an_edit(number) for number in range(BACKUPS)]
    finally:
        enough.set()
        writer.join()

    for backup in backups:
        # Each edit is a revision and a line of the audit log, in one transaction.
        edits = backup.rows["revisions"] - 2
        assert rows(backup.path, "audit WHERE what = 'edit'") == edits
        assert rows(backup.path, "entries WHERE id = 'pier' AND head = (SELECT max(number) FROM revisions)") == 1
    revisions = [backup.rows["revisions"] for backup in backups]
    assert revisions == sorted(revisions)
    assert revisions[-1] > revisions[0]


def test_a_restored_database_is_as_it_was_and_the_replaced_one_is_beside_it(store: SqlStore, tmp_path: Path) -> None:
    back_up(sqlite_url(tmp_path), tmp_path / "copy")
    edit(store, "Later.")
    store.close()

    restored = restore(tmp_path / "copy", sqlite_url(tmp_path), now=NOON)

    assert summary(tmp_path) == "About pier."
    assert restored.replaced == file_of(tmp_path).with_name("sidelight.sqlite3.replaced-20261122-120000")
    assert check(restored.replaced, sqlite_url(tmp_path)).rows["revisions"] == 3
    assert stat.S_IMODE(file_of(tmp_path).stat().st_mode) == 0o600
    restore(restored.replaced, sqlite_url(tmp_path), now=NOON.replace(hour=13))
    assert summary(tmp_path) == "Later."


def test_the_audit_log_says_that_a_backup_was_restored(store: SqlStore, tmp_path: Path) -> None:
    back_up(sqlite_url(tmp_path), tmp_path / "copy")
    store.close()

    restore(tmp_path / "copy", sqlite_url(tmp_path), now=NOON)

    restored = sqlite_store(tmp_path)
    (newest,) = restored.accounts.audit(limit=1)
    restored.close()
    assert (newest.what, newest.on, newest.act.by, newest.act.at) == ("restore", "copy", SYSTEM, NOON)


def test_a_backup_is_restored_where_there_is_no_database(store: SqlStore, tmp_path: Path) -> None:
    back_up(sqlite_url(tmp_path), tmp_path / "copy")

    restored = restore(tmp_path / "copy", sqlite_url(tmp_path / "new"), now=NOON)

    assert restored.replaced is None
    assert summary(tmp_path / "new") == "About pier."


def test_a_database_that_a_server_holds_is_not_replaced(store: SqlStore, tmp_path: Path) -> None:
    back_up(sqlite_url(tmp_path), tmp_path / "copy")
    edit(store, "Later.")

    with pytest.raises(BackupError, match="a server or another command uses the database") as refused:
        restore(tmp_path / "copy", sqlite_url(tmp_path), now=NOON)

    assert "Stop the server" in refused.value.remedy
    assert summary(tmp_path) == "Later."
    assert sorted(path.name for path in file_of(tmp_path).parent.glob("*replaced*")) == []
    assert list(file_of(tmp_path).parent.glob(".*")) == []


def test_a_backup_of_a_newer_version_is_refused(store: SqlStore, tmp_path: Path) -> None:
    back_up(sqlite_url(tmp_path), tmp_path / "copy")
    with closing(sqlite3.connect(tmp_path / "copy")) as newer, newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")

    with pytest.raises(BackupError, match="newer version of Sidelight"):
        restore(tmp_path / "copy", sqlite_url(tmp_path / "new"), now=NOON)

    assert not (tmp_path / "new").exists()


def damage(path: Path, how: str) -> None:
    whole = path.read_bytes()
    if how == "cut short":
        path.write_bytes(whole[: len(whole) // 2])
    elif how == "overwritten":
        path.write_bytes(whole[:4096] + b"\xff" * (len(whole) - 8192) + whole[-4096:])
    elif how == "text":
        path.write_text("id: pier\n", encoding="utf-8")
    elif how == "empty":
        path.write_bytes(b"")
    elif how == "gone":
        path.unlink()
    else:
        path.unlink()
        with closing(sqlite3.connect(path)) as other, other:
            other.execute("CREATE TABLE things (id INTEGER)")


@pytest.mark.parametrize("how", ["cut short", "overwritten", "text", "empty", "gone", "another database"])
def test_what_is_no_sound_backup_is_refused_and_the_database_stays(store: SqlStore, tmp_path: Path, how: str) -> None:
    back_up(sqlite_url(tmp_path), tmp_path / "copy")
    store.close()
    damage(tmp_path / "copy", how)

    with pytest.raises(BackupError, match="copy'"):
        restore(tmp_path / "copy", sqlite_url(tmp_path), now=NOON)

    assert summary(tmp_path) == "About pier."
    assert list(file_of(tmp_path).parent.glob("*replaced*")) == []


def test_a_damaged_database_is_not_backed_up(store: SqlStore, tmp_path: Path) -> None:
    store.close()
    damage(file_of(tmp_path), "overwritten")

    with pytest.raises(BackupError):
        back_up(sqlite_url(tmp_path), tmp_path / "copy")

    assert not (tmp_path / "copy").exists()


def test_a_damaged_database_is_not_thrown_away_by_a_restore(store: SqlStore, tmp_path: Path) -> None:
    back_up(sqlite_url(tmp_path), tmp_path / "copy")
    store.close()
    file_of(tmp_path).write_bytes(b"rubbish" * 1_000)

    with pytest.raises(BackupError, match="is damaged") as refused:
        restore(tmp_path / "copy", sqlite_url(tmp_path), now=NOON)

    assert refused.value.remedy == "Move that file elsewhere, then restore again."
    file_of(tmp_path).rename(tmp_path / "elsewhere")
    restore(tmp_path / "copy", sqlite_url(tmp_path), now=NOON)
    assert summary(tmp_path) == "About pier."


def test_a_file_that_is_there_is_replaced_only_when_told_to(store: SqlStore, tmp_path: Path) -> None:
    (tmp_path / "copy").write_text("dear", encoding="utf-8")

    with pytest.raises(BackupError, match="is there already"):
        back_up(sqlite_url(tmp_path), tmp_path / "copy")

    assert (tmp_path / "copy").read_text(encoding="utf-8") == "dear"
    assert back_up(sqlite_url(tmp_path), tmp_path / "copy", force=True).rows["entries"] == 2


def test_a_backup_that_was_cut_off_is_called_damaged(store: SqlStore, tmp_path: Path) -> None:
    back_up(sqlite_url(tmp_path), tmp_path / "copy")
    (tmp_path / "copy").write_bytes((tmp_path / "copy").read_bytes()[:20_000])

    with pytest.raises(BackupError, match="is damaged") as refused:
        check(tmp_path / "copy", sqlite_url(tmp_path))

    assert "another backup" in refused.value.remedy


def test_a_folder_or_a_device_is_never_replaced(store: SqlStore, tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")

    for name in ("folder", "pipe"):
        with pytest.raises(BackupError, match="no ordinary file"):
            back_up(sqlite_url(tmp_path), tmp_path / name, force=True)

    assert stat.S_ISFIFO((tmp_path / "pipe").stat().st_mode)


def test_without_a_database_there_is_nothing_to_back_up(tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="there is no database at"):
        back_up(sqlite_url(tmp_path), tmp_path / "copy")

    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_told(store: SqlStore, tmp_path: Path) -> None:
    with pytest.raises(BackupError, match="cannot be written: No such file"):
        back_up(sqlite_url(tmp_path), tmp_path / "nowhere" / "copy")


def test_a_plain_copy_of_an_idle_database_is_no_worse_a_backup(store: SqlStore, tmp_path: Path) -> None:
    store.close()
    shutil.copy(file_of(tmp_path), tmp_path / "copy")

    assert restore(tmp_path / "copy", sqlite_url(tmp_path / "new"), now=NOON).backup.rows["entries"] == 2
