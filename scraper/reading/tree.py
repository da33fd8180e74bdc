"""lxml tree -> nodes, blocks and media, in one walk.

A block is a maximal run of inline text inside one block-level element; two or more ``<br>`` split it. Everything but
scripts, styles, templates and comments becomes part of some block, hidden text too (marked), so that the ledger can
account for it.

Pages have a thousand elements and more, and each costs two steps here: this file is written for few calls a step.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from ..article import Mark
from ..letters import seen_of
from ..model import Block, Media, Node
from .media import KINDS, sources
from .signs import stands_apart

BLOCK_TAGS = frozenset(
    "address article aside audio blockquote body button caption center dd details dialog dir div dl dt fieldset"
    " figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html iframe legend li main map menu nav"
    " noframes noscript object ol optgroup option p pre search section select summary svg table tbody td textarea tfoot"
    " th thead tr ul video".split()
)
SKIPPED = frozenset(("script", "style", "template", "head"))
_UNSEEN = frozenset(
    ("noscript", "noframes", "iframe", "object", "audio", "video", "svg", "canvas", "datalist", "title")
)
_MARKS = {"a": "link", "b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em"}
_MARKS |= {"code": "code", "kbd": "code"}
_SIGNED = frozenset(("a", "span"))
_PREFORMATTED = frozenset(("pre", "textarea"))
_SPECIAL = frozenset(("a", "br", "button"))
_INVISIBLE_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)


@dataclass(frozen=True, slots=True)
class _Role:
    """What the sets above say about a tag, so that an element costs one look."""

    block: bool = False
    unseen: bool = False
    signed: bool = False
    preformatted: bool = False
    mark: str | None = None
    media: str | None = None
    special: bool = False  # the walk does not just open it


_PLAIN = _Role()
_ROLES = {
    tag: _Role(
        block=tag in BLOCK_TAGS,
        unseen=tag in _UNSEEN,
        signed=tag in _SIGNED,
        preformatted=tag in _PREFORMATTED,
        mark=_MARKS.get(tag),
        media=KINDS.get(tag),
        special=tag in SKIPPED or tag in _SPECIAL,
    )
    for tag in (*BLOCK_TAGS, *SKIPPED, *_UNSEEN, *_SIGNED, *_MARKS, *KINDS, *_SPECIAL)
}

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

_node: Callable[[type[Node], tuple[Any, ...]], Node] = tuple.__new__  # takes half the time of ``Node(...)``

_Open = tuple[Any, str, _Role, Mapping[str, str] | None, int, bool, tuple[int, str], int, int, bool]
"""An element whose end has not been seen: it, its tag, role and attributes (None when it has no node of its own); the
node, ``hidden`` and ``owner`` that hold again after it; the block number and character where its text begins; whether
it is a sign that stands apart."""

_Marked = tuple[int, int, str, str | None]
"""What will be a Mark: its start, end, kind and address."""


@dataclass(slots=True)
class Walk:
    """The growing result of one walk over a tree, and the block being filled."""

    nodes: list[Node | None] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    media: list[Media] = field(default_factory=list)
    microdata: list[int] = field(default_factory=list)
    jsonld: list[str] = field(default_factory=list)
    script_chars: int = 0
    stack: list[_Open] = field(default_factory=list)
    node: int = -1  # the innermost element that has a node
    owner: tuple[int, str] = (0, "body")  # node and tag of the innermost block-level element
    hidden: bool = False
    preformatted: int = 0
    parts: list[str] = field(default_factory=list)
    length: int = 0
    space: bool = False
    breaks: int = 0
    marks: list[_Marked] = field(default_factory=list)
    open_marks: list[tuple[str, str | None, int]] = field(default_factory=list)

    def text(self, raw: str) -> None:
        """Add text as a browser would show it: runs of white space are one space, none at the borders."""
        if raw.isspace() and not self.preformatted:  # every other text is the indent of the source
            self.space = True
            return
        if raw.isprintable() and "  " not in raw and not self.preformatted:
            piece = raw.strip()  # nothing is invisible, and all white space is single spaces
        else:
            raw = raw if raw.isascii() else seen_of(raw)
            piece = " ".join(raw.split())
            if self.preformatted:
                self._as_it_is(raw if self.length or not piece else raw.lstrip("\r\n"), bool(piece))
                return
        if not piece:
            self.space = self.space or bool(raw)
            return
        if self.breaks > 1:
            self.flush()
        if self.length:
            if self.breaks:
                piece = "\n" + piece
            elif self.space or raw[0] != piece[0]:  # else it begins with white space
                piece = " " + piece
        self.parts.append(piece)
        self.length += len(piece)
        self.space = raw[-1] != piece[-1]
        self.breaks = 0

    def _as_it_is(self, raw: str, words: bool) -> None:
        """Add preformatted text: white space stays, but for that before the first word."""
        if words or self.length:
            self.parts.append(raw)
            self.length += len(raw)
        if words:
            self.space = raw[-1].isspace()
            self.breaks = 0
        else:
            self.space = self.space or bool(raw)

    def line_break(self) -> None:
        """A ``<br>``: kept as it is in preformatted text, counted elsewhere."""
        if self.preformatted and self.length:
            self.parts.append("\n")
            self.length += 1
        self.breaks += 1

    def flush(self) -> None:
        """End the current block. Marks that are still open go on in the next one."""
        if not self.length:
            return
        if self.open_marks:
            length = self.length
            self.marks += [(start, length, kind, url) for kind, url, start in self.open_marks if start < length]
            self.open_marks = [(kind, url, 0) for kind, url, _ in self.open_marks]
        text = "".join(self.parts)
        node, tag = self.owner
        marks = _tidy(self.marks, text) if self.marks else ()
        self.blocks.append(Block(len(self.blocks), text.rstrip(), tag, node, marks, self.hidden))
        self.parts.clear()
        self.marks.clear()
        self.length = 0  # space and breaks before the first text of a block count for nothing

    def skip(self, element: Any, elements: Iterator[Any]) -> None:
        """An element without text of the page is passed over, and all in it; the text behind it is added."""
        _scripts(self, element)
        if len(element):
            for _ in element.iterdescendants("*"):
                next(elements)
        if tail := element.tail:
            self.text(tail)

    def open(self, element: Any, tag: str, role: _Role) -> None:
        """An element opens, and the text before its first child is added."""
        attrs: dict[str, str] = {}
        for name, value in element.items():  # faster than ``dict``
            attrs[name] = value
        before, apart, length = self.hidden, False, self.length
        hidden = before or role.unseen
        if attrs:
            hidden = hidden or "hidden" in attrs or ("style" in attrs and _is_unseen(attrs["style"]))
            apart = role.signed and stands_apart(tag, attrs, element)
        if length and (role.block or hidden is not before):
            self.flush()
            length = 0
        elif apart:
            self.space = True
        node, owner, first = self.node, self.owner, len(self.blocks)
        if attrs or role.block:
            self.stack.append((element, tag, role, attrs, node, before, owner, first, length, apart))
            self.node = node = len(self.nodes)
            self.nodes.append(None)
            if "itemprop" in attrs:
                self.microdata.append(node)
            if role.block:
                self.owner = (node, tag)
                if role.preformatted:
                    self.preformatted += 1
        else:
            self.stack.append((element, tag, role, None, node, before, owner, first, length, apart))
        self.hidden = hidden
        if role.mark:
            self.open_marks.append((role.mark, attrs.get("href") if tag == "a" else None, length))
        elif role.media:
            self.media.append(Media(role.media, node, first, attrs, sources(element, attrs)))
        if text := element.text:
            self.text(text)

    def close(self) -> None:
        """The element that was opened last closes, and the text behind it is added."""
        element, tag, role, attrs, node, before, owner, first, start, apart = self.stack.pop()
        hidden, end, blocks = self.hidden, self.length, self.blocks
        if role.mark:
            kind, url, begin = self.open_marks.pop()
            if begin < end:
                self.marks.append((begin, end, kind, url))
        if end and (role.block or hidden is not before):
            self.flush()
            end = 0
        if role.block:
            if role.preformatted:
                self.preformatted -= 1
            self.owner = owner
        elif apart:
            self.space = True
        if attrs is not None:
            last, this = len(blocks), self.node
            if not end and last:
                last -= 1
                end = len(blocks[last].text)
            depth = len(self.stack)
            self.nodes[this] = _node(Node, (this, tag, node, depth, attrs, first, start, last, end, hidden, element))
            self.node = node
        self.hidden = before
        if tail := element.tail:
            self.text(tail)


def _tidy(marks: list[_Marked], text: str) -> tuple[Mark, ...]:
    """Marks trimmed to the words they cover, empty ones dropped, in order of start."""
    kept = []
    for start, end, kind, url in marks:
        if not (text[start].isspace() or text[end - 1].isspace()):  # as of most
            kept.append(Mark(start, end, kind, url))
        elif words := text[start:end].strip():
            first = text.index(words, start)
            kept.append(Mark(first, first + len(words), kind, url))
    return tuple(sorted(kept, key=lambda mark: (mark.start, -mark.end)) if len(kept) > 1 else kept)


def walk(root: etree._Element) -> Walk:
    """One pass over the tree, iterative because pages nest deeper than Python's stack.

    An element has ended when the next one stands in another: this costs less than to let lxml tell the ends.
    """
    state = Walk()
    elements, roles = root.iter("*"), _ROLES
    around: Any = root.getparent()
    for element in elements:
        parent = element.getparent()
        while around is not parent:
            around = around.getparent()
            state.close()
        tag = element.tag
        role = roles.get(tag, _PLAIN)
        if role.special:
            if tag == "a":
                if element.get("href") is None and element.get("name") is not None:
                    role = _PLAIN  # a place that links lead to, often without an end tag
            elif tag == "br":
                state.line_break()
            elif tag == "button":
                if state.owner[1] in _HEADINGS and _opens_a_panel(element):
                    role = _PLAIN  # its words are the heading's
            elif not is_shadow_root(tag, element):
                state.skip(element, elements)
                continue
        state.open(element, tag, role)
        around = element
    while state.stack:
        state.close()
    state.flush()
    return state


def is_shadow_root(tag: str, element: etree._Element) -> bool:
    """Declarative shadow DOM is shown by browsers (HTML standard, 4.12.3)."""
    return tag == "template" and element.get("shadowrootmode") is not None


def _opens_a_panel(button: etree._Element) -> bool:
    """The button in the heading of an accordion (W3C, ARIA Authoring Practices Guide, "Accordion Pattern")."""
    return button.get("aria-expanded") is not None or button.get("aria-controls") is not None


def _scripts(state: Walk, element: etree._Element) -> None:
    if element.tag not in ("script", "head"):
        return
    for script in element.iter("script") if element.tag == "head" else (element,):
        content = script.text or ""
        if "ld+json" in (script.get("type") or ""):
            state.jsonld.append(content)
        else:
            state.script_chars += len(content)


def _is_unseen(style: str) -> bool:
    return _INVISIBLE_STYLE.search(style) is not None
