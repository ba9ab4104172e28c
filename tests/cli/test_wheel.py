"""What is installed: `pip install .` must be enough."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "server" / "sidelight"
#: What the package reads at run time, beside its modules.
DATA = ("packs/starter/*.yaml", "**/*.json", "web/templates/**/*", "web/static/**/*")


@pytest.fixture(scope="module")
def names(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", ".", "--no-deps", "--no-build-isolation", "--no-index"]
    built = subprocess.run(
        [*command, "--quiet", "--wheel-dir", folder], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stderr
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        return frozenset(archive.namelist())


def tracked(folder: Path, pattern: str) -> set[Path]:
    return {path for path in folder.glob(pattern) if path.is_file() and "__pycache__" not in path.parts}


@pytest.mark.parametrize("pattern", DATA)
def test_everything_that_is_read_at_run_time_travels_along(names: frozenset[str], pattern: str) -> None:
    wanted = {str(Path("sidelight") / path.relative_to(PACKAGE)) for path in tracked(PACKAGE, pattern)}

    assert wanted
    assert wanted - names == set()


def test_the_extension_travels_along_whole(names: frozenset[str]) -> None:
    extension = ROOT / "extension"
    wanted = {f"sidelight/extension/{path.relative_to(extension)}" for path in tracked(extension, "**/*")}

    assert "sidelight/extension/content/main.js" in wanted
    assert {name for name in names if name.startswith("sidelight/extension/")} == wanted


def test_every_module_travels_along(names: frozenset[str]) -> None:
    wanted = {str(Path("sidelight") / path.relative_to(PACKAGE)) for path in tracked(PACKAGE, "**/*.py")}

    assert wanted - names == set()


def test_nothing_else_does(names: frozenset[str]) -> None:
    strays = {name for name in names if not name.startswith(("sidelight/", "sidelight-"))}

    assert strays == set()
    assert not [name for name in names if "test" in Path(name).name or "__pycache__" in name]


def test_the_command_and_the_licence_travel_along(names: frozenset[str]) -> None:
    endings = ("dist-info/entry_points.txt", "dist-info/licenses/LICENSE", "dist-info/METADATA")

    assert [ending for ending in endings if not any(name.endswith(ending) for name in names)] == []
