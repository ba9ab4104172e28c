import gzip
import json
import socket
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from tests.adapters.fetch import build
from tests.adapters.fetch.build import PATIENT, SHORT, CountingGuard
from tests.adapters.fetch.fault_server import (
    FaultServer,
    Request,
    drip,
    fault_server,
    redirect,
    reply,
)

from sidelight.adapters.fetch.curl import CurlFetcher
from sidelight.adapters.fetch.hosts import HostRules
from sidelight.adapters.fetch.off import FetchOff
from sidelight.adapters.fetch.transfer import FetchLimits, Line
from sidelight.errors import (
    AddressBlockedError,
    AddressInvalidError,
    ConfigError,
    FetchError,
    FetchFailedError,
    FetchRedirectError,
    FetchStatusError,
    FetchTimeoutError,
    FetchTooLargeError,
    HostRefusedError,
    UnsupportedContentError,
)

URLS = json.loads(Path(__file__).with_name("urls.json").read_text(encoding="utf-8"))
HTML = ("Content-Type: text/html; charset=utf-8",)


def fetcher(server: FaultServer, limits: FetchLimits | None = None) -> CurlFetcher:
    return build.fetcher(build.line(server.allowed), limits)


def test_a_page_comes_with_its_address_type_and_charset() -> None:
    with fault_server({"/old": redirect("/new?x=1"), "/new": reply(b"<p>Hello", headers=HTML)}) as server:
        page = fetcher(server).fetch(f"{server.url}/old#part")

    assert page.body == b"<p>Hello"
    assert (page.url, page.content_type, page.charset) == (f"{server.url}/new?x=1", "text/html", "utf-8")


def test_requests_name_their_sender_and_carry_no_cookies() -> None:
    cookie = ("Set-Cookie: id=1; Path=/", "Location: /page")
    answers = {"/": reply(status="302 Found", headers=cookie), "/page": reply(b"<p>Hello", headers=HTML)}
    with fault_server(answers) as server:
        fetcher(server).fetch(server.url)

        heads = [request.head.lower() for request in server.requests]

    assert len(heads) == 2
    assert all("user-agent: sidelight/test\r\n" in head and "cookie" not in head for head in heads)


def test_compressed_pages_are_decompressed() -> None:
    body = b"<p>" + b"news " * 1000
    with fault_server({"/": reply(gzip.compress(body), headers=(*HTML, "Content-Encoding: gzip"))}) as server:
        page = fetcher(server).fetch(server.url)

    assert page.body == body


@pytest.mark.parametrize("spelling", URLS["loopback"])
def test_no_spelling_of_loopback_is_dialled(spelling: str) -> None:
    with fault_server({"/": reply(b"<p>secret", headers=HTML)}) as server:
        guard = CountingGuard(ports=(80, server.port))
        guarded = build.fetcher(Line(guard=guard, user_agent="Sidelight/test"), SHORT)

        with pytest.raises(FetchError):
            guarded.fetch(spelling.format(port=server.port))

        assert server.connections == 0


@pytest.mark.parametrize("location", ["http://169.254.169.254/latest/meta-data/", "http://127.0.0.2/", "http://[::1]/"])
def test_a_redirect_to_a_private_address_is_not_followed(location: str) -> None:
    with fault_server({"/": redirect(location)}) as server, pytest.raises(AddressBlockedError) as caught:
        fetcher(server).fetch(server.url)

    assert str(caught.value).startswith("the site that 127.0.0.1 redirects to leads to a private")
    assert location.split("/")[2] not in str(caught.value)


def test_a_redirect_to_another_port_is_not_followed() -> None:
    with fault_server({"/": redirect("http://127.0.0.1:1/")}) as server, pytest.raises(AddressBlockedError):
        fetcher(server).fetch(server.url)


