"""The desk of each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.services.curation.desk import Desk, opened_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with opened_desk(tmp_path) as opened:
        yield opened
