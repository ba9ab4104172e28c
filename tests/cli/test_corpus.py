"""Articles to try drafts on, from the command line."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import ARTICLE, PAGE, Run, fill_database


@pytest.fixture(autouse=True)
def database(tmp_path: Path) -> None:
    fill_database(tmp_path)


def test_texts_pages_and_standard_input_are_saved(run: Run) -> None:
    saved = [run("corpus", "add", ARTICLE), run("corpus", "add", PAGE)]
    saved.append(run("corpus", "add", "-", "--title", "Pier", input="They met at the old pier.\n"))

    assert [result.exit_code for result in saved] == [0, 0, 0]
    rows = json.loads(run("corpus", "list", "--format", "json").stdout)
    assert [row["id"] for row in rows] == [3, 2, 1]
    assert rows[0]["title"] == "Pier"


def test_the_same_text_is_kept_once_and_said(run: Run) -> None:
    result = run("corpus", "add", ARTICLE, ARTICLE)

    assert result.stdout.count("(was kept)") == 1
    assert len(run("corpus", "list").stdout.splitlines()) == 1


def test_when_one_of_several_cannot_be_read_the_others_are_saved(run: Run) -> None:
    result = run("corpus", "add", "nowhere.txt", ARTICLE)

    assert result.exit_code == 2
    assert "there is no file 'nowhere.txt'" in result.stderr
    assert len(result.stdout.splitlines()) == 1


def test_articles_are_removed_and_one_that_is_not_there_is_told(run: Run) -> None:
    run("corpus", "add", ARTICLE)

    result = run("corpus", "remove", "1", "7")

    assert result.exit_code == 2
    assert "The article 1 is removed." in result.stderr
    assert "7" in result.stderr
    assert run("corpus", "list").stdout == ""


def test_a_full_corpus_is_told_with_the_setting(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SIDELIGHT_CORPUS_KEPT", "1")
    run("corpus", "add", "-", input="They met at the old pier.")

    result = run("corpus", "add", "-", input="They met at the old quay.")

    assert result.exit_code == 2
    assert "SIDELIGHT_CORPUS_KEPT" in result.stderr


def test_more_than_are_listed_are_counted(run: Run) -> None:
    for text in ("One old pier.", "Two old piers.", "Three old piers."):
        run("corpus", "add", "-", input=text)

    result = run("corpus", "list", "--most", "2")

    assert len(result.stdout.splitlines()) == 2
    assert "These are the newest 2 of 3." in result.stderr
