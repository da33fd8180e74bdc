"""The folded texts of a document, made once for all rules that compare words."""

from __future__ import annotations

import re
from unicodedata import category

from ...model import Document
from ...once import once
from .fold import fold

BETWEEN = re.compile(r"[\s/|·•,;:()、，]+")
_UNTIL_BETWEEN = re.compile(r"[^\s/|·•,;:()、，]+")
SEPARATOR = "\x1e"  # between blocks; no phrase has it
_SHORT = 320


def bare(folded: str) -> str:
    """A folded text without punctuation, symbols and spaces at its ends."""
    if folded[:1].isalnum() and folded[-1:].isalnum():
        return folded
    first, last = 0, len(folded)
    while first < last and _is_edge(folded[first]):
        first += 1
    while last > first and _is_edge(folded[last - 1]):
        last -= 1
    return folded[first:last]


def _is_edge(char: str) -> bool:
    """Vowel signs of Indian scripts are no letters for ``isalnum``, so the category decides."""
    return not char.isalnum() and category(char)[0] in "PSZC"


def first_word(text: str) -> str:
    """The first word of a bare text, bare."""
    word = text.partition(" ")[0]
    if word.isalnum():  # as most are
        return word
    found = _UNTIL_BETWEEN.match(text)
    return bare(found[0]) if found else ""


class Texts:
    """``folded`` are the folded texts of the blocks, ``joined`` all of them as one.

    ``short`` has the bare text and its first word of the blocks with at most 320 characters, by their numbers.
    """

    def __init__(self, document: Document) -> None:
        blocks = document.blocks
        self.joined = fold(SEPARATOR.join([block.text for block in blocks]))
        self.folded = self.joined.split(SEPARATOR)
        if len(self.folded) != len(blocks):  # it stands in a text too, or there is no block
            self.folded = [fold(block.text) for block in blocks]
        self.short: dict[int, tuple[str, str]] = {}
        for number, folded in enumerate(self.folded):
            if len(folded) <= _SHORT:
                word = folded.partition(" ")[0]
                if word.isalnum() and folded[-1:].isalnum():  # most texts are bare, and so are their first words
                    self.short[number] = folded, word
                else:
                    text = bare(folded)
                    self.short[number] = text, first_word(text)


texts_of = once(Texts)
"""The Texts of a document, worked out once."""
