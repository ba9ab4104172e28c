"""How sites are treated: one question at a time, a pause between, and rest for those that fail."""

import socket
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest
from tests.adapters.fetch.build import PATIENT, SHORT, CountingGuard, fetcher, line
from tests.adapters.fetch.fault_server import Answer, Request, fault_server, redirect, reply, reset_connection

from sidelight.adapters.cache.memory import MemoryCache
from sidelight.adapters.cache.turns import ThreadTurns
from sidelight.adapters.fetch.curl import CurlFetcher
from sidelight.adapters.fetch.manners import MOST_FAILURES, Manners, Pace
from sidelight.adapters.fetch.robots import Robots
from sidelight.adapters.fetch.transfer import Line
from sidelight.errors import (
    AddressBlockedError,
    FetchError,
    FetchFailedError,
    FetchStatusError,
    FetchTimeoutError,
    SiteNotAskedError,
)
from sidelight.services.ports import Fetcher

PAGE = reply(b"<p>Hello", headers=("Content-Type: text/html",))


@dataclass
class Clock:
    """A clock that only moves when somebody sleeps."""

    seconds: float = 1_000_000.0
    slept: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.seconds

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.seconds += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def manners(clock: Clock) -> Manners:
    pace = Pace(delay_seconds=1, rest_seconds=60)
    return Manners(turns=ThreadTurns(), cache=MemoryCache(), pace=pace, now=clock.now, sleep=clock.sleep)


def visit(
    manners: Manners,
    *,
    error: FetchError | None = None,
    site: str = "news.example",
    delay: float = 0,
    hurried: bool = False,
) -> None:
    with manners.visit(site, wait_seconds=5) as visit:
        visit.delay_seconds, visit.hurried = delay, hurried
        if error is not None:
            raise error


def fail(manners: Manners, times: int) -> None:
    for _ in range(times):
        with pytest.raises(FetchFailedError):
            visit(manners, error=FetchFailedError("gone"))


class TestPause:
    def test_the_next_question_waits_for_what_is_left_of_the_pause(self, manners: Manners, clock: Clock) -> None:
        visit(manners)
        clock.seconds += 0.4
        visit(manners)
        clock.seconds += 1.5
        visit(manners)

        assert clock.slept == [0.6]

    def test_other_sites_are_not_waited_for(self, manners: Manners, clock: Clock) -> None:
        visit(manners, site="news.example")
        visit(manners, site="other.example")

        assert clock.slept == []

    def test_what_a_redirect_leads_to_is_not_waited_for(self) -> None:
        clock = Clock()
        pace = Pace(delay_seconds=1)
        manners = Manners(turns=ThreadTurns(), cache=MemoryCache(), pace=pace, now=clock.now, sleep=clock.sleep)
        with fault_server({"/": redirect("/page"), "/page": PAGE}) as site:
            way = line(site.allowed)
            polite = CurlFetcher(way, PATIENT, manners=manners, robots=Robots(MemoryCache()))
            polite.fetch(site.url)
            before_the_next = list(clock.slept)
            polite.fetch(site.url)

        assert before_the_next == []
        assert clock.slept == [1]

    def test_the_pause_a_site_asked_for_outlives_a_visit_that_came_to_nothing(
        self, manners: Manners, clock: Clock
    ) -> None:
        visit(manners, delay=3)
        with pytest.raises(AddressBlockedError), manners.visit("news.example", wait_seconds=5):
            raise AddressBlockedError("no")
        visit(manners)

        assert clock.slept == [3, 3]

    def test_a_site_may_ask_for_a_longer_pause(self, manners: Manners, clock: Clock) -> None:
        visit(manners, delay=3)
        visit(manners, delay=3)

        assert clock.slept == [3]

    def test_a_pause_that_is_too_long_is_told_instead_of_waited_for(self, manners: Manners, clock: Clock) -> None:
        visit(manners, delay=9)

        with pytest.raises(SiteNotAskedError, match="asked just now"):
            visit(manners)

        assert clock.slept == []

    def test_a_clock_that_is_set_back_delays_nothing_for_long(self, manners: Manners, clock: Clock) -> None:
        visit(manners)
        clock.seconds -= 100_000
        visit(manners)

        assert clock.slept == [1]

    def test_pages_of_one_site_are_asked_for_one_after_another(self) -> None:
        answering, most = [0], [0]

        def slow(connection: socket.socket, request: Request, stopped: threading.Event) -> None:
            answering[0] += 1
            most[0] = max(most[0], answering[0])
            stopped.wait(0.02)
            answering[0] -= 1
            PAGE(connection, request, stopped)

        with fault_server({"/": slow}) as site, ThreadPoolExecutor(8) as pool:
            polite = fetcher(line(site.allowed))
            list(pool.map(lambda number: polite.fetch(f"{site.url}/?{number}"), range(8)))

        assert len(site.requests) == 8
        assert most == [1]

    def test_who_waits_too_long_for_a_turn_is_told_so(self) -> None:
        go_on = threading.Event()

        def slow(connection: socket.socket, request: Request, stopped: threading.Event) -> None:
            go_on.wait(30)
            PAGE(connection, request, stopped)

        with fault_server({"/": slow}) as site, ThreadPoolExecutor(1) as pool:
            turns = ThreadTurns()
            first = pool.submit(fetcher(line(site.allowed), turns=turns).fetch, site.url)
            try:
                assert site.reached.wait(30)

                with pytest.raises(SiteNotAskedError, match="the turn did not come"):
                    fetcher(line(site.allowed), SHORT, turns=turns).fetch(f"{site.url}/?second")
            finally:
                go_on.set()

            assert first.result().body == b"<p>Hello"


