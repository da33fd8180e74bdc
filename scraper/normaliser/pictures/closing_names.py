"""A photographer's name in an element of its own that closes a caption, told by its letters alone."""

from __future__ import annotations

from typing import Any

from ...model import Document, Node
from .credit_names import AGENCIES, is_full_name
from .layout import Span

_SMALLER = frozenset(("small", "cite"))
_INLINE = _SMALLER | {"span", "em", "i", "b", "strong", "font"}
_DEPTH = 4


def closing_name(document: Document, caption: Node) -> list[Span]:
    """The span of the name: ``The quay at dawn <small>JANE DOE</small>``; empty without one.

    In capitals it may stand in any inline element, in other letters in a smaller one.
    """
    spans = document.covered(caption)
    element = _last_inside(caption.element)
    if element is None or not spans:
        return []
    name = " ".join("".join(element.itertext()).split())
    block, start, end = spans[-1]
    text = document.blocks[block].text[start:end].rstrip()
    before = text.removesuffix(name).rstrip()
    if not name or before == text or not before or before.isupper():
        return []
    smaller = element.tag in _SMALLER
    capitals = name.isupper() and name.casefold() not in AGENCIES
    return (
        [(block, start + len(text) - len(name), start + len(text))]
        if is_full_name(name) and (smaller or capitals)
        else []
    )


def _last_inside(element: Any) -> Any:
    """The inline element that the words of another one end in, None when they end outside of any."""
    found = None
    for _ in range(_DEPTH):
        last = next(filter(_has_words, element.iterchildren(reversed=True)), None)
        if last is None or (last.tail or "").strip():
            break
        element = last
        if element.tag in _INLINE:
            found = element
    return found


def _has_words(element: Any) -> bool:
    return isinstance(element.tag, str) and any(map(str.strip, element.itertext()))
