"""What a piece of text stands in: a heading, a list, a quote, a table, code, or plain running text.

Markup lies: lists, tables and quotes are also used to lay a page out. A container is believed only when what is kept
inside it looks the part: a list or quote holding headings is layout, and so is a table of one column or one with
headings, code or long paragraphs in its cells.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from ...model import Document, Node, Piece
from ...values import data_tables
from .tables import is_data

LISTS = frozenset(("ul", "ol", "dl", "menu", "dir"))
ITEMS = frozenset(("li", "dt", "dd"))
_KINDS = {f"h{level}": "heading" for level in range(1, 7)}
_KINDS |= dict.fromkeys(("pre", "listing", "xmp"), "code") | dict.fromkeys(LISTS, "list")
_KINDS |= {"blockquote": "quote", "table": "table", "caption": "caption"}
_PULL_QUOTE = re.compile(r"(?:[a-z0-9]+[-_]+)*?pull[-_]?quote(?!s?[-_]*(?:on|link|share|button))[-_a-z0-9]*")
_HAS = re.compile(r"(?:has|with|no)[-_]")
# What a container cannot hold and still be what its tag says.
_FRAMED = {"list": {"heading"}, "quote": {"heading"}, "table": {"heading", "code", "table", "quote"}}
_IN_CELLS = {"code", "quote"}  # ... but a table with header cells and short texts can
_NOTHING: set[str] = set()
_SMALL = 4  # blocks; what is called a pull quote but holds more is a wrapper


class Shape(NamedTuple):
    """One container around a piece: ``kind`` and the index of its node."""

    kind: str
    node: int


Chain = tuple[Shape, ...]


class Shapes:
    """Answers for every piece which container it belongs to. Looks at each node once."""

    def __init__(self, document: Document, pieces: Sequence[Piece]) -> None:
        self._nodes = document.nodes
        self._chains: dict[int, Chain] = {-1: ()}
        self._blocks = document.blocks
        self._data = {table.id for table in data_tables(document)}
        self._layout = self._find_layout(document, pieces)

    def chain(self, block: int) -> Chain:
        """All containers around a block, outermost first, layout or not."""
        node = self._blocks[block].node
        missing = []
        while node not in self._chains:
            missing.append(node)
            node = self._nodes[node].parent
        chain = self._chains[node]
        for node in reversed(missing):
            kind = kind_of(self._nodes, self._nodes[node])
            chain = (*chain, Shape(kind, node)) if kind else chain
            self._chains[node] = chain
        return chain

    def holder(self, block: int) -> Shape | None:
        """The container that a block is laid out with, None for a paragraph.

        The outermost one wins; but a table, code or heading is itself wherever it stands, and so is a quote in a list.
        """
        held: Shape | None = None
        for shape in self.chain(block):
            if shape.node in self._layout:
                continue
            if shape.kind == "caption":  # the words above a table are not in its grid
                return None
            if shape.kind in ("table", "code", "heading"):
                return shape  # of code in a cell of a data table the table is the outer one
            if held is None or (shape.kind == "quote" and held.kind == "list"):
                held = shape
        return held

    def list_within(self, block: int, outer: int) -> Shape | None:
        """The next list inside the list ``outer`` around a block."""
        chain = self.chain(block)
        inner = (s for s in chain if s.node > outer and s.kind == "list" and s.node not in self._layout)
        return next(inner, None)

    def _find_layout(self, document: Document, pieces: Sequence[Piece]) -> set[int]:
        layout: set[int] = set()
        tables: dict[int, list[Piece]] = {}
        for piece in pieces:
            inside: set[str] = set()  # kinds of container between the piece and the one looked at
            for kind, node in reversed(self.chain(piece.block)):
                framed = _FRAMED.get(kind, _NOTHING)
                if not inside.isdisjoint(framed - _IN_CELLS if node in self._data else framed):
                    layout.add(node)
                elif kind == "table":
                    tables.setdefault(node, []).append(piece)
                inside.add(kind)
        believed = {node: inside for node, inside in tables.items() if node not in layout}
        return layout.union(node for node, inside in believed.items() if not is_data(document, node, inside))


def kind_of(nodes: Sequence[Node], node: Node) -> str | None:
    """The kind of container that an element is, None for the many that are none."""
    kind = _KINDS.get(node.tag)
    if kind:
        return kind
    if node.tag == "figure":  # a quote with its source as the caption (HTML standard, 4.4.4)
        below = nodes[node.id + 1] if node.id + 1 < len(nodes) else node
        return "quote" if below.tag == "blockquote" and below.parent == node.id else None
    if not node.attrs:
        return None
    if node.attrs.get("role") == "heading":
        return "heading" if node.last <= node.first else None
    classes = node.attrs.get("class")
    return "quote" if classes and "pull" in classes and _is_pull_quote(node, classes) else None


def _is_pull_quote(node: Node, classes: str) -> bool:
    names = (name for name in classes.lower().split() if not _HAS.match(name))
    return node.last - node.first < _SMALL and any(_PULL_QUOTE.fullmatch(name) for name in names)


def level_of(node: Node) -> int:
    """Heading level 1-6; ``role=heading`` counts as 2 unless it says otherwise (WAI-ARIA 1.2)."""
    digits = node.tag[1:] if _KINDS.get(node.tag) == "heading" else node.attrs.get("aria-level", "")
    return min(max(int(digits), 1), 6) if digits.isascii() and digits.isdigit() else 2
