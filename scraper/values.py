"""Where words are values, not talk to the reader: in code and in the cells of data tables.

"Subscribe" at the head of a column of prices is no invitation, and ``x = 1`` no button of a network: there phrases say
nothing, and a table stays or goes whole.
"""

from __future__ import annotations

from collections.abc import Iterator

from .model import Document, Node
from .once import once
from .tagged import tagged

_CODE = ("pre", "listing", "xmp")
_CELL_WORDS = 15  # of a data table, on average


def _data_tables(document: Document) -> tuple[Node, ...]:
    found: dict[int, Node] = {}
    for head in tagged(document, "th"):
        above = _table_around(document, head.parent)
        if above is not None:
            found[above.id] = above
    if not found:
        return ()
    nested = {outer.id for table in tagged(document, "table") if (outer := _table_around(document, table.parent))}
    return tuple(
        table
        for number, table in sorted(found.items())
        if number not in nested and table.last > table.first and _holds_short_texts(document, table)
    )


data_tables = once(_data_tables)
"""The tables with header cells and short texts: tables also lay pages out, but hardly with those."""


def _table_around(document: Document, number: int) -> Node | None:
    while number >= 0:
        node = document.nodes[number]
        if node.tag == "table":
            return None if node.attrs.get("role") in ("presentation", "none") else node
        number = node.parent
    return None


def _holds_short_texts(document: Document, table: Node) -> bool:
    blocks = document.blocks[table.first : table.last + 1]
    return sum(block.words for block in blocks) <= _CELL_WORDS * len(blocks)


def _values(document: Document) -> frozenset[int]:
    return frozenset(_numbers(document))


def _numbers(document: Document) -> Iterator[int]:
    yield from (block.index for block in document.blocks if block.tag in _CODE)
    for table in data_tables(document):
        yield from range(table.first, table.last + 1)


values_in = once(_values)
"""The numbers of the blocks that are code or cells of data tables."""
