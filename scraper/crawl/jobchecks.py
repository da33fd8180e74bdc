"""What each key of a job file may be: its type, its range, and an example to write instead."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from .job import matcher


@dataclass(frozen=True, slots=True)
class Check:
    """``kind``: ``text``, ``list``, ``whole``, ``number`` or ``switch``. ``least`` and ``most`` bound numbers,
    ``form`` is what a text must match in full."""

    kind: str
    advice: str
    least: float = 0
    most: float = 1e9
    form: str = ""

    def mistake(self, value: Any) -> str | None:
        """What ``value`` should be, None when it is right."""
        wanted = {
            "text": "different" if isinstance(value, str) else "a text in quotes",
            "list": "a list of texts",
            "whole": f"a whole number from {self.least:g} to {self.most:g}",
            "number": f"a number from {self.least:g} to {self.most:g}",
            "switch": "true or false",
        }[self.kind]
        return None if self._fits(value) else wanted

    def _fits(self, value: Any) -> bool:
        if self.kind == "text":
            return isinstance(value, str) and (not self.form or re.fullmatch(self.form, value) is not None)
        if self.kind == "list":
            return isinstance(value, str) or (isinstance(value, list) and all(isinstance(v, str) for v in value))
        if self.kind == "switch":
            return isinstance(value, bool)
        numeric = isinstance(value, int) or (self.kind == "number" and isinstance(value, float))
        return numeric and not isinstance(value, bool) and self.least <= value <= self.most

    def value(self, given: Any) -> Any:
        """A right value as the Job holds it."""
        if self.kind == "list":
            return (given,) if isinstance(given, str) else tuple(given)
        return float(given) if self.kind == "number" else given


_SWITCH = "Write true or false, without quotes"
_PATTERNS = 'Write a list of patterns: ["/news/", "*.html$"]'

TOP: Mapping[str, Check] = {
    "name": Check(
        "text", 'Letters, digits, "-", "_" and "." only, 64 at most', form=r"[A-Za-z0-9_][A-Za-z0-9._-]{0,63}"
    ),
    "language": Check("text", 'Write a code of ISO 639 in small letters: "en", "de", "zh"', form=r"[a-z]{2,3}"),
    "allow": Check("list", _PATTERNS),
    "deny": Check("list", _PATTERNS),
    "workers": Check("whole", "8 fetching threads are right for most jobs", 1, 64),
    "jobs": Check("whole", "As many cleaning processes as there are cores", 1, 64),
    "warc": Check("switch", _SWITCH),
    "browser": Check("switch", _SWITCH),
}
LIMITS: Mapping[str, Check] = {
    "pages": Check("whole", "0 is without bound"),
    "depth": Check("whole", "1 follows the sources only, 2 also what their pages link to", 0, 20),
    "age_days": Check("number", "0 is without bound"),
    "links_per_page": Check("whole", "2000 is enough for most sitemaps", 1, 1_000_000),
}
POLITENESS: Mapping[str, Check] = {
    "delay_seconds": Check("number", "Seconds between two requests to one host", 0, 86400),
    "per_host": Check("whole", "1 is polite", 1, 32),
    "requests_per_second": Check("number", "To all hosts together; 0 is without bound"),
    "megabytes": Check("number", "What one run may fetch; 0 is without bound"),
    "obey_robots": Check("switch", _SWITCH),
    "max_crawl_delay": Check("number", "Seconds; a longer Crawl-delay is cut to it", 0, 86400),
}
OUTPUT: Mapping[str, Check] = {
    "folder": Check("text", "Name a folder; it is looked for beside the job file", form=r"(?s)[^\0]+"),
    "compress": Check("switch", _SWITCH),
    "rotate_megabytes": Check("whole", "Megabytes at which a new file is begun; 0 never", 0, 1_000_000),
}


def closest(key: str, names: Iterable[str]) -> str:
    """Advice for a name that is not known."""
    known = list(names)
    near = difflib.get_close_matches(key, known, n=1)
    return f"Perhaps '{near[0]}' is meant" if near else f"Known here: {', '.join(known)}"


def patterns_mistake(pattern: str) -> tuple[str, str] | None:
    """(reason, advice) when a pattern of ``allow`` or ``deny`` cannot be meant, else None."""
    if not pattern.strip("*$ "):
        return f"the pattern {pattern!r} matches every address", "Take it out, or write a part of the address"
    try:
        matcher(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        advice = "Correct the regular expression, or drop 're:' and use * for any text"
        return f"the pattern {pattern!r:.80} is no regular expression ({error})", advice
    return None
