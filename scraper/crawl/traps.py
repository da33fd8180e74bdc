"""Addresses that a site makes without end: calendars, filters that combine, paths that repeat.

Only the address is looked at; ``families`` counts them over time.
"""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

MAX_SEGMENTS = 16
MAX_PARAMETERS = 8
MAX_VALUE = 300
_DATE_IN_PATH = re.compile(r"/((?:19|20|21)\d\d)(?:[/-](0?[1-9]|1[0-2]))?(?=[/-]|$)")
_CALENDAR = re.compile(r"(?:^|[/_-])(?:calendar|kalender|calendrier|calendario|events?-list|ical)(?:[/_.-]|$)", re.I)
_CALENDAR_KEYS = frozenset("month year day week date mo yr eventdate eventdisplay tribe-bar-date ical cal".split())


def trap_of(url: str, year: int | None = None) -> str | None:
    """Why a normalised address is left alone, None when nothing speaks against it.

    ``year``: the present one; with it paths dated after the next year are refused (calendars go on for ever).
    """
    parts = urlsplit(url)
    segments = [segment for segment in parts.path.split("/") if segment]
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    if len(segments) > MAX_SEGMENTS:
        return f"has more than {MAX_SEGMENTS} parts in its path"
    if _repeats(segments):
        return "repeats parts of its path"
    if len(pairs) > MAX_PARAMETERS or len({name for name, _ in pairs}) < len(pairs) - 2:
        return f"has more than {MAX_PARAMETERS} parameters, or one again and again"
    if any(len(value) > MAX_VALUE for _, value in pairs):
        return "has a parameter of unusual length"
    return _calendar(parts.path, pairs, year)


def family_of(url: str) -> str:
    """The same string for all addresses that differ in the values of their parameters only: ``host/path?names``."""
    parts = urlsplit(url)
    names = sorted({name for name, _ in parse_qsl(parts.query, keep_blank_values=True)})
    return f"{parts.netloc}{parts.path}?{'&'.join(names)}"


def _repeats(segments: list[str]) -> bool:
    """A part three times in a row, or a run of parts twice in a row at the end of a longer one: ``/a/b/a/b/a/b``."""
    for size in range(1, len(segments) // 3 + 1):
        for start in range(len(segments) - 3 * size + 1):
            run = segments[start : start + size]
            if run == segments[start + size : start + 2 * size] == segments[start + 2 * size : start + 3 * size]:
                return True
    return any(segments.count(segment) > 3 for segment in set(segments) if not segment.isdigit())


def _calendar(path: str, pairs: list[tuple[str, str]], year: int | None) -> str | None:
    names = {name.lower() for name, _ in pairs}
    dated = bool(names & _CALENDAR_KEYS) and (bool(_CALENDAR.search(path)) or len(names & _CALENDAR_KEYS) > 1)
    if dated or (_CALENDAR.search(path) and _DATE_IN_PATH.search(path)):
        return "is a page of a calendar"
    match = _DATE_IN_PATH.search(path)
    if match and match[2] and year is not None and int(match[1]) > year + 1:
        return "is dated in the future"
    return None
