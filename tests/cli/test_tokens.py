"""Keys of the API, from the command line."""

import json
import re
from pathlib import Path

import pytest
from tests.cli.conftest import Run, fill_database


@pytest.fixture(autouse=True)
def anna(tmp_path: Path, run: Run) -> None:
    fill_database(tmp_path)
    run("curators", "add", "anna", "--role", "reviewer", "--password-file", "-", input="correct horse battery")


def test_the_secret_is_all_of_standard_output_and_is_shown_once(run: Run) -> None:
    made = run("tokens", "make", "anna", "--title", "nightly", "--days", "7")

    assert made.exit_code == 0
    assert re.fullmatch(r"sl_[\w-]{43}\n", made.stdout)
    assert made.stdout.strip() not in made.stderr
    for form in ("text", "json"):
        assert made.stdout.strip() not in run("tokens", "list", "--format", form).output


def test_tokens_are_listed_with_role_title_and_end(run: Run) -> None:
    run("tokens", "make", "anna", "--title", "nightly", "--role", "reviewer", "--for-ever")
    run("tokens", "make", "anna", "--title", "weekly")

    (weekly, nightly) = json.loads(run("tokens", "list", "anna", "--format", "json").stdout)
    lines = run("tokens", "list").stdout.splitlines()

    assert (nightly["title"], nightly["role"], nightly["expires"]) == ("nightly", "reviewer", None)
    assert (weekly["role"], weekly["expires"] is None) == ("curator", False)
    assert [("weekly" in line, "never used" in line) for line in lines] == [(True, True), (False, True)]


def test_a_revoked_token_is_told_as_such(run: Run) -> None:
    run("tokens", "make", "anna", "--title", "nightly")

    result = run("tokens", "revoke", "1")

    assert result.exit_code == 0
    assert "revoked 20" in run("tokens", "list").stdout
    assert run("tokens", "revoke", "9").exit_code == 2


@pytest.mark.parametrize(
    "words",
    [("ben", "--title", "t"), ("anna", "--title", "t", "--role", "admin"), ("anna", "--title", " ")],
    ids=["unknown curator", "more than the curator's role", "no title"],
)
def test_what_cannot_be_made_is_told_and_prints_no_secret(run: Run, words: tuple[str, ...]) -> None:
    result = run("tokens", "make", *words)

    assert (result.exit_code, result.stdout) == (2, "")
    assert len(result.stderr.splitlines()) == 3
