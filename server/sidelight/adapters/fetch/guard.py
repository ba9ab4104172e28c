"""The guard: which URLs may be fetched, and which addresses may be dialled.

Two walls. `check_url` looks at the URL as text, before anything happens. `AddressGuard.permits` looks at each address
at the moment it is dialled, so neither redirects nor name servers that change their answer can lead elsewhere. The
networks are data: `addresses.json`.
"""

import json
import re
from collections.abc import Collection
from functools import cache
from importlib import resources
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

from sidelight.errors import AddressInvalidError, ConfigError

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

#: The longest URL that is fetched, in characters as given and again as sent.
MAX_URL_CHARACTERS = 2048
#: The ports that are dialled unless configuration adds some.
USUAL_PORTS = (80, 443)
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\xa0\\\u2028\u2029\ufeff]")
_HOST = re.compile(r"[a-z0-9._-]+", re.IGNORECASE)
#: What may stand unescaped in a path or query; everything else is percent-encoded as UTF-8.
_SAFE = "/:?[]@!$&'()*+,;=%~-._|^{}"


def check_url(url: str) -> str:
    """Return the URL in the ASCII form in which it is sent, without its fragment, or refuse it.

    Raises:
        AddressInvalidError: Too long, not http(s), with user name or password, without host, with a port that is no
            number, or with white space, control characters or a backslash in it.

    Example:
        >>> check_url("https://news.example/статья#top")
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
    if parts.scheme not in {"http", "https"}:
        msg = f"{url!r} is not an http:// or https:// address"
        raise AddressInvalidError(msg)
    if "@" in parts.netloc:
        msg = "the address carries a user name or password"
        raise AddressInvalidError(msg)
    return _sent(parts, _ascii_authority(parts, url))


def _split(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        _ = parts.port  # read for its check: it raises for a port that is no number
    except ValueError as error:
        msg = f"{url!r} is not a URL: {error}"
        raise AddressInvalidError(msg) from error
    return parts


def _ascii_authority(parts: SplitResult, url: str) -> str:
    host = parts.hostname or ""
    try:
        if ":" in host:
            host = f"[{IPv6Address(host)}]"
        else:
            host = host.encode("idna").decode("ascii") if not host.isascii() else host
    except ValueError as error:  # UnicodeError is one too
        msg = f"{url!r} has no host name that can be looked up"
        raise AddressInvalidError(msg) from error
    if not host.startswith("[") and not _HOST.fullmatch(host):
        msg = f"{url!r} has no host name that can be looked up"
        raise AddressInvalidError(msg)
    return host if parts.port is None else f"{host}:{parts.port}"


def _sent(parts: SplitResult, authority: str) -> str:
    try:
        path, query = quote(parts.path or "/", safe=_SAFE), quote(parts.query, safe=_SAFE)
    except UnicodeError as error:  # a lone surrogate, as JSON may carry
        msg = "the address has characters in it that no encoding can send"
        raise AddressInvalidError(msg) from error
    sent = urlunsplit((parts.scheme, authority, path, query, ""))
    if len(sent) > MAX_URL_CHARACTERS:
        msg = f"the address is {len(sent)} characters long when sent; at most {MAX_URL_CHARACTERS} are fetched"
        raise AddressInvalidError(msg)
    return sent


def is_public(address: str) -> bool:
    """Tell whether the address belongs to the public internet; what is no address does not.

    Example:
        >>> is_public("8.8.8.8"), is_public("::ffff:10.0.0.1"), is_public("0x7f000001")
        (True, False, False)
    """
    found = _read_address(address)
    return found is not None and not any(_contains(network, found) for network in _refused_networks())


def _read_address(address: str) -> Address | None:
    try:
        found = ip_address(address.partition("%")[0])  # without the zone of a link-local address
    except ValueError:
        return None
    return (found.ipv4_mapped or found) if isinstance(found, IPv6Address) else found


def _contains(network: Network, address: Address) -> bool:
    return network.version == address.version and address in network


@cache
def _refused_networks() -> tuple[Network, ...]:
    text = resources.files(__package__).joinpath("addresses.json").read_text(encoding="utf-8")
    return tuple(ip_network(row["network"]) for row in json.loads(text)["networks"])


class AddressGuard:
    """Decides at each dial; public addresses on the usual ports, and what the operator allowed by name.

    An allowed network is `10.0.0.0/8` (on the guard's ports) or an address with its port, `127.0.0.1:8080` or
    `[::1]:8080`, for which that one port is allowed.
    """

    def __init__(self, allow_networks: Collection[str] = (), ports: Collection[int] = USUAL_PORTS) -> None:
        """Read the allow-list.

        Raises:
            ConfigError: One of `allow_networks` is neither a network nor an address with a port.
        """
        self._ports = frozenset(ports)
        self._allowed = tuple(_read_allowed(text) for text in allow_networks)

    def permits(self, address: str, port: int) -> bool:
        """Tell whether this address may be dialled on this port.

        Example:
            >>> AddressGuard(["127.0.0.1:8080"]).permits("127.0.0.1", 8080), AddressGuard().permits("8.8.8.8", 25)
            (True, False)
        """
        found = _read_address(address)
        if found is None:
            return False
        if any(_contains(network, found) and port in (ports or self._ports) for network, ports in self._allowed):
            return True
        return port in self._ports and is_public(address)


def _read_allowed(text: str) -> tuple[Network, frozenset[int]]:
    try:
        if "/" in text:
            return ip_network(text), frozenset()
        host, colon, port = text.rpartition(":")
        if colon and port.isascii() and port.isdigit() and (host.startswith("[") or ":" not in host):
            return ip_network(host.strip("[]")), frozenset({int(port)})
        return ip_network(text), frozenset()
    except ValueError as error:
        msg = f"{text!r} is not a network that can be allowed"
        remedy = "Write a network such as 10.0.0.0/8, or an address with a port such as 127.0.0.1:8080."
        raise ConfigError(msg, remedy=remedy) from error
