"""End tags that browsers make up and libxml2 does not: of a ``<div>`` or ``<style>`` left open in an element that ends.

libxml2 ignores ``</aside>`` while a ``<div>`` in it is open: all that follows would be a part of the aside, of a
caption, or of a template, which nobody sees. Browsers close both (HTML standard, 13.2.6.4.7). They end what stands in
``<noscript>`` and ``<svg>`` with these, whatever is open inside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from lxml import etree

_CLOSING = "article aside details figcaption figure footer header main nav noscript object section summary svg template"
_PARTS = frozenset((b"td", b"th", b"tr", b"tbody", b"thead", b"tfoot", b"caption"))
_TOKEN = re.compile(
    rb"<!--|<(?P<raw>script|textarea|title|xmp|style)\b|<(?P<end>/?)(?P<name>div|table|"
    + "|".join((*_CLOSING.split(), *(part.decode() for part in sorted(_PARTS)))).encode()
    + rb")(?=[\s/>])",
    re.I,
)
_AFTER_RAW = {
    name: re.compile(rb"</" + name + rb"(?=[\s/>])", re.I)
    for name in (b"script", b"textarea", b"title", b"xmp", b"style")
}
_AFTER_OPEN_STYLE = re.compile(rb"</(?:noscript|svg)(?=[\s/>])", re.I)
_MISMATCH = re.compile(f"Opening and ending tag mismatch: (?:{'|'.join(_CLOSING.split())}) and div")
_SWALLOWED = etree.XPath(
    "boolean(//style[contains(., '</noscript') or contains(., '</svg')][contains(., '</p>') or contains(., '</div')])"
)
_STYLE = re.compile(rb"<(/?)style\b", re.I)
_DIVS, _END_DIVS = re.compile(rb"<div", re.I), re.compile(rb"</div", re.I)
_MOST = 200_000  # tags: what has more is no page that somebody wrote


def is_misread(root: etree._Element, errors: Iterable[str]) -> bool:
    """Whether libxml2 has come across one: its ``errors`` tell, but for a style that has swallowed the end tag."""
    return any(map(_MISMATCH.match, errors)) or bool(_SWALLOWED(root))


def closed(page: bytes) -> bytes:
    """The page with the missing end tags."""
    pieces, missing, start = [], _missing(page), 0
    divs = sum(tags.count(b"div") for _, tags in missing)
    if divs > len(_DIVS.findall(page)) - len(_END_DIVS.findall(page)):  # more than were left open: it was misread
        return page
    for place, tags in missing:
        pieces += [page[start:place], tags]
        start = place
    return b"".join([*pieces, page[start:]])


def _missing(page: bytes) -> list[tuple[int, bytes]]:
    """Where end tags are missing, and which."""
    found: list[tuple[int, bytes]] = []
    stack: list[bytes] = []
    place = 0
    for _ in range(_MOST):
        token = _TOKEN.search(page, place)
        if token is None:
            break
        place = token.end()
        if token[0] == b"<!--":
            end = page.find(b"-->", place)
            place = len(page) if end < 0 else end + 3
        elif raw := token["raw"]:
            is_style = raw.lower() == b"style"
            next_style = _STYLE.search(page, place) if is_style else None
            is_open = is_style and (next_style is None or not next_style[1])  # within data in CSS stands "</svg" too
            after = (_AFTER_OPEN_STYLE if is_open else _AFTER_RAW[raw.lower()]).search(page, place)
            place = after.start() if after else len(page)
            if after and is_open:
                found.append((place, b"</style>"))
        else:
            _step(stack, token["name"].lower(), bool(token["end"]), token.start(), found)
    return found


def _step(stack: list[bytes], name: bytes, ends: bool, place: int, found: list[tuple[int, bytes]]) -> None:
    """One tag: ``stack`` are the elements that are open."""
    if name in _PARTS:  # a cell ends what is open in it; libxml2 knows that
        table = next((number for number in reversed(range(len(stack))) if stack[number] == b"table"), -1)
        del stack[table + 1 :]
    elif not ends:
        stack.append(name)
    elif name in stack:
        last = len(stack) - 1 - stack[::-1].index(name)
        inside = sum(other == b"div" for other in islice(stack, last + 1, None))
        if inside and name not in (b"div", b"table"):
            found.append((place, b"</div>" * inside))
        del stack[last:]
