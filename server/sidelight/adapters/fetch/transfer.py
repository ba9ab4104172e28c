"""One question to one site by libcurl: bounded in time and size, and the guard asked at each dial.

libcurl is used because it alone bounds the *whole* transfer (name look-up, connection, TLS, headers and body) by one
deadline and shows each address before it is dialled. A handle serves one question: nothing is remembered from one to
the next, neither cookies nor connections nor host names. Redirects are reported, never followed.
"""

import mmap
import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol
from urllib.parse import urlsplit

import pycurl

from sidelight.adapters.fetch.failures import failure_of
from sidelight.adapters.fetch.guard import AddressGuard
from sidelight.adapters.fetch.urls import USUAL_PORT
from sidelight.errors import AddressBlockedError, FetchError, FetchFailedError

#: CURLOPT_DISALLOW_USERNAME_IN_URL, CURLOPT_SUPPRESS_CONNECT_HEADERS, CURLOPT_QUICK_EXIT: PycURL does not name them.
_DISALLOW_USERNAME_IN_URL = 278
_SUPPRESS_CONNECT_HEADERS = 265
_QUICK_EXIT = 322
_SOCKET_BAD: int = pycurl.SOCKET_BAD
_ACCEPT = "text/html,application/xhtml+xml;q=0.9,text/plain;q=0.5"
_REDIRECTS = frozenset({301, 302, 303, 307, 308})

