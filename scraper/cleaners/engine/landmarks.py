"""Headers of the page, told from the head of an article: that has the main title in it, and maybe its lead."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Document, Node
from ...tagged import tagged
from .prose import prose_of

Spans = Iterator[tuple[int, int, int, str]]
_SHIELDS = frozenset(("article", "main"))


def page_headers(document: Document) -> Spans:
    """What header elements outside ``article`` and ``main`` cover, those with a main title in them left out."""
    titles = [node.first for node in tagged(document, "h1") if not _is_logo(document, node)]
    until = -1
    for node in tagged(document, "header"):
        if node.first <= until or node.last < node.first or _is_shielded(document, node):
            continue
        if any(node.first <= title <= node.last for title in titles) or prose_of(document).mostly_in(node):
            continue
        until = node.last
        for block, start, end in document.covered(node):
            yield block, start, end, f"<{node.tag}> of the page"


def _is_shielded(document: Document, node: Node) -> bool:
    return any(above.tag in _SHIELDS for above in document.ancestors(node.parent))


def _is_logo(document: Document, title: Node) -> bool:
    """Whether an h1 is the name of the site: empty, or nothing but a link."""
    if not document.covered(title):
        return True
    block = document.blocks[title.first]
    return block.link_chars * 5 > len(block.text) * 4
