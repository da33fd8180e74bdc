"""Dates as people print them, in many languages -> ISO 8601, with the characters they stand on.

Understood: day, month name and year in any usual order, numeric dates, year-month-day with CJK or Korean signs, and a
time with zone beside them. Month names are data (``words/months.toml``).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import islice
from typing import NamedTuple

from ..wordlist import table
from .moments import iso

_TWO_NUMBERS = re.compile(r"\d\D+\d")  # in every date
_SIGN = re.compile("[-/.年년]")  # in every date without the name of a month
_WORD = r"[^\W\d_][^\s\d.,;:/()|·•–—-]*"
_YEAR = r"(?:19|20)\d\d|٢٠\d\d|२०\d\d"
_DAY = r"\d{1,2}"
_ORDINAL = r"(?:st|nd|rd|th|er|re|e|º|ª|°|\.)?"
_OF = r"(?:\s*(?:of|de|del|di|d'|’de|do|da|,|\.|-|/)\s*|\s+)"
_HAS_YEAR = re.compile(_YEAR)
_YEAR_FIRST = (
    # 2024年5月3日, 2024. 5. 3., 2024년 5월 3일, 2024-05-03, 2024/05/03
    re.compile(rf"(?<!\d)(?P<y>{_YEAR})\s?[-/.年년]\s?(?P<m>\d{{1,2}})\s?[-/.月월]\s?(?P<d>{_DAY})(?!\d)\s?[日일]?\.?"),
)
_WITH_MONTH = (
    # 3 May 2024, 3. Mai 2024, 3 de mayo de 2024, 1er mai 2024, 03-May-2024
    re.compile(rf"(?<!\d)(?P<d>{_DAY}){_ORDINAL}{_OF}(?P<w>{_WORD}(?:\s{_WORD})?)\.?{_OF}(?P<y>{_YEAR})(?!\d)", re.I),
    # May 3, 2024
    re.compile(
        rf"(?<![^\W\d_])(?P<w>{_WORD}+)\.?\s*(?P<d>{_DAY})(?:st|nd|rd|th)?(?:\s*,\s*|\s+)(?P<y>{_YEAR})(?!\d)", re.I
    ),
    # 2024 May 3
    re.compile(rf"(?<!\d)(?P<y>{_YEAR})[\s,-]+(?P<w>{_WORD})\.?[\s-]+(?P<d>{_DAY})(?!\d)", re.I),
)
_NUMERIC = (
    # 3.5.2024, 03/05/2024, 03-05-24
    re.compile(rf"(?<![\d.,])(?P<a>{_DAY})\s?(?P<s>[./-])\s?(?P<b>{_DAY})\s?(?P=s)\s?(?P<y>{_YEAR}|\d\d)(?![\d.,]?\d)"),
)
_TIME = re.compile(
    r"(?P<h>[01]?\d|2[0-4])\s?(?P<s>[:.hH時시点]|\s?Uhr)\s?(?P<min>[0-5]\d)?(?::(?P<sec>[0-5]\d))?(?:[분分])?"
    r"\s?(?P<ap>[ap]\.?\s?m\b\.?)?\s*(?:Uhr|h\b|hs\b|hrs\b)?\s*(?P<zone>\(?(?:GMT|UTC)\s?[+-]\s?\d{1,2}(?::?\d\d)?\)?|\(?[A-Z]{1,4}\b\)?)?",
    re.I,
)
_AFTERNOON = ("오후", "下午", "午後", "晚上", "مساء")  # stands before the time
_MOST = 60  # dates of one pattern in a text
_NEAR = 30  # characters between a date and its time


class Found(NamedTuple):
    """A date in a text: ISO value and the half-open range of characters, its time included."""

    value: str
    start: int
    end: int


@cache
def _months() -> dict[str, int]:
    return {name.casefold(): int(number) for number, names in table("months").items() for name in names}


def find_dates(text: str, day_first: bool = True) -> tuple[Found, ...]:
    """Every date of a short text, in order. ``day_first`` decides 03/05/2024 where both readings are possible."""
    if not _TWO_NUMBERS.search(text):
        return ()
    return _found(text, day_first or not ("/" in text or "-" in text))  # a full stop leaves no choice


@lru_cache(maxsize=1024)
def _found(text: str, day_first: bool) -> tuple[Found, ...]:
    """Pure; the cache is there because bylines, dates and moves ask about the same lines."""
    found: list[Found] = []
    has_year, has_sign = _HAS_YEAR.search(text), _SIGN.search(text)
    patterns = (*_YEAR_FIRST, *_WITH_MONTH) if has_year and has_sign else _WITH_MONTH if has_year else ()
    for pattern in (*patterns, *_NUMERIC) if has_sign else patterns:
        for match in islice(pattern.finditer(text), _MOST):
            if any(match.start() < other.end and other.start < match.end() for other in found):
                continue
            if parts := _parts(match, day_first):
                found.append(_with_time(text, match.start(), match.end(), parts))
    return tuple(sorted(found, key=lambda item: item.start))


def _parts(match: re.Match[str], day_first: bool) -> tuple[int, int, int] | None:
    """(year, month, day) when they make a date."""
    groups = match.groupdict()
    year = int(groups["y"])
    if len(groups["y"]) == 2 and not len(groups["a"]) == len(groups["b"]) == 2:
        return None  # 1.2.24 is more often a version than a day
    if "w" in groups:
        month = _month(groups["w"])
        day = int(groups["d"])
    elif "a" in groups:
        year += 2000 if year < 70 else 1900 if year < 100 else 0
        first, second = int(groups["a"]), int(groups["b"])
        day_first = day_first or groups["s"] == "."
        day, month = (first, second) if (day_first or first > 12) and second <= 12 else (second, first)
    else:
        month, day = int(groups["m"]), int(groups["d"])
    return (year, month, day) if month and iso(year, month, day) else None


def _month(word: str) -> int:
    names = _months()
    folded = word.casefold().strip(".,’'")
    if folded in names:
        return names[folded]
    for part in folded.split():  # "mai à", "de mayo"
        if part in names:
            return names[part]
    return 0


def _with_time(text: str, start: int, end: int, parts: tuple[int, int, int]) -> Found:
    """The date with the time printed just after it, or just before it."""
    match = _TIME.search(text[end : end + _NEAR + 20])
    if match and match.start() <= _NEAR and _is_time(match):
        between = text[end : end + match.start()]
        value = None if _has_word_gap(between) else _moment(parts, match, between)
        if value:
            return Found(value, start, end + match.end())
    low = max(0, start - _NEAR)
    before = [match for match in _TIME.finditer(text[low:start]) if _is_time(match)]
    if before and not _has_word_gap(text[low + before[-1].end() : start]):
        value = _moment(parts, before[-1], "")
        if value:
            return Found(value, low + before[-1].start(), end)
    return Found(iso(*parts) or "", start, end)


def _is_time(match: re.Match[str]) -> bool:
    return bool(match["min"] or match["ap"] or match["s"].strip().lower() in ("h", "uhr", "時", "시"))


def _has_word_gap(between: str) -> bool:
    """More than a joining word or two between date and time: they are not one moment."""
    return len(between.split()) > 3 or any(char.isdigit() for char in between)


def _moment(parts: tuple[int, int, int], match: re.Match[str], between: str) -> str | None:
    hour, minute = int(match["h"]), int(match["min"] or 0)
    half = (match["ap"] or "").lower()[:1]
    if not half and any(word in between for word in _AFTERNOON):
        half = "p"
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    clock = (hour % 24, minute, int(match["sec"] or 0))
    return iso(*parts, clock, _zone(match["zone"] or ""))


def _zone(text: str) -> int | None:
    name = text.strip("() ").lower().replace(" ", "")
    if match := re.fullmatch(r"(?:gmt|utc)([+-])(\d{1,2}):?(\d\d)?", name):
        minutes = int(match[2]) * 60 + int(match[3] or 0)
        return -minutes if match[1] == "-" else minutes
    known = table("zones").get(name)
    return int(known) if known is not None else None
