"""Addresses as pages write them, which need not be any: templates leave ``http://[site]/`` behind."""

from __future__ import annotations

import re
from functools import lru_cache
from ipaddress import ip_address
from urllib.parse import SplitResult, urljoin, urlsplit

_NAME = re.compile(r"[a-z0-9_-]+(?:\.[a-z0-9_-]+)*")
_NOTHING = SplitResult("", "", "", "", "")


def parts_of(address: str | None) -> SplitResult:
    """The parts of an address, all of them empty when it is none. Never fails, unlike ``urlsplit``."""
    try:
        return urlsplit(address or "")
    except ValueError:
        return _NOTHING


def is_web(address: str | None) -> bool:
    """Whether it is an http or https address with a host."""
    parts = parts_of(address)
    return parts.scheme in ("http", "https") and bool(parts.hostname) and len((address or "").split()) == 1


def resolved(base: str | None, address: str) -> str:
    """The address as it is meant on a page of the address ``base``; as it is written when one of them is none."""
    try:
        return urljoin(base or "", address)
    except ValueError:
        return address


@lru_cache(maxsize=1024)
def ascii_host(name: str) -> str | None:
    """A host name as it is looked up: small letters, other scripts by IDNA, no dot at the end; None when it is none."""
    host = name.lower().rstrip(".")
    if not host.isascii():
        import idna  # noqa: PLC0415 - large, and needed for names in other scripts alone

        try:
            host = idna.encode(host, uts46=True).decode("ascii")
        except idna.IDNAError:
            return None
    return host if _NAME.fullmatch(host) or _is_ip(host) else None


def _is_ip(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
