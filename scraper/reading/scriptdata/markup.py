"""Nodes of rich text -> HTML. Lists of nodes, of HTML strings, of plain strings."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from .images import figure
from .kinds import Kind, kind_of, level_of

Node = Mapping[str, Any]

_CHILDREN = (
    "content", "children", "childNodes", "nodes", "blocks", "content_elements", "contentElements", "items", "elements",
    "innerBlocks", "value", "paragraphs", "json", "root", "document",
)  # fmt: skip
_TEXTS = ("text", "value", "content", "html", "data", "innerHTML", "rawHtml", "body", "raw", "textContent")
_TEXT_NAMES = frozenset(_TEXTS)
_PAYLOADS = ("data", "attrs", "attributes", "model", "props", "fields")
_HEADLINES = ("title", "headline", "heading", "name")
_ADDRESSES = ("url", "href", "slug", "permalink", "link", "uri", "canonical_url", "canonicalUrl", "path")
_DEEPEST = 40
_WRAPPED = 120  # characters of a line; longer ones are paragraphs
_TAGS = "p|div|br|h[1-6]|ul|ol|li|blockquote|a|b|i|em|strong|span|figure|img|table"
_TAG = re.compile(rf"</?(?:{_TAGS})(?:\s[^<>]{{0,2000}})?/?>", re.I)
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n")
_STRUCTURE = frozenset((Kind.PARAGRAPH, Kind.HEADING, Kind.LIST, Kind.ITEM, Kind.QUOTE, Kind.BOX))
_SHORTEST_TEXT = 60  # characters of a text without a type that is taken for a paragraph


def is_html(text: str) -> bool:
    """Whether a string has tags that a story is written with."""
    return "<" in text and _TAG.search(text) is not None


def paragraphs(text: str) -> str:
    """A string as HTML: as it is when it has tags, else a paragraph for each line or, when lines are wrapped, part."""
    if is_html(text):
        return f"<div>{text}</div>"
    if text.lstrip()[:4].lower() in ("&lt;", "&#60"):
        return ""
    lines = text.split("\n")
    is_wrapped = max(map(len, lines)) <= _WRAPPED and _BLANK_LINES.search(text)
    parts = _BLANK_LINES.split(text) if is_wrapped else lines
    return "".join(f"<p>{escape(part, quote=False)}</p>" for part in parts if part.strip())


def is_content(item: Any) -> bool:
    """Whether an item of a list looks like a part of one text, not like an entry that leads to another page."""
    if not isinstance(item, dict) or is_entry(item):
        return False
    kind = kind_of(item)
    return (kind in _STRUCTURE or kind is Kind.TEXT) if kind is not Kind.UNKNOWN else bool(_bare(item))


def is_entry(item: Node) -> bool:
    """An item with a headline and an address is about another page."""
    return any(map(item.get, _HEADLINES)) and any(map(item.get, _ADDRESSES))


def blocks(items: Sequence[Any], left: list[Any], depth: int = 0) -> str:
    """HTML of the parts of one text, in order. What is no part of it is added to ``left``."""
    out, in_list = [], False
    for item in items if depth < _DEEPEST else ():
        is_item = isinstance(item, dict) and kind_of(item) is Kind.ITEM
        if is_item is not in_list:
            out.append("<ul>" if is_item else "</ul>")
            in_list = is_item
        out.append(_block(item, left, depth + 1))
    return "".join(out) + ("</ul>" if in_list else "")


def _block(item: Any, left: list[Any], depth: int) -> str:
    if isinstance(item, str):
        return paragraphs(item)
    kind = kind_of(item) if isinstance(item, dict) else Kind.UNKNOWN
    if kind is Kind.SILENT:
        return figure(item)
    if kind is not Kind.UNKNOWN and not is_entry(item):
        return _written(kind, item, left, depth)
    text = _bare(item) if isinstance(item, dict) and not is_entry(item) else ""
    if not text:
        left.append(item)
    return paragraphs(text)


def _written(kind: Kind, item: Node, left: list[Any], depth: int) -> str:
    inside = inner(item)
    if kind is Kind.BOX or (kind is Kind.TEXT and isinstance(inside, str)):
        return blocks(inside, left, depth) if isinstance(inside, list) else paragraphs(inside)
    if kind is Kind.LIST:
        items = inside if isinstance(inside, list) else [inside]
        return f"<ul>{''.join(f'<li>{_inside(one, left, depth)}</li>' for one in items)}</ul>"
    tag = f"h{level_of(item)}" if kind is Kind.HEADING else kind.value if kind in (Kind.ITEM, Kind.QUOTE) else "p"
    text = _inside(item, left, depth)
    if tag == "p" and isinstance(inside, list) and any(_is_structure(part) for part in inside):
        return text
    return f"<{tag}>{text}</{tag}>"


def _inside(item: Any, left: list[Any], depth: int) -> str:
    """What stands inside of one block-level element."""
    inside = inner(item) if isinstance(item, dict) else item
    if isinstance(inside, str):
        return inside if is_html(inside) or "&" in inside else escape(inside, quote=False)
    if not isinstance(inside, list):
        return ""
    if any(_is_structure(part) for part in inside):
        return blocks(inside, left, depth)
    return "".join(_inline(part, depth + 1) for part in inside)


def _inline(item: Any, depth: int) -> str:
    """Words inside a paragraph."""
    if isinstance(item, str):
        return escape(item, quote=False)
    if not isinstance(item, dict) or depth > _DEEPEST or (kind := kind_of(item)) is Kind.SILENT:
        return ""
    if kind is Kind.BREAK:
        return "<br>"
    inside = inner(item)
    parts = [inside] if isinstance(inside, str) else inside
    text = "".join(_inline(part, depth + 1) for part in parts)
    target = _address(item) if kind is Kind.LINK else None
    return f'<a href="{escape(target)}">{text}</a>' if target else text


def _is_structure(item: Any) -> bool:
    return isinstance(item, dict) and kind_of(item) in _STRUCTURE


def inner(node: Node) -> list[Any] | str:
    """The children of a node, else its text, wherever it keeps them; empty when it has none."""
    holders = [node, *(node[key] for key in _PAYLOADS if isinstance(node.get(key), dict))]
    held: list[Any] = [holder[key] for holder in holders for key in _CHILDREN if holder.get(key)]
    if lists := [value for value in held if isinstance(value, list)]:
        return lists[0]
    if texts := [holder[key] for holder in holders for key in _TEXTS if isinstance(holder.get(key), str)]:
        return str(texts[0])
    return next(([value] for value in held if isinstance(value, dict)), "")


def _bare(node: Node) -> str:
    """The text of a node without a type that has no headline and holds nothing of weight beside it."""
    if _TEXT_NAMES.isdisjoint(node):
        return ""
    strings = {key: value for key, value in node.items() if isinstance(value, str) and len(value) >= _SHORTEST_TEXT}
    if len(strings) != 1 or not strings.keys() & _TEXT_NAMES or any(map(node.get, _HEADLINES)):
        return ""
    if any(isinstance(value, dict | list) for value in node.values()):
        return ""
    return next(iter(strings.values()))


def _address(node: Node) -> str | None:
    holders = [node, *(node[key] for key in _PAYLOADS if isinstance(node.get(key), dict))]
    found = (holder.get(key) for holder in holders for key in ("url", "href", "uri"))
    return next((value for value in found if isinstance(value, str) and value.startswith(("http", "/"))), None)
