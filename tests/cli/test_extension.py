"""The archives for the stores: whole, the same for everybody, and each with its browser's manifest."""

import json
import zipfile
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from sidelight import __version__
from sidelight.config import extension_folder

EXTENSION = Path(__file__).parents[2] / "extension"
FILES = sorted(path.relative_to(EXTENSION).as_posix() for path in EXTENSION.rglob("*") if path.is_file())


@pytest.fixture
def archives(run: Run, tmp_path: Path) -> list[Path]:
    result = run("extension", "--to", str(tmp_path / "dist"))
    assert result.exit_code == 0
    return [Path(line) for line in result.stdout.splitlines()]


def test_there_is_one_for_each_browser_with_every_file(archives: list[Path]) -> None:
    assert [path.name for path in archives] == [
        f"sidelight-{name}-{__version__}.zip" for name in ("chromium", "firefox")
    ]
    for path in archives:
        with zipfile.ZipFile(path) as archive:
            assert sorted(archive.namelist()) == FILES
            assert archive.testzip() is None


def test_each_has_the_manifest_of_its_browser(archives: list[Path]) -> None:
    chromium, firefox = (json.loads(zipfile.ZipFile(path).read("manifest.json")) for path in archives)

    assert "scripts" not in chromium["background"]
    assert "browser_specific_settings" not in chromium
    assert "service_worker" not in firefox["background"]
    assert "minimum_chrome_version" not in firefox
    assert {chromium["version"], firefox["version"]} == {__version__}


def test_every_other_file_is_as_it_is(archives: list[Path]) -> None:
    for path in archives:
        with zipfile.ZipFile(path) as archive:
            changed = [name for name in FILES if archive.read(name) != (EXTENSION / name).read_bytes()]
        assert changed == ["manifest.json"]


def test_the_same_files_give_the_same_bytes(run: Run, tmp_path: Path, archives: list[Path]) -> None:
    run("extension", "--browser", "firefox", "--to", str(tmp_path / "again"))

    [again] = (tmp_path / "again").iterdir()
    assert again.read_bytes() == archives[1].read_bytes()


def test_an_archive_never_becomes_part_of_the_extension(run: Run) -> None:
    result = run("extension", "--to", str(EXTENSION / "dist"))

    assert result.exit_code == 3
    assert "is inside the extension itself" in " ".join(result.stderr.split())
    assert not (EXTENSION / "dist").exists()


def test_it_tells_how_to_load_the_folder(run: Run, tmp_path: Path) -> None:
    result = run("extension", "--to", str(tmp_path))

    assert str(extension_folder()) in result.stderr
    assert "chrome://extensions" in result.stderr
    assert "about:debugging" in result.stderr
