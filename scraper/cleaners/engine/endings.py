"""Calls at the end of a paragraph: "... he said. Sign up for our newsletter here."

Only the last line or sentence is looked at, and only when it holds a link or stands on a line of its own.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from ...model import Block, Document
from ...once import once
from .fold import fold
from .phrasebook import Phrasebook, lists
from .prose import size

Spans = Iterator[tuple[int, int, int, str]]
_SENTENCE = re.compile(r"[.!?…]['\"”’»)\]]*\s+(?=[^\W\d_]|[¡¿\"“«(*])")
_LEAST_BEFORE = 60  # characters of text before it: the rest of a block this short says nothing
_MOST_WORDS = 30


def closing_calls(cleaner: str, table: str) -> Callable[[Document], Spans]:
    """Finds last lines and sentences that open with a phrase of a cleaner's word list."""

    def find(document: Document) -> Spans:
        for block, start in _last_parts(document):
            if phrase := _opening(cleaner, table, block.text[start:]):
                yield block.index, start, len(block.text), f"phrase “{phrase}” opens the last sentence"

    return find


@once
def _last_parts(document: Document) -> list[tuple[Block, int]]:
    long = [block for block in document.blocks if len(block.text) >= _LEAST_BEFORE]
    return [(block, start) for block in long if (start := _last_part(block))]


def _last_part(block: Block) -> int | None:
    """Where the last line begins, or the last sentence when a link is in it."""
    text = block.text
    line = text.rfind("\n") + 1
    if line > _LEAST_BEFORE:
        return line
    links = [mark for mark in block.marks if mark.kind == "link"] if block.marks else []
    if not links or links[-1].end < len(text) - 80:
        return None
    start = max((match.end() for match in _SENTENCE.finditer(text, 0, links[-1].start + 1)), default=0)
    return start if start > _LEAST_BEFORE and links[-1].end > start else None


def _opening(cleaner: str, table: str, text: str) -> str | None:
    """The phrase that opens a text, if it is short enough to be nothing but a call."""
    if size(text) > _MOST_WORDS:
        return None
    folded = fold(text)
    hits = _book(cleaner, table).find(folded)
    return next((hit.phrase for hit in hits if not any(char.isalnum() for char in folded[: hit.start])), None)


@cache
def _book(cleaner: str, table: str) -> Phrasebook:
    return Phrasebook((0, phrase) for phrases in lists(cleaner)[table].values() for phrase in phrases)
