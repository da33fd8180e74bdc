"""The same paragraphs again: pages print an article twice, for readers without scripts or for small screens."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..model import Block, Document

_LONG = 8  # words of a block that is compared
_LONG_CHARS = 2 * _LONG - 1  # fewer characters are fewer words
_BLOCKS, _WORDS = 5, 100  # a copy has at least so many
_NEARLY_ALL = 0.8
_BODY = 0.5


def copies(document: Document, values: Sequence[float]) -> Iterator[int]:
    """Blocks of runs that stand above already, in the same order, most of their words as body.

    ``values[i]`` is the probability (0..1) that block ``i`` is body.
    """
    long = [(b, words) for b in document.blocks if len(b.text) >= _LONG_CHARS and (words := b.words) >= _LONG]
    texts = [block.text for block, _ in long]
    first: dict[str, int] = {}
    place = 0
    while place < len(long):
        earlier = first.setdefault(texts[place], place)
        length = _run(texts, earlier, place)
        if length < _BLOCKS:
            place += 1
            continue
        run = long[earlier : earlier + length]
        if _is_passage(run) and _is_body(run, values):
            yield from range(long[place][0].index, long[place + length - 1][0].index + 1)
        place += length


def _is_passage(run: Sequence[tuple[Block, int]]) -> bool:
    """Whether blocks and their words are enough, and no refrain."""
    return len({block.text for block, _ in run}) >= _BLOCKS and sum(words for _, words in run) >= _WORDS


def _is_body(run: Sequence[tuple[Block, int]], values: Sequence[float]) -> bool:
    body = sum(words for block, words in run if values[block.index] >= _BODY)
    return body * 2 >= sum(words for _, words in run)


def _run(texts: Sequence[str], earlier: int, later: int) -> int:
    """How many texts from ``earlier`` on are those from ``later`` on, without reaching into them."""
    length = 0
    while earlier + length < later < len(texts) - length and texts[earlier + length] == texts[later + length]:
        length += 1
    return length


def in_one_piece(document: Document, values: Sequence[float]) -> Iterator[int]:
    """Blocks that print the paragraphs of the body once more, run together."""
    body = [block for block in document.blocks if values[block.index] >= _BODY]
    total = sum([len(block.text) for block in body])
    for large in [block for block in body if len(block.text) * 3 >= total and block.words >= _WORDS]:
        text = " ".join(large.text.split())
        others = [words for block in body if block is not large and len(words := block.text.split()) >= _LONG]
        inside = [len(words) for words in others if " ".join(words) in text]
        if len(inside) >= _BLOCKS and sum(inside) >= large.words * _NEARLY_ALL:
            yield large.index
