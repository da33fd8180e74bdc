"""Headings that a cut would leave with nothing below them."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ...model import Block, Document
from .shapes import kind_of, level_of

_END = 0  # as a heading level: the end of the page, above every heading
_NONE = 7  # as a heading level: below every heading
_SENTENCE_WORDS = 14  # a heading with so many and a full stop is none


def orphan_headings(document: Document, kept: Sequence[bool], captions: Collection[int] = ()) -> list[int]:
    """Numbers of the kept blocks that are headings and lose what they head.

    ``kept`` has a value for every block; ``captions`` are the blocks that moved to a picture.

    A heading owns what follows up to the next heading of its level or a higher one; a lower heading that owns nothing
    is nothing. Headings that had nothing below them in the page, but a picture with its caption, stay (captions are
    not kept in the body), unless they end it.
    """
    orphans: list[int] = []
    highest = _END  # level of the highest heading between here and the next kept words
    lost = True  # were words below the next heading cut?
    for block in reversed(document.blocks):
        if block.index in captions:
            highest, lost = _NONE, False
            continue
        if not kept[block.index]:
            lost = lost or not (block.hidden or _is_caption(document, block.node))
            continue
        level = heading_level(document, block.index)
        if level is None or _is_prose(block):
            highest, lost = _NONE, False
            continue
        if highest <= level and (lost or highest == _END):
            orphans.append(block.index)
        else:
            lost = False
        highest = min(highest, level)
    return orphans[::-1]


def _is_prose(block: Block) -> bool:
    """A sentence in a heading element: some pages print whole articles that way."""
    return len(block.text.split()) >= _SENTENCE_WORDS and block.text.rstrip("\"'”’»)")[-1:] in tuple(".!?…。")


def heading_level(document: Document, block: int) -> int | None:
    """1-6 when a block stands in a heading, else None."""
    index = document.blocks[block].node
    for node in document.ancestors(index)[:4]:
        if kind_of(document.nodes, node) == "heading":
            return level_of(node)
    return None


def _is_caption(document: Document, node: int) -> bool:
    around = document.ancestors(node)[:4]
    return any(near.tag in ("figure", "figcaption") or "caption" in near.attrs.get("class", "") for near in around)
