"""Where a fetch may connect."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.fetchers import Guard

PUBLIC = """
    1.1.1.1 8.8.8.8 9.255.255.255 11.0.0.0 100.63.255.255 100.128.0.0 126.255.255.255 128.0.0.0 169.253.255.255
    169.255.0.0 172.15.255.255 172.32.0.0 191.255.255.255 192.0.1.0 192.0.3.0 192.167.255.255 192.169.0.0
    198.17.255.255 198.20.0.0 198.51.99.255 203.0.114.0 223.255.255.255 192.31.196.1 192.175.48.1
    2606:4700:4700::1111 2a00:1450:4001:81b::200e 2001:200::1 2001:4860:4860::8888 2620:4f:8000::1 3ffe::1
    ::ffff:8.8.8.8 64:ff9b::8.8.8.8 2002:808:808::1 2606:4700::5efe:808:808
""".split()

# address -> a word of the reason
SPECIAL = {
    "0.0.0.0": "this host",
    "0.1.2.3": "this host",
    "10.0.0.0": "private",
    "10.255.255.255": "private",
    "100.64.0.0": "carrier",
    "100.127.255.255": "carrier",
    "127.0.0.1": "loopback",
    "127.255.255.255": "loopback",
    "169.254.0.1": "link-local",
    "172.16.0.0": "private",
    "172.31.255.255": "private",
    "192.0.0.8": "protocol",
    "192.0.0.170": "protocol",
    "192.0.2.1": "documentation",
    "192.88.99.1": "6to4",
    "192.168.0.0": "private",
    "192.168.255.255": "private",
    "198.18.0.0": "benchmarking",
    "198.19.255.255": "benchmarking",
    "198.51.100.7": "documentation",
    "203.0.113.7": "documentation",
    "224.0.0.1": "multicast",
    "239.255.255.255": "multicast",
    "240.0.0.1": "reserved",
    "255.255.255.255": "reserved",
    "::": "unspecified",
    "::1": "loopback",
    "::7f00:1": "IPv4",
    "::8.8.8.8": "compatible",
    "::ffff:127.0.0.1": "loopback",
    "::ffff:10.1.2.3": "private",
    "::ffff:169.254.169.254": "credentials",
    "::ffff:0:127.0.0.1": "translated",
    "64:ff9b::7f00:1": "loopback",
    "64:ff9b::10.0.0.1": "private",
    "64:ff9b:1::1": "NAT64",
    "64:ff9b:1:ffff::8.8.8.8": "NAT64",
    "100::1": "discard",
    "100:0:0:1::1": "dummy",
    "2001::1": "Teredo",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2": "Teredo",
    "2001:2::1": "benchmarking",
    "2001:10::1": "ORCHID",
    "2001:20::1": "protocol",
    "2001:1::1": "protocol",
    "2001:db8::1": "documentation",
    "2001:db8::5efe:8.8.8.8": "documentation",
    "2002:7f00:1::": "loopback",
    "2002:a00:1::1": "private",
    "2002:a9fe:a9fe::1": "credentials",
    "2606:4700::5efe:10.0.0.1": "private",
    "2606:4700::200:5efe:192.168.0.1": "private",
    "3fff::1": "documentation",
    "3fff:fff:ffff::1": "documentation",
    "4000::1": "unicast",
    "4000::5efe:8.8.8.8": "unicast",
    "5f00::1": "segment",
    "fc00::1": "unique local",
    "fdff::1": "unique local",
    "fe80::1": "link-local",
    "fe80::1%eth0": "link-local",
    "febf::1": "link-local",
    "fec0::1": "site-local",
    "feff::1": "site-local",
    "ff02::1": "multicast",
    "ff0e::1": "multicast",
}
PLATFORM = ["168.63.129.16", "169.254.169.254", "169.254.170.2", "100.100.100.200", "192.0.0.192", "fd00:ec2::254"]
OWN = ["127.0.0.1", "10.0.0.1", "192.168.1.1", "172.16.0.1", "100.64.0.1", "169.254.1.1", "198.18.0.1", "0.0.0.0"]
OWN += ["::1", "fd12::1", "fe80::1", "fec0::1", "::ffff:127.0.0.1", "2002:7f00:1::"]


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_pass(address: str) -> None:
    assert Guard().objection(address) is None


@pytest.mark.parametrize(("address", "word"), SPECIAL.items())
def test_special_addresses_are_refused_with_their_name(address: str, word: str) -> None:
    assert word in (Guard().objection(address) or "")


@pytest.mark.parametrize("address", OWN)
def test_allow_private_opens_own_networks(address: str) -> None:
    assert Guard().objection(address) is not None
    assert Guard(allow_private=True).objection(address) is None


@pytest.mark.parametrize("address", PLATFORM)
def test_cloud_credentials_stay_closed_even_to_those_who_mean_it(address: str) -> None:
    for form in (address, f"::ffff:{address}", f"64:ff9b::{address}"):
        if ":" not in address or form == address:
            assert "credentials" in (Guard(allow_private=True).objection(form) or "")


@pytest.mark.parametrize("address", ["224.0.0.1", "ff02::1", "240.0.0.1", "192.0.2.1", "64:ff9b:1::1", "2001:db8::1"])
def test_allow_private_opens_nothing_where_no_server_can_be(address: str) -> None:
    assert Guard(allow_private=True).objection(address) is not None


@pytest.mark.parametrize("address", ["", "localhost", "127.1", "0x7f000001", "010.0.0.1", "1.2.3.4.5", "[::1]"])
def test_what_is_no_address_is_refused(address: str) -> None:
    assert Guard(allow_private=True).objection(address) == "not an IP address"


@settings(deadline=None)
@given(st.ip_addresses())
def test_never_laxer_than_the_standard_library(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> None:
    """is_global lets some special addresses through; what it does not let through must not pass here."""
    exceptions = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("::ffff:0:0/96"))
    if not address.is_global and not any(address in network for network in exceptions):
        assert Guard().objection(str(address)) is not None


@settings(deadline=None)
@given(st.ip_addresses(v=4) | st.sampled_from([ipaddress.IPv4Address(a) for a in SPECIAL if ":" not in a]))
def test_an_embedded_address_is_judged_like_the_address(address: ipaddress.IPv4Address) -> None:
    number = int(address)
    plain = Guard().objection(str(address))
    for prefix, shift in (
        (0xFFFF << 32, 0),
        (0x64FF9B << 96, 0),
        (0x2002 << 112, 80),
        ((0x2606 << 112) + (0x5EFE << 32), 0),
    ):
        carrier = ipaddress.IPv6Address(prefix | number << shift)
        assert (Guard().objection(str(carrier)) is None) == (plain is None), carrier
