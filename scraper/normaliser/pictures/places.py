"""Places: which words of the page belong to which picture or player. ``marked`` and ``unmarked`` find them."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field

from ...model import Document, Node
from .credits import split_credit
from .labels import is_label
from .layout import Layout, Span, covers_text

_PROSE = frozenset("table blockquote pre ul ol dl h1 h2 h3 h4 h5 h6 form select".split())
_PRICE = re.compile(
    r"(?:(?:US|AU|CA|C|A)?[$€£¥₹₩]\s?\d[\d.,]*|\d[\d.,]*\s?(?:€|£|₽|₴|kr\b|zł\b|Kč\b))(?:$|\s(?=[$€£\d])|\s\w+\s\w+$)"
)


@dataclass(slots=True)
class Place:
    """A picture or player and its words. ``medium`` is its number in Document.media, -1 when none was found.

    ``captions`` and ``credits`` are spans that hold the one or the other; a caption may still end in a credit.
    """

    medium: int
    how: str
    captions: list[Span] = field(default_factory=list)
    credits: list[Span] = field(default_factory=list)


class Places:
    """Collects places by medium in ``found``; each word is given away once. ``wanted``: media that can have words."""

    def __init__(self, layout: Layout, wanted: frozenset[int]) -> None:
        self.layout = layout
        self.document = layout.document
        self.wanted = wanted
        self.found: list[Place] = []
        self.by_medium: dict[int, Place] = {}
        self.by_figure: dict[int, list[int]] = {}
        for number in sorted(wanted):
            figure = layout.figure_of(self.document.media[number].node)
            if figure >= 0:
                self.by_figure.setdefault(figure, []).append(number)

    def place(self, medium: int, how: str) -> Place:
        if medium in self.by_medium:
            return self.by_medium[medium]
        found = Place(medium, how)
        self.found.append(found)
        if medium >= 0:
            self.by_medium[medium] = found
        return found

    def caption(self, medium: int, node: Node, how: str) -> Place:
        place = self.place(medium, how)
        place.how = how
        place.captions += self.document.covered(node)
        return place

    def shown(self, candidates: list[int]) -> int:
        """The first that is visible, else the first."""
        nodes, media = self.document.nodes, self.document.media
        return next((number for number in candidates if not nodes[media[number].node].hidden), candidates[0])

    def has_captions(self, medium: int) -> bool:
        return medium in self.by_medium and bool(self.by_medium[medium].captions)

    def holds_prose(self, node: Node) -> bool:
        """Whether a heading, list, table or quotation stands inside."""
        return self.holds(node, _PROSE)

    def holds_price(self, node: Node) -> bool:
        """Whether a line inside is a price, as beside the picture of something for sale."""
        return any(
            _PRICE.match(self.document.blocks[block].text, start) for block, start, _ in self.document.covered(node)
        )

    def holds(self, node: Node, tags: Collection[str]) -> bool:
        nodes = self.document.nodes
        for number in range(node.id + 1, len(nodes)):
            if nodes[number].depth <= node.depth:
                break
            if nodes[number].tag in tags and covers_text(nodes[number]) and not self.is_sentence(nodes[number]):
                return True
        return False

    def is_sentence(self, node: Node) -> bool:
        """A heading only by its tag: long, and with a full stop."""
        text = self.document.blocks[node.first].text
        return node.first == node.last and text.endswith((".", "。")) and text.count(" ") > 12

    def ends_in_credit(self, node: Node) -> bool:
        """Whether the last words, labels aside, are a credit, and every body block inside ends in one."""
        extent = self.layout.extent
        last = False
        for block, start, end in self.document.covered(node):
            text = self.document.blocks[block].text[start:end]
            if is_label(text):
                continue
            split = split_credit(text)
            last = bool(split.spans) and split.spans[-1][1] >= len(text.rstrip()) - 1
            if not last and extent.holds_body(block, block):
                return False
        return last


def link_share(document: Document, spans: list[Span]) -> float:
    """The share of the characters that lie inside links."""
    linked = total = 0
    for number, start, end in spans:
        total += end - start
        for mark in document.blocks[number].marks:
            if mark.kind == "link":
                linked += max(0, min(end, mark.end) - max(start, mark.start))
    return linked / total if total else 0.0
