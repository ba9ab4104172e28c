"""Backups of a PostgreSQL database, by its own programs and on a server of the tests' own."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from tests.factories import background, pack
from tests.stores import NOON, PostgresServer, act

from sidelight.adapters.backup.either import back_up, check, restore
from sidelight.adapters.backup.programs import find_programs
from sidelight.adapters.store.sql import SqlStore, open_store
from sidelight.services.curation.errors import BackupError
from sidelight.services.curation.values import SYSTEM


@pytest.fixture
def url(postgres_server: PostgresServer) -> str:
    return postgres_server.new_database()


@pytest.fixture
def store(url: str) -> Iterator[SqlStore]:
    store = open_store(url)
    store.load([pack(background("pier"), background("quay"))], act=act())
    yield store
    store.close()


def edit(store: SqlStore, text: str) -> None:
    head = store.entries.entry("pier").head
    store.entries.edit([(replace(head.entry, summary={"en": text}), head.number)], act=act())


def summary(url: str) -> str:
    store = open_store(url)
    try:
        return store.entries.entry("pier").head.entry.summary["en"]
    finally:
        store.close()


def test_a_backup_holds_as_many_rows_as_the_database(store: SqlStore, url: str, tmp_path: Path) -> None:
    edit(store, "Line one.\nA tab\tand \\. a mark.")

    backup = back_up(url, tmp_path / "copy")

    assert backup == check(tmp_path / "copy", url)
    with psycopg.connect(url) as connection:
        counted = {t: connection.execute(f"SELECT count(*) FROM {t}").fetchone() for t in backup.rows}  # noqa: S608 - its tables
    assert {table: (count,) for table, count in backup.rows.items()} == counted
    assert (backup.rows["revisions"], [path.name for path in tmp_path.iterdir()]) == (3, ["copy"])


def test_a_restored_database_is_as_it_was_and_what_was_replaced_is_kept(
    store: SqlStore, url: str, tmp_path: Path
) -> None:
    back_up(url, tmp_path / "copy")
    edit(store, "Later.")
    store.close()
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE newer (id integer)")

    restored = restore(tmp_path / "copy", url, now=NOON)

    assert summary(url) == "About pier."
    assert restored.replaced == tmp_path / "copy.replaced-20261122-120000"
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT to_regclass('public.newer')").fetchone() == (None,)
    restore(restored.replaced, url, now=NOON.replace(hour=13))
    assert summary(url) == "Later."


def test_a_backup_is_restored_into_an_empty_database(
    store: SqlStore, url: str, postgres_server: PostgresServer, tmp_path: Path
) -> None:
    back_up(url, tmp_path / "copy")
    other = postgres_server.new_database()

    restored = restore(tmp_path / "copy", other, now=NOON)

    assert (restored.replaced, summary(other)) == (None, "About pier.")
    filled = open_store(other)
    (newest,) = filled.accounts.audit(limit=1)
    filled.close()
    assert (newest.what, newest.on, newest.act.by, newest.act.at) == ("restore", "copy", SYSTEM, NOON)


def test_a_database_that_a_server_uses_is_not_replaced(store: SqlStore, url: str, tmp_path: Path) -> None:
    back_up(url, tmp_path / "copy")
    edit(store, "Later.")

    with pytest.raises(BackupError, match=r"a server or another program uses the database .* \(1 connections\)"):
        restore(tmp_path / "copy", url, now=NOON)

    assert summary(url) == "Later."


def test_a_restore_that_the_server_refuses_midway_changes_nothing(store: SqlStore, url: str, tmp_path: Path) -> None:
    back_up(url, tmp_path / "copy")
    edit(store, "Later.")
    store.close()
    with psycopg.connect(url) as connection:
        # In the way of a table of the backup, and no table that could be dropped.
        connection.execute("ALTER TABLE tokens RENAME TO set_aside")
        connection.execute("CREATE VIEW tokens AS SELECT 1 AS one")

    with pytest.raises(BackupError, match="psql failed"):
        restore(tmp_path / "copy", url, now=NOON)

    assert summary(url) == "Later."


@pytest.mark.parametrize("how", ["cut short", "overwritten", "text", "of another database", "of another schema"])
def test_what_is_no_sound_backup_is_refused(
    store: SqlStore, url: str, postgres_server: PostgresServer, tmp_path: Path, how: str
) -> None:
    copy = tmp_path / "copy"
    back_up(url, copy)
    store.close()
    whole = copy.read_bytes()
    if how == "cut short":
        copy.write_bytes(whole[: len(whole) // 2])
    elif how == "overwritten":
        copy.write_bytes(whole[: len(whole) // 2] + b"\xff" * (len(whole) // 2))
    elif how == "text":
        copy.write_text("SELECT 1;\n", encoding="utf-8")
    else:
        programs, dumped, other = find_programs(0), tmp_path / "dumped", postgres_server.new_database()
        if how == "of another schema":
            with psycopg.connect(other, autocommit=True) as connection:
                connection.execute("CREATE SCHEMA kept")
            open_store(f"{other}?options=-csearch_path%3Dkept").close()
        os.system(f"{programs.pg_dump} --format=custom --file={dumped} {other}")  # noqa: S605 - the test's own words
        shutil.move(dumped, copy)

    with pytest.raises(BackupError):
        restore(copy, url, now=NOON)

    assert summary(url) == "About pier."


def test_a_password_is_never_on_a_command_line(
    store: SqlStore, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = find_programs(0)
    for name in ("pg_dump", "pg_restore", "psql"):
        script = tmp_path / "bin" / name
        script.parent.mkdir(exist_ok=True)
        script.write_text(
            f'#!/bin/sh\necho "{name} $@ ($PGPASSWORD)" >> {tmp_path}/said\nexec {getattr(real, name)} "$@"\n'
        )
        script.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "bin"), prepend=os.pathsep)
    store.close()
    with_password = url.replace("sidelight@", "sidelight:p%40ss@")

    back_up(with_password, tmp_path / "copy")
    restore(tmp_path / "copy", with_password, now=NOON)

    said = (tmp_path / "said").read_text().splitlines()
    talking = [line for line in said if line.startswith(("pg_dump -", "psql"))]
    assert {line.split()[0] for line in talking} == {"pg_dump", "psql"}
    assert all("p%40ss" not in line and line.split("(")[0].count("p@ss") == 0 for line in said)
    assert [line.endswith("(p@ss)") for line in talking if "--version" not in line] == [True] * 3


class TestPrograms:
    def made(self, folder: Path, *versions: int) -> Path:
        for version in versions:
            for name in ("pg_dump", "pg_restore", "psql"):
                program = folder / str(version) / "bin" / name
                program.parent.mkdir(parents=True, exist_ok=True)
                program.write_text(f"#!/bin/sh\necho 'pg_dump (PostgreSQL) {version}.1'\n")
                program.chmod(0o755)
        return folder

    @pytest.mark.parametrize(("server", "chosen"), [(915, 915), (916, 917), (913, 915)])
    def test_those_of_the_servers_version_are_taken_else_the_next_newer(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, server: int, chosen: int
    ) -> None:
        monkeypatch.setenv("PATH", "/nowhere")

        assert find_programs(server, debian=self.made(tmp_path, 915, 917)).version == chosen

    def test_older_ones_and_none_are_told_with_the_remedy(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("PATH", "/nowhere")

        with pytest.raises(BackupError, match="only those of 915 are here") as old:
            find_programs(918, debian=self.made(tmp_path / "old", 915))
        with pytest.raises(BackupError, match="none are here"):
            find_programs(15, debian=tmp_path / "none")

        assert "postgresql-client" in old.value.remedy