class TestRest:
    def test_a_site_rests_after_failures_in_a_row(self, manners: Manners) -> None:
        fail(manners, MOST_FAILURES)

        with pytest.raises(SiteNotAskedError, match="failed 3 times in a row, and is not asked for another 60 seconds"):
            visit(manners)

    def test_a_success_between_failures_lets_it_go_on(self, manners: Manners) -> None:
        fail(manners, MOST_FAILURES - 1)
        visit(manners)
        fail(manners, MOST_FAILURES - 1)

        visit(manners)

    def test_after_its_rest_one_question_decides(self, manners: Manners, clock: Clock) -> None:
        fail(manners, MOST_FAILURES)
        clock.seconds += 61

        fail(manners, 1)
        with pytest.raises(SiteNotAskedError):
            visit(manners)
        clock.seconds += 61
        visit(manners)

        fail(manners, MOST_FAILURES - 1)

    @pytest.mark.parametrize(
        "error", [FetchStatusError("no", status=404), AddressBlockedError("no"), FetchStatusError("no", status=403)]
    )
    def test_an_answer_that_is_no_failure_of_the_site_rests_nobody(self, manners: Manners, error: FetchError) -> None:
        for _ in range(MOST_FAILURES + 1):
            with pytest.raises(type(error)):
                visit(manners, error=error)

    @pytest.mark.parametrize("error", [FetchStatusError("no", status=503), FetchTimeoutError("late")])
    def test_errors_of_the_server_and_slowness_do(self, manners: Manners, error: FetchError) -> None:
        for _ in range(MOST_FAILURES):
            with pytest.raises(type(error)):
                visit(manners, error=error)

        with pytest.raises(SiteNotAskedError):
            visit(manners)

    def test_who_was_left_too_little_time_is_not_blamed_for_being_slow(self, manners: Manners) -> None:
        fail(manners, MOST_FAILURES - 1)
        for _ in range(MOST_FAILURES):
            with pytest.raises(FetchTimeoutError):
                visit(manners, error=FetchTimeoutError("late"), hurried=True)

        fail(manners, 1)  # which was still asked, and is the last in the row
        with pytest.raises(SiteNotAskedError):
            visit(manners)

    def test_what_an_older_version_kept_is_forgotten(self, manners: Manners) -> None:
        for kept in (b"[]", b"{", b'{"other": 1}'):
            manners.cache.set("site:news.example", kept, seconds=60)

            visit(manners)


class TestDeadSites:
    def test_a_site_that_refuses_connections_is_dialled_five_times_at_most(self) -> None:
        guard = CountingGuard(["127.0.0.1:1"])
        patient = fetcher(Line(guard=guard, user_agent="Sidelight/test"))

        errors = [error_of(patient, f"http://127.0.0.1:1/{number}") for number in range(100)]

        assert errors[:MOST_FAILURES] == ["fetch-failed-network"] * MOST_FAILURES
        assert set(errors[MOST_FAILURES:]) == {"site-not-asked"}
        assert len(guard.dials) <= 5

    def test_a_site_that_hangs_up_is_dialled_five_times_at_most(self) -> None:
        with fault_server(connected=reset_connection) as site, ThreadPoolExecutor(10) as pool:
            patient = fetcher(line(site.allowed))

            errors = list(pool.map(lambda number: error_of(patient, f"{site.url}/{number}"), range(100)))

            assert set(errors) == {"fetch-failed-network", "site-not-asked"}
            assert site.connections <= 5

    def test_a_site_that_came_back_is_served_after_its_rest(self) -> None:
        broken: list[Answer] = [reply(status="503 Busy")] * MOST_FAILURES

        def answer(connection: socket.socket, request: Request, stopped: threading.Event) -> None:
            (broken.pop() if broken else PAGE)(connection, request, stopped)

        with fault_server({"/": answer}) as site:
            patient = fetcher(line(site.allowed), pace=Pace(delay_seconds=0, rest_seconds=0))
            errors = [error_of(patient, site.url) for _ in range(MOST_FAILURES)]

            page = patient.fetch(site.url)

        assert errors == ["fetch-status"] * MOST_FAILURES
        assert page.body == b"<p>Hello"


def error_of(patient: Fetcher, url: str) -> str:
    try:
        patient.fetch(url)
    except FetchError as error:
        return error.code
    return ""
