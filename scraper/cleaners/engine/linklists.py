"""Lists of links by their shape: nearly every character is a link and the items are short."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Document, Node
from .prose import prose_of
from .texts import texts_of
from .words import made_of, phrases, runs

Spans = Iterator[tuple[int, int, int, str]]
_LISTS = frozenset(("ul", "ol", "dl", "menu", "table", "tr"))
_FEWEST = 4
_LONGEST = 30  # characters of an item, on average
_LANGUAGES = 2


def menus_outside(document: Document) -> Spans:
    """Lists of short links before or after the running text."""
    return _link_lists(document, outside=True)


def menus_inside(document: Document) -> Spans:
    """Lists of short links amid the running text: a table of contents, a teaser, or part of the article."""
    return _link_lists(document, outside=False)


def _link_lists(document: Document, outside: bool) -> Spans:
    prose = prose_of(document)
    until = -1
    for node in document.nodes:
        if node.tag not in _LISTS or node.first <= until or node.last - node.first + 1 < _FEWEST:
            continue
        if (prose.outside(node.first) and prose.outside(node.last)) == outside and _is_links(document, node):
            until = node.last
            for block, start, end in document.covered(node):
                yield block, start, end, f"{node.last - node.first + 1} links in <{node.tag}>"


def _is_links(document: Document, node: Node) -> bool:
    chars = links = 0
    blocks = document.blocks[node.first : node.last + 1]
    for block in blocks:
        chars += len(block.text)
        links += block.link_chars
    return links > chars * 0.9 and chars < _LONGEST * len(blocks)


def languages(document: Document) -> Spans:
    """Neighbouring blocks that are nothing but names of languages, two names at least."""
    listed = phrases("navigation", "languages")
    found = {number: parts for number, text in texts_of(document).short if text and (parts := made_of(text, listed))}
    for run in runs(found):
        names = {name for number in run for name in found[number]}
        if len(names) >= _LANGUAGES:
            for number in run:
                yield number, 0, len(document.blocks[number].text), f"{len(names)} names of languages"
