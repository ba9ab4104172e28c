"""URLs as text: which may be fetched, and the one form in which many spellings of one are sent and compared.

Two readers look at each URL, Python's and Ada, which reads as browsers do. Where they see different hosts or ports, as
in `http://127.0.0.1%2f@news.example/`, the URL is refused: whoever wrote it meant one of them to be deceived.
"""

import json
import re
from functools import cache
from importlib import resources
from ipaddress import IPv6Address
from urllib.parse import SplitResult, urlsplit, urlunsplit

import ada_url

from sidelight.errors import AddressInvalidError

#: The longest URL that is fetched, in characters as given and again as sent.
MAX_URL_CHARACTERS = 2048
USUAL_PORT = {"http": 80, "https": 443}
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\xa0\\\u2028\u2029\ufeff]")
_HOST = re.compile(r"[a-z0-9._-]+")
_ESCAPED = re.compile(r"%([0-9a-fA-F]{2})")
#: What means the same escaped or not (RFC 3986), so that one spelling is enough.
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")


def check_url(url: str) -> str:
    """Return the URL in the ASCII form in which it is sent, without its fragment, or refuse it.

    Raises:
        AddressInvalidError: Too long, not http(s), with user name or password, without host, with a port that is no
            number, with white space, control characters or a backslash in it, or read differently by two readers.

    Example:
        >>> check_url("HTTPS://News.Example:443/a/../статья#top")
        'https://news.example/%D1%81%D1%82%D0%B0%D1%82%D1%8C%D1%8F'
    """
    url = url.strip()
    if len(url) > MAX_URL_CHARACTERS:
        msg = f"the address is {len(url)} characters long; at most {MAX_URL_CHARACTERS} are fetched"
        raise AddressInvalidError(msg)
    if _FORBIDDEN.search(url):
        msg = f"{url!r} has white space, a control character or a backslash in it"
        raise AddressInvalidError(msg)
    parts = _split(url)
    if parts.scheme not in USUAL_PORT:
        msg = f"{url!r} is not an http:// or https:// address"
        raise AddressInvalidError(msg)
    if "@" in parts.netloc:
        msg = "the address carries a user name or password"
        raise AddressInvalidError(msg)
    sent = _sent(parts, url)
    if len(sent) > MAX_URL_CHARACTERS:
        msg = f"the address is {len(sent)} characters long when sent; at most {MAX_URL_CHARACTERS} are fetched"
        raise AddressInvalidError(msg)
    return sent


def clean_url(url: str) -> str:
    """Check the URL and cut off what tells where the reader came from, so that all who mean one page ask for one.

    Raises:
        AddressInvalidError: As `check_url`.

    Example:
        >>> clean_url("https://news.example/a?id=5&utm_source=mail&fbclid=x")
        'https://news.example/a?id=5'
    """
    parts = urlsplit(check_url(url))
    kept = [pair for pair in parts.query.split("&") if pair and not is_tracking(pair.partition("=")[0])]
    return urlunsplit(parts._replace(query="&".join(kept)))


def is_tracking(name: str) -> bool:
    """Tell whether a query parameter of that name tracks readers; the names are data: `tracking.json`.

    Example:
        >>> is_tracking("UTM_Source"), is_tracking("id")
        (True, False)
    """
    names, beginnings = _tracking()
    return name.lower() in names or name.lower().startswith(beginnings)


def join_url(location: str, url: str) -> str:
    """Read a redirect's target as seen from the URL that gave it.

    Raises:
        AddressInvalidError: It is no URL.
    """
    try:
        return ada_url.URL(location, url).href
    except (ValueError, UnicodeError) as error:
        msg = f"{location[:200]!r} is not a URL"
        raise AddressInvalidError(msg) from error


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port  # read for its check: it raises for a port that is no number
    except ValueError as error:
        msg = f"{url!r} is not a URL: {error}"
        raise AddressInvalidError(msg) from error
    return parts


def _sent(parts: SplitResult, url: str) -> str:
    """Write the URL as Ada reads it, if Python reads the same."""
    try:
        url.encode()
    except UnicodeEncodeError as error:  # a lone surrogate, as JSON may carry
        msg = "the address has characters in it that no encoding can send"
        raise AddressInvalidError(msg) from error
    try:
        seen = urlsplit(ada_url.URL(url).href) if parts.hostname else None
    except ValueError:
        seen = None
    host = (seen.hostname or "").removesuffix(".") if seen else ""
    if seen is None or not (_HOST.fullmatch(host) or ":" in host):
        msg = f"{url!r} has no host name that can be looked up"
        raise AddressInvalidError(msg)
    usual = USUAL_PORT[parts.scheme]
    if _plain_host(parts.hostname or "") != _plain_host(host) or (parts.port or usual) != (seen.port or usual):
        msg = f"{url!r} can be read as leading to two different places"
        raise AddressInvalidError(msg)
    netloc = f"[{_plain_host(host)}]" if ":" in host else host
    netloc = netloc if seen.port is None else f"{netloc}:{seen.port}"
    path, query = (_ESCAPED.sub(_plain, text) for text in (seen.path, seen.query))
    return urlunsplit((seen.scheme, netloc, path or "/", query, ""))


def _plain_host(host: str) -> str:
    """Write a host in one way: names in ASCII, IPv6 addresses shortened."""
    try:
        return str(IPv6Address(host)) if ":" in host else ada_url.idna_to_ascii(host).decode().removesuffix(".")
    except ValueError:
        return ""


def _plain(escaped: re.Match[str]) -> str:
    letter = chr(int(escaped[1], 16))
    return letter if letter in _UNRESERVED else escaped[0].upper()


@cache
def _tracking() -> tuple[frozenset[str], tuple[str, ...]]:
    names = json.loads(resources.files(__package__).joinpath("tracking.json").read_text(encoding="utf-8"))["tracking"]
    beginnings = tuple(name.removesuffix("*") for name in names if name.endswith("*"))
    return frozenset(name for name in names if not name.endswith("*")), beginnings
