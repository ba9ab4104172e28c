"""Pages: asked for once however many want them, fresh for a while, helpful while a site fails, never out of date."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from tests.services.paging import URL, House, Site, house_in_memory

from sidelight.adapters.cache.null import NullCache
from sidelight.core.article import article_of_text
from sidelight.errors import (
    AddressBlockedError,
    AddressInvalidError,
    EgressError,
    ExtractBusyError,
    ExtractTimeoutError,
    FetchFailedError,
    FetchStatusError,
    FetchTimeoutError,
    FetchTooLargeError,
    HostRefusedError,
    NoArticleError,
    RobotsDisallowedError,
    SidelightError,
    SiteNotAskedError,
)
from sidelight.services.article_codec import KeptPage, dump_page, load_page
from sidelight.services.pages import MOST_SECONDS


@pytest.fixture
def house() -> House:
    return house_in_memory()


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

    def test_a_server_that_keeps_no_pages_gives_none_that_were_kept_before(self, house: House) -> None:
        house.text()
        house.site.says = "second"

        assert house.process(seconds=0).read(URL).text == "second"

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

    def test_a_host_that_the_operator_has_refused_since_is_not_helped_out(self, house: House) -> None:
        house.text()
        house.site.says = HostRefusedError("not from there")
        house.clock[0] += 601

        assert [house.error().code, house.error().code] == ["host-refused"] * 2

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

    @pytest.mark.parametrize(
        "error", [SiteNotAskedError("x"), ExtractBusyError("x"), RobotsDisallowedError("x"), EgressError("x")]
    )
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
