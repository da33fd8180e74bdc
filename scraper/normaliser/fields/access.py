"""Whether the article can be read without paying, when the page says so."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from ...article import Access
from ...model import Candidate
from ..wordlist import table, words
from .clues import Clues
from .jsonld import first, strings

_FREE = frozenset(("true", "free", "yes", "1", "open", "unlocked", "public"))
_PAID = frozenset(
    ("false", "locked", "no", "0", "metered", "paid", "premium", "subscription", "subscribers", "subscriber")
)
_REVERSED = ("paywall", "subscription", "premium", "restrictions", "paid")  # where "true" means that it costs
_BOOLEAN = frozenset(("true", "yes", "1", "false", "no", "0"))
# Sites spell it as they like: "ispremium", "article:premium", "recs-ispaidcontent". Not "userispremium".
_SPELT_ENDS = ("premium", "paid", "paidcontent", "paidarticle", "paywall", "paywalled")
_SPELT = re.compile(rf"(?:^|[:._-])(?:is[-_]?)?(?:{'|'.join(_SPELT_ENDS)})$")
_WALL_CHARS = 500
_WALL_BLOCKS = 4  # below the body


def read_access(clues: Clues) -> tuple[Access, tuple[Candidate, ...]]:
    """The first statement that can be read either way; ``free`` None without one."""
    candidates = tuple(_statements(clues))
    if not candidates:
        return Access(), ()
    best = candidates[0]
    return Access(bool(best.value), best.raw), candidates


def _statements(clues: Clues) -> Iterator[Candidate]:
    """Surest first: schema.org, meta elements, parts said to cost, a wall below the body."""
    parts: list[Candidate] = []
    for item in clues.articles:
        for key in ("isAccessibleForFree", "isAccessibleforFree"):
            free = _truth(item.get(key))
            if free is not None:
                yield Candidate("access", free, f"{key}: {item[key]}", "jsonld")
        parts += _paid_parts(item)
    spelt = [name for name in clues.meta if name.endswith(_SPELT_ENDS) and _SPELT.search(name)]
    for name, content in clues.metas([*table("sources")["access"], *spelt]):
        free = _truth(content)
        if free is not None:
            reverse = any(word in name for word in _REVERSED) and content.strip().lower() in _BOOLEAN
            source = "microdata" if name == "isaccessibleforfree" else "meta"
            yield Candidate("access", free != reverse, f"{name}: {content}", source)
    yield from parts[:1]
    yield from _wall(clues)


def _paid_parts(item: Mapping[str, Any]) -> Iterator[Candidate]:
    """``hasPart`` with a ``cssSelector``: the way to mark the paid section of a page for search engines."""
    value = item.get("hasPart")
    for part in value if isinstance(value, list) else (value,):
        if isinstance(part, Mapping) and part.get("cssSelector") and _truth(part.get("isAccessibleForFree")) is False:
            yield Candidate("access", False, f"hasPart {first(part['cssSelector'])}: not free", "jsonld")


def _wall(clues: Clues) -> Iterator[Candidate]:
    """A block right below the body that asks for a subscription to read on."""
    if clues.first > clues.last:
        return
    for number in range(clues.last + 1, min(clues.last + 1 + _WALL_BLOCKS, len(clues.document.blocks))):
        block = clues.block(number)
        if block.hidden or len(block.text) > _WALL_CHARS:
            continue
        text = block.text.casefold()
        if any(phrase in text for phrase in _walls()):
            yield Candidate("access", False, block.text, "visible", number, 0, len(block.text))
            return


@cache
def _walls() -> tuple[str, ...]:
    return tuple(words("walls", "phrase"))


def _truth(value: Any) -> bool | None:
    if isinstance(value, bool):
        return value
    text = next(strings(value), "").strip().lower().rsplit("/", 1)[-1]
    return True if text in _FREE else False if text in _PAID else None
