"""Where a fetch may be led: by name servers that change their mind, by redirects between schemes, by proxies."""

import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import chain, repeat

import pytest
import trustme
from tests.adapters.fetch.build import PATIENT, SHORT, CountingGuard, fetcher, line
from tests.adapters.fetch.fault_server import Answer, Request, fault_server, redirect, reply

from sidelight.adapters.cache.memory import MemoryCache
from sidelight.adapters.cache.turns import ThreadTurns
from sidelight.adapters.fetch.curl import CurlFetcher
from sidelight.adapters.fetch.manners import MOST_FAILURES, Manners, Pace
from sidelight.adapters.fetch.robots import Robots
from sidelight.adapters.fetch.transfer import Budget, FetchLimits, Line, Transfer
from sidelight.errors import (
    AddressBlockedError,
    EgressError,
    FetchFailedError,
    FetchRedirectError,
    FetchTimeoutError,
)

HTML = ("Content-Type: text/html; charset=utf-8",)
PAGE = reply(b"<p>Hello", headers=HTML)
CURLOPT_QUICK_EXIT = 322
#: A deadline that a redirect may come within, and what it leads to then not.
HASTY = FetchLimits(deadline_seconds=1.0)


class Flipping:
    """A name server that gives other answers as time goes by; the last one for ever."""

    def __init__(self, *answers: tuple[str, ...]) -> None:
        self._answers = chain(answers, repeat(answers[-1]))
        self.asked: list[str] = []

    def __call__(self, host: str) -> tuple[str, ...]:
        self.asked.append(host)
        return next(self._answers)


@pytest.mark.allow_hosts(["127.0.0.1", "127.0.0.2"])
class TestNames:
    def test_a_name_that_flips_to_a_private_address_is_not_followed_there(self) -> None:
        with (
            fault_server({"/": redirect("/next"), "/next": PAGE}) as public,
            fault_server({"/next": PAGE}, host="127.0.0.2", port=public.port) as private,
        ):
            # robots.txt and the page at the first answer, what it redirects to at the second
            names = Flipping(("127.0.0.1",), ("127.0.0.1",), ("127.0.0.2",))
            way = line(public.allowed, resolve=names)

            with pytest.raises(AddressBlockedError, match="private or local"):
                fetcher(way).fetch(f"http://news.example:{public.port}/")

            assert private.connections == 0
            assert len(public.requests) == 1

    def test_between_the_check_and_the_dial_a_name_cannot_flip(self) -> None:
        with fault_server({"/": PAGE}) as public:
            names = Flipping(("127.0.0.1",), ("127.0.0.1",), ("10.0.0.1",))
            guard = CountingGuard([public.allowed])
            way = Line(guard=guard, user_agent="Sidelight/test", resolve=names)

            fetcher(way).fetch(f"http://news.example:{public.port}/")

            # one look-up a question, and what was checked is what was dialled
            assert names.asked == ["news.example"] * 2
            assert guard.dials == [("127.0.0.1", public.port)] * 2
            assert public.connections == 2

    @pytest.mark.parametrize("answer", [("127.0.0.2",), ("10.0.0.1", "127.0.0.2"), ("[::1]",), ("169.254.169.254",)])
    def test_a_name_with_private_addresses_alone_is_refused(self, answer: tuple[str, ...]) -> None:
        way = line("127.0.0.1:80", resolve=Flipping(answer))

        with pytest.raises(AddressBlockedError) as caught:
            fetcher(way).fetch("http://news.example/")

        assert not any(address in str(caught.value) for address in answer)

    def test_of_mixed_answers_only_the_public_one_is_dialled(self) -> None:
        with (
            fault_server({"/": PAGE}) as public,
            fault_server({"/": PAGE}, host="127.0.0.2", port=public.port) as private,
        ):
            way = line(public.allowed, resolve=Flipping(("127.0.0.2", "127.0.0.1")))

            page = fetcher(way).fetch(f"http://news.example:{public.port}/")

            assert page.body == b"<p>Hello"
            assert private.connections == 0

    def test_a_silent_name_server_is_not_waited_for_past_the_deadline(self) -> None:
        options: dict[int, object] = {}

        class Handle:
            def setopt(self, option: int, value: object) -> None:
                options[option] = value

        # The system's own resolver cannot be led to a silent server from here, so what libcurl is told must do.
        Transfer(line(), Budget(SHORT), "news.example", 1000)._configure(Handle(), "http://news.example/")

        assert options[CURLOPT_QUICK_EXIT] == 1

    def test_a_name_without_an_address_is_a_failed_fetch(self) -> None:
        with pytest.raises(FetchFailedError, match=r"news\.example has no address"):
            fetcher(line(resolve=Flipping(()))).fetch("http://news.example/")


