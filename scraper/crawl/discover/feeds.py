"""RSS 0.9x, 1.0 (RDF) and 2.0, Atom 0.3 and 1.0 (RFC 4287), JSON Feed 1.x -> entries.

Only the address, the dates and the title of an entry are read, so the parser of pages does it: it is faster than one
for whole feeds, reads broken ones, and expands no entities.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lxml import etree

from ...errors import ReadError
from ...urls import resolved
from .xml import elements, local_name, namespace, readable, text_of

_ENTRIES = frozenset(("item", "entry"))
_DATES = frozenset("pubdate date published updated modified issued created lastbuilddate".split())
# Vocabularies whose ``title``, ``link`` or ``date`` speak of a picture, a recording or a person, not of the entry.
_OTHERS = re.compile(r"search\.yahoo\.com/mrss|itunes|georss|gml|googleplay|podcast|^media$|^image$|^content$")
_JSON = re.compile(r"\s*\{")


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as written: ``url`` may be relative, ``dates`` are in any format, ``title`` is plain text."""

    url: str
    dates: tuple[str, ...] = ()
    title: str | None = None


def read_feed(body: bytes, charset: str | None) -> Iterator[Entry]:
    """The entries of a feed in its order. Raises ReadError for a JSON feed that cannot be read."""
    text = readable(body, charset)
    if _JSON.match(text):
        yield from _of_json(text)
        return
    for element in elements(iter((text.encode("utf-8", "replace"),)), _ENTRIES):
        if entry := _of_element(element):
            yield entry


def _of_element(element: etree._Element) -> Entry | None:
    children = _own(list(element))
    url = _address(element, children) or _address(element, _own(list(element.iterdescendants())))  # tags left open
    titles = (text_of(child) for child in children if local_name(child) == "title")
    dates = tuple(text_of(child) for child in children if local_name(child) in _DATES)
    return Entry(url, dates, next(filter(None, titles), None)) if url else None


def _own(elements_inside: list[etree._Element]) -> list[etree._Element]:
    return [one for one in elements_inside if local_name(one) and not _OTHERS.search(namespace(one).lower())]


def _address(element: etree._Element, children: list[etree._Element]) -> str:
    """The best of what an entry calls its address: the address behind a counting service, its link, its id."""
    found: dict[str, str] = {}
    for child in children:
        name, text = local_name(child), text_of(child)
        if name == "origlink":
            found.setdefault("original", text)
        elif name == "link":
            rel = (child.get("rel") or "alternate").lower()
            written = child.get("href") or text or " ".join((child.tail or "").split())  # <link/> as HTML has it
            if rel == "alternate" and written:
                kind = "page" if "html" in (child.get("type") or "html") else "other"
                found.setdefault(kind, resolved(child.base, written))
        elif name in ("guid", "id") and (child.get("ispermalink") or child.get("isPermaLink") or "").lower() != "false":
            found.setdefault("id", text if text.startswith(("http://", "https://")) else "")
    about = next((value for name, value in element.attrib.items() if str(name).endswith("}about")), "")
    order = ("original", "page", "other", "id")
    return next((found[kind] for kind in order if found.get(kind)), str(about))


def _of_json(text: str) -> Iterator[Entry]:
    try:
        feed = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        reason = f"is no JSON feed that can be read ({type(error).__name__})"
        raise ReadError("feed", reason, "Open the address and see what it answers") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    for item in items if isinstance(items, list) else ():
        if isinstance(item, dict) and (url := _string(item, "url", "external_url", "id")):
            dates = tuple(filter(None, (_string(item, "date_published"), _string(item, "date_modified"))))
            yield Entry(url, dates, _string(item, "title") or None)


def _string(item: dict[str, Any], *keys: str) -> str:
    return next((value.strip() for key in keys if isinstance(value := item.get(key), str) and value.strip()), "")
