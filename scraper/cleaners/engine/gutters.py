"""Numbers of lines beside code, in an element of their own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from ...model import Document

_FEWEST, _DIGITS = 2, 7


def line_numbers(document: Document) -> Iterator[tuple[int, int, int, str]]:
    """Preformatted blocks beside another one that hold nothing but consecutive numbers."""
    blocks = document.blocks
    for block in blocks:
        if block.tag != "pre" or not block.text[0].isdigit():
            continue
        numbers = block.text.split()
        beside = any(
            blocks[place].tag == "pre" for place in (block.index - 1, block.index + 1) if 0 <= place < len(blocks)
        )
        if len(numbers) >= _FEWEST and beside and _are_consecutive(numbers):
            yield block.index, 0, len(block.text), f"{numbers[0]} to {numbers[-1]}"


def _are_consecutive(numbers: list[str]) -> bool:
    first = int(numbers[0]) if numbers[0].isdecimal() and len(numbers[0]) < _DIGITS else -1
    return all(number == str(line) for number, line in zip(numbers, count(first), strict=False))
