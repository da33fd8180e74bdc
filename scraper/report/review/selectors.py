"""CSS selectors for the elements around some words of a page, narrowest first: for a host's keep and strip lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...cleaners.engine.host import select

if TYPE_CHECKING:
    from ...model import Document, Node
    from .units import Unit

_LEVELS = 5  # elements looked at, from the words outwards
_PLAIN = re.compile(r"[A-Za-z][A-Za-z_-]{1,40}")  # a name with digits is often made anew for each page
_OUTER = ("html", "body")

Covered = frozenset[tuple[int, int, int]]


def selectors_around(document: Document, unit: Unit, most: int) -> list[str]:
    """At most ``most`` selectors that cover the unit, each covering something else, those of fewest words first."""
    found: dict[Covered, str] = {}
    for node in _around(document, unit)[:_LEVELS]:
        for selector in _names(document, node):
            covered = frozenset(span for _, span in select(document, [selector]))
            if any(_holds(span, unit) for span in covered):
                found.setdefault(covered, selector)
    return [found[covered] for covered in sorted(found, key=lambda one: (_words(document, one), found[one]))][:most]


def _around(document: Document, unit: Unit) -> list[Node]:
    """The elements that hold the unit whole, the innermost first."""
    begin, end = (unit.block, unit.start), (unit.block, unit.end)
    holding = [node for node in document.nodes if (node.first, node.start) <= begin and end <= (node.last, node.end)]
    return sorted((node for node in holding if node.tag not in _OUTER), key=lambda node: -node.depth)


def _names(document: Document, node: Node) -> Iterator[str]:
    """By class, by id, by its place in a named element."""
    own = list(_own_names(node))
    yield from own
    named = next((above for above in document.ancestors(node.parent) if list(_own_names(above))), None)
    if named is None or own:
        return
    outer = next(_own_names(named))
    yield f"{outer} {node.tag}"
    if node.parent == named.id and node.element is not None:
        place = 1 + sum(1 for _ in node.element.itersiblings(node.tag, preceding=True))
        yield f"{outer} > {node.tag}:nth-of-type({place})"


def _own_names(node: Node) -> Iterator[str]:
    if node.tag in _OUTER:
        return
    yield from (f"{node.tag}.{name}" for name in node.attrs.get("class", "").split() if _PLAIN.fullmatch(name))
    if (name := node.attrs.get("id", "").strip()) and _PLAIN.fullmatch(name):
        yield f"{node.tag}#{name}"


def _holds(span: tuple[int, int, int], unit: Unit) -> bool:
    block, start, end = span
    return block == unit.block and start <= unit.start and unit.end <= end


def _words(document: Document, covered: Covered) -> int:
    return sum(len(document.blocks[block].text[start:end].split()) for block, start, end in covered)
