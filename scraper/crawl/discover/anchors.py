"""The links of a page, one for each address, with what their places and words tell. Works in every language: nothing
but the amount of text, the markup and the shape of the address is looked at."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from lxml import etree

from ...model import Document
from ..address import key_of, normalise

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_EDGES = {"nav": "nav", "menu": "nav", "footer": "footer", "header": "header", "aside": "aside"}
_ROLES = {"navigation": "nav", "menu": "nav", "menubar": "nav", "contentinfo": "footer", "banner": "header",
          "complementary": "aside"}  # fmt: skip
_EDGE_WORDS = re.compile(
    r"(?:^|[\s_-])(?:(?P<nav>nav(?:bar|igation)?|(?:sub|main|mega)?menus?|breadcrumbs?|pagination|pager|tags?|toolbar"
    r"|social|share|sharing|lang(?:uages?)?|topbar)|(?P<footer>footer|copyright|legal|cookies?|consent)"
    r"|(?P<header>header|masthead)|(?P<aside>aside|sidebar|widgets?|promo|advert\w*|sponsor\w*))(?=$|[\s_-])",
    re.IGNORECASE,
)
_NOT_FOLLOWED = frozenset(("sponsored", "ugc"))
_ABOVE = 4  # how many elements above a link tell its template
_NEAR = 30  # elements in which the time of an entry stands
_MAX_TEXT = 400
_MAX_LINKS = 20_000


@dataclass(frozen=True, slots=True)
class Anchor:
    """One address that a page links to. ``text``: the longest text of its links; ``place``: ``nav``, ``footer``,
    ``header``, ``aside`` or empty; ``template``: the tags and classes above it, the same for the entries of a list;
    ``count``: how many links lead there; ``listed``: named in an ItemList of JSON-LD."""

    url: str
    text: str = ""
    place: str = ""
    template: str = ""
    rel: frozenset[str] = frozenset()
    heading: bool = False
    article: bool = False
    picture: bool = False
    dated: bool = False
    count: int = 1
    listed: bool = False


def anchors(document: Document) -> tuple[Anchor, ...]:
    """Every http(s) address that the page links to, in page order."""
    found: dict[str, Anchor] = {}
    root = document.root
    links = () if root is None else (element for element in root.iter("a", "area") if element.get("href"))
    for number, element in enumerate(links):
        if number >= _MAX_LINKS:
            break
        anchor = _anchor(element, document.base_url)
        if anchor is None or anchor.rel & _NOT_FOLLOWED:
            continue
        key = key_of(anchor.url)
        found[key] = _merged(found[key], anchor) if key in found else anchor
    for url in _listed(document):
        key = key_of(url)
        found[key] = replace(found.get(key, Anchor(url)), listed=True)
    return tuple(found.values())


def _anchor(element: etree._Element, base: str) -> Anchor | None:
    href = (element.get("href") or "").strip()
    url = None if href.startswith("#") else normalise(href, base or None)
    if url is None:
        return None
    above = [element, *_ancestors(element)]
    tags = {str(node.tag) for node in above[: _ABOVE + 1]}
    inside = {str(node.tag) for node in element.iter() if isinstance(node.tag, str)}
    return Anchor(
        url=url,
        text=_text(element),
        place=_place(above),
        template=">".join(f"{node.tag}.{node.get('class') or ''}" for node in above[: _ABOVE + 1]),
        rel=frozenset((element.get("rel") or "").lower().split()),
        heading=bool(_HEADINGS & (inside | tags)),
        article=any(node.tag == "article" for node in above),
        picture=bool(inside & {"img", "picture", "svg"}),
        dated="time" in inside or any(_opens_dated(node) for node in above[1:3]),
    )


def _opens_dated(element: etree._Element) -> bool:
    """Whether a time stands near the start of an element; a long list is not searched again for each of its links."""
    return any(node.tag == "time" for node in islice(element.iter(), _NEAR))


def _ancestors(element: etree._Element) -> Iterator[etree._Element]:
    return (node for node in element.iterancestors() if node.tag not in ("body", "html"))


def _text(element: etree._Element) -> str:
    """The words of a link, of its picture or label when it has none."""
    words = " ".join("".join(str(part) for part in element.itertext()).split())
    if not words:
        picture = next(element.iter("img"), None)
        label = picture.get("alt") if picture is not None else None
        words = " ".join((label or element.get("aria-label") or element.get("title") or "").split())
    return words[:_MAX_TEXT]


def _place(above: list[etree._Element]) -> str:
    """The innermost element that stands at an edge of the page; the header of an entry is no edge."""
    for node in above:
        if node.tag == "article":
            return ""
        named = _ROLES.get((node.get("role") or "").lower()) or _EDGES.get(str(node.tag))
        match = None if named else _EDGE_WORDS.search(f"{node.get('class') or ''} {node.get('id') or ''}")
        if named or (match and match.lastgroup):
            return named or str(match.lastgroup if match else "")
    return ""


def _merged(one: Anchor, other: Anchor) -> Anchor:
    """Two links to one address: the better text with its place, and all signs of both."""
    best = max(one, other, key=lambda anchor: (not anchor.place, len(anchor.text)))
    return replace(
        best,
        text=max(one.text, other.text, key=len),
        rel=one.rel | other.rel,
        heading=one.heading or other.heading,
        article=one.article or other.article,
        picture=one.picture or other.picture,
        dated=one.dated or other.dated,
        count=one.count + other.count,
    )


def _listed(document: Document) -> Iterator[str]:
    """The addresses of ItemList entries (schema.org), which some pages give for what scripts will show."""
    for item in document.jsonld:
        entries = item.get("itemListElement")
        if str(item.get("@type")) != "ItemList" or not isinstance(entries, list):
            continue
        for entry in entries:
            inner = entry.get("item", entry) if isinstance(entry, dict) else entry
            written = inner.get("url") or inner.get("@id") if isinstance(inner, dict) else inner
            if isinstance(written, str) and (url := normalise(written, document.base_url or None)):
                yield url