#: Gives the addresses of a host name, instead of this machine's resolver.
Resolver = Callable[[str], tuple[str, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchLimits:
    """The bounds of one fetch.

    Attributes:
        deadline_seconds: For everything together, waiting and redirects included.
        connect_seconds: For looking up a name and connecting, within the deadline.
        body_bytes: Of the body after decompression.
        redirects: How many are followed.
        header_bytes: Of all header lines of all replies of the fetch together.
    """

    deadline_seconds: float = 8.0
    connect_seconds: float = 3.0
    body_bytes: int = 5_000_000
    redirects: int = 5
    header_bytes: int = 300_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """How questions leave this machine.

    Attributes:
        guard: Asked before each dial.
        user_agent: How sites can tell who asks.
        proxy: The operator's own proxy, which then resolves the names and must refuse private addresses itself.
        resolve: Used instead of this machine's resolver.
    """

    guard: AddressGuard
    user_agent: str
    proxy: str | None = None
    resolve: Resolver | None = None


@dataclass(slots=True)
class Budget:
    """What is left of a fetch's limits."""

    limits: FetchLimits
    header_bytes: int = 0
    _began: float = field(default_factory=time.monotonic)

    def left(self) -> float:
        """Give the seconds until the deadline; none or less when it has passed."""
        return self._began + self.limits.deadline_seconds - time.monotonic()


@dataclass(frozen=True, slots=True)
class Answer:
    """What a site said; the body only of an answer that is the thing asked for (status 2xx)."""

    status: int
    content_type: str | None
    location: str | None
    body: bytes


class _Dialled(Protocol):
    """What PycURL shows of a connection before it is made."""

    family: int
    socktype: int
    protocol: int
    addr: tuple[str, int]


@dataclass(slots=True)
class Transfer:
    """One question, and what the callbacks gather of its answer.

    Attributes:
        named: What messages call the site.
        body_bytes: The cap on this body; with `cut_short`, what goes over it is left out instead of refused.
    """

    line: Line
    budget: Budget
    named: str
    body_bytes: int
    cut_short: bool = False
    sockets: list[socket.socket] = field(default_factory=list)
    received: int = 0
    status: int = 0
    location: str | None = None
    enough: bool = False
    blocked: bool = False
    too_large: str | None = None

    def ask(self, url: str) -> Answer:
        """Ask for a URL that `check_url` has let through.

        Raises:
            FetchError: There was no whole answer; the subclass says why. The message never repeats an address that a
                name resolved to.
        """
        if self.budget.left() <= 0:
            raise failure_of(pycurl.E_OPERATION_TIMEDOUT, self, self.named, seconds=self._seconds, proxy_said=None)
        self._check_place(url)
        handle = pycurl.Curl()
        # Memory of its own, given back whole: otherwise each thread of a server would hold on to its largest page.
        body = mmap.mmap(-1, self.body_bytes)
        try:
            self._configure(handle, url)
            handle.setopt(pycurl.WRITEFUNCTION, lambda block: self.take_body(block, body))
            try:
                handle.perform()
            except pycurl.error as error:
                if not self.enough:
                    raise self._failure(error.args[0], handle) from error
            content_type = handle.getinfo_raw(pycurl.CONTENT_TYPE)
            declared = content_type.decode("latin-1") if content_type else None
            location = self.location if self.status in _REDIRECTS else None
            return Answer(self.status, declared, location, body[: self.received])
        finally:
            handle.close()
            body.close()
            for opened in self.sockets:
                opened.close()

    @property
    def _seconds(self) -> float:
        return self.budget.limits.deadline_seconds

    def _failure(self, code: int, handle: pycurl.Curl) -> FetchError:
        said = handle.getinfo(pycurl.HTTP_CONNECTCODE) if self.line.proxy else None
        return failure_of(code, self, self.named, seconds=self._seconds, proxy_said=said)

    def _check_place(self, url: str) -> None:
        """Hold what the URL itself shows of address and port against the guard: a proxy would dial it for us."""
        if not self.line.proxy:
            return
        guard, (host, port) = self.line.guard, _place(url)
        if not (guard.permits(host, port) if _is_literal(host) else guard.permits_port(port)):
            msg = f"{self.named} is at a private or local network address, or at a port that is not fetched from"
            raise AddressBlockedError(msg)

    def _configure(self, handle: pycurl.Curl, url: str) -> None:
        limits, left = self.budget.limits, self.budget.left()
        options: dict[int, object] = {
            pycurl.URL: url,
            pycurl.USERAGENT: self.line.user_agent,
            pycurl.HTTPHEADER: [f"Accept: {_ACCEPT}"],
            pycurl.ACCEPT_ENCODING: "",  # every compression this libcurl can undo
            # Where it may go
            pycurl.PROTOCOLS: pycurl.PROTO_HTTP | pycurl.PROTO_HTTPS,
            pycurl.FOLLOWLOCATION: 0,
            pycurl.OPENSOCKETFUNCTION: self.open_socket,
            _DISALLOW_USERNAME_IN_URL: 1,
            # What of this machine's surroundings it must not use: proxies of the environment, stored passwords
            pycurl.PROXY: self.line.proxy or "",
            pycurl.NOPROXY: "",
            _SUPPRESS_CONNECT_HEADERS: 1,
            pycurl.NETRC: pycurl.NETRC_IGNORED,
            # How long and how much
            pycurl.NOSIGNAL: 1,
            # Otherwise a silent name server holds us, past any deadline, for as long as the system waits for it.
            _QUICK_EXIT: 1,
            pycurl.TIMEOUT_MS: max(1, round(left * 1000)),
            pycurl.CONNECTTIMEOUT_MS: max(1, round(min(limits.connect_seconds, left) * 1000)),
            pycurl.HEADERFUNCTION: self.take_header,
        }
        if self.line.resolve is not None:
            options[pycurl.RESOLVE] = self._pinned(self.line.resolve, *_place(url))
        authorities = ssl.get_default_verify_paths().cafile
        if authorities is not None:  # else libcurl's own idea of where they are
            options[pycurl.CAINFO] = authorities
        for option, value in options.items():
            handle.setopt(option, value)

    def _pinned(self, resolve: Resolver, host: str, port: int) -> list[str]:
        """Write the resolver's answer as libcurl takes it.

        Raises:
            FetchFailedError: The name has no address.
        """
        if _is_literal(host):
            return []
        addresses = resolve(host)
        if not addresses:
            msg = f"{self.named} has no address: the name is unknown"
            raise FetchFailedError(msg)
        return [f"{host}:{port}:{','.join(addresses)}"]

    def open_socket(self, _purpose: int, dialled: _Dialled) -> socket.socket | int:
        """Open a socket for the address libcurl is about to dial, if the guard permits it."""
        known = dialled.family in {socket.AF_INET, socket.AF_INET6}
        if not known or not (self.line.proxy or self.line.guard.permits(*dialled.addr[:2])):
            self.blocked = True
            return _SOCKET_BAD
        try:
            opened = socket.socket(dialled.family, dialled.socktype, dialled.protocol)
        except OSError:  # a machine without IPv6, or without another descriptor; libcurl tries the next address
            return _SOCKET_BAD
        self.sockets.append(opened)  # PycURL works on a copy of its descriptor, so closing it is left to us
        return opened

    def take_header(self, line: bytes) -> int:
        """Count a header line and note what matters; any other number than its length stops libcurl."""
        self.budget.header_bytes += len(line)
        if self.budget.header_bytes > self.budget.limits.header_bytes:
            self.too_large = f"more than {self.budget.limits.header_bytes} bytes of headers"
            return -1
        if line.startswith(b"HTTP/"):
            self.status, self.location = _status(line), None
        elif line[:9].lower() == b"location:" and self.location is None:
            self.location = line[9:].strip().decode("utf-8", "replace")
        return len(line)

    def take_body(self, block: bytes, body: mmap.mmap) -> int:
        """Keep a decoded block of the body, unless nobody needs it or it goes over the cap."""
        if not 200 <= self.status < 300:
            self.enough = True
            return -1
        kept = block[: self.body_bytes - self.received]
        if len(kept) < len(block) and not self.cut_short:
            self.too_large = f"more than {self.body_bytes} bytes"
            return -1
        body[self.received : self.received + len(kept)] = kept
        self.received += len(kept)
        self.enough = len(kept) < len(block)
        return -1 if self.enough else len(block)


def _status(line: bytes) -> int:
    words = line.split()
    return int(words[1]) if len(words) > 1 and words[1].isdigit() else 0


def _place(url: str) -> tuple[str, int]:
    parts = urlsplit(url)
    return parts.hostname or "", parts.port or USUAL_PORT[parts.scheme]


def _is_literal(host: str) -> bool:
    return ":" in host or host.replace(".", "").isdigit()
