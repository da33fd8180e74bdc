"""Lines in bold alone that head a section are headings: many editors and old pages have no others."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence

from ...article import BodyBlock
from ...letters import words_in

_MOST_WORDS = 12
_TEXT = frozenset(("paragraph", "list", "quote"))  # above a table a bold line is its title
_SHOWN = frozenset(("image", "embed"))  # these may stand between a heading and its text
_CLOSING = "\"'”’»」』)]"
_NO_START = frozenset("<>›»→")  # these point to other pages
_NO_END = frozenset(".!?…,;:。！？，；：、।؟")  # of a heading


def with_headings(blocks: Sequence[BodyBlock]) -> Iterator[BodyBlock]:
    """The same blocks; such a line above text is a heading one level below the last heading of the page's own."""
    bold = [_is_bold_line(block) for block in blocks]
    heads, text_follows = [False] * len(blocks), False
    for number in range(len(blocks) - 1, 0, -1):  # a line that opens the body heads no section of it
        heads[number] = bold[number] and text_follows
        if blocks[number].type not in _SHOWN:
            text_follows = blocks[number].type in _TEXT and not bold[number]
    level = 1
    for block, is_heading in zip(blocks, heads, strict=True):
        level = block.level or level
        if is_heading:
            marks = tuple(mark for mark in block.marks if mark.kind != "strong")
            yield dataclasses.replace(block, type="heading", level=min(level + 1, 6), marks=marks)
        else:
            yield block


def _is_bold_line(block: BodyBlock) -> bool:
    text = block.text
    if block.type != "paragraph" or not text or "\n" in text:
        return False
    if not any(mark.kind == "strong" and not mark.start and mark.end == len(text) for mark in block.marks):
        return False
    if words_in(text) > _MOST_WORDS:
        return False
    words = text.rstrip(_CLOSING)
    is_linked = any(mark.kind == "link" and not mark.start and mark.end == len(text) for mark in block.marks)
    return bool(words) and text[0] not in _NO_START and words[-1] not in _NO_END and not is_linked
