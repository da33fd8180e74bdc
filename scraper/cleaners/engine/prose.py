"""Running text: which blocks are prose, where it begins and ends, and how much of it an element holds."""

from __future__ import annotations

from itertools import accumulate

from ...model import Block, Document, Node
from ...once import once
from .links import linked_chars

_HALF = 0.5
_LEAST = 50  # characters of prose, in a script without spaces
_FEW_CHARS = 300  # a page with less prose than this has no body worth guarding by its size


def dense_script(text: str) -> bool:
    """Whether a text is written without spaces (Chinese, Japanese, Thai): its words cannot be counted by spaces."""
    if text.isascii():  # most are, and this is known of a string without a look at it
        return False
    middle = text[len(text) // 2 : len(text) // 2 + 12]
    return not middle.isascii() and any("\u0e00" <= char <= "\u0e7f" or "\u3040" <= char <= "\u9fff" for char in middle)


def size(text: str) -> int:
    """Words of a text; in scripts without spaces two characters count as a word."""
    return len(text.split()) if text.isascii() or not dense_script(text) else len(text) // 2


def is_prose(block: Block) -> bool:
    """A block of some 25 words or more of which less than a third are links."""
    return len(block.text) >= _LEAST and _is_prose(block.text, block.link_chars)


def _is_prose(text: str, linked: int) -> bool:
    length = len(text)
    return linked * 3 < length and (length >= 140 or (length >= _LEAST and dense_script(text)))


class Prose:
    """The running text of one document.

    ``places`` are the numbers of its blocks of prose, ``first`` and ``last`` the first and last of them (0 and -1 when
    there is none), ``total`` the characters of all.
    """

    def __init__(self, document: Document) -> None:
        lengths = [0] * len(document.blocks)
        for number, (block, linked) in enumerate(zip(document.blocks, linked_chars(document), strict=True)):
            if len(block.text) >= _LEAST and _is_prose(block.text, linked):
                lengths[number] = len(block.text)
        self._before = [0, *accumulate(lengths)]
        places = [number for number, length in enumerate(lengths) if length]
        self.first, self.last = (places[0], places[-1]) if places else (0, -1)
        self.places = places
        self.total = self._before[-1]

    def outside(self, block: int) -> bool:
        """Whether a block stands before or after all running text, its own words aside."""
        return not self.first < block < self.last

    def comes_before(self, block: int) -> bool:
        """Whether all running text is below a block."""
        return block < self.first if self.places else False

    def chars(self, first: int, last: int) -> int:
        """Characters of prose in the blocks ``first`` to ``last``."""
        past = min(last + 1, len(self._before) - 1)  # an empty element behind the last block
        return self._before[past] - self._before[first]

    def mostly_in(self, node: Node, share: float = 0.5) -> bool:
        """Whether an element holds more than a share of the page's running text: then its name says little about it."""
        few = 0 if share < _HALF else _FEW_CHARS  # small boxes are told from the text of short pages too
        return self.total > few and self.chars(node.first, node.last) > self.total * share

    def nearly_all_in(self, node: Node) -> bool:
        """Whether next to nothing of the page's running text is outside an element."""
        return self.total - self.chars(node.first, node.last) < _FEW_CHARS


prose_of = once(Prose)
"""The Prose of a document, worked out once."""
