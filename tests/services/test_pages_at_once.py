"""Many who want one page at once: its site is asked once, and slow sites never take all places."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.services.paging import URL, House, Site, house_in_memory

from sidelight.adapters.cache.memory import MemoryCache
from sidelight.adapters.cache.null import NullCache
from sidelight.core.article import Article
from sidelight.errors import (
    FetchError,
    FetchTimeoutError,
    SidelightError,
    SiteNotAskedError,
)
from sidelight.services.pages import Pages
from sidelight.services.ports import Cache, Page


@pytest.fixture
def house() -> House:
    return house_in_memory()


class TestManyAtOnce:
    @pytest.mark.parametrize("cache", [MemoryCache, NullCache])
    @pytest.mark.parametrize("says", ["first", FetchTimeoutError("late")], ids=["page", "failure"])
    def test_all_who_come_while_a_page_is_fetched_share_what_comes_of_it(
        self, cache: Callable[[], Cache], says: str | SidelightError
    ) -> None:
        house = House(Site(says), cache())
        house.site.gate.clear()
        with ThreadPoolExecutor(20) as pool:
            first = pool.submit(_outcome, house.pages)
            house.site.arrived.acquire(timeout=30)
            waiting = threading.Barrier(20)
            others = [pool.submit(_outcome, house.pages, waiting) for _ in range(19)]
            waiting.wait(30)
            house.site.gate.set()

            outcomes = {future.result() for future in (first, *others)}

        assert outcomes == {says if isinstance(says, str) else "fetch-timed-out"}
        # Who was about to ask, but had not yet, when it was over may ask again where nothing is kept.
        assert len(house.site.asked) == 1 or cache is NullCache

    def test_who_waits_too_long_for_others_is_told_so(self, house: House) -> None:
        impatient = house.process(wait_seconds=0)
        house.site.gate.clear()
        with ThreadPoolExecutor(1) as pool:
            first = pool.submit(impatient.read, URL)
            house.site.arrived.acquire(timeout=30)

            with pytest.raises(FetchTimeoutError, match="being fetched for others"):
                impatient.read(URL)
            with pytest.raises(FetchTimeoutError, match="being fetched for others"):
                house.process(wait_seconds=0).read(URL)

            house.site.gate.set()
            assert first.result().text == "first"

    def test_who_comes_when_all_places_are_taken_is_told_at_once(self, house: House) -> None:
        narrow = house.process(at_once=2)
        house.site.gate.clear()
        with ThreadPoolExecutor(2) as pool:
            taken = [pool.submit(narrow.read, f"https://news.example/{number}") for number in range(2)]
            for _ in taken:
                house.site.arrived.acquire(timeout=30)

            with pytest.raises(SiteNotAskedError, match="fetches 2 pages at once"):
                narrow.read(URL)

            house.site.gate.set()
            assert [future.result().text for future in taken] == ["first", "first"]
        assert narrow.read(URL).text == "first"

    def test_a_kept_page_needs_no_place(self, house: House) -> None:
        narrow = house.process(at_once=1)
        narrow.read(URL)
        house.clock[0] += 601
        house.site.arrived.acquire()
        house.site.gate.clear()
        with ThreadPoolExecutor(1) as pool:
            taken = pool.submit(narrow.read, "https://news.example/other")
            house.site.arrived.acquire(timeout=30)

            assert narrow.read(URL).text == "first"

            house.site.gate.set()
            taken.result()

    def test_an_unexpected_error_reaches_everybody_and_stops_nobody_later(self, house: House) -> None:
        class Broken(Site):
            def extract(self, page: Page) -> Article:
                raise ZeroDivisionError

        house.site, fine = Broken(), house.site
        house.pages = house.process()
        with pytest.raises(ZeroDivisionError):
            house.text()

        house.pages = House(fine, house.cache).pages
        assert house.text() == "first"


def _outcome(pages: Pages, waiting: threading.Barrier | None = None) -> str:
    if waiting is not None:
        waiting.wait(30)
    try:
        return pages.read(URL).text
    except FetchError as error:
        return error.code
