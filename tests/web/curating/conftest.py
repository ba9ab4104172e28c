"""A newsroom for each test, and one that tests share that change nothing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.web.curating.newsroom import Newsroom, newsroom


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    with newsroom(tmp_path) as opened:
        yield opened


@pytest.fixture(scope="module")
def shared_room(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Newsroom]:
    with newsroom(tmp_path_factory.mktemp("room")) as opened:
        yield opened
