"""Page furniture by its place: headers, footers and menus of the page, told from those of an article."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ...model import Document, Node
from .prose import Prose

Spans = Iterator[tuple[int, int, int, str]]
_ARTICLE = frozenset(("article",))
_ARTICLE_OR_MAIN = frozenset(("article", "main"))


def page_headers(document: Document) -> Spans:
    """Header elements outside ``main`` and ``article``."""
    return _outside(document, _ARTICLE_OR_MAIN, lambda node: node.tag == "header" or _role(node) == "banner")


def page_footers(document: Document) -> Spans:
    """Footer elements outside ``article``."""
    return _outside(document, _ARTICLE, lambda node: node.tag == "footer" or _role(node) == "contentinfo")


def page_menus(document: Document) -> Spans:
    """Navigation elements outside ``article``."""
    return _outside(document, _ARTICLE, lambda node: node.tag == "nav" or _role(node) == "navigation")


def _role(node: Node) -> str | None:
    return node.attrs.get("role")


def _outside(document: Document, within: frozenset[str], wanted: Callable[[Node], bool]) -> Spans:
    """What the outermost wanted elements cover that are not inside one of the tags ``within``."""
    shielded = [False] * len(document.nodes)
    prose: Prose | None = None
    for node in document.nodes:
        above = node.parent >= 0 and shielded[node.parent]
        shielded[node.id] = above or node.tag in within
        if above or node.last < node.first or not wanted(node):
            continue
        shielded[node.id] = True
        prose = prose or Prose(document)
        if not prose.mostly_in(node):
            for block, start, end in document.covered(node):
                yield block, start, end, f"<{node.tag}> of the page"
