"""Lists: entries nested as the page nests them, in the order their words are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ...article import BodyBlock, ListItem
from ...model import Document
from .runs import Run, join
from .shapes import ITEMS, LISTS

MAX_DEPTH = 20  # entries nested deeper than anyone reads are kept at this depth

# Steps of a path that name no element: whatever entry came last at this depth, if there is one ...
_ANY = -1  # ... because a list stands right inside another list
_TERM = -2  # ... and it is the term (dt) that this description (dd) is about


@dataclass(slots=True)
class _Entry:
    key: int
    term: bool = False
    runs: list[Run] = field(default_factory=list)
    ordered: bool = False  # of the entries below
    entries: list[_Entry] = field(default_factory=list)

    def freeze(self) -> ListItem:
        text, marks = join(self.runs, "\n")
        return ListItem(text, marks, self.ordered, tuple(entry.freeze() for entry in self.entries))


def lay_out_list(document: Document, holder: int, parts: Sequence[tuple[int, Run]], start: int) -> BodyBlock:
    """A list block of (block number, run) pairs, its first entry numbered ``start``.

    Text after a nested list becomes an entry of its own, because an entry's text stands before what is nested in it.
    """
    root = _Entry(holder, ordered=document.nodes[holder].tag == "ol")
    for block, run in parts:
        path = entry_path(document, holder, block)
        _entry(document, root, path[: MAX_DEPTH - 1] + path[MAX_DEPTH - 1 :][-1:]).runs.append(run)
    items = tuple(entry.freeze() for entry in root.entries)
    source = tuple(dict.fromkeys(block for block, _ in parts))
    return BodyBlock("list", ordered=root.ordered, start=start, items=items, source=source)


def entry_path(document: Document, holder: int, block: int) -> list[tuple[int, bool]]:
    """(node of an entry, is its list ordered) for every entry around a block inside a list, outermost first.

    Words right inside a list count as an entry that no node has.
    """
    nodes = document.nodes
    index = document.blocks[block].node
    entry: int | None = None
    path: list[tuple[int, bool]] = []
    while True:
        node = nodes[index]
        if node.tag in ITEMS:
            entry = index if entry is None else entry
        elif node.tag in LISTS:
            if entry is None:
                entry = _ANY if path else len(nodes) + block
            path.append((entry, node.tag == "ol"))
            if 0 <= entry < len(nodes) and nodes[entry].tag == "dd":
                path.append((_TERM, False))
            entry = None
        if index == holder:
            return path[::-1]
        index = node.parent


def first_start(document: Document, holder: int) -> int:
    """The number of a list's first entry (the ``start`` attribute), 1 unless it says otherwise."""
    value = document.nodes[holder].attrs.get("start", "").strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) < 10 else 1


def _entry(document: Document, root: _Entry, path: Sequence[tuple[int, bool]]) -> _Entry:
    """The entry that a path leads to, made when it is new or when words already follow its own."""
    entry = root
    for key, ordered in path:
        last = entry.entries[-1] if entry.entries else None
        if key < 0:
            if last and (key == _ANY or last.term):
                entry = last
            continue
        if last is None or last.key != key or (last.entries and key == path[-1][0]):
            if last is None and entry is not root:
                entry.ordered = ordered
            last = _Entry(key, key < len(document.nodes) and document.nodes[key].tag == "dt")
            entry.entries.append(last)
        entry = last
    return entry
