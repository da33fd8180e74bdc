"""Captions that stand in the text once more: a paragraph equal to a caption or alt text, a caption printed twice."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from ..model import Document
from .credits import Split, is_strong, split_credit
from .extent import Extent
from .folding import squashed
from .images import Picture
from .picture_text import Piece

_MIN_LETTERS = 20
_MAX_LETTERS = 600
_NEAR = 4  # blocks between a picture and the paragraph that repeats its alt text
_CREDIT_LETTERS = 100  # of the credit by which two printings of a caption differ


def printed_twice(document: Document, numbers: Iterable[int]) -> Iterator[tuple[int, int, Split]]:
    """Pairs of neighbouring blocks where the second is the first with a credit: (first, second, split second)."""
    blocks = document.blocks
    for number in numbers:
        text = blocks[number].text
        if not _MIN_LETTERS < len(text) < _MAX_LETTERS:
            continue
        for other in range(number + 1, min(number + 3, len(blocks))):
            longer = blocks[other].text
            if 0 < len(longer) - len(text) < _CREDIT_LETTERS and longer.startswith(text):
                split = split_credit(longer)
                if split.credit and squashed(split.caption) == squashed(split_credit(text).caption):
                    yield number, other, split


def repeated(document: Document, extent: Extent, pictures: Sequence[Picture], taken: Collection[int]) -> list[Piece]:
    """Pieces for blocks of the article that repeat a caption or, close to the picture, its alt text.

    Pictures without a caption learn theirs from a block that repeats the alt text or, right behind the picture, ends
    in a credit with a label. ``taken`` are the blocks that have been given away.
    """
    captions = {squashed(picture.caption): picture for picture in pictures if picture.caption}
    alts = {squashed(picture.alt): picture for picture in pictures if picture.alt}
    around: dict[int, Picture] = {}
    for picture in pictures:
        if picture.before is not None:
            for step in range(_NEAR):
                around.setdefault(picture.before + step, picture)
    pieces: list[Piece] = []
    for number in range(extent.lead, min(extent.tail + 1, len(document.blocks))):
        block = document.blocks[number]
        if number in taken or not _MIN_LETTERS < len(block.text) < _MAX_LETTERS or block.tag in ("h1", "h2"):
            continue
        near = around.get(number)
        split = split_credit(block.text) if near else Split(block.text)
        key = squashed(split.caption)
        body = extent.holds_body(number, number)
        if key in captions:
            if not body:
                pieces.append(_piece(number, block.text, "caption-repeat", "the same caption again"))
        elif near and key in alts and alts[key] is near and (not body or number - (near.before or 0) <= 1):
            _learn(near, split)
            pieces.append(_piece(number, block.text, "alt-repeat", "equals the picture's alt text"))
        elif near and near.before == number and not near.caption and _is_caption(block.text, split):
            _learn(near, split)
            pieces.append(_piece(number, block.text, "caption", "behind a picture, ends in a credit"))
    return pieces


def _is_caption(text: str, split: Split) -> bool:
    return bool(split.caption and split.spans) and is_strong(text, split.spans[-1])


def _learn(picture: Picture, split: Split) -> None:
    picture.caption = picture.caption or split.caption or None
    picture.credit = picture.credit or split.credit


def _piece(number: int, text: str, rule: str, evidence: str) -> Piece:
    return Piece((number, 0, len(text)), "caption", rule, evidence)
