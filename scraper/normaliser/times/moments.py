"""Dates as machines write them -> ISO 8601, as precise as given: ISO 8601, RFC 2822, Unix time, dates in addresses."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import lru_cache

_ISO = re.compile(
    r"(\d{4})-?(\d{2})-?(\d{2})"
    r"(?:[T\s]+(\d{1,2}):?(\d{2})(?::?(\d{2})(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?"
)
_UNIX = re.compile(r"1\d{9}(?:\d{3})?")
_IN_ADDRESS = (
    re.compile(r"/(19[89]\d|20\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/_.-]|$)"),
    re.compile(r"[/_-](19[89]\d|20\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(r"[/_.-](19[89]\d|20\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)"),
    re.compile(r"/(20\d\d)/(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])/"),
)
_OLDEST = 1900
NO_END = "2038-01-18"  # the last whole day of clocks with 32 bits: what is later stands for "never" or "unknown"
_ZEROS = frozenset(("1900-01-01", "1969-12-31", "1970-01-01"))  # what programs count days from; two of them by zone
_DAY_FIRST = re.compile(r"[/~_-](0[1-9]|[12]\d|3[01])-(0[1-9]|1[0-2])-(20\d\d)(?!\d)")
_NAMED = re.compile(
    r"/(19[89]\d|20\d\d)/(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}/(\d{1,2})(?=[/_.-]|$)", re.I
)
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def iso(
    year: int, month: int, day: int, clock: tuple[int, int, int] | None = None, zone: int | None = None
) -> str | None:
    """The ISO 8601 form, None when there is no such moment. ``zone`` is minutes east of UTC."""
    try:
        moment = datetime(year, month, day, *(clock or ()))
        if clock is None:
            return moment.date().isoformat() if year >= _OLDEST else None
        if zone is not None:
            moment = moment.replace(tzinfo=timezone(timedelta(minutes=zone)) if zone else UTC)
    except ValueError:
        return None
    return moment.isoformat() if year >= _OLDEST else None


@lru_cache(maxsize=256)
def read_moment(text: str) -> str | None:
    """A date or moment of markup as ISO 8601 with time and zone as given; None when it is none.

    Pure; cached because a page states its dates several times.
    """
    text = text.strip().strip("\"'")
    if _UNIX.fullmatch(text):
        return datetime.fromtimestamp(int(text[:10]), UTC).isoformat()
    if match := _ISO.match(text):
        return _from_iso(match)
    if len(text) > 40 or not any(char.isalpha() for char in text):
        return None
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, IndexError, TypeError):  # not RFC 2822
        return None
    return moment.isoformat() if moment.year >= _OLDEST else None


def _from_iso(match: re.Match[str]) -> str | None:
    year, month, day, hour, minute, second, zone = match.groups()
    clock = (int(hour), int(minute), int(second or 0)) if hour else None
    return iso(int(year), int(month), int(day), clock, _offset(zone) if zone else None)


def _offset(zone: str) -> int:
    """Minutes east of UTC of ``Z``, ``+02:00``, ``+0200`` or ``+02``."""
    if zone[0] not in "+-":
        return 0
    digits = zone[1:].replace(":", "")
    minutes = int(digits[:2]) * 60 + int(digits[2:] or 0)
    return -minutes if zone[0] == "-" else minutes


def from_address(url: str) -> tuple[str, str] | None:
    """(ISO date, the part of the address) when the path of an address holds a whole date."""
    path = url.split("?", 1)[0].split("#", 1)[0]
    for pattern in _IN_ADDRESS:
        if (match := pattern.search(path)) and (value := iso(int(match[1]), int(match[2]), int(match[3]))):
            return value, match[0]
    if match := _NAMED.search(path):
        value = iso(int(match[1]), _MONTHS.index(match[2].lower()) + 1, int(match[3]))
        return (value, match[0]) if value else None
    if (match := _DAY_FIRST.search(path)) and (value := iso(int(match[3]), int(match[2]), int(match[1]))):
        return value, match[0]
    return None


def is_plausible(moment: str, latest: str) -> bool:
    """Whether an ISO date can be true: neither a program's zero nor after the day ``latest``."""
    return moment[:10] <= latest and moment[:10] not in _ZEROS


def local_form(moment: str, others: list[str]) -> str:
    """The same instant as a moment in UTC, in the zone of the place, when another source gives it.

    That source may have no zone: then whole quarters of an hour between the two clocks, minutes and seconds alike
    otherwise, are the zone.
    """
    if not moment.endswith("+00:00"):
        return moment
    instant = datetime.fromisoformat(moment)
    for other in others:
        if len(other) < 19 or other.endswith("+00:00"):
            continue
        local = datetime.fromisoformat(other)
        if local.tzinfo is None:
            exact = local.second == instant.second != 0
            shift = local.replace(tzinfo=UTC) - instant.replace(second=instant.second if local.second else 0)
            telling = exact or (not local.second and local.minute % 15)
            if not shift or not telling or abs(shift) > timedelta(hours=14) or shift % timedelta(minutes=15):
                continue
            return local.replace(tzinfo=timezone(shift)).isoformat()
        if local == instant:
            return other
    return moment
