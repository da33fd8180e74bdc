"""Blocks that a browser does not show when the page opens."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Document


def hidden(document: Document) -> Iterator[tuple[int, int, int, str]]:
    """Blocks marked hidden when the page was read: by attribute, inline style, or because of their element."""
    for block in document.blocks:
        if block.hidden:
            yield block.index, 0, len(block.text), "hidden"
