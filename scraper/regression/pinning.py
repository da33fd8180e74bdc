"""Whether the words of a pin stand in a page at all, and what stands there instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from ..document import read
from ..model import Page
from .align import similarity

# The end of a sentence, where white space follows or the script sets none.
_SENTENCE_END = re.compile(r"(?<=[.!?…])\s+|(?<=[。！？])\s*|\n")
_LOOKED_AT = 20  # sentences with the most words in common that are compared letter by letter
_LIKE = 0.35  # below it nothing is near


def stands_in(page: Page, words: str) -> bool:
    """Whether folded ``words`` stand in the page, visible, hidden or in its head. Raises ReadError."""
    texts = [" ".join(text.split()) for text in _texts(page)]
    return any(words in text for text in texts) or words in " ".join(texts)


def nearest(page: Page, words: str) -> str:
    """The sentence of the page that is most like ``words``; empty when none is. Raises ReadError."""
    sentences = [" ".join(part.split()) for text in _texts(page) for part in _SENTENCE_END.split(text)]
    alike = sorted({one for one in sentences if one}, key=lambda one: (-similarity(one, words), one))[:_LOOKED_AT]
    scores = [(SequenceMatcher(None, one, words, autojunk=False).ratio(), one) for one in alike]
    best, sentence = max(scores, default=(0.0, ""))
    return sentence if best >= _LIKE else ""


def _texts(page: Page) -> Iterator[str]:
    document = read(page)
    yield from (block.text for block in document.blocks)
    yield document.title_tag
    yield from (content for _, content in document.meta)
