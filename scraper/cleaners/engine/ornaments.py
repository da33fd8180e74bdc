"""Signs that part sections: "* * *", "⁂", "———", a full stop that holds a line open."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Document

_SIGNS = frozenset("*_=~-–—•·∙●○◦◆◇■□❖✻✽✦✧✶⁂⁑#|. \n")
_LONGEST = 80  # characters
_CONTENT = frozenset("td th li dt dd pre button figcaption textarea option".split())  # there a sign is the content


def ornaments(document: Document) -> Iterator[tuple[int, int, int, str]]:
    """Blocks of such signs alone. Dots are a pause that somebody makes."""
    for block in document.blocks:
        text = block.text
        if text[0] not in _SIGNS or len(text) > _LONGEST or not _SIGNS.issuperset(text):
            continue
        is_pause = len(text) > 1 and not text.strip(". \n")
        if not is_pause and not any(node.tag in _CONTENT for node in document.ancestors(block.node)):
            yield block.index, 0, len(text), "signs that part sections"
