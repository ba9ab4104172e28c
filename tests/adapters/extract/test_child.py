import multiprocessing
import os
import signal
import warnings
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest

from sidelight.adapters.extract import child as reading
from sidelight.adapters.extract.child import ExtractPool
from sidelight.adapters.extract.page import extract
from sidelight.errors import ExtractBusyError, ExtractTimeoutError, NoArticleError
from sidelight.services.ports import Page

#: Workers are asked for over a Unix socket, which the ban on sockets in tests would forbid as well.
pytestmark = pytest.mark.enable_socket

PAGE = Page(body=Path(__file__).with_name("pages").joinpath("ferry.html").read_bytes())
SLOW = Page(body="<a>x" * 400_000)
FLAT = Page(body="<p><b>One</b> of many." * 400_000)


#: A deadline that no page of these reaches, however slow the machine; workers are waited for even longer.
PATIENCE = 100


@pytest.fixture
def pool() -> Iterator[ExtractPool]:
    with ExtractPool(workers=1, seconds=PATIENCE, memory_bytes=1 << 30) as pool:
        yield pool


def test_a_page_read_in_a_child_is_the_page_read_here(pool: ExtractPool) -> None:
    assert pool.extract(PAGE) == extract(PAGE)


def test_errors_come_back_as_they_are(pool: ExtractPool) -> None:
    with pytest.raises(NoArticleError) as caught:
        pool.extract(Page(body="<p>"))

    assert caught.value.remedy == NoArticleError("x").remedy
    assert "no readable text" in caught.value.detail


def test_a_page_over_the_deadline_costs_only_its_own_request(
    pool: ExtractPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as hasty:
        hasty.setattr(pool, "_seconds", 0.4)
        hasty.setattr(reading, "WAITING_DEADLINES", PATIENCE)
        with pytest.raises(ExtractTimeoutError, match=r"0\.4 seconds"):
            pool.extract(SLOW)

    assert pool.extract(Page(body="<p>Nine people died.")).text == "Nine people died."


def test_a_page_that_no_worker_was_free_for_is_not_blamed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "WAITING_DEADLINES", -0.99)
    with ExtractPool(workers=1, seconds=20) as pool, pytest.raises(ExtractBusyError, match="no worker was free"):
        pool.extract(SLOW)


class Late(Future[str]):
    """A reading whose result arrives the moment after the wait for it has ended."""

    def result(self, timeout: float | None = None) -> str:
        if timeout is None:
            return super().result()
        self.set_result("read")
        raise TimeoutError


def test_a_page_that_was_read_at_the_last_moment_is_not_thrown_away(
    pool: ExtractPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "_scheduled", lambda *_: Late())

    assert pool.read(str, PAGE) == "read"


def test_pages_wait_for_a_worker_as_long_as_four_others_may_take() -> None:
    assert reading.WAITING_DEADLINES == 4


@pytest.mark.parametrize("page", [SLOW, FLAT], ids=["read by libxml2", "read by lexbor"])
@pytest.mark.parametrize("megabytes", [140, 180, 220])
def test_a_page_over_the_memory_limit_costs_only_its_own_request(megabytes: int, page: Page) -> None:
    with ExtractPool(workers=1, seconds=PATIENCE, memory_bytes=megabytes * 1_000_000) as pool:
        with pytest.raises(ExtractTimeoutError, match=f"within {megabytes} MB"):
            pool.extract(page)

        assert pool.extract(Page(body="<p>Nine people died.")).text == "Nine people died."


def test_workers_killed_from_outside_are_replaced_unnoticed(pool: ExtractPool) -> None:
    pool.extract(PAGE)
    killed = [worker.pid for worker in multiprocessing.active_children()]

    for pid in killed:
        os.kill(pid or 0, signal.SIGKILL)

    assert killed
    assert pool.extract(PAGE).title == "Ferry sinks off Port Ardel, at least 27 dead"


def test_threads_share_a_pool(pool: ExtractPool) -> None:
    pages = [Page(body=f"<p>Page {number}.") for number in range(30)]

    with ThreadPoolExecutor(8) as threads:
        texts = [article.text for article in threads.map(pool.extract, pages)]

    assert texts == [f"Page {number}." for number in range(30)]


def test_closing_leaves_no_worker_behind_and_can_be_done_twice() -> None:
    before = {child.pid for child in multiprocessing.active_children()}
    pool = ExtractPool(workers=2, seconds=PATIENCE)
    pool.extract(PAGE)

    pool.close()
    pool.close()

    assert {child.pid for child in multiprocessing.active_children()} <= before


def test_a_pool_serves_again_after_it_was_closed(pool: ExtractPool) -> None:
    pool.extract(PAGE)

    pool.close()

    assert pool.extract(PAGE).language == "en"


def test_a_process_forked_from_a_busy_server_starts_workers_of_its_own(pool: ExtractPool) -> None:
    pool.extract(PAGE)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # newer Pythons warn of forking beside threads
        child = os.fork()

    if child == 0:
        serves = False
        try:
            serves = pool.extract(Page(body="<p>Nine.")).text == "Nine."
            pool.close()
        finally:  # never back into pytest
            os._exit(0 if serves else 1)

    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
