"""What the cut left -> body blocks, in reading order, with images and embeds where they stood.

Law: ``render_text(blocks)`` has the words of the pieces, all of them, in their order.
"""

from __future__ import annotations

import dataclasses
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from ..article import BodyBlock, Image
from ..model import Cut, Figures, Piece
from .layout.boldlines import with_headings
from .layout.hints import language_of, quoted_url
from .layout.lists import entry_path, first_start, lay_out_list
from .layout.orphans import orphan_headings
from .layout.runs import Addresses, Run, join, one_line, tidy
from .layout.shapes import Shape, Shapes, level_of
from .layout.tables import cell_of, lay_out_table

__all__ = ["lay_out", "orphan_headings"]

_PARAGRAPH = Shape("paragraph", -1)


def lay_out(cut: Cut) -> tuple[tuple[BodyBlock, ...], tuple[Image, ...]]:
    """The body of an article, and its images with the number of the block that shows them.

    Images and videos stand in front of the Document block named by their ``before``, or after what is being laid out
    when that block is in the middle of a quote, a table or a list entry. Those without ``before`` have no block.
    """
    body = _Body(cut)
    for piece in cut.pieces:
        if piece.text.strip():
            body.add(piece)
    blocks = tuple(with_headings(body.finished()))
    places = {block.image: place for place, block in enumerate(blocks) if block.type == "image"}
    images = enumerate(cut.judgement.figures.images)
    return blocks, tuple(dataclasses.replace(image, block=places.get(index), before=None) for index, image in images)


@dataclass(slots=True)
class _Group:
    """Pieces that become one block."""

    shape: Shape
    pieces: list[Piece] = field(default_factory=list)


class _Body:
    """Collects pieces into groups and turns each group into a block when it ends."""

    def __init__(self, cut: Cut) -> None:
        self._document = cut.document
        self._shapes = Shapes(cut.document, cut.pieces)
        self._addresses = Addresses(cut.document.base_url)
        self._waiting = _insertions(cut.judgement.figures)  # latest first
        self._blocks: list[BodyBlock] = []
        self._group = _Group(_PARAGRAPH)
        self._entries: dict[int, int] = defaultdict(int)  # list node -> entries laid out so far
        self._last_entry: dict[int, int] = {}  # list node -> the entry last seen

    def add(self, piece: Piece) -> None:
        shape = self._shape(piece.block)
        if self._ends_group(shape, piece):
            self._close()
            self._insert_before(piece.block)
            self._group = _Group(shape)
        self._group.pieces.append(piece)
        if shape.kind == "list":
            self._last_entry[shape.node] = self._entry(shape.node, piece.block)

    def finished(self) -> tuple[BodyBlock, ...]:
        self._close()
        self._insert_before(None)
        return tuple(self._blocks)

    def _shape(self, block: int) -> Shape:
        shape = self._shapes.holder(block)
        while shape and shape.kind == "list" and self._is_broken(shape, block):
            shape = self._shapes.list_within(block, shape.node)
        if shape and shape.kind == "table" and cell_of(self._document, shape.node, block) is None:
            return _PARAGRAPH
        return shape or _PARAGRAPH

    def _is_broken(self, shape: Shape, block: int) -> bool:
        """Code, a table or a quote stood in the middle of the entry, so the list has ended before the entry has."""
        return shape != self._group.shape and self._last_entry.get(shape.node) == self._entry(shape.node, block)

    def _entry(self, holder: int, block: int) -> int:
        return next(key for key, _ in entry_path(self._document, holder, block) if key >= 0)

    def _ends_group(self, shape: Shape, piece: Piece) -> bool:
        if shape != self._group.shape:
            return True
        if shape.kind == "paragraph":
            return not self._group.pieces or self._group.pieces[-1].block != piece.block
        if shape.kind == "list" and self._waiting and self._waiting[-1][0] <= piece.block:
            key = entry_path(self._document, shape.node, piece.block)[0][0]
            return key >= 0 and key != self._last_entry[shape.node]
        return False

    def _insert_before(self, block: int | None) -> None:
        """Images and embeds up to a Document block, all that are left when it is None."""
        while self._waiting and (block is None or self._waiting[-1][0] <= block):
            self._blocks.append(self._waiting.pop()[1])

    def _close(self) -> None:
        pieces, shape = self._group.pieces, self._group.shape
        if not pieces:
            return
        if shape.kind == "table":
            self._blocks.append(lay_out_table(self._document, shape.node, pieces))
        elif shape.kind == "list":
            self._blocks.append(self._list(shape.node, pieces))
        elif shape.kind == "code":
            self._blocks.append(self._code(shape.node, pieces))
        else:
            self._blocks.append(self._running(shape, pieces))
        self._group = _Group(_PARAGRAPH)

    def _list(self, node: int, pieces: Sequence[Piece]) -> BodyBlock:
        start = first_start(self._document, node) + self._entries[node] if self._is_ordered(node) else 1
        block = lay_out_list(self._document, node, self._runs(pieces), start)
        self._entries[node] += len(block.items)
        return block

    def _is_ordered(self, node: int) -> bool:
        return self._document.nodes[node].tag == "ol"

    def _code(self, node: int, pieces: Sequence[Piece]) -> BodyBlock:
        text = "\n".join(piece.text for piece in pieces).strip("\r\n")
        return BodyBlock("code", text, language=language_of(self._document, node), source=_source(pieces))

    def _running(self, shape: Shape, pieces: Sequence[Piece]) -> BodyBlock:
        runs = [run for _, run in self._runs(pieces)]
        if shape.kind == "heading":
            text, marks = join(runs, " ")
            level = level_of(self._document.nodes[shape.node])
            return BodyBlock("heading", one_line(text), marks, level=level, source=_source(pieces))
        text, marks = join(runs, "\n\n")
        if shape.kind == "quote":
            url = quoted_url(self._document, shape.node, marks, self._addresses)
            return BodyBlock("quote", text, marks, url=url, source=_source(pieces))
        return BodyBlock("paragraph", text, marks, source=_source(pieces))

    def _runs(self, pieces: Sequence[Piece]) -> list[tuple[int, Run]]:
        """(block, run) of every piece; several pieces of one block are one run."""
        by_block: dict[int, list[Run]] = {}
        for piece in pieces:
            by_block.setdefault(piece.block, []).append(tidy(piece.text, self._addresses.absolute(piece.marks)))
        return [(block, join(runs, " ")) for block, runs in by_block.items()]


def _source(pieces: Sequence[Piece]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(piece.block for piece in pieces))


def _insertions(figures: Figures) -> list[tuple[int, BodyBlock]]:
    """(before, block) of images and videos that stand in the body, the first one last."""
    found = [
        (image.before, BodyBlock("image", image=index))
        for index, image in enumerate(figures.images)
        if image.before is not None
    ]
    found += [
        (video.before, BodyBlock("embed", url=video.url, provider=video.provider))
        for video in figures.videos
        if video.before is not None and video.url
    ]
    return sorted(found, key=lambda pair: pair[0])[::-1]
