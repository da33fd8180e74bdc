"""Plain text without markup: runs of short lines that do not end like sentences, as menus and footers leave behind."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from ...model import Block, Document
from ...once import once
from .prose import prose_of, size
from .texts import bare, texts_of
from .words import phrases

Spans = Iterator[tuple[int, int, int, str]]
Find = Callable[[Document], Spans]
_FEWEST = 5
_WORDS = 5
_TITLE_WORDS = 25
_ENDS = ".!?…。！？।:;,؟"
_LAST = 4  # lines above the text that may be its title, author and date


def short_lines(known: bool) -> Find:
    """Runs of five lines and more of at most five words, outside the running text: with a known label, or without.

    A list of winners may close an article; one that also says "Contact us" does not.
    """

    def find(document: Document) -> Spans:
        for run in _short_runs(document):
            label = next((line for line in run if _is_known(document, line)), None)
            if (label is not None) == known:
                for line in run:
                    beside = f", “{label.text}” among them" if label else ""
                    yield line.index, 0, len(line.text), f"one of {len(run)} short lines{beside}"

    return find


def title_lines(document: Document) -> Spans:
    """Runs of lines as long as titles below the running text."""
    if document.kind == "text":
        for run in _runs(document.blocks[prose_of(document).last + 1 :], _TITLE_WORDS):
            for line in run:
                yield line.index, 0, len(line.text), f"one of {len(run)} lines without an end"


def _all_short_runs(document: Document) -> list[list[Block]]:
    if document.kind != "text":
        return []
    prose = prose_of(document)
    above, below = document.blocks[: max(0, prose.first - _LAST)], document.blocks[prose.last + 1 :]
    return [*_runs(above, _WORDS), *_runs(below, _WORDS)]


_short_runs = once(_all_short_runs)


def _runs(blocks: tuple[Block, ...], words: int) -> Iterator[list[Block]]:
    run: list[Block] = []
    for block in blocks:
        if _is_label(block.text, words):
            run.append(block)
            continue
        if len(run) >= _FEWEST:
            yield run
        run = []
    if len(run) >= _FEWEST:
        yield run


def _is_label(text: str, words: int) -> bool:
    return len(text) < words * 14 and size(text) <= words and text.rstrip("\"'”’»)")[-1:] not in _ENDS


@cache
def _known() -> frozenset[str]:
    tables = (("navigation", "labels"), ("related", "heading"), ("comments", "heading"), ("legal", "link"))
    return frozenset().union(*(phrases(cleaner, table) for cleaner, table in tables))


def _is_known(document: Document, line: Block) -> bool:
    return bare(texts_of(document).folded[line.index]) in _known()
