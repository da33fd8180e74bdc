"""The folded texts of a document, made once for all rules that compare words."""

from __future__ import annotations

from unicodedata import category

from ...model import Document
from .fold import fold

SEPARATOR = "\x1e"  # between blocks; no phrase has it
_SHORT = 160


def bare(folded: str) -> str:
    """A folded text without punctuation, symbols and spaces at its ends."""
    first, last = 0, len(folded)
    while first < last and _is_edge(folded[first]):
        first += 1
    while last > first and _is_edge(folded[last - 1]):
        last -= 1
    return folded[first:last]


def _is_edge(char: str) -> bool:
    """Vowel signs of Indian scripts are no letters for ``isalnum``, so the category decides."""
    return not char.isalnum() and category(char)[0] in "PSZC"


class Texts:
    """``folded`` is the text of all blocks, block ``n`` beginning at ``starts[n]``; ``short`` the (number, bare text)
    of blocks with at most 160 characters."""

    def __init__(self, document: Document) -> None:
        self.folded = fold(SEPARATOR.join(block.text for block in document.blocks))
        self.starts: list[int] = []
        self.short: list[tuple[int, str]] = []
        position = 0
        for block in document.blocks:
            self.starts.append(position)
            end = position + len(block.text)
            if end - position <= _SHORT:
                self.short.append((block.index, bare(self.folded[position:end])))
            position = end + 1

    def of(self, block: int, length: int) -> str:
        """The folded text of a block that has ``length`` characters."""
        return self.folded[self.starts[block] : self.starts[block] + length]


_latest: list[tuple[Document, Texts]] = []


def texts_of(document: Document) -> Texts:
    """The Texts of a document; those of the latest one are kept, since many rules ask for them. They cannot change."""
    if not _latest or _latest[0][0] is not document:
        _latest[:] = [(document, Texts(document))]
    return _latest[0][1]
