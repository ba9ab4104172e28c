from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

HEAD = "id: harbours\ntitle: Harbours\nlicence: CC0-1.0\n"
MakePack = Callable[[Mapping[str, str | bytes]], Path]


@pytest.fixture
def make_pack(tmp_path: Path) -> MakePack:
    """Write a pack folder from file names and what they hold; pack.yaml is there unless given."""

    def make(files: Mapping[str, str | bytes]) -> Path:
        folder = tmp_path / "pack"
        folder.mkdir(exist_ok=True)
        for name, held in {"pack.yaml": HEAD, **files}.items():
            (folder / name).write_bytes(held.encode() if isinstance(held, str) else held)
        return folder

    return make
