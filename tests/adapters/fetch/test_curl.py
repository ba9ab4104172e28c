import gzip
import json
import resource
import zlib
from pathlib import Path

import pytest
from tests.adapters.fetch.fault_server import Answer, FaultServer, drip, fault_server, pour, redirect, reply

from sidelight.adapters.fetch.curl import CurlFetcher, FetchLimits
from sidelight.adapters.fetch.guard import AddressGuard
from sidelight.adapters.fetch.off import FetchOff
from sidelight.errors import (
    AddressBlockedError,
    AddressInvalidError,
    FetchError,
    FetchFailedError,
    FetchStatusError,
    FetchTimeoutError,
    FetchTooLargeError,
    UnsupportedContentError,
)

URLS = json.loads(Path(__file__).with_name("urls.json").read_text(encoding="utf-8"))
HTML = ("Content-Type: text/html; charset=utf-8",)
SHORT = FetchLimits(deadline_seconds=0.3, connect_seconds=0.2)


def fetcher(server: FaultServer, limits: FetchLimits | None = None) -> CurlFetcher:
    return CurlFetcher(AddressGuard([server.allowed]), limits or FetchLimits(), "Sidelight/test")


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
        guarded = CurlFetcher(AddressGuard(ports=(80, server.port)), SHORT, "Sidelight/test")

        with pytest.raises(FetchError):
            guarded.fetch(spelling.format(port=server.port))

        assert server.connections == 0


@pytest.mark.parametrize("location", ["http://169.254.169.254/latest/meta-data/", "http://127.0.0.2/", "http://[::1]/"])
def test_a_redirect_to_a_private_address_is_not_followed(location: str) -> None:
    with fault_server({"/": redirect(location)}) as server, pytest.raises(AddressBlockedError) as caught:
        fetcher(server).fetch(server.url)

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


def test_a_page_that_redirects_to_itself_is_given_up() -> None:
    with fault_server({"/": redirect("/")}) as server:
        with pytest.raises(FetchTooLargeError, match="more than 5 times"):
            fetcher(server).fetch(server.url)

        assert len(server.requests) == 6


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


@pytest.mark.parametrize(
    "answer",
    [
        drip(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"a"),
        drip(b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"),
        drip(b"", b""),
        drip(b"HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 1000000\r\n\r\n", b"a"),
        drip(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
    ],
    ids=["body", "headers", "silence", "body of a redirect", "chunks"],
)
def test_a_dripping_site_is_cut_off_at_the_deadline(answer: Answer) -> None:
    with fault_server({"/": answer}) as server, pytest.raises(FetchTimeoutError, match=r"within 0\.3 seconds"):
        fetcher(server, SHORT).fetch(server.url)


def test_a_chain_of_slow_redirects_shares_one_deadline() -> None:
    slow = drip(b"HTTP/1.1 302 Found\r\nLocation: /\r\nConnection: close\r\nContent-Length: 8\r\n\r\n", b"a")
    limits = FetchLimits(deadline_seconds=0.3, connect_seconds=0.2, redirects=1_000_000)
    with fault_server({"/": slow}) as server, pytest.raises(FetchTimeoutError):
        fetcher(server, limits).fetch(server.url)


def test_a_gzip_bomb_is_stopped_at_the_cap_without_unpacking_it() -> None:
    packer = zlib.compressobj(9, wbits=31)
    bomb = b"".join(packer.compress(bytes(1_000_000)) for _ in range(300)) + packer.flush()
    with fault_server({"/": reply(bomb, headers=(*HTML, "Content-Encoding: gzip"))}) as server:
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

        with pytest.raises(FetchTooLargeError, match="5000000 bytes"):
            fetcher(server).fetch(server.url)

    grown_kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown_kilobytes < 40_000


@pytest.mark.parametrize(
    "answer",
    [
        pour(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", b"a" * 65536),
        pour(b"HTTP/1.1 200 OK\r\n", b"X-A: " + b"b" * 8192 + b"\r\n"),
        pour(b"HTTP/1.1 200 OK\r\nX-A: ", b"b" * 65536),
        pour(b"", b"HTTP/1.1 100 Continue\r\nX-A: b\r\n\r\n"),
    ],
    ids=["body", "headers", "one header", "interim answers"],
)
def test_an_endless_answer_is_stopped_at_the_cap(answer: Answer) -> None:
    with fault_server({"/": answer}) as server, pytest.raises(FetchTooLargeError):
        fetcher(server).fetch(server.url)


def test_the_caps_let_a_page_of_exactly_that_size_through() -> None:
    with fault_server({"/": reply(b"a" * 1000, headers=HTML)}) as server:
        page = fetcher(server, FetchLimits(body_bytes=1000)).fetch(server.url)

        with pytest.raises(FetchTooLargeError, match="sent more than 999 bytes"):
            fetcher(server, FetchLimits(body_bytes=999)).fetch(server.url)

    assert len(page.body) == 1000


@pytest.mark.parametrize("status", [304, 401, 403, 404, 410, 429, 451, 500, 503])
def test_an_error_status_is_told_with_its_number(status: int) -> None:
    answer = reply(b"<p>No", status=f"{status} Other", headers=HTML)
    with fault_server({"/": answer}) as server, pytest.raises(FetchStatusError) as caught:
        fetcher(server).fetch(server.url)

    assert caught.value.status == status


@pytest.mark.parametrize(
    "data", [b"", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc", b"\x00\x01\x02 nonsense\r\n\r\n"],
    ids=["nothing", "half a page", "no http"],
)  # fmt: skip
def test_a_broken_answer_is_a_failed_fetch(data: bytes) -> None:
    def answer(connection, _request, _stopped) -> None:  # type: ignore[no-untyped-def]  # as short as it is plain
        connection.sendall(data)

    with fault_server({"/": answer}) as server, pytest.raises(FetchFailedError):
        fetcher(server).fetch(server.url)


def test_a_body_that_lies_about_its_compression_is_a_failed_fetch() -> None:
    answer = reply(b"<p>not gzip at all", headers=(*HTML, "Content-Encoding: gzip"))
    with fault_server({"/": answer}) as server, pytest.raises(FetchFailedError, match="cannot be decompressed"):
        fetcher(server).fetch(server.url)


def test_a_closed_port_is_a_failed_fetch() -> None:
    guard = AddressGuard(["127.0.0.1:1"])
    closed = CurlFetcher(guard, FetchLimits(), "Sidelight/test")

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
