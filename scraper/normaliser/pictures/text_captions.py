"""Captions in a text without markup: known by being printed twice, with and without credit, or by their credit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...article import Image
from ...model import Document, Figures
from .credits import Split, is_strong, split_credit
from .extent import BODY
from .labels import same_words
from .repeats import caption_pieces, captions_printed_twice
from .settling import Piece, settle

_TOP = 8  # blocks from the start, where a lead picture stands
_MAX_WORDS = 80
_MIN_WORDS = 4
_PROSE_CHARS = 80


def read_text_figures(document: Document, scores: Sequence[float]) -> Figures:
    """One image without address for each caption. ``scores`` as in ``read_figures``."""
    if not any(len(block.text) >= _PROSE_CHARS for block in document.blocks):
        return Figures()
    images: list[Image] = []
    pieces: list[Piece] = []
    taken: set[int] = set()
    for picture, found in captions_printed_twice(document, range(len(document.blocks)), taken):
        pieces += found
        taken |= {piece.span[0] for piece in found}
        picture.role = "lead" if (picture.before or 0) < _TOP else "inline"
        images.append(picture.finished())
    known = {same_words(image.caption or "") for image in images} - {""}
    for number, split in _credited(document, scores, taken):
        key = same_words(split.caption)
        if key in known:  # printed again further down
            pieces.append(
                Piece((number, 0, len(document.blocks[number].text)), "caption", "caption-repeat", "printed again")
            )
            continue
        known |= {key} - {""}
        pieces += caption_pieces(document, number, split, "a line that ends in a credit")
        images.append(_image(split, number))
    return Figures(tuple(sorted(images, key=lambda image: image.before or 0)), (), settle(document, pieces))


def _credited(document: Document, scores: Sequence[float], taken: set[int]) -> Iterator[tuple[int, Split]]:
    """Lines that end in a credit: one with a label anywhere, a bare agency only above the body."""
    top = next((number for number, score in enumerate(scores[:_TOP]) if score >= BODY), _TOP)
    for block in document.blocks:
        if block.index in taken or block.words > _MAX_WORDS:
            continue
        split = split_credit(block.text)
        if not split.credit or len(split.spans) != 1 or 0 < len(split.caption.split()) < _MIN_WORDS:
            continue
        weak = block.index < top and bool(split.caption)
        if is_strong(block.text, split.spans[0]) or weak:
            yield block.index, split


def _image(split: Split, before: int) -> Image:
    role = "lead" if before < _TOP else "inline"
    return Image("", caption=split.caption or None, credit=split.credit, role=role, before=before)
