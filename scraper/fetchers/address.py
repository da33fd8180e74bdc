"""What a person or a redirect wrote as an address -> one canonical URL, or a clear refusal.

The guard judges the address that is connected to; here only what cannot be meant, or what programs read differently, is
refused: other schemes, IP addresses in disguise (``0x7f.1``, ``2130706433``, ``0177.0.0.1``), zone ids, ports of other
services.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Address
from urllib.parse import SplitResult, quote, unquote, urlsplit, urlunsplit

import requests

from ..errors import RefusedAddress
from .sources import is_url

# "Port blocking" of the Fetch standard (fetch.spec.whatwg.org, section 2.9): services that an HTTP request could harm.
# fmt: off
BAD_PORTS = frozenset((
    0, 1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104, 109,
    110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515, 526, 530,
    531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049, 3659, 4045, 4190,
    5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
))
# fmt: on
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*", re.IGNORECASE)
_DEFAULT_PORTS = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Address:
    """A checked http(s) address. ``url`` has no fragment and no credentials; ``login`` is (user, password)."""

    url: str
    login: tuple[str, str] | None = None


def public_form(url: str) -> str:
    """``url`` without user name, password and fragment, for messages and records.

    What cannot be split keeps its form. Characters that a terminal would act on are percent-encoded.
    """
    shown = "".join(character if character.isprintable() else quote(character, errors="replace") for character in url)
    try:
        parts = urlsplit(shown)
    except ValueError:
        return shown.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment=""))


def parse(text: str) -> Address:
    """Check and canonicalise an address (IDNA host, percent-encoded path). Raises RefusedAddress."""
    written = text.strip()
    if _CONTROL.search(written):
        raise RefusedAddress(public_form(written), "holds control characters", "Remove them")
    try:
        parts = _split(written)
        prepared = requests.PreparedRequest()
        prepared.prepare_url(urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment="")), None)
        canonical, port = urlsplit(str(prepared.url)), parts.port
    except (ValueError, requests.RequestException) as error:
        raise RefusedAddress(public_form(written), f"is not a valid address ({error})", "Check its spelling") from error
    _check_host(parts, canonical, public_form(written))
    if port in BAD_PORTS:
        reason = f"uses port {port}, which belongs to another service"
        raise RefusedAddress(public_form(written), reason, "Check the address; web pages are on other ports")
    login = (unquote(parts.username or ""), unquote(parts.password or "")) if "@" in parts.netloc else None
    return Address(canonical.geturl(), login)


def _split(written: str) -> SplitResult:
    parts = urlsplit(written)
    scheme = parts.scheme.lower()
    if scheme not in _DEFAULT_PORTS:
        named = f"uses the scheme '{scheme}'" if is_url(written) else "has no scheme"
        raise RefusedAddress(public_form(written), named, "Only http:// and https:// addresses can be fetched")
    if not parts.hostname:
        raise RefusedAddress(public_form(written), "has no host name", "Write it as https://host/path")
    return parts


def _check_host(written: SplitResult, canonical: SplitResult, subject: str) -> None:
    if "%" in (written.hostname or ""):
        raise RefusedAddress(subject, "has a zone id or an escape in its host", "Write the plain host name")
    host = (canonical.hostname or "").rstrip(".")
    if ":" in host or not _NUMBER.fullmatch(host.rpartition(".")[2]):
        return
    try:
        IPv4Address(host)
    except ValueError as error:
        reason = f"has a host that programs read as different IP addresses ({host})"
        raise RefusedAddress(subject, reason, "Write an IPv4 address as four decimal numbers") from error
