"""Boxes around form fields: what stands in one small element with a field for an e-mail address or a password.

Independent of language and of class names. A form with a text area is left to the comments and contact rules.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...model import Document, Node
from ...tagged import tagged
from .prose import is_prose, size

Spans = Iterator[tuple[int, int, int, str]]
_MOST_WORDS = 70
_FORM_WORDS = 400  # a form of its own may list the countries of the world
_FIELDS = ("input", "textarea")
_OUTER = frozenset(("body", "html", "main", "article", "td"))


def email_boxes(document: Document) -> Spans:
    """Boxes with an e-mail field and neither a password field nor a text area."""
    return _boxes(document, "email", forbidden=("password", "textarea"))


def login_boxes(document: Document) -> Spans:
    """Boxes with a password field."""
    return _boxes(document, "password", forbidden=("textarea",))


def _boxes(document: Document, wanted: str, forbidden: tuple[str, ...]) -> Spans:
    fields = [(node, kind) for node in tagged(document, *_FIELDS) if (kind := _kind(node))]
    banned = {above.id for node, kind in fields if kind in forbidden for above in document.ancestors(node.id)}
    taken = -1
    for node, kind in fields:
        if kind != wanted:
            continue
        box = _box(document, node, banned)
        if box is None or box.last <= taken:
            continue
        taken = box.last
        for block, start, end in document.covered(box):
            yield block, start, end, f"{wanted} field in <{box.tag}>"


def _kind(node: Node) -> str | None:
    """``email``, ``password``, ``textarea`` or None for what is no such field."""
    if node.tag == "textarea":
        return "textarea"
    attrs = node.attrs
    kind = attrs.get("type", "").lower()
    if kind in ("email", "password"):
        return kind
    if kind not in ("", "text"):
        return None
    words = " ".join(attrs.get(name, "") for name in ("name", "id", "placeholder", "class", "autocomplete")).lower()
    return "email" if "email" in words or "e-mail" in words else None


def _box(document: Document, field: Node, banned: Iterable[int]) -> Node | None:
    """The outermost element around the field that is still a box: few words, at most one paragraph of prose."""
    found = None
    for node in document.ancestors(field.parent):
        if node.tag in _OUTER or node.id in banned or not _is_box(document, node):
            break
        found = node
    return found


def _is_box(document: Document, node: Node) -> bool:
    most = _FORM_WORDS if node.tag == "form" else _MOST_WORDS
    words = prose = items = 0
    for block in document.blocks[node.first : node.last + 1]:
        words += size(block.text)
        prose += is_prose(block)
        items += block.tag == "li"
        if words > most or prose > 1 or (items > 3 and node.tag != "form"):
            return False
    return True
