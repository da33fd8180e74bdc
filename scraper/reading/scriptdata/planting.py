"""HTML of a story -> elements of the page's tree, behind what the page prints of it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lxml import etree

from ...letters import letters
from ...model import Block, Node
from ..tree import Walk, walk
from ..xmltext import legal

_BESIDE = frozenset("p div section article blockquote ul ol h2 h3 h4".split())
_DROPPED = ("script", "style", "template", "link", "meta", "form", "noscript")


class Fragment(NamedTuple):
    """A story as a tree of its own: its body element, and what a walk over it sees."""

    body: etree._Element
    blocks: Sequence[Block]
    nodes: Sequence[Node | None]


def parsed(markup: str) -> Fragment | None:
    """The tree of a story's HTML, without scripts; None when it is nested so deep that words would be lost."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False)
    source = f"<html><body>{markup}</body></html>".encode("utf-8", "replace").replace(b"\x00", b"")
    try:
        root = etree.fromstring(source, parser)
    except etree.XMLSyntaxError:
        return None
    body = None if root is None else root.find("body")
    if body is None or any("depth" in entry.message for entry in parser.error_log):
        return None
    etree.strip_elements(body, *_DROPPED, with_tail=False)
    seen = walk(body)
    return Fragment(body, seen.blocks, seen.nodes)


def plant(root: etree._Element, seen: Walk, fragment: Fragment, printed: int) -> None:
    """Put the story into the tree, but for its first ``printed`` blocks, which the page shows itself."""
    last = _shown(seen, fragment.blocks[printed - 1].text) if printed else None
    _drop_beginning(fragment, printed)
    if (fragment.body.text or "").strip():
        first = etree.Element("p")
        first.text, fragment.body.text = legal(fragment.body.text), None
        fragment.body.insert(0, first)
    parts = list(fragment.body)
    if last is not None:
        for part in reversed(parts):
            last.addnext(part)
        return
    body = root.find("body")
    main = etree.SubElement(root if body is None else body, "main")
    etree.SubElement(main, "article").extend(parts)


def _shown(seen: Walk, text: str) -> etree._Element | None:
    """The element behind which a text goes on that the page breaks off after this block; None when it is not found."""
    wanted = letters(text)
    block = next((b for b in reversed(seen.blocks) if not b.hidden and letters(b.text) == wanted), None)
    node = seen.nodes[block.node] if block else None
    while node is not None and node.tag not in _BESIDE:
        node = seen.nodes[node.parent] if node.parent >= 0 else None
    return None if node is None else node.element


def _drop_beginning(fragment: Fragment, printed: int) -> None:
    """Remove the elements that hold nothing but the first blocks."""
    for node in fragment.nodes[1:]:
        if node is not None and node.first <= node.last < printed:
            _remove(node.element)


def _remove(element: etree._Element) -> None:
    """Remove an element, not the text behind it."""
    above = element.getparent()
    if above is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is None:
            above.text = legal((above.text or "") + element.tail)
        else:
            before.tail = legal((before.tail or "") + element.tail)
    above.remove(element)
