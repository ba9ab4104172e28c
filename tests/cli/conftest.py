"""The command as people run it, on a pack about an invented country and with a data folder of the test's own."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.factories import pack, publishable
from tests.stores import act, sqlite_store

from sidelight.cli.main import main
from sidelight.services.curation.values import Role

INVENTED = Path(__file__).parents[1] / "invented"
EXPECTED = json.loads((INVENTED / "expected.json").read_text(encoding="utf-8"))
ARTICLE = str(INVENTED / "article.txt")
PAGE = str(INVENTED / "article.html")
PACK = ("--pack", str(INVENTED / "pack"))
DATED = ("--published", EXPECTED["published"])

Run = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command line: `run("annotate", ARTICLE, input="…")`; an exception that escapes fails the test."""
    monkeypatch.setenv("SIDELIGHT_DATA_DIR", str(tmp_path / "data"))
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)

    def invoke(*words: str, **more: str | bytes) -> Result:
        return CliRunner().invoke(main, words, catch_exceptions=False, prog_name="sidelight", **more)  # type: ignore[arg-type]

    return invoke


def fill_database(folder: Path) -> None:
    """Make the database that commands of this test use, with the two published entries of a pack `test`."""
    store = sqlite_store(folder)
    entries = (replace(publishable(entry_id, f"About the {entry_id}."), pack="test") for entry_id in ("pier", "quay"))
    store.load([pack(*entries)], act=act())
    store.close()


def add_curator(folder: Path, name: str, role: Role) -> None:
    """Add somebody who may sign, to the database that commands of this test use."""
    store = sqlite_store(folder)
    store.accounts.add_curator(name, role, "$argon2$", act=act())
    store.close()


def write_pack(folder: Path, topic: str) -> Path:
    """Write a pack of one file."""
    folder.mkdir()
    (folder / "pack.yaml").write_text("id: piers\ntitle: Piers\nlicence: CC0-1.0\n", encoding="utf-8")
    (folder / "piers.yaml").write_text(topic, encoding="utf-8")
    return folder
