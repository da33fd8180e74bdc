"""Signs in headings that link to the heading itself: "#", "¶", "🔗" at its end or start."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Document

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SIGNS = frozenset(("#", "##", "¶", "§", "🔗", "⚓", "\uf0c1", "link", "permalink", "anchor", "[link]", "copy link"))


def permalinks(document: Document) -> Iterator[tuple[int, int, int, str]]:
    """Links at the ends of headings that are nothing but such a sign."""
    for block in document.blocks:
        if block.tag not in _HEADINGS or not block.marks:
            continue
        for mark in block.marks:
            shown = block.text[mark.start : mark.end].strip()
            at_an_end = not block.text[: mark.start].strip() or not block.text[mark.end :].strip()
            is_title = shown == block.text and any(map(str.isalnum, shown))  # a heading "Link", not a hidden "#"
            if mark.kind == "link" and shown.lower() in _SIGNS and at_an_end and not is_title:
                yield block.index, mark.start, mark.end, f"a link “{shown}” in a heading"
