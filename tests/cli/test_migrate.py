"""The tables of the database, from the command line."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.cli.conftest import Run, fill_database


def file_of(tmp_path: Path) -> Path:
    return tmp_path / "data" / "sidelight.sqlite3"


def test_tables_are_made_once(run: Run, tmp_path: Path) -> None:
    before = run("migrate", "--check")
    made_by_checking = file_of(tmp_path).exists()
    made = run("migrate")
    after = run("migrate", "--check")

    assert (before.exit_code, made_by_checking, made.exit_code, after.exit_code) == (1, False, 0, 0)
    assert "are not there yet" in before.stderr
    assert "as they should be" in after.stderr


def test_tables_of_a_newer_version_are_left_alone(run: Run, tmp_path: Path) -> None:
    fill_database(tmp_path)
    with closing(sqlite3.connect(file_of(tmp_path))) as database, database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")

    result = run("migrate")

    assert result.exit_code == 3
    assert "Install the version of Sidelight that was used last" in result.stderr