@pytest.fixture
def authority(monkeypatch: pytest.MonkeyPatch) -> Iterator[trustme.CA]:
    """An authority that this test trusts."""
    authority = trustme.CA()
    with authority.cert_pem.tempfile() as path:
        monkeypatch.setenv("SSL_CERT_FILE", path)
        yield authority


def tls(certificate: trustme.LeafCert) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    return context


class TestSchemes:
    def test_https_with_a_trusted_certificate_is_fetched(self, authority: trustme.CA) -> None:
        with fault_server({"/": PAGE}, tls=tls(authority.issue_cert("127.0.0.1"))) as site:
            page = fetcher(line(site.allowed)).fetch(site.url)

        assert page.body == b"<p>Hello"

    def test_http_may_lead_to_https(self, authority: trustme.CA) -> None:
        with (
            fault_server({"/": PAGE}, tls=tls(authority.issue_cert("127.0.0.1"))) as safe,
            fault_server({"/": redirect(safe.url)}) as plain,
        ):
            page = fetcher(line(plain.allowed, safe.allowed)).fetch(plain.url)

        assert page.url == f"{safe.url}/"

    def test_https_never_leads_to_http(self, authority: trustme.CA) -> None:
        certificate = tls(authority.issue_cert("127.0.0.1"))
        with (
            fault_server({"/": PAGE}) as plain,
            fault_server({"/": redirect(plain.url)}, tls=certificate) as safe,
        ):
            with pytest.raises(FetchRedirectError, match="from https to http"):
                fetcher(line(plain.allowed, safe.allowed)).fetch(safe.url)

            assert plain.connections == 0

    @pytest.mark.parametrize("name", ["news.example", "127.0.0.2"])
    def test_a_certificate_of_another_name_is_not_trusted(self, authority: trustme.CA, name: str) -> None:
        with (
            fault_server({"/": PAGE}, tls=tls(authority.issue_cert(name))) as site,
            pytest.raises(FetchFailedError, match="certificate that cannot be trusted"),
        ):
            fetcher(line(site.allowed)).fetch(site.url)

    def test_a_certificate_of_an_unknown_authority_is_not_trusted(self, authority: trustme.CA) -> None:
        with (
            fault_server({"/": PAGE}, tls=tls(trustme.CA().issue_cert("127.0.0.1"))) as site,
            pytest.raises(FetchFailedError, match="certificate that cannot be trusted"),
        ):
            fetcher(line(site.allowed)).fetch(site.url)

    def test_a_certificate_that_is_out_of_date_is_not_trusted(self, authority: trustme.CA) -> None:
        old = authority.issue_cert("127.0.0.1", not_after=datetime(2020, 1, 1, tzinfo=UTC))
        with (
            fault_server({"/": PAGE}, tls=tls(old)) as site,
            pytest.raises(FetchFailedError, match="certificate that cannot be trusted"),
        ):
            fetcher(line(site.allowed)).fetch(site.url)


