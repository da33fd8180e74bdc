"""The elements of a document by their tags: several rules ask for a few of a thousand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from operator import attrgetter

from ...model import Document, Node
from .once import once

_ASKED = frozenset(("a", "article", "h1", "h2", "header", "input", "select", "textarea"))


def _by_tag(document: Document) -> dict[str, list[Node]]:
    found: dict[str, list[Node]] = defaultdict(list)
    for node in document.nodes:
        tag = node.tag
        if tag in _ASKED:
            found[tag].append(node)
    return found


_nodes = once(_by_tag)


def tagged(document: Document, tags: Sequence[str]) -> list[Node]:
    """The nodes that have one of the tags, in page order. Only tags in ``_ASKED`` are filed."""
    assert _ASKED.issuperset(tags), tags
    nodes = _nodes(document)
    return sorted((node for tag in tags for node in nodes.get(tag, ())), key=attrgetter("id"))
