"""Whose name a change may carry that is made from the command line."""

from pathlib import Path

import pytest
from tests.cli.conftest import ARTICLE, Run, add_curator, fill_database
from tests.stores import act, sqlite_store

ACTS = (
    ("entries", "publish", "pier"),
    ("entries", "retire", "pier", "--reason", "told twice"),
    ("entries", "import", "--yes"),
    ("entries", "import", "--yes", "--publish"),
    ("corpus", "add", ARTICLE),
    ("corpus", "remove", "1"),
    ("curators", "role", "carl", "admin"),
    ("curators", "password", "carl", "--password-file", "-"),
    ("curators", "deactivate", "carl"),
    ("curators", "add", "dora", "--password-file", "-"),
    ("tokens", "make", "rita", "--title", "nightly"),
    ("tokens", "revoke", "1"),
)
FOR_REVIEWERS, FOR_CURATORS, FOR_ADMINS = (ACTS[0], ACTS[1], ACTS[3]), (ACTS[2], ACTS[4]), ACTS[6:]


@pytest.fixture(autouse=True)
def people(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill_database(tmp_path)
    add_curator(tmp_path, "rita", "reviewer")
    add_curator(tmp_path, "carl", "curator")
    monkeypatch.setenv("LOGNAME", "operator")


def signed(folder: Path) -> set[str]:
    store = sqlite_store(folder)
    try:
        return {line.act.by for line in store.accounts.audit(limit=100)} - {act().by}
    finally:
        store.close()


@pytest.mark.parametrize("words", ACTS, ids=" ".join)
def test_nobody_signs_with_a_name_that_no_curator_has(run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    result = run(*words, "--as", "rtia", input="correct horse battery")

    assert result.exit_code == 2
    assert "'rtia' is no active curator" in result.stderr
    assert "`sidelight curators list` lists the names" in " ".join(result.stderr.split())
    assert signed(tmp_path) == set()


@pytest.mark.parametrize("words", [*FOR_REVIEWERS, *FOR_ADMINS], ids=" ".join)
def test_nobody_signs_what_their_role_does_not_include(run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    result = run(*words, "--as", "carl", input="correct horse battery")

    assert result.exit_code == 2
    assert "'carl' is curator, and this needs the role" in result.stderr
    assert signed(tmp_path) == set()


@pytest.mark.parametrize("words", [*FOR_REVIEWERS, *FOR_CURATORS], ids=" ".join)
def test_nobody_signs_who_curates_no_more(run: Run, tmp_path: Path, words: tuple[str, ...]) -> None:
    run("curators", "deactivate", "rita")

    result = run(*words, "--as", "rita")

    assert result.exit_code == 2
    assert signed(tmp_path) == {"operator"}


def test_a_name_is_signed_as_it_is_kept(run: Run, tmp_path: Path) -> None:
    result = run("entries", "retire", "pier", "--reason", "told twice", "--as", "RITA")

    assert result.exit_code == 0
    assert signed(tmp_path) == {"rita"}


def test_where_there_are_curators_the_user_name_must_be_one_of_them(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = run("entries", "retire", "pier", "--reason", "told twice")
    monkeypatch.setenv("LOGNAME", "rita")
    done = run("entries", "retire", "pier", "--reason", "told twice")

    assert (refused.exit_code, done.exit_code) == (2, 0)
    assert "'operator' is no active curator" in refused.stderr
    assert signed(tmp_path) == {"rita"}


def test_whoever_runs_the_machine_looks_after_the_curators(run: Run, tmp_path: Path) -> None:
    assert run("curators", "role", "carl", "admin").exit_code == 0
    assert signed(tmp_path) == {"operator"}
