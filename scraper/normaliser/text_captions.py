"""Captions in a text without markup: known by being printed twice, with and without credit, or by their credit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..article import Image
from ..model import Document, Figures
from .credits import Split, is_strong, split_credit
from .extent import BODY
from .picture_text import Piece, settle
from .repeats import printed_twice

_TOP = 8  # blocks from the start in which a line that ends in an agency's name may be a caption
_MAX_WORDS = 80
_MIN_WORDS = 4
_PROSE_WORDS = 25


def read_text_figures(document: Document, scores: Sequence[float]) -> Figures:
    """One image without address for each caption. ``scores`` as in ``read_figures``."""
    if not any(block.words >= _PROSE_WORDS for block in document.blocks):
        return Figures()
    images: list[Image] = []
    pieces: list[Piece] = []
    taken: set[int] = set()
    for first, second, split in printed_twice(document, range(len(document.blocks))):
        taken |= {first, second}
        pieces.append(_whole(document, first, "caption-repeat", "printed again with its credit"))
        pieces += _pieces(document, second, split, "printed twice, with and without credit")
        images.append(_image(split, first))
    for number, split in _credited(document, scores, taken):
        pieces += _pieces(document, number, split, "a line that ends in a credit")
        images.append(_image(split, number))
    return Figures(tuple(sorted(images, key=lambda image: image.before or 0)), (), settle(document, pieces))


def _credited(document: Document, scores: Sequence[float], taken: set[int]) -> Iterator[tuple[int, Split]]:
    """Lines that end in a credit: one with a label anywhere, a bare agency only near the top and outside the body."""
    for block in document.blocks:
        if block.index in taken or block.words > _MAX_WORDS:
            continue
        split = split_credit(block.text)
        if not split.credit or len(split.spans) != 1 or 0 < len(split.caption.split()) < _MIN_WORDS:
            continue
        score = scores[block.index] if block.index < len(scores) else 0.0
        weak = block.index < _TOP and score < BODY and bool(split.caption)
        if is_strong(block.text, split.spans[0]) or weak:
            yield block.index, split


def _image(split: Split, before: int) -> Image:
    role = "lead" if before < _TOP else "inline"
    return Image("", caption=split.caption or None, credit=split.credit, role=role, before=before)


def _whole(document: Document, number: int, rule: str, evidence: str) -> Piece:
    return Piece((number, 0, len(document.blocks[number].text)), "caption", rule, evidence)


def _pieces(document: Document, number: int, split: Split, evidence: str) -> Iterator[Piece]:
    """The caption and the credit of one block."""
    text = document.blocks[number].text
    position = 0
    for start, end in (*split.spans, (len(text), len(text))):
        if start > position:
            yield Piece((number, position, start), "caption", "caption", evidence)
        if end > start:
            yield Piece((number, start, end), "credit", "credit", evidence)
        position = end
