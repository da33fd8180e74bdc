"""Where a fetch may connect: the decision on one IP address.

The table holds the IANA special-purpose address registries (RFC 6890 and its updates) as networks, each with the reason
that a person reads. ``ipaddress.is_global`` is not asked: it lets multicast, site-local, NAT64 and 6to4 forms of
private addresses pass. IPv6 is allow-listed: only 2000::/3 is handed out as global unicast (RFC 4291, IANA IPv6
address space), the rest is refused whether it has a name here or not. IPv4 addresses carried inside IPv6 ones are
taken out and judged as IPv4.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

_CLOSED = False
_OPENED = True  # by allow_private

# Most telling first: the first network that holds the address names it.
_TABLE: tuple[tuple[str, str, bool], ...] = (
    ("0.0.0.0/8", "this host (RFC 791)", _OPENED),
    ("10.0.0.0/8", "private network (RFC 1918)", _OPENED),
    ("100.64.0.0/10", "carrier-grade NAT (RFC 6598)", _OPENED),
    ("127.0.0.0/8", "loopback (RFC 1122)", _OPENED),
    ("169.254.0.0/16", "link-local (RFC 3927)", _OPENED),
    ("172.16.0.0/12", "private network (RFC 1918)", _OPENED),
    ("192.0.0.0/24", "protocol assignments (RFC 6890)", _CLOSED),
    ("192.0.2.0/24", "documentation (RFC 5737)", _CLOSED),
    ("192.88.99.0/24", "6to4 relays, deprecated (RFC 7526)", _CLOSED),
    ("192.168.0.0/16", "private network (RFC 1918)", _OPENED),
    ("198.18.0.0/15", "benchmarking (RFC 2544)", _OPENED),
    ("198.51.100.0/24", "documentation (RFC 5737)", _CLOSED),
    ("203.0.113.0/24", "documentation (RFC 5737)", _CLOSED),
    ("224.0.0.0/4", "multicast (RFC 5771)", _CLOSED),
    ("240.0.0.0/4", "reserved (RFC 1112)", _CLOSED),
    ("::/128", "unspecified address (RFC 4291)", _OPENED),
    ("::1/128", "loopback (RFC 4291)", _OPENED),
    ("::/96", "IPv4-compatible, deprecated (RFC 4291)", _CLOSED),
    ("::ffff:0:0:0/96", "IPv4-translated (RFC 2765)", _CLOSED),
    ("64:ff9b:1::/48", "NAT64 of a local network (RFC 8215)", _CLOSED),
    ("100::/64", "discard only (RFC 6666)", _CLOSED),
    ("100:0:0:1::/64", "dummy prefix (RFC 9780)", _CLOSED),
    ("2001::/32", "Teredo tunnel (RFC 4380)", _CLOSED),
    ("2001:2::/48", "benchmarking (RFC 5180)", _OPENED),
    ("2001:10::/28", "ORCHID, deprecated (RFC 4843)", _CLOSED),
    ("2001::/23", "protocol assignments (RFC 2928)", _CLOSED),
    ("2001:db8::/32", "documentation (RFC 3849)", _CLOSED),
    ("3fff::/20", "documentation (RFC 9637)", _CLOSED),
    ("5f00::/16", "segment routing (RFC 9602)", _CLOSED),
    ("fc00::/7", "unique local network (RFC 4193)", _OPENED),
    ("fe80::/10", "link-local (RFC 4291)", _OPENED),
    ("fec0::/10", "site-local, deprecated (RFC 3879)", _OPENED),
    ("ff00::/8", "multicast (RFC 4291)", _CLOSED),
)
_NETWORKS = tuple((ip_network(network), name, opened) for network, name, opened in _TABLE)

# Services of cloud platforms that hand credentials to whoever asks from inside: closed to everybody, always.
_PLATFORM = {
    ip_address(address): f"{owner} platform service, which gives out credentials"
    for address, owner in (
        ("168.63.129.16", "an Azure"),
        ("169.254.169.254", "a cloud"),
        ("169.254.170.2", "an AWS container"),
        ("169.254.170.23", "an AWS container"),
        ("100.100.100.200", "an Alibaba"),
        ("192.0.0.192", "an Oracle"),
        ("fd00:ec2::254", "an AWS"),
        ("fd00:ec2::23", "an AWS container"),
        ("fd20:ce::254", "a Google"),
    )
}

_GLOBAL_UNICAST = IPv6Network("2000::/3")
_IPV4_IN_IPV6 = (IPv6Network("::ffff:0:0/96"), IPv6Network("64:ff9b::/96"))  # mapped (RFC 4291), NAT64 (RFC 6052)
_SIX_TO_FOUR = IPv6Network("2002::/16")
_ISATAP = (0x00005EFE, 0x02005EFE)  # upper half of the interface identifier, RFC 5214 section 6.1


@dataclass(frozen=True, slots=True)
class Guard:
    """Decides on addresses. ``allow_private`` opens one's own networks: loopback, private, link-local, benchmarking.

    Multicast, documentation and other addresses on which no web server can stand stay closed, and so do the
    credential services of cloud platforms.
    """

    allow_private: bool = False

    def objection(self, address: str) -> str | None:
        """Why ``address`` (an IP address in text, a zone id is ignored) may not be connected to; None when it may."""
        try:
            parsed = ip_address(address.partition("%")[0])
        except ValueError:
            return "not an IP address"
        return _objection(parsed, self.allow_private)


@lru_cache(maxsize=4096)
def _objection(address: IPv4Address | IPv6Address, allow_private: bool) -> str | None:
    if address in _PLATFORM:
        return _PLATFORM[address]
    carried = _carried(address) if isinstance(address, IPv6Address) else None
    inner = _objection(carried, allow_private) if carried is not None else None
    if inner is not None:
        return f"{carried} inside an IPv6 address: {inner}"
    for network, name, opened in _NETWORKS:
        if address in network:
            return None if opened and allow_private else name
    if address.version == 4 or address in _GLOBAL_UNICAST or any(address in space for space in _IPV4_IN_IPV6):
        return None
    return "not in the global unicast space (RFC 4291)"


def _carried(address: IPv6Address) -> IPv4Address | None:
    """The IPv4 host that a packet to this address ends at, where the form of the address says so."""
    number = int(address)
    if address in _SIX_TO_FOUR:
        return IPv4Address((number >> 80) & 0xFFFFFFFF)
    if any(address in space for space in _IPV4_IN_IPV6) or (number >> 32) & 0xFFFFFFFF in _ISATAP:
        return IPv4Address(number & 0xFFFFFFFF)
    return None
