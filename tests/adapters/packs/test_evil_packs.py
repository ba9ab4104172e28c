"""Two packs made to kill: deep nesting with aliases, and fifty thousand entries with phrases built to explode.

They go through the commands as a curator would type them, each in a process that may use one gigabyte.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tests.adapters.packs.conftest import MakePack
from tests.factories import background, pack
from tests.stores import sqlite_store

from sidelight.errors import PackError
from sidelight.services.curation.packs import difference_of
from sidelight.shapes.entries import entry_to

ROOT = Path(__file__).resolve().parents[3]
#: Memory that a command may have, in bytes, the interpreter and its libraries included.
MEMORY = 2**30
ENTRIES = 50_000
#: As nested as the phrase language allows, and with as many choices, options and gaps.
EXPLOSIVE = "thing [a [b [c|d|e] f] g] [h [i [j|k|l] m] n] [o [p [q|r] s] t] ... 5 [6 [7 [8]]] [x{n}]"


def run(folder: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Type a command, with a data folder of its own and little memory."""
    settings = {
        "SIDELIGHT_DATA_DIR": str(folder / "data"),
        "PYTHONPATH": str(ROOT / "server"),
        "PATH": os.environ["PATH"],
    }
    return subprocess.run(
        ["sh", "-c", f'ulimit -v {MEMORY // 1024}; exec "$@"', "sh", sys.executable, "-m", "sidelight", *words],
        env=settings,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
    )


@pytest.fixture
def nested(make_pack: MakePack) -> Path:
    levels = "".join(f"  l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 9)}]\n" for n in range(1, 10))
    deep = f"- id: deep\n  title: {'[' * 100_000}\n- id: wide\n  title:\n    {'- ' * 100_000}\n"
    return make_pack({"deep.yaml": deep, "aliases.yaml": f"- id: x\n  l0: &l0 [a]\n{levels}"})


@pytest.fixture
def explosive(make_pack: MakePack) -> Path:
    return make_pack({"a.yaml": written(ENTRIES)})


def written(entries: int) -> str:
    phrases = (EXPLOSIVE.format(n=number) for number in range(entries))
    return "".join(f'- {{id: e{n}, kind: background, phrases: {{en: ["{p}"]}}}}\n' for n, p in enumerate(phrases))


def test_nesting_and_aliases_are_told_by_line_and_nothing_is_taken_in(nested: Path, tmp_path: Path) -> None:
    checked = run(tmp_path, "entries", "check", str(nested))
    imported = run(tmp_path, "entries", "import", str(nested), "--yes", "--publish")

    assert (checked.returncode, imported.returncode) == (1, 2)
    for told in (checked.stdout, imported.stderr):
        assert "deep.yaml:2: deep: is nested more than 12 deep: remove brackets or indentation" in told
        assert "aliases.yaml:2: x: l0: the anchor &l0 is not allowed: remove it and repeat the value" in told
    assert "Correct what is named here" in imported.stderr
    assert not (tmp_path / "data" / "sidelight.sqlite3").exists()


def test_fifty_thousand_explosive_entries_are_refused_with_what_to_do(explosive: Path, tmp_path: Path) -> None:
    checked = run(tmp_path, "entries", "check", str(explosive))

    assert checked.returncode == 2
    assert "more than 200 entries (e0, e1, e2, …) are brought up by 'thing" in checked.stderr
    assert "Give them scopes that set them apart (about: any: …), or make them one entry." in checked.stderr


def test_an_import_refuses_them_before_anything_is_written(tmp_path: Path) -> None:
    # `POST /v1/packs`, the console and the command line all come through here.
    store = sqlite_store(tmp_path)
    evil = pack(*(background(f"e-{n}", EXPLOSIVE.format(n=n)) for n in range(ENTRIES)))

    with pytest.raises(PackError, match="more than 200 entries"):
        difference_of(store, evil, content=entry_to)

    assert store.entries.packs() == ()
    store.close()


def test_one_entry_and_one_byte_too_many_are_refused_while_reading(make_pack: MakePack, tmp_path: Path) -> None:
    folder = make_pack({"a.yaml": b"- {}\n" * (ENTRIES + 1)})
    many = run(tmp_path, "entries", "import", str(folder), "--yes")
    (folder / "a.yaml").write_bytes(b"#" * 10_000_001)
    large = run(tmp_path, "entries", "import", str(folder), "--yes")

    assert (many.returncode, large.returncode) == (2, 2)
    assert "the pack holds more than 50,000 entries" in many.stderr
    assert "the pack is larger than 10,000,000 bytes" in large.stderr
    assert "Split it into several packs" in many.stderr


def test_a_server_does_not_start_with_such_a_pack(make_pack: MakePack, tmp_path: Path) -> None:
    folder = make_pack({"a.yaml": written(300)})

    refused = run(tmp_path, "serve", "--port", "0", "--pack", str(folder))

    assert refused.returncode == 2
    assert "more than 200 entries" in refused.stderr
