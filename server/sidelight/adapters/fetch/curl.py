"""Fetching with libcurl: one total deadline, caps on everything, and the guard asked at each dial.

libcurl is used because it alone bounds the *whole* fetch (name look-up, connection, TLS, headers, body and redirects)
by one deadline and shows each address before it is dialled. A handle serves one fetch: nothing is remembered from one
to the next, neither cookies nor connections nor host names.
"""

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlsplit

import pycurl

from sidelight.adapters.fetch.content import check_content
from sidelight.adapters.fetch.guard import AddressGuard, check_url
from sidelight.errors import (
    AddressBlockedError,
    FetchError,
    FetchFailedError,
    FetchStatusError,
    FetchTimeoutError,
    FetchTooLargeError,
)
from sidelight.services.ports import Page

#: CURLE_TOO_LARGE and CURLOPT_DISALLOW_USERNAME_IN_URL, which PycURL does not name.
_E_TOO_LARGE = 100
_DISALLOW_USERNAME_IN_URL = 278
_SOCKET_BAD: int = pycurl.SOCKET_BAD
_REFUSED_URL = {pycurl.E_UNSUPPORTED_PROTOCOL, pycurl.E_URL_MALFORMAT, pycurl.E_LOGIN_DENIED}
_FAILURES = {
    pycurl.E_COULDNT_RESOLVE_HOST: "has no address: the name is unknown",
    pycurl.E_COULDNT_CONNECT: "does not accept connections",
    pycurl.E_GOT_NOTHING: "closed the connection without an answer",
    pycurl.E_PARTIAL_FILE: "broke off in the middle of the page",
    pycurl.E_PEER_FAILED_VERIFICATION: "has a certificate that cannot be trusted",
    pycurl.E_SSL_CACERT_BADFILE: "was not asked: this machine has no list of trusted certificates",
    pycurl.E_BAD_CONTENT_ENCODING: "sent a page that cannot be decompressed",
}
_ACCEPT = "text/html,application/xhtml+xml;q=0.9,text/plain;q=0.5"


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchLimits:
    """The bounds of one fetch.

    Attributes:
        deadline_seconds: For everything together, redirects included.
        connect_seconds: For looking up the name and connecting, within the deadline.
        body_bytes: Of the body after decompression.
        redirects: How many are followed.
        header_bytes: Of all header lines of all replies of the fetch together.
    """

    deadline_seconds: float = 8.0
    connect_seconds: float = 3.0
    body_bytes: int = 5_000_000
    redirects: int = 5
    header_bytes: int = 300_000


class _Dialled(Protocol):
    """What PycURL shows of a connection before it is made."""

    family: int
    socktype: int
    protocol: int
    addr: tuple[str, int]


@dataclass(slots=True)
class _Transfer:
    """What the callbacks of one fetch gather, and why they stopped it."""

    guard: AddressGuard
    limits: FetchLimits
    sockets: list[socket.socket] = field(default_factory=list)
    body: bytearray = field(default_factory=bytearray)
    header_bytes: int = 0
    redirected: bool = False
    blocked: bool = False
    too_large: str | None = None

    def open_socket(self, _purpose: int, dialled: _Dialled) -> socket.socket | int:
        """Open a socket for the address libcurl is about to dial, if the guard permits it."""
        if dialled.family not in {socket.AF_INET, socket.AF_INET6} or not self.guard.permits(*dialled.addr[:2]):
            self.blocked = True
            return _SOCKET_BAD
        opened = socket.socket(dialled.family, dialled.socktype, dialled.protocol)
        self.sockets.append(opened)  # PycURL works on a copy of its descriptor, so closing it is left to us
        return opened

    def take_header(self, line: bytes) -> int:
        """Count a header line; any other number than its length stops libcurl."""
        self.header_bytes += len(line)
        if self.header_bytes > self.limits.header_bytes:
            self.too_large = f"more than {self.limits.header_bytes} bytes of headers"
            return -1
        self.redirected = self.redirected or line[:9].lower() == b"location:"
        return len(line)

    def take_body(self, block: bytes) -> int:
        """Keep a decoded block of the body, unless it goes over the cap."""
        if len(self.body) + len(block) > self.limits.body_bytes:
            self.too_large = f"more than {self.limits.body_bytes} bytes"
            return -1
        self.body += block
        return len(block)


