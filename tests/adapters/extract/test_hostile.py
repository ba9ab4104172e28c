"""No page takes the server down or more than its budget: it is read in time, or refused with a clear problem."""

from collections.abc import Iterator

import pytest
from tests.adapters.extract.hostile import SHAPES

from sidelight.adapters.extract import child
from sidelight.adapters.extract.child import ExtractPool
from sidelight.errors import ExtractError
from sidelight.services.ports import Page

#: Workers are asked for over a Unix socket, which the ban on sockets in tests would forbid as well.
pytestmark = pytest.mark.enable_socket

PAGE = Page(body="<p>Nine people died.")
HEAVY = (
    "a hundred thousand attributes",
    "links that are never closed",
    "five megabytes of paragraphs",
    "closing tags that close nothing, in comments",
)


#: The server's deadline for a page, a tight one, and one for pages that are no trouble, however slow the machine.
SECONDS, TIGHT_SECONDS, PATIENCE = 5.0, 1.5, 100.0


@pytest.fixture(scope="module")
def pool() -> Iterator[ExtractPool]:
    with ExtractPool(workers=1, seconds=PATIENCE) as pool:
        yield pool


@pytest.fixture(scope="module")
def tight_pool() -> Iterator[ExtractPool]:
    with ExtractPool(workers=1, seconds=PATIENCE, memory_bytes=160 << 20) as pool:
        yield pool


@pytest.mark.parametrize("shape", SHAPES)
def test_a_hostile_page_is_read_or_refused_and_the_next_is_served(
    pool: ExtractPool, shape: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    refused = None
    with monkeypatch.context() as hasty:
        hasty.setattr(pool, "_seconds", SECONDS)
        hasty.setattr(child, "WAITING_DEADLINES", PATIENCE)
        try:
            article = pool.extract(Page(body=SHAPES[shape]()))
        except ExtractError as error:
            refused = error

    if refused is None:
        assert article.passages
    else:
        assert refused.code in {"no-article", "extract-timed-out"}
        assert refused.remedy.endswith(".")
    assert pool.extract(PAGE).text == "Nine people died."


@pytest.mark.parametrize("shape", HEAVY)
def test_a_hostile_page_over_a_tight_budget_costs_its_own_request_alone(
    tight_pool: ExtractPool, shape: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as hasty:
        hasty.setattr(tight_pool, "_seconds", TIGHT_SECONDS)
        with pytest.raises(ExtractError):
            tight_pool.extract(Page(body=SHAPES[shape]() * 4))

    assert tight_pool.extract(PAGE).text == "Nine people died."
