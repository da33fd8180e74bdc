"""What a page says about itself outside its text: title, meta, link and JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from lxml import etree

_WRAPPING = re.compile(
    r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[|/\*\s*<!\[CDATA\[\s*\*/)|(?:-->|//\s*\]\]>|\]\]>)\s*;?\s*$"
)
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_DECODER = json.JSONDecoder(strict=False)
_MAX_DEPTH = 40


def meta_pairs(root: etree._Element) -> tuple[tuple[str, str], ...]:
    """(name, content) of every meta element, names in lower case, in page order."""
    pairs = []
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        content = element.get("content")
        if name and content and content.strip():
            pairs.append((name.strip().lower(), content.strip()))
    return tuple(pairs)


def link_pairs(root: etree._Element) -> tuple[tuple[str, str], ...]:
    """(rel, href) of every link element, a pair for each word of rel, in lower case."""
    return tuple(
        (rel, href.strip())
        for element in root.iter("link")
        if (href := element.get("href"))
        for rel in (element.get("rel") or "").lower().split()
    )


def title_of(root: etree._Element) -> str:
    """The text of the first title element outside SVG."""
    for element in root.iter("title"):
        parent = element.getparent()
        if parent is None or parent.tag in ("head", "html", "body"):
            return " ".join("".join(map(str, element.itertext())).split())
    return ""


def parse_jsonld(scripts: Iterable[str]) -> tuple[Mapping[str, Any], ...]:
    """Every object of every JSON-LD script, lists and ``@graph`` unfolded; unreadable scripts give nothing.

    Tolerates what sites really ship: comment and CDATA wrappers, raw control characters, trailing commas.
    """
    return tuple(found for script in scripts for found in _objects(_loads(script), 0))


def _loads(script: str) -> Any:
    text = script.strip()
    if text[:1] not in ("{", "[") or text[-1:] not in ("}", "]"):
        text = _WRAPPING.sub("", text).strip()
    value = _decoded(text)
    return _decoded(_TRAILING_COMMA.sub("", text)) if value is None else value


def _decoded(text: str) -> Any:
    """The value, None when the text is not JSON."""
    try:
        return _DECODER.decode(text)
    except (ValueError, RecursionError):
        return None


def _objects(value: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > _MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from _objects(item, depth + 1)
    elif isinstance(value, dict):
        yield value
        if "@graph" in value:
            yield from _objects(value["@graph"], depth + 1)
