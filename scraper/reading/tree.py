"""lxml tree -> nodes, blocks and media, in one walk.

A block is a maximal run of inline text inside one block-level element; two or more ``<br>`` split it. Everything but
scripts, styles, templates and comments becomes part of some block, hidden text too (marked), so that the ledger can
account for it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from lxml import etree

from ..article import Mark
from ..model import Block, Media, Node

BLOCK_TAGS = frozenset(
    "address article aside audio blockquote body button caption center dd details dialog dir div dl dt fieldset"
    " figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 header hgroup hr html iframe legend li main map menu nav"
    " noframes noscript object ol optgroup option p pre search section select summary svg table tbody td textarea tfoot"
    " th thead tr ul video".split()
)
_SKIPPED = frozenset(("script", "style", "template", "head"))
_UNSEEN = frozenset(
    ("noscript", "noframes", "iframe", "object", "audio", "video", "svg", "canvas", "datalist", "title")
)
_MARKS = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "cite": "em", "code": "code", "kbd": "code"}
_MEDIA = {
    "img": "img",
    "amp-img": "img",
    "video": "video",
    "amp-video": "video",
    "audio": "audio",
    "amp-audio": "audio",
}
_MEDIA |= {"iframe": "iframe", "amp-iframe": "iframe", "embed": "embed", "object": "embed", "amp-youtube": "embed"}
_MEDIA |= {"amp-twitter": "embed", "amp-instagram": "embed", "amp-facebook": "embed", "amp-brightcove": "embed"}
_PREFORMATTED = frozenset(("pre", "textarea", "listing", "xmp"))
_INVISIBLE_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
_INVISIBLE_CHARS = {ord(char): None for char in "\u00ad\u200b\u2060\ufeff"}
_SOURCES = ("src", "data-src", "data-original", "data-lazy-src", "data-hi-res-src", "data-url", "data")


@dataclass(slots=True)
class _Open:
    """An element whose end has not been seen; ``index`` -1 when it has no node of its own."""

    index: int
    parent: int
    depth: int
    first: int
    start: int
    hidden: bool
    block: bool
    attrs: Mapping[str, str]


@dataclass(slots=True)
class Walk:
    """The growing result of one walk over a tree, and the block being filled."""

    nodes: list[Node | None] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    media: list[Media] = field(default_factory=list)
    jsonld: list[str] = field(default_factory=list)
    script_chars: int = 0
    stack: list[_Open] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    length: int = 0
    space: bool = False
    breaks: int = 0
    marks: list[Mark] = field(default_factory=list)
    open_marks: list[tuple[str, str | None, int, Any]] = field(default_factory=list)
    owner: tuple[int, str] = (0, "body")  # node and tag of the innermost block-level element
    owners: list[tuple[int, str]] = field(default_factory=list)
    hidden: bool = False
    preformatted: int = 0

    def text(self, raw: str) -> None:
        """Add text as a browser would show it: runs of white space are one space, none at the borders."""
        if not raw.isascii():
            raw = raw.translate(_INVISIBLE_CHARS)
        words = raw.split()
        if not words:
            self.space = self.space or bool(raw)
            if self.preformatted and self.length:
                self._append(raw)
            return
        if self.breaks > 1 and not self.preformatted:
            self.flush()
        if self.preformatted:
            self._append(raw if self.length else raw.lstrip("\r\n"))
        else:
            self._append(self._gap(raw) + " ".join(words))
        self.space = raw[-1].isspace()
        self.breaks = 0

    def line_break(self) -> None:
        """A ``<br>``: kept as it is in preformatted text, counted elsewhere."""
        if self.preformatted and self.length:
            self._append("\n")
        self.breaks += 1

    def _gap(self, raw: str) -> str:
        if not self.length:
            return ""
        return "\n" if self.breaks else " " if self.space or raw[0].isspace() else ""

    def _append(self, piece: str) -> None:
        self.parts.append(piece)
        self.length += len(piece)

    def flush(self) -> None:
        """End the current block. Marks that are still open go on in the next one."""
        if self.length:
            for kind, url, start, _ in self.open_marks:
                if start < self.length:
                    self.marks.append(Mark(start, self.length, kind, url))
            text = "".join(self.parts)
            node, tag = self.owner
            self.blocks.append(Block(len(self.blocks), text.rstrip(), tag, node, _tidy(self.marks, text), self.hidden))
            self.parts.clear()
            self.marks = []
            self.length = 0
        self.open_marks = [(kind, url, 0, element) for kind, url, _, element in self.open_marks]
        self.space = False
        self.breaks = 0

    def position(self) -> tuple[int, int]:
        """Block number and character where the next text will stand."""
        return len(self.blocks), self.length


def _tidy(marks: list[Mark], text: str) -> tuple[Mark, ...]:
    """Marks trimmed to the words they cover, empty ones dropped, in order of start."""
    kept = []
    for mark in marks:
        inner = text[mark.start : mark.end]
        start = mark.start + len(inner) - len(inner.lstrip())
        end = mark.start + len(inner.rstrip())
        if end > start:
            kept.append(Mark(start, end, mark.kind, mark.url))
    return tuple(sorted(kept, key=lambda mark: (mark.start, -mark.end)))


def walk(root: etree._Element) -> Walk:
    """One pass over the tree, iterative because pages nest deeper than Python's stack."""
    state = Walk()
    events = etree.iterwalk(root, events=("start", "end"))
    for event, element in events:
        tag = element.tag
        if not isinstance(tag, str):
            if event == "end" and element.tail:
                state.text(element.tail)
        elif event == "end":
            if tag not in _SKIPPED or _is_shadow_root(tag, element):
                _end(state, tag, element)
            if element.tail:
                state.text(element.tail)
        elif tag in _SKIPPED and not _is_shadow_root(tag, element):
            if tag in ("script", "head"):
                _scripts(state, element)
            events.skip_subtree()
        else:
            _start(state, tag, element)
            if element.text:
                state.text(element.text)
    state.flush()
    return state


