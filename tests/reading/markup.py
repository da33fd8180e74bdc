"""Short markup in, what reading makes of it out."""

from __future__ import annotations

from scraper.document import read
from scraper.model import Document, Node, Page


def document(markup: str, **known: str) -> Document:
    """The Document of a fragment of HTML."""
    return read(Page(markup.encode(), media_type="text/html", charset="utf-8", **known))


def texts(markup: str) -> list[str]:
    return [block.text for block in document(markup).blocks]


def tagged(markup: str) -> list[tuple[str, str]]:
    return [(block.tag, block.text) for block in document(markup).blocks]


def shown(markup: str) -> list[tuple[str, bool]]:
    """(text, whether a browser shows it) of every block."""
    return [(block.text, not block.hidden) for block in document(markup).blocks]


def words_of(found: Document, node: Node) -> list[str]:
    """The text that an element covers, a string for each block."""
    return [found.blocks[number].text[start:end] for number, start, end in found.covered(node)]


def node_of(found: Document, tag: str) -> Node:
    return next(node for node in found.nodes if node.tag == tag)
