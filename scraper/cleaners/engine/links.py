"""How many characters of each block lie inside links, counted once: half of the rules about shapes ask."""

from __future__ import annotations

from ...model import Document
from .once import once


def _linked(document: Document) -> list[int]:
    return [block.link_chars if block.marks else 0 for block in document.blocks]


linked_chars = once(_linked)
