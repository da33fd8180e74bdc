"""Plain text -> blocks: paragraphs by blank lines, hard-wrapped lines joined, other lines a block each."""

from __future__ import annotations

import re

from ..letters import INVISIBLE
from ..model import Block, Node

_WRAP_WIDTHS = range(50, 101)  # where people and mailers wrap
_LONG_SHARE = 0.05  # of the lines of a wrapped text may be longer: addresses, tables
_NEW_ITEM = re.compile(r"\s*(?:[-*•–]|\d{1,3}[.)])\s")


def read_text(text: str) -> tuple[tuple[Block, ...], tuple[Node, ...]]:
    """Blocks of a text document, and the one node they all belong to."""
    lines = INVISIBLE.sub("", text).replace("\x00", "").splitlines()
    paragraphs = [" ".join(chunk.split()) for chunk in _chunks(lines)]
    blocks = tuple(Block(number, text, "p", 0) for number, text in enumerate(filter(None, paragraphs)))
    last = len(blocks) - 1
    end = len(blocks[-1].text) if blocks else 0
    return blocks, (Node(0, "body", -1, 0, {}, 0, 0, last, end, hidden=False),)


def _chunks(lines: list[str]) -> list[str]:
    """Lines that belong together, joined."""
    chunks: list[str] = []
    group: list[str] = []
    split = _wrapped if _is_wrapped(lines) else _one_by_one
    for line in [*lines, ""]:
        if line.strip():
            group.append(line)
        elif group:
            chunks += [" ".join(part) for part in split(group)]
            group = []
    return chunks


def _is_wrapped(lines: list[str]) -> bool:
    """Whether the text as a whole may be wrapped: where paragraphs are one long line, short lines are lines."""
    filled = [len(line.rstrip()) for line in lines if line.strip()]
    return sum(length not in range(_WRAP_WIDTHS.stop) for length in filled) <= _LONG_SHARE * len(filled)


def _one_by_one(group: list[str]) -> list[list[str]]:
    return [[line] for line in group]


def _wrapped(group: list[str]) -> list[list[str]]:
    """A group of lines as paragraphs: one when the lines look wrapped at a fixed width, else one a line.

    Wrapped means: no line but the last could have taken the first word of the next one.
    """
    width = max(len(line.rstrip()) for line in group)
    if len(group) < 2 or width not in _WRAP_WIDTHS:
        return _one_by_one(group)
    parts = [[group[0]]]
    for previous, line in zip(group, group[1:], strict=False):
        fits = len(previous.rstrip()) + 1 + len(line.split()[0]) <= width - 8
        if fits or _NEW_ITEM.match(line):
            parts.append([line])
        else:
            parts[-1].append(line)
    return parts
