"""Whether the article can be read without paying, when the page says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...article import Access
from ...model import Candidate
from ..wordlist import table
from .clues import Clues
from .jsonld import strings

_FREE = frozenset(("true", "free", "yes", "1", "open", "unlocked", "public"))
_PAID = frozenset(
    ("false", "locked", "no", "0", "metered", "paid", "premium", "subscription", "subscribers", "subscriber")
)
_REVERSED = ("paywall", "subscription", "premium", "restrictions")  # where "true" means that it costs


def read_access(clues: Clues) -> tuple[Access, tuple[Candidate, ...]]:
    """The first statement that can be read either way; ``free`` None without one."""
    candidates = tuple(_statements(clues))
    if not candidates:
        return Access(), ()
    best = candidates[0]
    return Access(bool(best.value), best.raw), candidates


def _statements(clues: Clues) -> Iterator[Candidate]:
    for item in clues.articles:
        free = _truth(item.get("isAccessibleForFree"))
        if free is not None:
            yield Candidate("access", free, f"isAccessibleForFree: {item['isAccessibleForFree']}", "jsonld")
    for name, content in clues.metas(table("sources")["access"]):
        free = _truth(content)
        if free is not None:
            reverse = any(word in name for word in _REVERSED) and content.strip().lower() in (
                "true",
                "yes",
                "1",
                "false",
                "no",
                "0",
            )
            source = "microdata" if name == "isaccessibleforfree" else "meta"
            yield Candidate("access", free != reverse, f"{name}: {content}", source)


def _truth(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    text = next(strings(value), "").strip().lower().rsplit("/", 1)[-1]
    return True if text in _FREE else False if text in _PAID else None
