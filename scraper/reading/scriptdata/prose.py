"""Words that count as prose, in scripts with and without spaces."""

from __future__ import annotations

from collections.abc import Iterable
from math import inf

from ...letters import UNSPACED
from ...model import Block

_LONG_WORD = 10  # characters; a text whose words are longer may be written without spaces
_PROSE_WORDS = 20
_PROSE_CHARS = 40  # shorter texts have fewer words than that in every script


def words(text: str) -> float:
    """Words of a text."""
    spaced = len(text.split())
    if text.isascii() or spaced * _LONG_WORD > len(text):
        return spaced
    unspaced = len(UNSPACED.findall(text))
    return spaced + unspaced / 2 if unspaced > spaced else spaced


def prose_of(block: Block) -> float:
    """The words of a block that reads like a paragraph: long enough, seen, mostly no link; else 0."""
    size = len(block.text)
    if size < _PROSE_CHARS or block.hidden or (block.marks and block.link_chars * 2 >= size):
        return 0.0
    count = words(block.text)
    return count if count >= _PROSE_WORDS else 0.0


def prose(blocks: Iterable[Block], most: float = inf) -> float:
    """Words in paragraphs. Counting ends above ``most``."""
    total = 0.0
    for block in blocks:
        if len(block.text) >= _PROSE_CHARS:  # few are: the others are not worth a call
            total += prose_of(block)
            if total > most:
                break
    return total
