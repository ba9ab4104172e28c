"""The shape of the house: sizes, names, top level."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULE_LINES = 300
FUNCTION_LINES = 40
MODULES_IN_A_FOLDER = 10
PACKAGE_DEPTH = 4
DRAWERS = re.compile(r"(?:utils?|helpers?|common|misc|base|managers?)")
TOP_LEVEL = {"pyproject.toml", "server", "extension", "tests", "README.md", "LICENSE"}


def tracked(*patterns: str) -> list[Path]:
    """Files git tracks, or, outside a checkout, all files that match."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    names = listed.stdout.splitlines() if listed.returncode == 0 else []
    return [ROOT / name for name in names if (ROOT / name).exists()]


def sources() -> list[Path]:
    return [path for path in tracked("*.py", "*.js") if "vendor" not in path.parts and path.suffix in {".py", ".js"}]


def functions(path: Path) -> Iterator[tuple[str, int]]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node.name, (node.end_lineno or node.lineno) - node.body[0].lineno + 1


@pytest.mark.parametrize("path", sources(), ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_is_longer_than_one_can_read(path: Path) -> None:
    lines = path.read_text(encoding="utf-8").count("\n")

    generated = "generated" in path.read_text(encoding="utf-8")[:300].lower()

    assert generated or lines <= MODULE_LINES, f"{path.relative_to(ROOT)} has {lines} lines"


@pytest.mark.parametrize(
    "path", [p for p in sources() if p.suffix == ".py"], ids=lambda path: str(path.relative_to(ROOT))
)
def test_no_function_is_longer_than_a_screen(path: Path) -> None:
    long = {name: lines for name, lines in functions(path) if lines > FUNCTION_LINES}

    assert not long, f"{path.relative_to(ROOT)}: {long}"


def test_nothing_is_named_like_a_drawer() -> None:
    drawers = [
        path
        for path in sources()
        if any(DRAWERS.fullmatch(part.split(".")[0]) for part in path.relative_to(ROOT).parts)
    ]

    assert not drawers


def test_a_folder_of_modules_fits_on_a_screen() -> None:
    folders: dict[Path, int] = {}
    for path in tracked("server/*.py"):
        if path.name != "__init__.py":
            folders[path.parent] = folders.get(path.parent, 0) + 1

    crowded = {str(folder.relative_to(ROOT)): many for folder, many in folders.items() if many > MODULES_IN_A_FOLDER}

    assert not crowded


def test_packages_are_not_nested_deeper_than_needed() -> None:
    package = ROOT / "server" / "sidelight"

    deep = [path for path in package.rglob("*.py") if len(path.relative_to(package).parts) > PACKAGE_DEPTH]

    assert not deep


def test_the_top_level_holds_exactly_what_was_agreed() -> None:
    names = {path.relative_to(ROOT).parts[0] for path in tracked()}

    assert {name for name in names if not name.startswith(".")} == TOP_LEVEL


def test_every_folder_of_the_server_says_its_rule() -> None:
    silent = [
        path
        for path in tracked("server/*__init__.py")
        if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    ]

    assert not silent