class CurlFetcher:
    """Implements `Fetcher`; safe to be shared by threads, since each fetch has a handle of its own."""

    def __init__(self, guard: AddressGuard, limits: FetchLimits, user_agent: str) -> None:
        """Keep what all fetches share; `user_agent` is how sites can tell who asks."""
        self._guard = guard
        self._limits = limits
        self._user_agent = user_agent

    def fetch(self, url: str) -> Page:
        """Fetch a page; its `url` is where it was found after redirects.

        Raises:
            FetchError: The page could not be had; the subclass says why. The message names the host that was asked
                for, never an address that it resolved to.
        """
        asked = check_url(url)
        transfer = _Transfer(self._guard, self._limits)
        handle = pycurl.Curl()
        try:
            self._configure(handle, transfer, asked)
            with _errors_mapped(transfer, urlsplit(asked).hostname or asked):
                handle.perform()
            return _page(handle, transfer)
        finally:
            handle.close()
            for opened in transfer.sockets:
                opened.close()

    def _configure(self, handle: pycurl.Curl, transfer: _Transfer, url: str) -> None:
        limits = self._limits
        options: dict[int, object] = {
            pycurl.URL: url,
            pycurl.USERAGENT: self._user_agent,
            pycurl.HTTPHEADER: [f"Accept: {_ACCEPT}"],
            pycurl.ACCEPT_ENCODING: "",  # every compression this libcurl can undo
            # Where it may go
            pycurl.PROTOCOLS: pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS,
            pycurl.REDIR_PROTOCOLS: pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS,
            pycurl.FOLLOWLOCATION: 1,
            pycurl.MAXREDIRS: limits.redirects,
            pycurl.OPENSOCKETFUNCTION: transfer.open_socket,
            _DISALLOW_USERNAME_IN_URL: 1,
            # What of this machine's surroundings it must not use: proxies of the environment, stored passwords
            pycurl.PROXY: "",
            pycurl.NETRC: pycurl.NETRC_IGNORED,
            # How long and how much
            pycurl.NOSIGNAL: 1,
            pycurl.TIMEOUT_MS: max(1, round(limits.deadline_seconds * 1000)),
            pycurl.CONNECTTIMEOUT_MS: max(1, round(limits.connect_seconds * 1000)),
            pycurl.HEADERFUNCTION: transfer.take_header,
            pycurl.WRITEFUNCTION: transfer.take_body,
        }
        for option, value in options.items():
            handle.setopt(option, value)
        authorities = ssl.get_default_verify_paths().cafile
        if authorities is not None:  # else libcurl's own idea of where they are
            handle.setopt(pycurl.CAINFO, authorities)


def _page(handle: pycurl.Curl, transfer: _Transfer) -> Page:
    found = check_url(handle.getinfo(pycurl.EFFECTIVE_URL))
    host = urlsplit(found).hostname
    status = handle.getinfo(pycurl.RESPONSE_CODE)
    if not 200 <= status < 300:
        msg = f"{host} answered with status {status}"
        raise FetchStatusError(msg, status=status)
    body = bytes(transfer.body)
    content_type, charset = check_content(handle.getinfo(pycurl.CONTENT_TYPE), body, host=host or "the site")
    return Page(body=body, url=found, content_type=content_type, charset=charset)


@contextmanager
def _errors_mapped(transfer: _Transfer, host: str) -> Iterator[None]:
    """Turn libcurl's numbers into our errors; the callbacks know best why they stopped it."""
    try:
        yield
    except pycurl.error as error:
        raise _error_for(error.args[0], transfer, host) from error


def _error_for(code: int, transfer: _Transfer, host: str) -> FetchError:
    limits = transfer.limits
    if transfer.too_large or code == _E_TOO_LARGE:
        return FetchTooLargeError(f"{host} sent {transfer.too_large or 'larger headers than are read'}")
    if transfer.blocked:
        msg = f"{host} leads to a private or local network address, or to a port that is not fetched from"
        return AddressBlockedError(msg)
    if code == pycurl.E_OPERATION_TIMEDOUT:
        return FetchTimeoutError(f"{host} did not deliver the page within {limits.deadline_seconds:g} seconds")
    if code == pycurl.E_TOO_MANY_REDIRECTS:
        return FetchTooLargeError(f"{host} redirects more than {limits.redirects} times")
    if transfer.redirected and code in _REFUSED_URL:
        return AddressBlockedError(f"{host} redirects to an address that is not a plain http:// or https:// one")
    return FetchFailedError(f"{host} {_FAILURES.get(code, f'broke off (libcurl error {code})')}")
