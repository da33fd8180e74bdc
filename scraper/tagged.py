"""The elements of a document by their tags: many places ask for a few of a thousand."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from .model import Document, Node
from .once import once

_ASKED = frozenset(
    "a article blockquote font form h1 h2 header img input pre select sup table textarea th time ul".split()
)


def _by_tag(document: Document) -> dict[str, list[Node]]:
    found: dict[str, list[Node]] = {tag: [] for tag in _ASKED}
    for node in document.nodes:
        tag = node.tag
        if tag in found:
            found[tag].append(node)
    return found


_nodes = once(_by_tag)


def tagged(document: Document, *tags: str) -> Sequence[Node]:
    """The nodes that have one of the tags, in page order. Only tags in ``_ASKED`` are filed."""
    nodes = _nodes(document)
    if len(tags) == 1:
        return nodes[tags[0]]
    return sorted([node for tag in tags for node in nodes[tag]], key=attrgetter("id"))
