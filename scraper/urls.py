"""Addresses as pages write them, which need not be any: templates leave ``http://[site]/`` behind."""

from __future__ import annotations

from urllib.parse import SplitResult, urljoin, urlsplit

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
