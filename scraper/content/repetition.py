"""What repeats on a page: blocks with the same markup, containers side by side, headlines of further articles."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

import numpy as np

from ..model import Document
from .arrays import Floats, Ints

KIN_NAMES = ("kin_blocks", "kin_words", "kin_link_share", "kin_prose_share")
REPEAT_NAMES = (
    "siblings1", "siblings2", "siblings3", "siblings4", "siblings_most", "headlines_before", "h1s_before",
    "headline_kin_after", "echo",
)  # fmt: skip
_LEVELS = 4
_QUOTES = "\"'“”‘’«»„‟‹›「」『』 "
_ECHO = 25, 500  # characters of a text that a longer block may have too
_LONGER = 20  # characters that it has more, at least
_PROBE = 60
_BOOK = 200_000  # characters


def kin_of(document: Document) -> Ints:
    """Numbers of groups of blocks whose three innermost elements have the same tags and classes."""
    nodes = document.nodes
    groups: dict[tuple[str, int, int, int], int] = {}
    names: dict[tuple[str, str], int] = {}
    above: dict[int, tuple[int, int]] = {}

    def name_of(number: int) -> int:
        if number < 0:
            return -1
        node = nodes[number]
        return names.setdefault((node.tag, node.attrs.get("class") or ""), len(names))

    numbers = []
    for block in document.blocks:
        parent = nodes[block.node].parent
        if parent not in above:
            above[parent] = name_of(parent), name_of(nodes[parent].parent if parent >= 0 else -1)
        kin = (block.tag, name_of(block.node), *above[parent])
        numbers.append(groups.setdefault(kin, len(groups)))
    return np.array(numbers, np.int64)


def kin_features(kin: Ints, words: Floats, characters: Floats, link_share: Floats, prose: Floats) -> Floats:
    """KIN_NAMES for each block: number, mean length, share of links and of prose of the blocks with the same markup."""
    count = np.bincount(kin)
    total = np.bincount(kin, words)
    links = np.bincount(kin, link_share * characters) / np.maximum(np.bincount(kin, characters), 1.0)
    prosaic = np.bincount(kin, prose) / np.maximum(total, 1.0)
    return np.column_stack([count[kin], total[kin] / count[kin], links[kin], prosaic[kin]])


def repeat_features(document: Document, kin: Ints, levels: Sequence[Ints], headline: int) -> Floats:
    """REPEAT_NAMES for each block: containers of the same kind beside its own (cards, comments, further articles)."""
    siblings = _siblings(document, levels)
    columns = [siblings[level] for level in levels[:_LEVELS]]
    same = kin == kin[headline]
    seen = np.cumsum(same) - same
    h1 = np.fromiter((block.tag == "h1" for block in document.blocks), np.int64, len(document.blocks))
    most = np.maximum.reduce(columns)
    return np.column_stack([*columns, most, seen, np.cumsum(h1) - h1, same.sum() - seen, _echoes(document)])


def _echoes(document: Document) -> Floats:
    """1 for each block whose words stand in a longer block too: pull quotes, and summaries made of sentences below.

    Not looked for on pages of the size of a book, where it would take longer than all else.
    """
    texts = [block.text for block in document.blocks]
    found = np.zeros(len(texts))
    long = sorted((text for text in texts if len(text) >= _ECHO[0]), key=len, reverse=True)
    whole = "\n".join(long)
    if len(whole) > _BOOK:
        return found
    copies = Counter(texts)
    sizes = [-len(text) for text in long]
    ends = [0, *accumulate(len(text) + 1 for text in long)]
    for number, text in enumerate(texts):
        if _ECHO[0] <= len(text) <= _ECHO[1] and copies[text] == 1:
            longer = bisect_left(sizes, -len(text) - _LONGER)
            probe = text.strip(_QUOTES)[:_PROBE]
            if whole.find(probe, 0, ends[longer]) >= 0:
                found[number] = any(probe in other for other in long[:longer])
    return found


def _siblings(document: Document, levels: Sequence[Ints]) -> Floats:
    """For every node that is a container: how many containers with its tag and class its parent has."""
    nodes = document.nodes
    containers = np.unique(np.concatenate(levels[:_LEVELS])).tolist()
    keys = {
        number: (node.parent, node.tag, node.attrs.get("class")) for number in containers if (node := nodes[number])
    }
    counts = Counter(keys.values())
    found = np.zeros(len(nodes))
    for number, key in keys.items():
        found[number] = counts[key]
    return found
