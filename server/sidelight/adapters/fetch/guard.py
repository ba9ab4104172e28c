"""The guard: which addresses may be dialled.

Each address is looked at in the moment it is dialled, so neither redirects nor name servers that change their answer
can lead elsewhere. The networks are data: `addresses.json`.
"""

import json
from collections.abc import Collection
from functools import cache
from importlib import resources
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from sidelight.errors import ConfigError

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

#: The ports that are dialled unless configuration adds some.
USUAL_PORTS = (80, 443)


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

    def permits_port(self, port: int) -> bool:
        """Tell whether any address may be dialled on this port: all that is known when a proxy looks the name up.

        Example:
            >>> AddressGuard(["127.0.0.1:8080"]).permits_port(8080), AddressGuard().permits_port(25)
            (True, False)
        """
        return port in self._ports or any(port in ports for _, ports in self._allowed)


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
