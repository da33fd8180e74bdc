"""What the phrases and names of a cleaner leave of a box: the lines between its heading and its button.

A small element with no running text of its own, in which the cleaner claims two lines and nearly a third of all lines,
is its box as a whole. So are a few short lines between two lines that it claims.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate, pairwise

from ...model import Block, Document, Node, Verdict
from .prose import is_prose, size
from .rules import Rest

_SHARE = 0.3
_FEWEST, _MOST = 3, 40  # lines of a box
_MOST_WORDS = 100  # that nothing else claims
_LEVELS = 6
_NO_REST = frozenset(("h1", "td", "th", "dd", "dt", "pre", "figcaption"))
_OUTER = frozenset(("html", "body", "main", "article"))


def wholly_claimed(document: Document, verdicts: Iterable[Verdict], cleaner: str | None = None) -> set[int]:
    """Blocks that a cleaner, or any, claims from end to end, not merely as a hint."""
    mine = [verdict for verdict in verdicts if verdict.cleaner == cleaner] if cleaner else verdicts
    return {
        verdict.block
        for verdict in mine
        if verdict.strength != "hint" and verdict.start == 0 and verdict.end == len(document.blocks[verdict.block].text)
    }


def unclaimed(document: Document, claimed: set[int], rule: Rest) -> Iterator[tuple[int, str]]:
    """Other blocks of the boxes around claimed blocks, and lines between them, each with the reason."""
    if len(claimed) < 2:
        return
    found = dict(_between(document, claimed, rule))
    for block, why in _in_boxes(document, claimed):
        found.setdefault(block, why)
    yield from sorted(found.items())


def _between(document: Document, claimed: set[int], rule: Rest) -> Iterator[tuple[int, str]]:
    gap = rule.gap if document.kind == "text" else min(rule.gap, 1)
    for above, below in pairwise(sorted(claimed)):
        lines = document.blocks[above + 1 : below]
        if len(lines) <= gap and not any(_is_link(line) or size(line.text) > rule.max_words for line in lines):
            for line in lines:
                yield line.index, "it stands between lines that say so"


def _in_boxes(document: Document, claimed: set[int]) -> Iterator[tuple[int, str]]:
    before = [0, *accumulate(block.index in claimed for block in document.blocks)]
    seen: set[int] = set()
    for block in sorted(claimed):
        for node in document.ancestors(document.blocks[block].node)[:_LEVELS]:
            if node.id in seen or node.tag in _OUTER:
                break
            seen.add(node.id)
            lines = node.last - node.first + 1
            saying = before[node.last + 1] - before[node.first]
            if lines > _MOST:
                break
            if lines >= _FEWEST and 2 <= saying < lines and saying >= lines * _SHARE:
                yield from _others(document, node, claimed, f"{saying} of the {lines} lines of its <{node.tag}> say so")


def _is_link(block: Block) -> bool:
    """Entries of menus stand between all sorts of lines."""
    return block.link_chars * 2 > len(block.text)


def _is_no_rest(block: Block) -> bool:
    return block.tag in _NO_REST or is_prose(block)


def _others(document: Document, node: Node, claimed: set[int], why: str) -> Iterator[tuple[int, str]]:
    others = [block for block in document.blocks[node.first : node.last + 1] if block.index not in claimed]
    if sum(size(block.text) for block in others) > _MOST_WORDS or any(map(_is_no_rest, others)):
        return
    chars = sum(len(block.text) for block in others)
    if sum(block.link_chars for block in others) * 2 > chars:  # a menu
        return
    for block in others:
        yield block.index, why
