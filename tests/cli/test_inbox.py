import json
from datetime import date
from pathlib import Path

import pytest
from tests.cli.conftest import Run, fill_database
from tests.stores import sqlite_store

from sidelight.adapters.store.inbox import SqliteInbox
from sidelight.bootstrap import INBOX_FILE
from sidelight.services.sent import ContextRequest, Report

DAY = date(2026, 11, 22)
REPORT = Report(entry="pier", reason="out-of-date", quote="the\nold pier", note="It \x1b[2Jburned.")
REQUEST = ContextRequest(quote="the largest strike", title="Strike")


def fill(tmp_path: Path) -> None:
    inbox = SqliteInbox(tmp_path / "data" / INBOX_FILE)
    for sent in (REPORT, REQUEST):
        inbox.add(sent, received=DAY, most=10)


def test_reports_and_requests_are_listed(run: Run, tmp_path: Path) -> None:
    fill(tmp_path)

    result = run("inbox", "list")

    assert result.output.splitlines() == [
        "report 1  2026-11-22  pier: out-of-date",
        "    quote: the old pier",
        "    note: It \ufffd[2Jburned.",
        "request 1  2026-11-22  context wanted",
        "    quote: the largest strike",
        "    title: Strike",
    ]


def test_as_json_they_are_whole(run: Run, tmp_path: Path) -> None:
    fill(tmp_path)

    rows = json.loads(run("inbox", "list", "--format", "json").stdout)

    assert [(row["kind"], row["id"], row["received"], row["quote"]) for row in rows] == [
        ("report", 1, "2026-11-22", REPORT.quote),
        ("request", 1, "2026-11-22", REQUEST.quote),
    ]


def test_one_is_removed_once(run: Run, tmp_path: Path) -> None:
    fill(tmp_path)

    first, second = (run("inbox", "remove", "report", "1") for _ in range(2))

    assert (first.exit_code, second.exit_code) == (0, 1)
    assert "no report 1" in second.stderr
    assert run("inbox", "list").stdout.startswith("request 1")


def test_many_are_removed_at_once_whether_or_not_one_is_missing(run: Run, tmp_path: Path) -> None:
    fill(tmp_path)
    fill(tmp_path)

    result = run("inbox", "remove", "report", "1", "9", "2")

    assert result.exit_code == 1
    assert "no report 9" in result.stderr
    assert [line for line in run("inbox", "list").stdout.splitlines() if line.startswith("report")] == []


def test_an_empty_inbox_says_so_and_makes_no_file(run: Run, tmp_path: Path) -> None:
    result = run("inbox", "list")

    assert (result.exit_code, result.stdout) == (0, "")
    assert "Nothing has been sent." in result.stderr
    assert not (tmp_path / "data" / INBOX_FILE).exists()


class TestInTheDatabase:
    @pytest.fixture(autouse=True)
    def sent(self, tmp_path: Path) -> None:
        fill_database(tmp_path)
        store = sqlite_store(tmp_path)
        for sent in (REPORT, REQUEST):
            store.inbox.add(sent, received=DAY, most=10)
        store.close()

    def test_what_was_sent_to_a_server_is_listed(self, run: Run) -> None:
        lines = run("inbox", "list").stdout.splitlines()

        assert lines[0] == "report 1  2026-11-22  pier: out-of-date"
        assert lines[-2:] == ["    quote: the largest strike", "    title: Strike"]

    def test_it_is_removed_once(self, run: Run) -> None:
        first, second = (run("inbox", "remove", "report", "1") for _ in range(2))

        assert (first.exit_code, second.exit_code) == (0, 1)
        assert run("inbox", "list").stdout.startswith("request 1")
