"""Dates of feeds and sitemaps: RFC 822 and W3C formats, and what people write instead -> ISO 8601."""

from __future__ import annotations

import re
from datetime import datetime
from email.utils import parsedate_to_datetime
from functools import lru_cache

from dateutil import parser

from .link import moment

_ISO_START = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?=$|[T ])")
_LONGEST = 64


def iso_date(written: str) -> str | None:
    """``written`` in ISO 8601, to the day, the second or the zone as far as it says; None when it is no date."""
    text = " ".join(written.split())
    if not text or len(text) > _LONGEST:
        return None
    try:
        if re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            return datetime.fromisoformat(text).date().isoformat()
        return (_iso(text) or _rfc822(text) or parser.parse(text)).isoformat(timespec="seconds")
    except (ValueError, OverflowError, TypeError, ArithmeticError):  # dateutil raises all of them for nonsense
        return None


def _iso(text: str) -> datetime | None:
    if not _ISO_START.match(text):
        return None
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _rfc822(text: str) -> datetime | None:
    try:
        return parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None


@lru_cache(maxsize=1024)
def latest(dates: tuple[str, ...]) -> str | None:
    """The latest of dates as written: a page that was changed lately is wanted however old it is."""
    known = [(when, date) for date in map(iso_date, dates) if date and (when := moment(date)) is not None]
    return max(known)[1] if known else None
