import json
from ipaddress import IPv4Address, IPv6Address, IPv6Network
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sidelight.adapters.fetch.guard import MAX_URL_CHARACTERS, AddressGuard, check_url, is_public
from sidelight.errors import AddressInvalidError, ConfigError

ADDRESSES = json.loads(Path(__file__).with_name("addresses.json").read_text(encoding="utf-8"))
URLS = json.loads(Path(__file__).with_name("urls.json").read_text(encoding="utf-8"))

GLOBAL_UNICAST = IPv6Network("2000::/3")


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


@given(st.ip_addresses(v=4))
def test_nothing_python_knows_as_private_passes(address: IPv4Address) -> None:
    public = is_public(str(address))

    assert not (public and (address.is_private or address.is_multicast or not address.is_global))


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


@pytest.mark.parametrize(("url", "reason"), URLS["refused"])
def test_urls_that_are_not_plain_web_addresses_are_refused(url: str, reason: str) -> None:
    with pytest.raises(AddressInvalidError, match=reason):
        check_url(url)


@pytest.mark.parametrize(("url", "sent"), URLS["sent"])
def test_urls_are_sent_in_one_ascii_form(url: str, sent: str) -> None:
    assert check_url(url) == sent
    assert check_url(sent) == sent


def test_a_refusal_never_repeats_a_password() -> None:
    with pytest.raises(AddressInvalidError) as caught:
        check_url("https://reader:secret@news.example/")

    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("letter", ["a", "я"])
def test_long_urls_are_refused_as_given_and_as_sent(letter: str) -> None:
    start = "https://news.example/"

    with pytest.raises(AddressInvalidError, match="2048"):
        check_url(start + letter * (MAX_URL_CHARACTERS + 1 - len(start)))


@given(st.text(max_size=60))
def test_any_text_is_either_refused_or_sent_as_visible_ascii(text: str) -> None:
    try:
        sent = check_url(f"http://{text}")
    except AddressInvalidError:
        return

    assert sent.isascii()
    assert sent.isprintable()
    assert check_url(sent) == sent
