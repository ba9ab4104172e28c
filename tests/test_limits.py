"""Every limit is a named constant that says what it is for; the table of their values changes only on purpose."""

import ast
import importlib
import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import sidelight

PACKAGE = Path(sidelight.__file__).parent
TABLE = json.loads(Path(__file__).with_name("limits.json").read_text(encoding="utf-8"))


def constants() -> Iterator[tuple[str, str, int]]:
    """Module, name and line of every public constant of a module."""
    for path in sorted(PACKAGE.rglob("*.py")):
        module = ".".join(("sidelight", *path.relative_to(PACKAGE).with_suffix("").parts))
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
            if isinstance(target, ast.Name) and target.id.isupper() and not target.id.startswith("_"):
                yield module, target.id, node.lineno


def limits() -> dict[str, tuple[float, Path, int]]:
    """Those of them that are numbers or spans of time (in seconds), by module and name."""
    found = {}
    for module, name, line in constants():
        value = getattr(importlib.import_module(module), name)
        number = value.total_seconds() if isinstance(value, timedelta) else value
        if isinstance(number, int | float) and not isinstance(number, bool):
            path = PACKAGE.joinpath(*module.split(".")[1:]).with_suffix(".py")
            found[f"{module.removeprefix('sidelight.')}.{name}"] = (number, path, line)
    return found


def test_every_limit_has_the_value_of_the_table() -> None:
    assert {name: number for name, (number, _, _) in limits().items()} == TABLE


def test_every_limit_says_what_it_is_for() -> None:
    silent = []
    for name, (_, path, line) in limits().items():
        lines = path.read_text(encoding="utf-8").splitlines()
        # One comment may tell of several that follow each other.
        above = line - 2
        while lines[above] and lines[above].split(" ")[0].isupper():
            above -= 1
        if not lines[above].startswith("#"):
            silent.append(name)
    assert silent == []