class TestRedirects:
    def test_another_site_that_a_redirect_leads_to_has_its_pause(self) -> None:
        slept: list[float] = []
        pace, cache = Pace(delay_seconds=1), MemoryCache()
        manners = Manners(turns=ThreadTurns(), cache=cache, pace=pace, now=lambda: 1e6, sleep=slept.append)
        with fault_server({"/a": PAGE, "/b": PAGE}) as site, fault_server({"/": redirect(f"{site.url}/b")}) as other:
            way = line(site.allowed, other.allowed)
            polite = CurlFetcher(way, PATIENT, manners=manners, robots=Robots(cache))
            polite.fetch(f"{site.url}/a")
            polite.fetch(other.url)

        assert slept == [1]

    def test_a_slow_site_cannot_bring_another_to_rest_by_redirects(self) -> None:
        def late(where: str) -> Answer:
            def answer(connection: socket.socket, request: Request, stopped: threading.Event) -> None:
                if not stopped.wait(0.6):
                    redirect(where)(connection, request, stopped)

            return answer

        def hanging(_connection: socket.socket, _request: Request, stopped: threading.Event) -> None:
            stopped.wait(10)

        with (
            fault_server({"/page": PAGE, "/hanging": hanging}) as site,
            fault_server({"/": late(f"{site.url}/hanging")}) as slow,
        ):
            way, cache = line(site.allowed, slow.allowed), MemoryCache()
            patient, hasty = (fetcher(way, limits, cache=cache) for limits in (PATIENT, HASTY))
            patient.fetch(f"{site.url}/page")
            for number in range(MOST_FAILURES):
                with pytest.raises(FetchTimeoutError):
                    hasty.fetch(f"{slow.url}/?{number}")

            page = patient.fetch(f"{site.url}/page")

        assert page.body == b"<p>Hello"


class TestProxies:
    def test_a_proxy_of_the_operator_is_the_only_thing_dialled(self) -> None:
        with fault_server({"http://news.example/": PAGE, "http://news.example/robots.txt": PAGE}) as proxy:
            way = line(proxy=proxy.url)

            page = fetcher(way).fetch("http://news.example/")

            assert page.body == b"<p>Hello"
            assert [request.path for request in proxy.requests] == [
                "http://news.example/robots.txt",
                "http://news.example/",
            ]

    @pytest.mark.parametrize(
        "url",
        [
            "http://127.0.0.1/",
            "http://169.254.169.254/latest/",
            "http://[::1]/",
            "http://10.0.0.1/",
            "http://8.8.8.8:25/",
            "http://news.example:25/",
            "https://news.example:22/",
        ],
    )
    def test_a_proxy_is_not_asked_for_private_addresses_and_other_ports(self, url: str) -> None:
        with fault_server({url: PAGE}) as proxy:
            with pytest.raises(AddressBlockedError):
                fetcher(line(proxy=proxy.url)).fetch(url)

            assert proxy.connections == 0

    def test_what_the_proxy_refuses_is_told_as_refused(self) -> None:
        refusal = reply(status="403 Forbidden")
        with fault_server({"news.example:443": refusal}) as proxy:
            with pytest.raises(AddressBlockedError, match="refused by the proxy"):
                fetcher(line(proxy=proxy.url)).fetch("https://news.example/")

            assert proxy.requests[0].head.startswith("CONNECT news.example:443 ")

    def test_a_proxy_that_is_down_is_the_operators_trouble(self) -> None:
        with pytest.raises(EgressError, match="proxy of this server") as caught:
            fetcher(line(proxy="http://127.0.0.1:1")).fetch("http://news.example/")

        assert caught.value.whose == "operator"

    def test_the_operators_proxy_is_not_bypassed_by_the_environment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("no_proxy", "*")
        monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")

        with fault_server({"http://news.example/robots.txt": PAGE, "http://news.example/": PAGE}) as proxy:
            page = fetcher(line(proxy=proxy.url)).fetch("http://news.example/")

        assert page.body == b"<p>Hello"
