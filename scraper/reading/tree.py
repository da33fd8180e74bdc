"""lxml tree -> nodes, blocks and media, in one walk.

A block is a maximal run of inline text inside one block-level element; two or more ``<br>`` split it. Everything but
scripts, styles, templates and comments becomes part of some block, hidden text too (marked), so that the ledger can
account for it.

Pages have a thousand elements and more, and each costs two steps here: this file is written for few calls a step.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from ..article import Mark
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
_INVISIBLE_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
INVISIBLE_CHARS = re.compile("[\u00ad\u200b\u2060\ufeff]")
_NO_ATTRS: Mapping[str, str] = {}

_Open = tuple[Mapping[str, str] | None, int, bool, tuple[int, str], int, int]
"""An element whose end has not been seen: its attributes (None when it has no node of its own); the node, ``hidden``
and ``owner`` that hold again after it; and the block number and character where its text begins."""


@dataclass(slots=True)
class Walk:
    """The growing result of one walk over a tree, and the block being filled."""

    nodes: list[Node | None] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    media: list[Media] = field(default_factory=list)
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
    marks: list[Mark] = field(default_factory=list)
    open_marks: list[tuple[str, str | None, int]] = field(default_factory=list)

    def text(self, raw: str) -> None:
        """Add text as a browser would show it: runs of white space are one space, none at the borders."""
        if not raw.isascii():
            raw = INVISIBLE_CHARS.sub("", raw)
        words = raw.split()
        if self.preformatted:
            self._as_it_is(raw if self.length or not words else raw.lstrip("\r\n"), bool(words))
            return
        if not words:
            self.space = self.space or bool(raw)
            return
        if self.breaks > 1:
            self.flush()
        piece = " ".join(words)
        if self.length:
            if self.breaks:
                piece = "\n" + piece
            elif self.space or raw[0].isspace():
                piece = " " + piece
        self.parts.append(piece)
        self.length += len(piece)
        self.space = raw[-1].isspace()
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
        for kind, url, start in self.open_marks:
            if start < self.length:
                self.marks.append(Mark(start, self.length, kind, url))
        text = "".join(self.parts)
        node, tag = self.owner
        marks = _tidy(self.marks, text) if self.marks else ()
        self.blocks.append(Block(len(self.blocks), text.rstrip(), tag, node, marks, self.hidden))
        self.parts.clear()
        self.marks.clear()
        self.length = 0  # space and breaks before the first text of a block count for nothing
        if self.open_marks:
            self.open_marks = [(kind, url, 0) for kind, url, _ in self.open_marks]

    def start(self, tag: str, element: Any) -> None:
        """An element opens."""
        if tag == "br":
            self.line_break()
        attrs = dict(element.items()) or _NO_ATTRS
        is_block = tag in BLOCK_TAGS
        hidden = self.hidden or tag in _UNSEEN or "hidden" in attrs or ("style" in attrs and _is_unseen(attrs["style"]))
        if self.length and (is_block or hidden != self.hidden):
            self.flush()
        elif not self.space and tag in _SIGNED and stands_apart(tag, attrs, element):
            self.space = True
        has_node = is_block or attrs is not _NO_ATTRS
        first = len(self.blocks)
        self.stack.append((attrs if has_node else None, self.node, self.hidden, self.owner, first, self.length))
        self.hidden = hidden
        if has_node:
            self.node = len(self.nodes)
            self.nodes.append(None)
        if is_block:
            self.owner = (self.node, tag)
            self.preformatted += tag in _PREFORMATTED
        if tag in _MARKS:
            self.open_marks.append((_MARKS[tag], attrs.get("href") if tag == "a" else None, self.length))
        elif tag in KINDS:
            self.media.append(Media(KINDS[tag], self.node, first, attrs, sources(element)))

    def end(self, tag: str, element: Any) -> None:
        """An element closes, the one opened last."""
        attrs, node, hidden, owner, first, start = self.stack.pop()
        if tag in _MARKS:
            kind, url, begin = self.open_marks.pop()
            if begin < self.length:
                self.marks.append(Mark(begin, self.length, kind, url))
        is_block = tag in BLOCK_TAGS
        if self.length and (is_block or hidden != self.hidden):
            self.flush()
        if is_block:
            self.preformatted -= tag in _PREFORMATTED
            self.owner = owner
        elif attrs is not None and not self.space and tag in _SIGNED and stands_apart(tag, attrs, element):
            self.space = True
        if attrs is not None:
            last, end = len(self.blocks), self.length
            if not end and last:
                last -= 1
                end = len(self.blocks[last].text)
            place = (first, start, last, end)
            self.nodes[self.node] = Node(self.node, tag, node, len(self.stack), attrs, *place, self.hidden, element)
            self.node = node
        self.hidden = hidden


def _tidy(marks: list[Mark], text: str) -> tuple[Mark, ...]:
    """Marks trimmed to the words they cover, empty ones dropped, in order of start."""
    kept = []
    for mark in marks:
        inner = text[mark.start : mark.end]
        start = mark.start + len(inner) - len(inner.lstrip())
        end = mark.start + len(inner.rstrip())
        if end > start:
            moved = start != mark.start or end != mark.end
            kept.append(Mark(start, end, mark.kind, mark.url) if moved else mark)
    return tuple(sorted(kept, key=lambda mark: (mark.start, -mark.end)) if len(kept) > 1 else kept)


def walk(root: etree._Element) -> Walk:
    """One pass over the tree, iterative because pages nest deeper than Python's stack."""
    state = Walk()
    events = etree.iterwalk(root, events=("start", "end"))
    for event, element in events:
        tag = element.tag
        if event == "start":
            if not isinstance(tag, str):
                continue
            if tag in SKIPPED and not is_shadow_root(tag, element):
                _scripts(state, tag, element)
                events.skip_subtree()
                continue
            state.start(tag, element)
            if text := element.text:
                state.text(text)
        else:
            if isinstance(tag, str) and (tag not in SKIPPED or is_shadow_root(tag, element)):
                state.end(tag, element)
            if tail := element.tail:
                state.text(tail)
    state.flush()
    return state


def is_shadow_root(tag: str, element: etree._Element) -> bool:
    """Declarative shadow DOM is shown by browsers (HTML standard, 4.12.3)."""
    return tag == "template" and element.get("shadowrootmode") is not None


def _scripts(state: Walk, tag: str, element: etree._Element) -> None:
    if tag not in ("script", "head"):
        return
    for script in element.iter("script"):
        content = script.text or ""
        if "ld+json" in (script.get("type") or ""):
            state.jsonld.append(content)
        else:
            state.script_chars += len(content)


def _is_unseen(style: str) -> bool:
    return _INVISIBLE_STYLE.search(style) is not None
