"""Spans of visible text that belong to a field: on word borders, one verdict each."""

from __future__ import annotations

from collections.abc import Sequence

from ...model import Block, Verdict


def move(block: Block, span: tuple[int, int], field: str, rule: str, *evidence: str) -> Verdict | None:
    """A verdict that moves the words of ``span``, widened to whole words; None when there are none."""
    start, end = whole_words(block.text, *span)
    if start >= end:
        return None
    return Verdict("metadata", rule, block.index, start, end, "certain", evidence, field)


def whole(block: Block, field: str, rule: str, *evidence: str) -> Verdict:
    """A verdict that moves a whole block."""
    return Verdict("metadata", rule, block.index, 0, len(block.text), "certain", evidence, field)


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The smallest span of whole words that covers ``start`` to ``end``, without white space at its ends."""
    start, end = max(0, start), min(len(text), end)
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        return start, end
    while start > 0 and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end


def without_overlaps(verdicts: Sequence[Verdict]) -> tuple[Verdict, ...]:
    """The verdicts in reading order; of two that share words the earlier in the sequence stays."""
    kept: list[Verdict] = []
    taken: dict[int, list[tuple[int, int]]] = {}
    for verdict in verdicts:
        spans = taken.setdefault(verdict.block, [])
        if all(verdict.end <= start or end <= verdict.start for start, end in spans):
            spans.append((verdict.start, verdict.end))
            kept.append(verdict)
    return tuple(sorted(kept, key=lambda verdict: (verdict.block, verdict.start)))
