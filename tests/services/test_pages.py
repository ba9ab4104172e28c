"""Pages: asked for once however many want them, fresh for a while, helpful while a site fails, never out of date."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest

from sidelight.adapters.cache.memory import MemoryCache
from sidelight.adapters.cache.null import NullCache
from sidelight.adapters.cache.turns import ThreadTurns
from sidelight.adapters.fetch.urls import clean_url
from sidelight.core.article import Article, article_of_text
from sidelight.errors import (
    AddressBlockedError,
    AddressInvalidError,
    EgressError,
    ExtractTimeoutError,
    FetchError,
    FetchFailedError,
    FetchStatusError,
    FetchTimeoutError,
    FetchTooLargeError,
    NoArticleError,
    RobotsDisallowedError,
    SidelightError,
    SiteNotAskedError,
)
from sidelight.services.article_codec import KeptPage, dump_page, load_page
from sidelight.services.pages import MOST_SECONDS, Keep, Pages
from sidelight.services.ports import Cache, Page

URL = "https://news.example/story?id=5"


@dataclass
class Site:
    """A site whose page, or failure, a test sets; counts how often it was asked."""

    says: str | SidelightError = "first"
    asked: list[str] = field(default_factory=list)
    arrived: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))
    gate: threading.Event = field(default_factory=threading.Event)

    def __post_init__(self) -> None:
        self.gate.set()

    def fetch(self, url: str) -> Page:
        self.asked.append(url)
        says = self.says
        self.arrived.release()
        self.gate.wait(30)
        if isinstance(says, FetchError):
            raise says
        return Page(body=says if isinstance(says, str) else "", url=url)

    def extract(self, page: Page) -> Article:
        if isinstance(self.says, SidelightError):
            raise self.says
        return article_of_text(str(page.body), url=page.url)


@dataclass
class House:
    site: Site
    cache: Cache
    clock: list[float] = field(default_factory=lambda: [1_000_000.0])

    def __post_init__(self) -> None:
        self.turns = ThreadTurns()
        self.pages = self.process()

    def process(self, **times: int) -> Pages:
        """Another process of the same server."""
        keep = Keep(cache=self.cache, turns=self.turns, secret=b"key", now=lambda: self.clock[0], **times)  # type: ignore[arg-type]  # whole seconds
        return Pages(fetcher=self.site, extract=self.site.extract, clean=clean_url, keep=keep)

    def text(self, url: str = URL) -> str:
        return self.pages.read(url).text

    def error(self, url: str = URL) -> SidelightError:
        with pytest.raises(SidelightError) as caught:
            self.pages.read(url)
        return caught.value


@pytest.fixture
def house() -> House:
    clock = [1_000_000.0]
    return House(Site(), MemoryCache(now=lambda: clock[0]), clock)


class TestFreshness:
    def test_a_fresh_page_is_given_without_asking_the_site(self, house: House) -> None:
        house.text()
        house.site.says = "second"
        house.clock[0] += 599

        assert house.text() == "first"
        assert len(house.site.asked) == 1

    def test_later_the_changed_page_takes_its_place_for_everybody(self, house: House) -> None:
        house.text()
        house.site.says = "second"
        house.clock[0] += 601

        assert [house.text(), house.process().read(URL).text] == ["second", "second"]
        assert len(house.site.asked) == 2

    def test_after_an_hour_nothing_is_left_to_help_out(self, house: House) -> None:
        house.text()
        house.site.says = FetchFailedError("news.example broke off")
        house.clock[0] += MOST_SECONDS + 1

        assert isinstance(house.error(), FetchFailedError)

    def test_an_hour_counts_from_the_fetch_even_if_the_page_helped_out(self, house: House) -> None:
        house.text()
        house.site.says = FetchFailedError("news.example broke off")
        for seconds in (601, 1200, 1200):
            house.clock[0] += seconds
            assert house.text() == "first"

        house.clock[0] += 600

        assert isinstance(house.error(), FetchFailedError)

    def test_all_spellings_are_one_page_and_each_is_answered_as_asked(self, house: House) -> None:
        other = "HTTPS://News.Example:443/x/../story?utm_source=mail&id=5#comments"

        first, second = house.pages.read(URL), house.pages.read(other)

        assert (first.url, second.url) == (URL, other)
        assert house.site.asked == [URL]

    def test_a_url_that_is_none_is_refused_before_anything_else(self, house: House) -> None:
        assert isinstance(house.error("file:///etc/passwd"), AddressInvalidError)
        assert house.site.asked == []

    def test_a_server_that_keeps_no_pages_asks_each_time(self, house: House) -> None:
        house.pages = house.process(seconds=0)

        assert [house.text(), house.text()] == ["first", "first"]
        assert len(house.site.asked) == 2


class TestStale:
    @pytest.mark.parametrize(
        "error",
        [
            FetchFailedError("broke off"),
            FetchTimeoutError("late"),
            FetchStatusError("busy", status=503),
            SiteNotAskedError("rests"),
            RobotsDisallowedError("not now"),
            ExtractTimeoutError("slow"),
        ],
    )
    def test_an_old_page_helps_out_while_its_site_fails(self, house: House, error: SidelightError) -> None:
        house.text()
        house.site.says = error
        house.clock[0] += 601

        assert [house.text(), house.text()] == ["first", "first"]
        assert len(house.site.asked) == 2

    @pytest.mark.parametrize("status", [404, 410])
    def test_a_page_that_was_taken_down_is_not_given_again(self, house: House, status: int) -> None:
        house.text()
        house.site.says = FetchStatusError("gone", status=status)
        house.clock[0] += 601

        assert [house.error().code, house.error().code] == ["fetch-status"] * 2

    def test_a_site_that_came_back_is_seen_after_the_time_of_a_failure(self, house: House) -> None:
        house.text()
        house.site.says = FetchFailedError("broke off")
        house.clock[0] += 601
        house.text()
        house.site.says = "second"

        house.clock[0] += 59
        assert house.text() == "first"
        house.clock[0] += 2
        assert house.text() == "second"

    def test_while_one_fetches_anew_all_others_get_the_old_page_at_once(self, house: House) -> None:
        house.text()
        house.clock[0] += 601
        house.site.says = "second"
        house.site.arrived.acquire()
        house.site.gate.clear()

        with ThreadPoolExecutor(1) as pool:
            anew = pool.submit(house.text)
            house.site.arrived.acquire(timeout=30)
            same_process = [house.text() for _ in range(5)]
            other_process = house.process().read(URL).text
            house.site.gate.set()

            assert same_process == ["first"] * 5
            assert other_process == "first"
            assert anew.result() == "second"
        assert len(house.site.asked) == 2


class TestFailures:
    @pytest.mark.parametrize(
        ("error", "seconds"),
        [
            (FetchFailedError("x"), 60),
            (FetchTimeoutError("x"), 60),
            (FetchStatusError("x", status=503), 60),
            (AddressBlockedError("x"), 60),
            (NoArticleError("x"), 60),
            (ExtractTimeoutError("x"), 60),
            (FetchStatusError("x", status=404), 600),
            (FetchStatusError("x", status=410), 600),
            (FetchTooLargeError("x"), 600),
        ],
        ids=lambda value: getattr(value, "code", None),
    )
    def test_a_failure_is_remembered_for_a_while(self, house: House, error: SidelightError, seconds: int) -> None:
        house.site.says = error
        first = house.error()
        house.clock[0] += seconds - 1
        again = house.error()
        asked = len(house.site.asked)
        house.clock[0] += 2
        house.error()

        assert first is error
        assert (type(again), again.code) == (type(error), error.code)
        assert getattr(again, "status", None) == getattr(error, "status", None)
        assert "news.example gave no readable page a moment ago" in again.detail
        assert "asked again in 1 seconds" in again.detail
        assert (asked, len(house.site.asked)) == (1, 2)

    @pytest.mark.parametrize("error", [SiteNotAskedError("x"), RobotsDisallowedError("x"), EgressError("x")])
    def test_what_says_nothing_of_the_page_is_not_remembered(self, house: House, error: SidelightError) -> None:
        house.site.says = error
        house.error()
        house.site.says = "first"

        assert house.text() == "first"

    def test_what_is_kept_of_a_failure_names_no_address(self) -> None:
        kept: dict[str, bytes] = {}

        class Open(NullCache):
            def set(self, key: str, value: bytes, *, seconds: int) -> None:
                kept[key] = value

        house = House(Site(FetchStatusError("news.example answered with status 404", status=404)), Open())
        house.error()

        assert [json_of for json_of in kept.values() if b"news.example" in json_of] == []
        assert b'"status": 404' in b"".join(kept.values())

    @pytest.mark.parametrize("bytes_", [b"", b"{}", b"[]\n", b"\x00", b'{"fresh_until": 1, "ends": 2}\n{"version": 0}'])
    def test_bytes_that_are_no_page_are_a_miss(self, bytes_: bytes) -> None:
        assert load_page(bytes_) is None

    def test_a_page_comes_back_as_it_was_kept(self) -> None:
        page = KeptPage(fresh_until=1.5, ends=2.5, article=article_of_text("A line.\n\nTwo \ud800 lines."))
        failure = KeptPage(fresh_until=1.5, ends=2.5, code="fetch-status", status=503)

        assert load_page(dump_page(page)) == page
        assert load_page(dump_page(failure)) == failure


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
