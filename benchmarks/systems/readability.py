"""readability-lxml (Y. Baburov): the text of its summary, a line for each block."""

from __future__ import annotations

from lxml.html import fromstring
from readability import Document

from .found import Found

_BLOCKS = ("p", "div", "li", "br", "tr", "td", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre")


def extract(html: bytes, url: str | None) -> Found:
    document = Document(html, url=url)
    tree = fromstring(document.summary())
    for block in tree.iter(*_BLOCKS):  # or the last word of one block and the first of the next become one
        block.tail = "\n" + (block.tail or "")
    return Found("".join(map(str, tree.itertext())), document.short_title())