@pytest.mark.parametrize(
    "location", ["file:///etc/passwd", "gopher://127.0.0.1/", "ftp://127.0.0.1/", "http://a:b@127.0.0.1/"]
)
def test_a_redirect_to_anything_but_a_plain_web_address_is_not_followed(location: str) -> None:
    with fault_server({"/": redirect(location)}) as server, pytest.raises(AddressBlockedError, match="plain http"):
        fetcher(server).fetch(server.url)


@pytest.mark.parametrize("location", ["/", "", "#top", "/x/.."])
def test_a_page_that_redirects_to_itself_is_given_up_at_once(location: str) -> None:
    with fault_server({"/": redirect(location)}) as server:
        with pytest.raises(FetchRedirectError, match="in a circle"):
            fetcher(server).fetch(server.url)

        assert len(server.requests) == 1


def test_a_longer_circle_is_given_up_too() -> None:
    answers = {"/a": redirect("/b"), "/b": redirect("/c"), "/c": redirect("/a")}
    with fault_server(answers) as server:
        with pytest.raises(FetchRedirectError, match="in a circle"):
            fetcher(server).fetch(f"{server.url}/a")

        assert len(server.requests) == 3


@pytest.mark.parametrize(("hops", "allowed"), [(5, True), (6, False)])
def test_five_redirects_are_followed_and_no_more(hops: int, allowed: bool) -> None:
    answers = {f"/{hop}": redirect(f"/{hop + 1}") for hop in range(hops)} | {f"/{hops}": reply(b"<p>Hi", headers=HTML)}
    with fault_server(answers) as server:
        if allowed:
            assert fetcher(server).fetch(f"{server.url}/0").url == f"{server.url}/5"
        else:
            with pytest.raises(FetchRedirectError, match="more than 5 times"):
                fetcher(server).fetch(f"{server.url}/0")


def test_each_place_of_a_chain_is_held_against_the_lists_of_hosts() -> None:
    rules = HostRules(never=["localhost"])
    with fault_server({"/": redirect("http://localhost/"), "/page": reply(b"<p>Hi", headers=HTML)}) as server:
        limited = build.fetcher(build.line(server.allowed), hosts=rules)

        page = limited.fetch(f"{server.url}/page")
        with pytest.raises(HostRefusedError, match="does not fetch from localhost"):
            limited.fetch(server.url)

    assert page.body == b"<p>Hi"


@pytest.mark.parametrize(
    ("only", "never", "host", "passes"),
    [
        ((), (), "news.example", True),
        (("news.example",), (), "news.example", True),
        (("news.example",), (), "www.news.example", True),
        (("news.example",), (), "badnews.example", False),
        (("News.Example.",), (), "news.example", True),
        (("*.news.example",), (), "a.b.news.example", True),
        (("новости.example",), (), "xn--b1amnebsh.example", True),
        ((), ("news.example",), "www.news.example", False),
        ((), ("news.example",), "other.example", True),
        (("news.example",), ("beta.news.example",), "www.news.example", True),
        (("news.example",), ("beta.news.example",), "x.beta.news.example", False),
        ((), ("example",), "anything.example", False),
        ((), ("127.0.0.1",), "127.0.0.1", False),
    ],
)
def test_lists_of_hosts_mean_their_subdomains_too(
    only: tuple[str, ...], never: tuple[str, ...], host: str, passes: bool
) -> None:
    rules = HostRules(only, never)

    if passes:
        rules.check(host)
    else:
        with pytest.raises(HostRefusedError):
            rules.check(host)


@pytest.mark.parametrize("name", ["", "a b", "news.example/path:x", "[::1"])
def test_what_is_no_host_name_cannot_be_listed(name: str) -> None:
    with pytest.raises(ConfigError, match="no host name"):
        HostRules([name])


