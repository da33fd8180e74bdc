"""Where two texts differ, word by word, in a form a person can look at."""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import NamedTuple

_TOKEN = re.compile(r"\w+")
_CLOSING = re.compile(r"[^\w\s]*")
_ISLAND = 3  # fewer equal words in a row between two differences are chance, and would speckle the picture
_LONGEST = 12_000  # tokens compared word by word; the rest of longer texts shows as different


class Part(NamedTuple):
    """A stretch of a text; ``same`` when its words stand in the other text at the same place."""

    text: str
    same: bool


def compare(found: str, truth: str) -> tuple[list[Part], list[Part]]:
    """Both texts in parts: in the first what is not in the second is extra, in the second the other is missing."""
    ours, theirs = list(_TOKEN.finditer(found)), list(_TOKEN.finditer(truth))
    matcher = SequenceMatcher(None, _words(ours), _words(theirs), autojunk=False)
    blocks = [block for block in matcher.get_matching_blocks() if block.size >= min(_ISLAND, len(ours), len(theirs))]
    left = _parts(found, ours, [(block.a, block.a + block.size) for block in blocks if block.size])
    right = _parts(truth, theirs, [(block.b, block.b + block.size) for block in blocks if block.size])
    return left, right


def different(parts: list[Part]) -> list[str]:
    """The stretches that are not the same, white space normalised."""
    return [" ".join(part.text.split()) for part in parts if not part.same]


def _words(tokens: list[re.Match[str]]) -> list[str]:
    return [token.group() for token in tokens[:_LONGEST]]


def _parts(text: str, tokens: list[re.Match[str]], same: list[tuple[int, int]]) -> list[Part]:
    """Cut the text at the ends of the runs of equal tokens ``same`` (half-open, ascending)."""
    parts, done = [], 0
    for first, last in same:
        start, end = tokens[first].start(), _CLOSING.match(text, tokens[last - 1].end()).end()  # type: ignore[union-attr]
        if _TOKEN.search(text, done, start):
            parts.append(Part(text[done:start], False))
            done = start
        parts.append(Part(text[done:end], True))
        done = end
    tail = text[done:]
    return [*parts, Part(tail, not _TOKEN.search(tail))] if tail else parts
