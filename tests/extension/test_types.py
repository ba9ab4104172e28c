"""The JavaScript against its types: content scripts, the extension's modules, and what the server's own pages load.

The server's pages are checked less strictly: what a selector finds there is taken to be there, as their tests show.
"""

import re
from pathlib import Path

import pytest
from tests.extension.nodejs import run_node

ROOT = Path(__file__).resolve().parents[2]
_TYPES = Path("tests/extension/types")
_UNCHECKED = re.compile(r"@ts-(?:nocheck|ignore|expect-error)\b")


def _listed(program: str) -> set[str]:
    done = run_node("typescript/bin/tsc", "-p", str(_TYPES / f"{program}.json"), "--listFilesOnly", cwd=ROOT)
    assert done.returncode == 0, done.stdout
    return {Path(line).resolve().relative_to(ROOT).as_posix() for line in done.stdout.splitlines()}


@pytest.mark.parametrize("program", ["content", "modules", "server"])
def test_the_strict_checker_has_nothing_to_say(program: str) -> None:
    done = run_node("typescript/bin/tsc", "--pretty", "false", "-p", str(_TYPES / f"{program}.json"), cwd=ROOT)

    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)


def test_every_script_is_checked_and_none_opts_out() -> None:
    folders = (ROOT / "extension", ROOT / "server" / "sidelight" / "web" / "static")
    scripts = [path for folder in folders for path in folder.rglob("*.js") if "vendor" not in path.parts]

    checked = _listed("content") | _listed("modules") | _listed("server")

    assert {path.relative_to(ROOT).as_posix() for path in scripts} - checked == set()
    assert [path.name for path in scripts if _UNCHECKED.search(path.read_text("utf-8"))] == []
