"""What the options of a configuration may be, wherever they are set: in a file, in Python, on the command line. And
what the arguments of the public calls may be."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping
from types import NoneType
from typing import TYPE_CHECKING, Any, TypeVar

from .errors import ConfigError
from .urls import ascii_host

if TYPE_CHECKING:
    from .config import Config, FetchConfig, HostConfig

_Section = TypeVar("_Section")
_DAY = 86_400
_LEAST_AND_MOST = {
    "clean_seconds": (0, _DAY),
    "clean_megabytes": (1, 1_048_576),
    "article_from": (0, 1),
    "total_seconds": (0, _DAY),
    "connect_seconds": (0, _DAY),
    "max_bytes": (1, 1 << 40),
    "max_redirects": (0, 1000),
    "retries": (0, 100),
    "backoff_seconds": (0, _DAY),
    "max_retry_after_seconds": (0, _DAY),
}
"""What each number may be. One with a fraction must be above the least."""


def check(section: Config | FetchConfig | HostConfig) -> None:
    """What is built in Python has the types and limits of what is read from a file."""
    for option in dataclasses.fields(section):
        if option.name in ("fetch", "host"):
            continue
        value, subject = getattr(section, option.name), f"{type(section).__name__}.{option.name}"
        if isinstance(option.default, tuple) and isinstance(value, str):
            raise ConfigError(subject, "must be a tuple of strings, not one string", f"Pass ({value!r},)")
        if words := wanted(option.name, option.default, value):
            raise ConfigError(subject, f"must be {words}", f"Found: {value!r}")
        object.__setattr__(section, option.name, as_type(option.default, value))


def wanted(key: str, default: Any, value: Any) -> str:
    """What the option ``key`` must be, in words; empty when ``value`` is that."""
    if isinstance(default, tuple):
        right = isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)
        return "" if right else "a list of strings"
    if isinstance(default, bool | str):
        return "" if type(value) is type(default) else "true or false" if isinstance(default, bool) else "a string"
    least, most = _LEAST_AND_MOST[key]
    if isinstance(default, int):
        right = isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
        return "" if right else f"a whole number from {least:,} to {most:,}"
    right = isinstance(value, int | float) and not isinstance(value, bool) and least < value <= most
    return "" if right else f"a number above {least:,}, {most:,} at most"


def as_type(default: Any, value: Any) -> Any:
    """A right value as the type of ``default``."""
    return type(default)(value) if isinstance(default, tuple | float) else value


def check_type(name: str, value: object, *kinds: type) -> None:
    """Raises TypeError for an argument of another type: a slip in the program that calls, not a fault of a page."""
    if not isinstance(value, kinds):
        words = " or ".join("None" if kind is NoneType else kind.__name__ for kind in kinds)
        raise TypeError(f"{name} must be {words}, not {type(value).__name__}")


def by_host(subject: str, sections: Mapping[str, _Section]) -> dict[str, _Section]:
    """The sections by their ``host_name``; the empty name is that of pages without an address. Raises ConfigError."""
    found: dict[str, _Section] = {}
    for written, section in sections.items():
        host = written and host_name(subject, written)
        if host in found:
            raise ConfigError(subject, f"has two sections for the host '{written}'", "Write them as one")
        found[host] = section
    return found


def host_name(subject: str, written: str) -> str:
    """What pages are looked up by (``ascii_host``). Raises ConfigError for what is no host's name."""
    if host := ascii_host(written):
        return host
    advice = f"Write '{_bare(written)}': it stands for that host and its subdomains, whatever the scheme and the port"
    raise ConfigError(subject, f"the host '{written}' is no bare host name", advice)


def _bare(written: str) -> str:
    """The host that is meant by an address or a pattern."""
    host = re.split(r"[/?#]", written.rpartition("://")[2])[0].rpartition("@")[2].lstrip("*.").partition(":")[0]
    return host if ascii_host(host) else "example.org"
