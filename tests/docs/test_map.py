"""The map of the code, its libraries and versions, against what there is."""

import json
import re
import tomllib

import pytest
from tests.docs.readmes import MAP, PACKAGE, README, ROOT, prose, table

from sidelight import __version__

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
FOLDERS = [name for cells in table(MAP, "folder", "holds") for name in re.findall(r"`([^`]+)`", cells[0])]
_LINK = re.compile(r"\]\(([^)#]+)(?:#[^)]*)?\)")


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_folder_of_the_map_exists(folder: str) -> None:
    assert list(PACKAGE.glob(folder))


def test_every_folder_of_the_package_is_on_the_map() -> None:
    there = {path.parent.relative_to(PACKAGE).parts[0] for path in PACKAGE.glob("*/**/*.py")} - {"__pycache__"}

    assert there - {folder.split("/")[0] for folder in FOLDERS} == set()


def test_every_folder_of_the_core_is_on_the_map() -> None:
    there = {f"core/{path.parent.name}" for path in (PACKAGE / "core").glob("*/__init__.py")}

    assert there - set(FOLDERS) == set()


def test_the_picture_has_every_layer() -> None:
    (layers,) = (c["layers"] for c in PROJECT["tool"]["importlinter"]["contracts"] if c["type"] == "layers")
    picture = MAP.partition("```")[2].partition("```")[0]

    assert [name for layer in layers for name in layer.split(" | ") if name not in picture.split()] == []


def test_every_library_has_its_reason() -> None:
    needed = {re.split(r"[^\w-]", name)[0].lower() for name in PROJECT["project"]["dependencies"]}
    told = {word.lower() for cells in table(MAP, "library", "why") for word in re.split(r", | with | and ", cells[0])}

    assert needed == told


def test_the_versions_agree() -> None:
    path = ROOT / PROJECT["tool"]["hatch"]["version"]["path"]
    manifest = json.loads((ROOT / "extension" / "manifest.json").read_text(encoding="utf-8"))

    assert PROJECT["project"]["dynamic"] == ["version"]
    assert f'__version__ = "{__version__}"' in path.read_text(encoding="utf-8")
    assert manifest["version"] == __version__


@pytest.mark.parametrize("name", ["README.md", "server/README.md"])
def test_every_link_inside_the_project_leads_somewhere(name: str) -> None:
    text = prose(README if name == "README.md" else MAP)
    inside = [link for link in _LINK.findall(text) if "://" not in link]

    assert [link for link in inside if not (ROOT / name).parent.joinpath(link).exists()] == []


def test_the_readme_asks_for_the_python_that_the_project_needs() -> None:
    least = PROJECT["project"]["requires-python"].removeprefix(">=")

    assert f"Python {least} or newer" in README
