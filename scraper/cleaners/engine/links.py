"""How many characters of each block lie inside links, counted once: half of the rules about shapes ask."""

from __future__ import annotations

from ...model import Document
from ...once import once


def _linked(document: Document) -> list[int]:
    found = []
    for block in document.blocks:  # as link_chars of each block, without a call for each
        chars = 0
        for mark in block.marks:
            if mark.kind == "link":
                chars += mark.end - mark.start
        found.append(chars)
    return found


linked_chars = once(_linked)
