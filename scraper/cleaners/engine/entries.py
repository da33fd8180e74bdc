"""Boxes between the entries of a live blog or a list of posts: an entry is an ``article`` with others beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator

from ...model import Document, Node
from ...tagged import tagged
from .prose import size
from .texts import texts_of
from .words import book

Spans = Iterator[tuple[int, int, int, str]]
_ENTRIES = 3  # at least, below one parent
_MOST_WORDS = 120


def calls_between(cleaner: str, *tables: str) -> Callable[[Document], Spans]:
    """Finds small boxes between entries in which a phrase of a cleaner's word lists stands."""

    def find(document: Document) -> Spans:
        for box in _boxes(document):
            if phrase := _phrase(document, box, cleaner, tables):
                for block, start, end in document.covered(box):
                    yield block, start, end, f"a box with “{phrase}” between two entries"

    return find


def _boxes(document: Document) -> Iterator[Node]:
    """Elements with a few words that have an entry before and after them, below the same parent."""
    spans: dict[int, list[Node]] = defaultdict(list)
    for entry in tagged(document, "article"):
        if entry.last >= entry.first:
            spans[entry.parent].append(entry)
    ends = {parent: (found[0].id, found[-1].id) for parent, found in spans.items() if len(found) >= _ENTRIES}
    if not ends:
        return
    for node in document.nodes:
        first, last = ends.get(node.parent, (0, 0))
        if first < node.id < last and node.tag != "article" and node.last >= node.first and _is_small(document, node):
            yield node


def _is_small(document: Document, node: Node) -> bool:
    return sum(size(block.text) for block in document.blocks[node.first : node.last + 1]) <= _MOST_WORDS


def _phrase(document: Document, box: Node, cleaner: str, tables: tuple[str, ...]) -> str | None:
    for block in document.blocks[box.first : box.last + 1]:
        folded = texts_of(document).folded[block.index]
        for table in tables:
            if hits := book(cleaner, table).find(folded):
                return hits[0].phrase
    return None
