"""What a source really is: a feed, a sitemap, a list of addresses or a page, told from its first bytes."""

from __future__ import annotations

import json
import re
from typing import Literal

from ...reading.decode import decode
from .xml import opening

Form = Literal["feed", "json", "sitemap", "list", "page", "nothing"]

_PROLOGUE = re.compile(
    r"(?:\s+|<\?.*?(?:\?>|$)|<!--.*?(?:-->|$)|<!doctype\b(?:[^>\[]|\[.*?(?:\]\s*(?=>)|$))*>)*", re.I | re.S
)
_ROOT = re.compile(r"<([a-z][a-z0-9._:-]*)", re.I)
_FEEDS = frozenset(("rss", "feed", "rdf", "channel"))
_SITEMAPS = frozenset(("urlset", "sitemapindex"))


def form_of(body: bytes, charset: str | None = None) -> Form:
    """The form of ``body``. Nothing is taken from the media type: servers send feeds as text, HTML or anything."""
    text = decode(opening(body), charset)[0].lstrip("\ufeff")
    start = _PROLOGUE.match(text)
    rest = text[start.end() if start else 0 :]
    root = _ROOT.match(rest)
    if root:
        name = root[1].rpartition(":")[2].lower()
        return "feed" if name in _FEEDS else "sitemap" if name in _SITEMAPS else "page"
    if rest.startswith("{"):
        return "json" if "jsonfeed.org" in text or _has_items(body) else "nothing"
    if re.match(r"https?://\S+\s*(?:[\r\n]|$)", rest):
        return "list"
    return "page" if rest.strip() and "<" in rest else "nothing"


def _has_items(body: bytes) -> bool:
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return False
    return isinstance(found, dict) and isinstance(found.get("items"), list)
