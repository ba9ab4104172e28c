"""The people who edit, from the command line."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run, fill_database

PASSWORD = "correct horse battery"  # noqa: S105 - the tests' own


@pytest.fixture(autouse=True)
def database(tmp_path: Path) -> None:
    fill_database(tmp_path)


def add(run: Run, name: str, role: str = "admin") -> None:
    assert run("curators", "add", name, "--role", role, "--password-file", "-", input=PASSWORD + "\n").exit_code == 0


def listed(run: Run) -> dict[str, tuple[str, bool]]:
    rows = json.loads(run("curators", "list", "--format", "json").stdout)
    return {row["name"]: (row["role"], row["active"]) for row in rows}


def test_the_password_is_asked_for_twice_and_shown_nowhere(run: Run) -> None:
    result = run("curators", "add", "anna", input=f"{PASSWORD}\n{PASSWORD}\n")

    assert (result.exit_code, result.stdout) == (0, "")
    assert "Repeat for confirmation" in result.stderr
    assert PASSWORD not in result.output
    assert listed(run) == {"anna": ("curator", True)}


def test_two_different_passwords_add_nobody(run: Run) -> None:
    result = run("curators", "add", "anna", input=f"{PASSWORD}\nanother one\n")

    assert result.exit_code == 1
    assert "--password-file" in result.stderr
    assert listed(run) == {}


def test_a_password_is_read_from_the_first_line_of_a_file(run: Run, tmp_path: Path) -> None:
    (tmp_path / "word").write_text(f"{PASSWORD}\nand more\n", encoding="utf-8")

    result = run("curators", "add", "anna", "--role", "admin", "--password-file", str(tmp_path / "word"))

    assert result.exit_code == 0
    assert listed(run) == {"anna": ("admin", True)}


@pytest.mark.parametrize(
    ("content", "reason"), [(None, "No such file"), (b"", "no line"), (b"\xff\xfe\xfd", "no line")]
)
def test_a_file_without_a_password_is_told(run: Run, tmp_path: Path, content: bytes | None, reason: str) -> None:
    if content is not None:
        (tmp_path / "word").write_bytes(content)

    result = run("curators", "add", "anna", "--password-file", str(tmp_path / "word"))

    assert result.exit_code == 2
    assert reason in result.stderr
    assert "Give a file with the password in its first line." in result.stderr


def test_a_password_cannot_be_an_argument(run: Run) -> None:
    assert run("curators", "add", "anna", "--password", PASSWORD).exit_code == 2
    assert run("curators", "add", "anna", PASSWORD).exit_code == 2


def test_a_name_that_is_taken_and_a_short_password_are_refused_with_a_remedy(run: Run) -> None:
    add(run, "anna")

    taken = run("curators", "add", "Anna", "--password-file", "-", input=PASSWORD)
    short = run("curators", "add", "ben", "--password-file", "-", input="short")

    assert (taken.exit_code, short.exit_code) == (2, 2)
    assert "there is a curator named 'anna' already" in taken.stderr
    assert "Choose one of 12 to" in short.stderr


def test_a_role_is_changed_and_somebody_is_let_in_no_more_and_again(run: Run) -> None:
    add(run, "anna")
    add(run, "ben", "curator")

    codes = [
        run(*words).exit_code for words in (("curators", "role", "ben", "reviewer"), ("curators", "deactivate", "ben"))
    ]

    assert codes == [0, 0]
    assert listed(run)["ben"] == ("reviewer", False)
    assert "not active" in run("curators", "list").stdout
    assert run("curators", "deactivate", "ben", "--undo").exit_code == 0
    assert listed(run)["ben"] == ("reviewer", True)


def test_the_last_admin_stays(run: Run) -> None:
    add(run, "anna")

    result = run("curators", "deactivate", "anna")

    assert result.exit_code == 2
    assert listed(run) == {"anna": ("admin", True)}


def test_a_mistyped_name_is_told_before_a_password_is_asked_for(run: Run) -> None:
    add(run, "anna")

    result = run("curators", "password", "ana")

    assert result.exit_code == 2
    assert "there is no curator 'ana'" in result.stderr
    assert "Password" not in result.stderr


def test_a_new_password_is_set(run: Run) -> None:
    add(run, "anna")

    result = run("curators", "password", "anna", input="another long one\nanother long one\n")

    assert result.exit_code == 0
    assert "sessions with the old one have ended" in result.stderr


def test_the_database_is_named_and_an_empty_list_says_what_to_do(run: Run, tmp_path: Path) -> None:
    result = run("curators", "list")

    assert result.stdout == ""
    assert f"Database: {tmp_path / 'data' / 'sidelight.sqlite3'}" in result.stderr
    assert "`sidelight curators add NAME --role admin` adds the first" in result.stderr


def test_with_packs_from_folders_nothing_is_curated(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("SIDELIGHT_PACK", str(Path(__file__).parents[1] / "invented" / "pack"))

    result = run("curators", "list")

    assert result.exit_code == 2
    assert "SIDELIGHT_PACK" in result.stderr