def test_proxies_of_the_environment_are_ignored(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    with fault_server({"/": reply(b"<p>Hello", headers=HTML)}) as server:
        page = fetcher(server).fetch(server.url)

    assert page.body == b"<p>Hello"


def test_stored_passwords_are_never_sent(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    tmp_path.joinpath(".netrc").write_text("default login reader password secret\n")
    tmp_path.joinpath(".netrc").chmod(0o600)
    monkeypatch.setenv("HOME", str(tmp_path))
    with fault_server({"/": reply(b"<p>Hello", headers=HTML)}) as server:
        fetcher(server).fetch(server.url)

        assert "authorization" not in server.requests[0].head.lower()


def test_a_chain_of_slow_redirects_shares_one_deadline() -> None:
    def slow(connection: socket.socket, request: Request, stopped: threading.Event) -> None:
        if not stopped.wait(0.1):
            redirect(f"/?{len(server.requests)}")(connection, request, stopped)

    limits = FetchLimits(deadline_seconds=0.3, connect_seconds=0.2, redirects=1_000)
    with fault_server({"/": slow}) as server:
        with pytest.raises(FetchTimeoutError, match=r"within 0\.3 seconds"):
            fetcher(server, limits).fetch(server.url)

        assert len(server.requests) <= 4


def test_what_stands_beside_a_redirect_or_an_error_is_not_waited_for() -> None:
    endless = b"Content-Type: text/html\r\nContent-Length: 1000000\r\n\r\n"
    answers = {
        "/": drip(b"HTTP/1.1 302 Found\r\nLocation: /page\r\n" + endless, b"a"),
        "/page": drip(b"HTTP/1.1 404 Not Found\r\n" + endless, b"a"),
    }
    with fault_server(answers) as server, pytest.raises(FetchStatusError, match="404"):
        fetcher(server).fetch(server.url)


def test_headers_of_all_hops_count_together() -> None:
    big = ("X-A: " + "b" * 60_000,)
    answers = {f"/{hop}": reply(status="302 Found", headers=(*big, f"Location: /{hop + 1}")) for hop in range(9)}
    limits = replace(PATIENT, redirects=9)
    with fault_server(answers) as server, pytest.raises(FetchTooLargeError, match="300000 bytes of headers"):
        fetcher(server, limits).fetch(f"{server.url}/0")


def test_the_caps_let_a_page_of_exactly_that_size_through() -> None:
    with fault_server({"/": reply(b"a" * 1000, headers=HTML)}) as server:
        page = fetcher(server, replace(PATIENT, body_bytes=1000)).fetch(server.url)

        with pytest.raises(FetchTooLargeError, match="sent more than 999 bytes"):
            fetcher(server, replace(PATIENT, body_bytes=999)).fetch(server.url)

    assert len(page.body) == 1000


@pytest.mark.parametrize("status", [304, 401, 403, 404, 410, 429, 451, 500, 503])
def test_an_error_status_is_told_with_its_number(status: int) -> None:
    answer = reply(b"<p>No", status=f"{status} Other", headers=HTML)
    with fault_server({"/": answer}) as server, pytest.raises(FetchStatusError) as caught:
        fetcher(server).fetch(server.url)

    assert caught.value.status == status


def test_a_closed_port_is_a_failed_fetch() -> None:
    closed = build.fetcher(build.line("127.0.0.1:1"))

    with pytest.raises(FetchFailedError, match="does not accept connections"):
        closed.fetch("http://127.0.0.1:1/")


@pytest.mark.parametrize("content_type", ["application/pdf", "image/png", "application/json", "video/mp4"])
def test_what_is_no_text_is_refused(content_type: str) -> None:
    answer = reply(b"<p>Hello", headers=(f"Content-Type: {content_type}",))
    with fault_server({"/": answer}) as server, pytest.raises(UnsupportedContentError, match=content_type):
        fetcher(server).fetch(server.url)


def test_urls_are_checked_before_anything_is_dialled() -> None:
    with fault_server({}) as server:
        with pytest.raises(AddressInvalidError):
            fetcher(server).fetch(f"http://reader@127.0.0.1:{server.port}/")

        assert server.connections == 0


def test_a_server_with_fetching_off_refuses_every_address() -> None:
    with pytest.raises(AddressBlockedError, match="turned off") as caught:
        FetchOff().fetch("https://news.example/")

    assert "Send the page's text" in caught.value.remedy
