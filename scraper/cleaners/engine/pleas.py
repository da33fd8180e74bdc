"""Boxes that ask for one thing in several ways: "quality journalism", "help keep it free", "with your contribution".

One such phrase may stand in any article; a small element in which every fourth line has one, and not the same, is an
appeal as a whole, also the paragraphs in it that speak of the world in general.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import accumulate

from ...model import Document, Node
from .prose import Prose, size

_OUTER = frozenset(("html", "body", "main", "article"))
_MOST_LINES = 16
_MOST = 0.4  # of the page's running text
_FEWEST = 2  # lines with a phrase, and phrases
_SHARE = 0.25  # of the lines that are no mere labels
_LABEL = 4  # words


def pleading(document: Document, prose: Prose, phrases: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Blocks of such boxes, each with the reason.

    ``phrases``: (number of its block, phrase) for each one, wherever it stands.
    """
    said: dict[int, set[str]] = defaultdict(set)
    for number, phrase in phrases:
        said[number].add(phrase)
    if len(said) < _FEWEST:
        return
    before = [0, *accumulate(block.index in said for block in document.blocks)]
    until = -1
    for block in sorted(said):
        if block <= until or not (box := _box(document, prose, before, said, block)):
            continue
        until = box.last
        why = f"{before[box.last + 1] - before[box.first]} lines of its <{box.tag}> ask for it"
        for number in range(box.first, box.last + 1):
            yield number, why


def _box(document: Document, prose: Prose, before: list[int], said: dict[int, set[str]], block: int) -> Node | None:
    """The largest element around a block that is an appeal."""
    found = None
    for node in document.ancestors(document.blocks[block].node):
        first, last = node.first, node.last
        if node.tag in _OUTER or last - first >= _MOST_LINES or prose.mostly_in(node, _MOST):
            break
        saying = before[last + 1] - before[first]
        if saying < _FEWEST:
            continue
        lines = sum(size(line.text) > _LABEL for line in document.blocks[first : last + 1])
        phrases = set().union(*(said[number] for number in range(first, last + 1) if number in said))
        if len(phrases) >= _FEWEST and saying >= lines * _SHARE:
            found = node
    return found
