"""Runs of links by their shape: neighbouring blocks of which nearly every character is a link."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ...model import Document
from ...once import once
from ...tagged import tagged
from .links import linked_chars
from .prose import prose_of, size
from .words import blocks_made_of, phrases, runs

Spans = Iterator[tuple[int, int, int, str]]
Find = Callable[[Document], Spans]
_FEWEST = 5
_MENU_CHARS = 30  # items of menus are shorter than this on average, titles are longer
_SMALL = 6  # words of a date, a category, a count between two links
_GAP = 2  # such blocks in a row
_TEXT_CHARS = 400  # of running text; a page with less may be a list of articles itself
_LANGUAGES = 2


def link_runs(outside: bool, titles: bool) -> Find:
    """Runs of five links and more outside or amid the running text, their items as short as in menus or as titles."""

    def find(document: Document) -> Spans:
        prose = prose_of(document)
        if titles and outside and prose.total < _TEXT_CHARS:
            return
        for first, last, links, chars in _all_runs(document):
            if (prose.outside(first) and prose.outside(last)) != outside or (chars > _MENU_CHARS * links) != titles:
                continue
            for number in range(first, last + 1):
                yield number, 0, len(document.blocks[number].text), f"one of {links} links in a row"

    return find


def _runs(document: Document) -> Iterator[tuple[int, int, int, int]]:
    """(first block, last block, number of links, their characters); a main title ends a run."""
    stops = {node.first for node in tagged(document, "h1")}
    first, last, links, chars = 0, -1, 0, 0
    for block, linked in zip(document.blocks, linked_chars(document), strict=True):
        if linked * 5 > len(block.text) * 4 and block.index not in stops:
            first = first if links else block.index
            last, links, chars = block.index, links + 1, chars + len(block.text)
        elif links and (block.index - last > _GAP or block.index in stops or size(block.text) > _SMALL):
            if links >= _FEWEST:
                yield first, last, links, chars
            links = chars = 0
    if links >= _FEWEST:
        yield first, last, links, chars


_all_runs = once(lambda document: tuple(_runs(document)))


def languages(document: Document) -> Spans:
    """Neighbouring blocks that are nothing but names of languages, two names at least."""
    found = blocks_made_of(document, phrases("navigation", "languages"))
    for run in runs(found):
        names = {name for number in run for name in found[number]}
        if len(names) >= _LANGUAGES:
            for number in run:
                yield number, 0, len(document.blocks[number].text), f"{len(names)} names of languages"
