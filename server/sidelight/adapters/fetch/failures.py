"""libcurl's numbers as our errors: what became of a question that got no whole answer."""

from typing import Protocol

import pycurl

from sidelight.errors import (
    AddressBlockedError,
    EgressError,
    FetchError,
    FetchFailedError,
    FetchTimeoutError,
    FetchTooLargeError,
    HostRefusedError,
    RobotsDisallowedError,
    SiteNotAskedError,
    UnsupportedContentError,
)
from sidelight.services.ports import Fetcher

#: Failures that say nothing of whether a page is there: it is no page of text, or we may not ask.
_NOT_ASKED = (
    AddressBlockedError,
    EgressError,
    HostRefusedError,
    RobotsDisallowedError,
    SiteNotAskedError,
    UnsupportedContentError,
)

#: CURLE_TOO_LARGE and CURLE_PROXY, which PycURL does not name.
_E_TOO_LARGE = 100
_E_PROXY = 97
_PROXY_FAILED = frozenset({pycurl.E_COULDNT_RESOLVE_PROXY, pycurl.E_COULDNT_CONNECT, _E_PROXY})
_FAILURES = {
    pycurl.E_COULDNT_RESOLVE_HOST: "has no address: the name is unknown",
    pycurl.E_COULDNT_CONNECT: "does not accept connections",
    pycurl.E_UNSUPPORTED_PROTOCOL: "sent something that is no HTTP",
    pycurl.E_FTP_WEIRD_SERVER_REPLY: "sent headers that cannot be read",
    pycurl.E_GOT_NOTHING: "closed the connection without an answer",
    pycurl.E_PARTIAL_FILE: "broke off in the middle of the page",
    pycurl.E_RECV_ERROR: "broke off the connection",
    pycurl.E_PEER_FAILED_VERIFICATION: "has a certificate that cannot be trusted",
    pycurl.E_SSL_CONNECT_ERROR: "cannot be reached over https: the two sides found no common encryption",
    pycurl.E_SSL_CACERT_BADFILE: "was not asked: this machine has no list of trusted certificates",
    pycurl.E_BAD_CONTENT_ENCODING: "sent a page that cannot be decompressed",
    pycurl.E_WRITE_ERROR: "sent a page that cannot be decompressed",
}


class Stopped(Protocol):
    """What is known of a transfer that came to no good end."""

    @property
    def blocked(self) -> bool:
        """Whether the guard refused a dial."""
        ...

    @property
    def too_large(self) -> str | None:
        """What was over which cap."""
        ...


def failure_of(code: int, stopped: Stopped, host: str, *, seconds: float, proxy_said: int | None) -> FetchError:
    """Choose the error for libcurl's number; the callbacks know best why they stopped it.

    Args:
        code: libcurl's number.
        stopped: The transfer.
        host: Whom it was to reach.
        seconds: How long it was allowed to take.
        proxy_said: The status by which a proxy refused the tunnel, else 0; `None` without a proxy.
    """
    if stopped.too_large or code == _E_TOO_LARGE:
        return FetchTooLargeError(f"{host} sent {stopped.too_large or 'larger headers than are read'}")
    if stopped.blocked:
        msg = f"{host} leads to a private or local network address, or to a port that is not fetched from"
        return AddressBlockedError(msg)
    if code == pycurl.E_OPERATION_TIMEDOUT:
        return FetchTimeoutError(f"{host} did not deliver the page within {seconds:g} seconds")
    if proxy_said is not None and proxy_said >= 400:
        return AddressBlockedError(f"{host} is refused by the proxy through which this server fetches")
    if proxy_said is not None and code in _PROXY_FAILED:
        return EgressError(f"the proxy of this server failed (libcurl error {code})")
    return FetchFailedError(f"{host} {_FAILURES.get(code, f'broke off (libcurl error {code})')}")


def why_dead(fetcher: Fetcher, url: str) -> str | None:
    """Tell why the address of a source cannot be read; nothing if it can, or if it cannot be asked from here."""
    try:
        fetcher.fetch(url)
    except _NOT_ASKED:
        return None
    except FetchError as error:
        return error.detail
    return None
