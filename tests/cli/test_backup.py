"""The whole database as one file, from the command line."""

from pathlib import Path

import pytest
from tests.cli.conftest import Run, fill_database
from tests.stores import PostgresServer, act, sqlite_store

from sidelight.adapters.store.sql import open_store
from sidelight.core.entry import Pack

COUNTED = "2 entries, 2 revisions, 1 editions, 0 curators, 0 articles, 0 reports, 0 requests"


def add_somebody(run: Run) -> None:
    run("curators", "add", "anna", "--role", "admin", "--password-file", "-", input="correct horse battery")


def curators(tmp_path: Path) -> int:
    store = sqlite_store(tmp_path)
    try:
        return len(store.accounts.curators())
    finally:
        store.close()


def test_a_backup_is_told_by_what_it_holds(run: Run, tmp_path: Path) -> None:
    fill_database(tmp_path)

    result = run("backup", str(tmp_path / "copy"))

    assert result.exit_code == 0
    assert result.stdout.startswith(f"{tmp_path / 'copy'}: {COUNTED} (")
    assert f"Database: {tmp_path / 'data' / 'sidelight.sqlite3'}" in result.stderr


def test_a_backup_is_restored_when_agreed_to_and_the_replaced_is_named(run: Run, tmp_path: Path) -> None:
    fill_database(tmp_path)
    run("backup", str(tmp_path / "copy"))
    add_somebody(run)

    refused = run("restore", str(tmp_path / "copy"), input="n\n")
    there = curators(tmp_path)
    restored = run("restore", str(tmp_path / "copy"), input="y\n")

    assert (refused.exit_code, there) == (1, 1)
    assert restored.exit_code == 0
    assert COUNTED in restored.stdout
    assert "sidelight.sqlite3.replaced-" in restored.stderr
    assert curators(tmp_path) == 0


def test_it_is_not_restored_under_a_running_server(run: Run, tmp_path: Path) -> None:
    fill_database(tmp_path)
    run("backup", str(tmp_path / "copy"))
    add_somebody(run)
    server = sqlite_store(tmp_path)
    server.editions.current()

    result = run("restore", str(tmp_path / "copy"), "--yes")
    server.close()

    assert result.exit_code == 3
    assert "Stop the server" in result.stderr
    assert curators(tmp_path) == 1


def test_what_is_no_backup_and_what_is_there_already_are_told(run: Run, tmp_path: Path) -> None:
    fill_database(tmp_path)
    (tmp_path / "text").write_text("dear diary", encoding="utf-8")

    kept = run("backup", str(tmp_path / "text"))
    wrong = run("restore", str(tmp_path / "text"), "--yes")

    assert (kept.exit_code, wrong.exit_code) == (3, 3)
    assert "--force" in kept.stderr
    assert "is no SQLite database" in wrong.stderr
    assert run("backup", str(tmp_path / "text"), "--force").exit_code == 0


def test_without_a_database_there_is_nothing_to_back_up_and_none_is_made(run: Run, tmp_path: Path) -> None:
    result = run("backup", str(tmp_path / "copy"))

    assert result.exit_code == 3
    assert "there is no database" in result.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_postgresql_database_is_backed_up_and_restored_without_its_password_shown(
    run: Run, tmp_path: Path, postgres_server: PostgresServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = postgres_server.new_database().replace("sidelight@", "sidelight:secret-word@")
    monkeypatch.setenv("SIDELIGHT_DATABASE_URL", url)
    store = open_store(url)
    store.load([Pack(id="test", title="Test", licence="CC0-1.0")], act=act())
    store.close()

    results = [run("backup", str(tmp_path / "copy")), run("restore", str(tmp_path / "copy"), "--yes")]

    assert [result.exit_code for result in results] == [0, 0]
    assert all("secret-word" not in result.output and "Database: postgresql://" in result.stderr for result in results)
    assert "copy.replaced-" in results[1].stderr
