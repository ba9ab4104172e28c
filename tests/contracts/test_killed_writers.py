"""Whatever was acknowledged to a curator is there after `kill -9`, and nothing is there by half."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.contracts.writers import IDS
from tests.factories import pack, publishable
from tests.stores import act, sqlite_store, sqlite_url

from sidelight.core.edition import hash_packs

ROOT = Path(__file__).resolve().parents[2]
KILLS = 200
#: Whichever test is the first waits for the killing, on a slow machine for long.
pytestmark = pytest.mark.timeout(1800)


@pytest.fixture(scope="module")
def killed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in whose database curators wrote, by services, store and command line, while 200 of them were killed."""
    folder = tmp_path_factory.mktemp("killed")
    store = sqlite_store(folder)
    entries = (replace(publishable(entry_id, "the first text"), pack="test") for entry_id in IDS)
    store.load([pack(*entries)], act=act())
    store.close()
    settings = {
        "SIDELIGHT_DATABASE_URL": sqlite_url(folder),
        "SIDELIGHT_DATA_DIR": str(folder / "data"),
        "SIDELIGHT_CACHE_URL": "null://",
        "PYTHONPATH": f"{ROOT / 'server'}{os.pathsep}{ROOT}",
        "PATH": os.environ["PATH"],
    }
    command = [sys.executable, "-m", "tests.contracts.writers", str(folder), str(KILLS), "7"]
    subprocess.run(command, cwd=ROOT, env=settings, check=True)
    assert (folder / "failed").read_text(encoding="utf-8") == ""
    return folder


@pytest.fixture(scope="module")
def acknowledged(killed: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (killed / "acknowledged").read_text(encoding="utf-8").splitlines()]


def rows(folder: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(folder / "data" / "sidelight.sqlite3")) as database:
        return database.execute(query).fetchall()


def test_every_acknowledged_edit_is_there(killed: Path, acknowledged: list[dict[str, Any]]) -> None:
    edits = {(one["entry"], one["revision"]): one["text"] for one in acknowledged if "entry" in one}

    kept = {(name, number): json.loads(content)["summary"]["en"]
            for name, number, content in rows(killed, "SELECT entry, number, content FROM revisions")}  # fmt: skip

    assert len(edits) > KILLS
    assert {edit: kept.get(edit) for edit in edits} == edits


def test_every_acknowledged_edition_is_there(killed: Path, acknowledged: list[dict[str, Any]]) -> None:
    editions = {one["edition"]: one["sha256"] for one in acknowledged if "edition" in one}

    kept = dict(rows(killed, "SELECT number, sha256 FROM editions"))

    assert len(editions) > 10
    assert {number: kept.get(number) for number in editions} == editions
    assert sorted(kept) == list(range(1, len(kept) + 1))


def test_all_of_the_killed_had_begun_to_write(acknowledged: list[dict[str, Any]]) -> None:
    assert sum("writes" in one for one in acknowledged) >= KILLS


def test_the_file_is_sound(killed: Path) -> None:
    assert rows(killed, "PRAGMA integrity_check") == [("ok",)]
    assert rows(killed, "PRAGMA foreign_key_check") == []


@pytest.mark.parametrize(
    "half_written",
    [
        # A revision and the line of the audit log that tells of it
        "SELECT * FROM revisions WHERE number > 1 AND NOT EXISTS (SELECT 1 FROM audit WHERE what = 'edit' "
        "AND audit.act_reason = revisions.act_reason AND audit.about = revisions.entry)",
        "SELECT * FROM revisions WHERE number = 1 AND entry LIKE 'new-%' AND NOT EXISTS (SELECT 1 FROM audit "
        "WHERE what = 'create' AND audit.act_reason = revisions.act_reason AND audit.about = revisions.entry)",
        "SELECT * FROM audit WHERE what IN ('edit', 'create') AND NOT EXISTS (SELECT 1 FROM revisions "
        "WHERE audit.act_reason = revisions.act_reason AND audit.about = revisions.entry)",
        # An edition, its changes and its line
        "SELECT * FROM editions WHERE NOT EXISTS (SELECT 1 FROM changes WHERE edition = number)",
        "SELECT * FROM editions WHERE NOT EXISTS (SELECT 1 FROM audit "
        "WHERE what = 'edition' AND about = editions.number)",
        "SELECT * FROM audit WHERE what = 'edition' AND about NOT IN (SELECT CAST(number AS TEXT) FROM editions)",
        "SELECT * FROM changes WHERE NOT EXISTS (SELECT 1 FROM revisions "
        "WHERE entry = changes.entry AND number = after)",
        # An entry, its newest revision and what is live of it
        "SELECT id FROM entries WHERE head <> (SELECT max(number) FROM revisions WHERE entry = id)",
        "SELECT id FROM entries WHERE head <> (SELECT count(*) FROM revisions WHERE entry = id)",
        "SELECT id FROM entries WHERE live IS NOT "
        "(SELECT after FROM changes WHERE entry = id ORDER BY edition DESC LIMIT 1)",
    ],
)
def test_nothing_is_there_by_half(killed: Path, half_written: str) -> None:
    assert rows(killed, half_written) == []


def test_edits_of_several_entries_are_there_together(killed: Path) -> None:
    bens = "SELECT act_reason, count(*) FROM revisions WHERE act_by = 'ben' AND number > 1 GROUP BY act_reason"

    assert len(rows(killed, bens)) > 1
    assert rows(killed, f"{bens} HAVING count(*) <> 2") == []


def test_what_is_live_is_the_newest_edition(killed: Path) -> None:
    store = sqlite_store(killed)
    try:
        number, live, _ = store.editions.live_packs()
        newest = store.editions.edition(number)
    finally:
        store.close()

    assert hash_packs(live) == newest.sha256
    assert sum(len(one.entries) for one in live) == newest.entries
