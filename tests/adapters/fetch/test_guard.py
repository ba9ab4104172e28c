"""Which addresses are dialled, held against two oracles that have nothing to do with ours or with one another.

netaddr brings registries of its own, made from IANA's files, and its own arithmetic; it takes any address for global
that no registry names. The list of microsoft-antissrf was made by people who guard a cloud's servers against the same
misuse; it names ranges that no registry has. The guard may let pass only what both let pass, and must let pass all of
that. It was built on Python's `ipaddress`, which therefore is no witness.
"""

import json
from collections.abc import Iterator
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_network
from pathlib import Path

import netaddr
import pytest
from AntiSSRF.ipaddress_ranges import IPAddressRanges
from hypothesis import given
from hypothesis import strategies as st

from sidelight.adapters.fetch.guard import AddressGuard, is_public
from sidelight.errors import ConfigError

ADDRESSES = json.loads(Path(__file__).with_name("addresses.json").read_text(encoding="utf-8"))
LISTED = tuple(netaddr.IPNetwork(text) for text in IPAddressRanges.recommended_latest)
NETWORKS = tuple(ip_network(text) for text in IPAddressRanges.recommended_latest)
GLOBAL_UNICAST = IPv6Network("2000::/3")
#: Given back to IANA and never used since (RFC 3701): the one network that we refuse and neither oracle does.
RETURNED = IPv6Network("3ffe::/16")


def edges(network: IPv4Network | IPv6Network) -> Iterator[IPv4Address | IPv6Address]:
    """The first and last address of a network and their neighbours, and the same inside IPv6."""
    for number in (int(network[0]) - 1, int(network[0]), int(network[0]) + 1, int(network[-1]), int(network[-1]) + 1):
        if 0 <= number < 2**network.max_prefixlen:
            yield type(network[0])(number)
            if network.version == 4:
                yield IPv6Address(0xFFFF << 32 | number)


ANY_ADDRESS = st.one_of(
    st.ip_addresses(v=4),
    st.ip_addresses(v=6),
    st.integers(0, 2**32 - 1).map(lambda low: IPv6Address(0xFFFF << 32 | low)),
)
AT_THE_EDGES = st.sampled_from([address for network in NETWORKS for address in edges(network)])


def as_netaddr(address: IPv4Address | IPv6Address) -> netaddr.IPAddress:
    read = netaddr.IPAddress(str(address))
    return read.ipv4() if read.version == 6 and read.is_ipv4_mapped() else read


def address_is_global_by_netaddr(address: IPv4Address | IPv6Address) -> bool:
    read = as_netaddr(address)
    return read.is_global() and not read.is_multicast() and not read.is_reserved()


def address_is_listed_by_antissrf(address: IPv4Address | IPv6Address) -> bool:
    read = as_netaddr(address)
    return any(read in network for network in LISTED if network.version == read.version)


@pytest.mark.parametrize("address", ADDRESSES["hostile"])
def test_hostile_addresses_are_not_public_and_never_dialled(address: str) -> None:
    guard = AddressGuard()

    public = is_public(address)

    assert not public
    assert not guard.permits(address, 80)


@pytest.mark.parametrize("address", ADDRESSES["good"])
def test_public_addresses_are_dialled_on_the_usual_ports_only(address: str) -> None:
    guard = AddressGuard()

    permitted = [port for port in (0, 22, 25, 80, 443, 6379, 8080) if guard.permits(address, port)]

    assert permitted == [80, 443]


@given(st.one_of(ANY_ADDRESS, AT_THE_EDGES))
def test_an_address_passes_exactly_where_two_others_let_it_pass(address: IPv4Address | IPv6Address) -> None:
    expected = address_is_global_by_netaddr(address) and not address_is_listed_by_antissrf(address)

    passes = is_public(str(address))

    assert passes == (expected and address not in RETURNED)


@pytest.mark.parametrize("network", NETWORKS, ids=str)
def test_each_network_begins_and_ends_where_two_others_say(network: IPv4Network | IPv6Network) -> None:
    for address in edges(network):
        expected = address_is_global_by_netaddr(address) and not address_is_listed_by_antissrf(address)

        assert is_public(str(address)) == (expected and address not in RETURNED), address


@given(st.ip_addresses(v=4))
def test_a_mapped_address_is_judged_as_the_address_it_carries(address: IPv4Address) -> None:
    assert is_public(f"::ffff:{address}") == is_public(str(address))


@given(st.ip_addresses(v=6))
def test_only_global_unicast_passes_in_the_sixth_version(address: IPv6Address) -> None:
    carried = address.ipv4_mapped

    passes = is_public(str(address))

    assert not passes or carried is not None or address in GLOBAL_UNICAST


@given(st.text(max_size=40))
def test_any_text_is_either_an_address_or_refused(text: str) -> None:
    assert is_public(text) in {True, False}


def test_allowed_networks_open_the_guards_ports_only() -> None:
    guard = AddressGuard(["10.1.0.0/16"], ports=(80, 8080))

    permitted = [guard.permits("10.1.2.3", 8080), guard.permits("10.1.2.3", 22), guard.permits("10.2.0.1", 80)]

    assert permitted == [True, False, False]


@pytest.mark.parametrize(("allowed", "address"), [("127.0.0.1:8400", "127.0.0.1"), ("[::1]:8400", "::1")])
def test_an_allowed_address_with_port_opens_that_port_only(allowed: str, address: str) -> None:
    guard = AddressGuard([allowed])

    permitted = [guard.permits(address, 8400), guard.permits(address, 80), guard.permits("127.0.0.2", 8400)]

    assert permitted == [True, False, False]


def test_an_allowed_address_without_port_opens_the_usual_ports() -> None:
    guard = AddressGuard(["::1", "192.168.1.5"])

    permitted = [guard.permits("::1", 80), guard.permits("192.168.1.5", 443), guard.permits("192.168.1.5", 22)]

    assert permitted == [True, True, False]


@pytest.mark.parametrize("text", ["localhost:80", "10.0.0.0/40", "10.0.0.1/8", "everything", "", "1.2.3.4:http"])
def test_what_is_no_network_cannot_be_allowed(text: str) -> None:
    with pytest.raises(ConfigError, match="is not a network"):
        AddressGuard([text])