def _is_shadow_root(tag: str, element: etree._Element) -> bool:
    """Declarative shadow DOM is shown by browsers (HTML standard, 4.12.3)."""
    return tag == "template" and element.get("shadowrootmode") is not None


def _scripts(state: Walk, element: etree._Element) -> None:
    for script in element.iter("script"):
        content = script.text or ""
        if "ld+json" in (script.get("type") or ""):
            state.jsonld.append(content)
        else:
            state.script_chars += len(content)


def _start(state: Walk, tag: str, element: etree._Element) -> None:
    if tag == "br":
        state.line_break()
    attrs = cast(Mapping[str, str], element.attrib)
    above = state.stack[-1] if state.stack else None
    parent, depth = (above.index, above.depth + 1) if above else (-1, 0)
    is_block = tag in BLOCK_TAGS
    hidden = (above.hidden if above else False) or tag in _UNSEEN or (bool(attrs) and _is_hidden(attrs))
    if is_block or hidden != state.hidden:
        state.flush()
    state.hidden = hidden
    index = parent
    if is_block or attrs:
        index = len(state.nodes)
        state.nodes.append(None)
    if is_block:
        state.owners.append(state.owner)
        state.owner = (index, tag)
        state.preformatted += tag in _PREFORMATTED
    first, start = state.position()
    own = index if index != parent else -1
    state.stack.append(_Open(index, parent if own >= 0 else -2, depth, first, start, hidden, is_block, attrs))
    if tag in _MARKS or tag == "a":
        url = element.get("href") if tag == "a" else None
        state.open_marks.append((_MARKS.get(tag, "link"), url, state.length, element))
    elif tag in _MEDIA:
        state.media.append(Media(_MEDIA[tag], index, first, attrs, _sources(element)))


def _is_hidden(attrs: Mapping[str, str]) -> bool:
    style = attrs.get("style")
    return "hidden" in attrs or bool(style and _INVISIBLE_STYLE.search(style))


def _end(state: Walk, tag: str, element: etree._Element) -> None:
    opened = state.stack.pop()
    if tag in _MARKS or tag == "a":
        kind, url, start, _ = state.open_marks.pop()
        if start < state.length:
            state.marks.append(Mark(start, state.length, kind, url))
    if opened.block:
        state.flush()
        state.owner = state.owners.pop()
        state.preformatted -= tag in _PREFORMATTED
    above_hidden = state.stack[-1].hidden if state.stack else False
    if above_hidden != state.hidden:
        state.flush()
        state.hidden = above_hidden
    if opened.parent != -2:
        last, end = state.position()
        if end == 0 and last > 0:
            last, end = last - 1, len(state.blocks[last - 1].text)
        place = (opened.first, opened.start, last, end)
        state.nodes[opened.index] = Node(
            opened.index, tag, opened.parent, opened.depth, opened.attrs, *place, opened.hidden, element
        )


def _sources(element: etree._Element) -> tuple[str, ...]:
    """Candidate addresses of a medium: largest of ``srcset`` first, then ``src`` and the lazy-loading attributes."""
    found = []
    around = _picture_of(element)
    for holder in (element, *around.iter("source")):
        for name in ("srcset", "data-srcset"):
            found += _largest(holder.get(name) or "")
        found += [value for name in _SOURCES if (value := holder.get(name))]
    real = [address.strip() for address in found if not address.startswith("data:")]
    return tuple(dict.fromkeys(real))


def _picture_of(element: etree._Element) -> etree._Element:
    """The picture an image belongs to, else the image: libxml2 nests what follows a ``<source>`` inside it."""
    for above in element.iterancestors():
        if above.tag == "picture":
            return above
        if above.tag != "source":
            break
    return element


def _largest(srcset: str) -> list[str]:
    """The address with the largest descriptor (``2x``, ``1200w``) of a srcset attribute."""
    candidates = [part.split() for part in re.split(r",\s+|,(?=https?:)", srcset) if part.strip()]
    sized = [(_number(c[1]) if len(c) > 1 else 0.0, c[0]) for c in candidates if c]
    return [max(sized)[1]] if sized else []


def _number(descriptor: str) -> float:
    match = re.match(r"\d{1,9}(\.\d{1,9})?", descriptor)
    return float(match[0]) if match else 0.0
