"""Tables: rows and cells of what was kept, and whether a table holds data or only lays a page out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from ...article import BodyBlock
from ...model import Document, Node, Piece

_MAX_SPAN = 100  # of a colspan or rowspan; larger ones are mistakes or attacks (HTML standard: 1000 and 65534)
_LONG_CELL = 60  # words; a cell with several paragraphs and more than this is running text


@dataclass(slots=True)
class _Row:
    """Cells (node indices, None where a span reaches in) of one row, and whether it is a header."""

    cells: list[int | None] = field(default_factory=list)
    heads: int = 0
    in_head: bool = False

    @property
    def is_header(self) -> bool:
        return self.in_head or 0 < self.heads == sum(cell is not None for cell in self.cells)


def is_data(document: Document, table: int, pieces: Sequence[Piece]) -> bool:
    """True for a table with at least two rows and columns whose cells are read one by one, in their order."""
    if document.nodes[table].attrs.get("role") in ("presentation", "none"):
        return False
    texts = _texts(document, table, pieces)
    rows = list(_filled(_rows(document, table), texts))
    if len(rows) < 2 or max(sum(cell in texts for cell in row.cells) for row in rows) < 2:
        return False
    if not rows[0].is_header and any(_is_prose(inside) for inside in texts.values()):
        return False
    return [cell for row in rows for cell in row.cells if cell in texts] == _visits(document, table, pieces)


def lay_out_table(document: Document, table: int, pieces: Sequence[Piece]) -> BodyBlock:
    """A table block. Empty rows and columns are left out; spanned places are empty cells."""
    texts = _texts(document, table, pieces)
    rows = list(_filled(_rows(document, table), texts))
    width = max(len(row.cells) for row in rows)
    used = [column for column in range(width) if any(_cell(row, column) in texts for row in rows)]
    grid = [tuple("\n".join(texts.get(_cell(row, column), ())) for column in used) for row in rows]
    heads = next((number for number, row in enumerate(rows) if not row.is_header), len(rows))
    heads = min(heads, 1) if heads == len(rows) else heads
    source = tuple(piece.block for piece in pieces)
    return BodyBlock("table", header=tuple(grid[:heads]), rows=tuple(grid[heads:]), source=source)


def cell_of(document: Document, table: int, block: int) -> int | None:
    """The innermost cell of the table that holds a block; None for stray words between the cells."""
    node = document.blocks[block].node
    while node > table:
        if document.nodes[node].tag in ("td", "th"):
            return node
        node = document.nodes[node].parent
    return None


def _texts(document: Document, table: int, pieces: Sequence[Piece]) -> dict[int | None, list[str]]:
    texts: dict[int | None, list[str]] = {}
    for piece in pieces:
        cell = cell_of(document, table, piece.block)
        if cell is not None:
            texts.setdefault(cell, []).append(piece.text)
    return texts


def _is_prose(texts: Sequence[str]) -> bool:
    return len(texts) > 1 and sum(len(text.split()) for text in texts) > _LONG_CELL


def _visits(document: Document, table: int, pieces: Sequence[Piece]) -> list[int]:
    """The cells in the order their words are read; one is in it twice when cells are nested by mistake."""
    cells = (cell_of(document, table, piece.block) for piece in pieces)
    return [cell for cell, _ in groupby(cell for cell in cells if cell is not None)]


def _cell(row: _Row, column: int) -> int | None:
    return row.cells[column] if column < len(row.cells) else None


def _filled(rows: Sequence[_Row], texts: dict[int | None, list[str]]) -> Iterator[_Row]:
    return (row for row in rows if any(cell in texts for cell in row.cells))


def _rows(document: Document, table: int) -> list[_Row]:
    """All rows of a table with every cell in its column."""
    rows: list[_Row] = []
    reach: dict[int, int] = {}  # column -> rows that a cell above still reaches into
    parent = -1
    for node in _cells(document, table):
        if node.parent != parent or not rows:
            reach = {column: left - 1 for column, left in reach.items() if left > 1}
            rows.append(_Row(in_head=_in_thead(document, node)))
            parent = node.parent
        row = rows[-1]
        while len(row.cells) in reach:
            row.cells.append(None)
        wide = _span(node, "colspan")
        reach |= dict.fromkeys(range(len(row.cells), len(row.cells) + wide), _span(node, "rowspan"))
        row.heads += node.tag == "th"
        row.cells += [node.id, *[None] * (wide - 1)]
    return rows


def _cells(document: Document, table: int) -> Iterator[Node]:
    """The cells of a table in page order, those of tables nested in it left out."""
    nodes = document.nodes
    depth = nodes[table].depth
    skip = None
    for index in range(table + 1, len(nodes)):
        node = nodes[index]
        if node.depth <= depth:
            return
        if skip is not None and node.depth > skip:
            continue
        skip = node.depth if node.tag == "table" else None
        if node.tag in ("td", "th"):
            yield node


def _in_thead(document: Document, cell: Node) -> bool:
    row = document.nodes[cell.parent]
    return "thead" in (row.tag, document.nodes[row.parent].tag if row.parent >= 0 else "")


def _span(node: Node, name: str) -> int:
    value = node.attrs.get(name, "")
    return min(max(int(value), 1), _MAX_SPAN) if value.isascii() and value.isdigit() and len(value) < 6 else 1
