"""Captions that stand in the text once more: a paragraph equal to a caption or alt text, a caption printed twice."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from ...model import Document
from .credits import Split, is_strong, split_credit
from .extent import Extent
from .images import Picture
from .labels import same_words
from .settling import Piece

_MIN_LETTERS = 20
_MIN_CREDIT = 8  # letters right behind a picture
_MAX_LETTERS = 600
_SHORT, _LONG = 6, 10  # words
_MAX_WORDS = 60
_BEGINNING = 12  # letters by which a repetition is suspected
_NEAR = 4  # blocks between a picture and the paragraph that repeats its alt text
_CREDIT_LETTERS = 100  # of the credit by which two printings of a caption differ


def printed_twice(document: Document, numbers: Iterable[int]) -> Iterator[tuple[int, int, Split]]:
    """Pairs of neighbouring blocks where the second is the first with a credit: (first, second, split second)."""
    blocks = document.blocks
    for number in numbers:
        text = blocks[number].text
        if not _MIN_LETTERS < len(text) < _MAX_LETTERS or blocks[number].tag == "pre":
            continue
        for other in range(number + 1, min(number + 3, len(blocks))):
            longer = blocks[other].text
            if 0 < len(longer) - len(text) < _CREDIT_LETTERS and longer.startswith(text):
                split = split_credit(longer)
                added = longer[len(text) :].lstrip()
                if not split.credit and added.startswith(("(", "（", "[", "【")) and not added.islower():
                    split = split_credit(longer, [(len(text), len(longer))])  # what the second adds is the credit
                if split.credit and same_words(split.caption) == same_words(split_credit(text).caption):
                    yield number, other, split


def captions_printed_twice(
    document: Document, numbers: Iterable[int], taken: Collection[int]
) -> Iterator[tuple[Picture, list[Piece]]]:
    """A picture without address for each caption that stands there twice, with and without its credit."""
    for first, second, split in printed_twice(document, numbers):
        if first in taken or second in taken:
            continue
        text = document.blocks[first].text
        pieces = [Piece((first, 0, len(text)), "caption", "caption-repeat", "printed again with its credit")]
        pieces += caption_pieces(document, second, split, "printed twice, with and without credit")
        yield Picture(-1, "", "", first, caption=split.caption, credit=split.credit), pieces


def caption_pieces(document: Document, number: int, split: Split, evidence: str) -> Iterator[Piece]:
    """The caption and the credit of one block."""
    text = document.blocks[number].text
    position = 0
    for start, end in (*split.spans, (len(text), len(text))):
        if start > position:
            yield Piece((number, position, start), "caption", "caption", evidence)
        if end > start:
            yield Piece((number, start, end), "credit", "credit", evidence)
        position = end


def repeated(document: Document, extent: Extent, pictures: Sequence[Picture], taken: Collection[int]) -> list[Piece]:
    """Pieces for blocks of the article that repeat a caption or, close to the picture, its alt text.

    Pictures without a caption learn theirs from a block that repeats the alt text or, right behind the picture, ends
    in a credit with a label. ``taken`` are the blocks that have been given away.
    """
    captions = {same_words(picture.caption): picture for picture in pictures if picture.caption}
    alts = {same_words(picture.alt): picture for picture in pictures if picture.alt}
    beginnings = {key[:_BEGINNING] for key in (*captions, *alts)}
    around = {number: picture for picture in reversed(pictures) for number in _behind(picture)}
    pieces: list[Piece] = []
    for number in range(extent.lead, min(extent.tail + 1, len(document.blocks))):
        text = document.blocks[number].text
        near = around.get(number)
        behind = near is not None and near.before == number and not near.caption
        least = _MIN_CREDIT if behind else _MIN_LETTERS
        if number in taken or not least < len(text) < _MAX_LETTERS:
            continue
        if not behind and (not beginnings or same_words(text[: 2 * _BEGINNING])[:_BEGINNING] not in beginnings):
            continue
        if document.blocks[number].tag in ("h1", "h2"):
            continue
        split = split_credit(text)
        key = same_words(split.caption)
        body = extent.holds_body(number, number) and not document.blocks[number].hidden  # a lightbox is no body
        if key in captions:
            if not body and _is_sentence(text):
                pieces.append(_piece(number, text, "caption-repeat", "the same caption again"))
        elif near and alts.get(key) is near and _is_sentence(text) and (not body or number - (near.before or 0) <= 1):
            _learn(near, split)
            pieces.append(_piece(number, text, "alt-repeat", "equals the picture's alt text"))
        elif near and behind and _is_caption(text, split, alone=not body):
            _learn(near, split)
            pieces += caption_pieces(document, number, split, "behind a picture, ends in a credit")
    return pieces


def _behind(picture: Picture) -> range:
    """The blocks close behind a picture."""
    return range(0) if picture.before is None else range(picture.before, picture.before + _NEAR)


def _is_sentence(text: str) -> bool:
    """Not a heading that a picture's alt text repeats."""
    words = text.count(" ") + 1
    return words >= _LONG or (words >= _SHORT and text[-1] in ".!?。") or (not text.isascii() and " " not in text)


def _is_caption(text: str, split: Split, *, alone: bool) -> bool:
    """Whether a block ends in a credit with a label and is no longer than captions are.

    ``alone``: it may be nothing but the credit.
    """
    if not (split.caption or alone) or not split.spans or text.count(" ") > _MAX_WORDS:
        return False
    return split.spans[-1][1] >= len(text) - 1 and is_strong(text, split.spans[-1])


def _learn(picture: Picture, split: Split) -> None:
    picture.caption = picture.caption or split.caption or None
    picture.credit = picture.credit or split.credit


def _piece(number: int, text: str, rule: str, evidence: str) -> Piece:
    return Piece((number, 0, len(text)), "caption", rule, evidence)
