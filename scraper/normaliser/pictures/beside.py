"""Short lines beside a lone picture: alone with it in a wrapper, or right below it in smaller letters.

A body paragraph stands below a picture as often as a caption does, so a line must be built unlike the prose around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from typing import Any

from ...model import Node
from .labels import is_byline
from .layout import count_words, covers_text
from .places import Places, link_share

_MAX_WORDS = 40
_MAX_CHARS = 240  # for scripts without spaces
_CENTRED_CHARS = 130  # of a line that is centred and nothing else
_MIN_WORDS, _MIN_CHARS = 4, 12
_WRAPPERS = frozenset("div td center aside section span a".split())
_TABLE_PARTS = frozenset(("td", "tr", "tbody", "table"))
_REACH = 2  # levels from a wrapper up to an element with the article's text
_LEVELS = 5
_PROSE_SEEN = 12  # body blocks that are compared
_USUAL = 0.2  # share of them that makes a way to print a line nothing special
_SMALL_TAGS = frozenset(("small", "figcaption"))
_SLANTED = frozenset(("em", "i", "cite"))
_SMALL_SIZES = frozenset(("1", "2", "-1", "-2"))
_SMALL_STYLE = re.compile(r"font-size:\s*(?:x{0,2}-?small(?:er)?\b|0?\.\d|[5-8]\d?%|(?:[6-9]|1[0-2])px)", re.I)
_CENTRED_STYLE = re.compile(r"text-align:\s*center", re.I)
_CLASS_PARTS = re.compile(r"[\s_-]+")
_PROSE_CLASSES = frozenset("text body content paragraph copy prose".split())
_NO_CAPTION_ENDS = (":", "?", "：", "？", "…", "...", "»", ">", "→")


class Beside:
    """Finds such lines for the pictures of one page."""

    def __init__(self, places: Places) -> None:
        self.places = places
        self.document = places.document
        media = self.document.media
        self.behind = {media[number].before for number in places.wanted}

    def is_alone_with_picture(self, wrapper: Node, medium: int) -> bool:
        """Whether a wrapper among the body's blocks holds one picture, one short line unlike the prose, no more."""
        if wrapper.tag not in _WRAPPERS or wrapper.last > wrapper.first or not self._is_only(medium, wrapper):
            return False
        if self._is_cell_of_many(wrapper):
            return False
        return self._may_be_caption(wrapper) and self._is_among_body(wrapper) and self._is_unlike_prose(wrapper)

    def prints_all_smaller(self, paragraph: Node, medium: int) -> bool:
        """Whether all words of a picture's own paragraph are small or slanted."""
        if paragraph.last > paragraph.first or not self._is_only(medium, paragraph):
            return False
        return self._may_be_caption(paragraph) and bool(self._voice(paragraph) & {"small", "slanted"})

    def lines_below(self, media: list[int]) -> Iterator[tuple[int, Node]]:
        """(medium, element of its caption) for pictures with a small, centred or slanted line right below them.

        A slanted line alone proves nothing: it takes two pictures with one, or a centred one.
        """
        found = [(medium, line, voice) for medium in media for line, voice in self._below(medium)]
        slanted = sum("slanted" in voice for _, _, voice in found)
        for medium, line, voice in found:
            if voice & {"small", "centred"} or slanted > 1:
                yield medium, line

    def _below(self, medium: int) -> Iterator[tuple[Node, frozenset[str]]]:
        nodes, before = self.document.nodes, self.document.media[medium].before
        top = self._top(medium)
        if top is None or before >= len(self.document.blocks):
            return
        number = self.document.blocks[before].node
        for _ in range(_LEVELS):
            if number < 0 or nodes[number].parent == top.parent:
                break
            number = nodes[number].parent
        line = nodes[number]
        if number <= top.id or line.parent != top.parent or line.first != before or line.last != before:
            return
        text = self.document.blocks[before].text
        if line.tag in ("p", "div", "center", "small", "span") and self._may_be_caption(line) and not is_byline(text):
            voice = self._voice(line) - self._usual_voices
            short = line.end - line.start <= _CENTRED_CHARS
            if voice & {"small", "slanted"} or (short and "centred" in voice and "centred" in self._voice(top)):
                yield line, voice

    def _top(self, medium: int) -> Node | None:
        """The largest element that holds the picture, nothing else and no words; None for a gallery."""
        nodes = self.document.nodes
        node = nodes[self.document.media[medium].node]
        for _ in range(_LEVELS):
            parent = nodes[node.parent] if node.parent >= self.places.layout.offset else node
            if parent is node or covers_text(parent):
                break
            node = parent
        return node if self._is_only(medium, node) else None

    def _is_only(self, medium: int, node: Node) -> bool:
        """Whether an element holds no other visible picture or player."""
        shown = [
            number
            for number in self.places.layout.under.get(node.id, (medium,))
            if number != medium and not self.document.nodes[self.document.media[number].node].hidden
        ]
        return not shown

    def _may_be_caption(self, node: Node) -> bool:
        spans = self.document.covered(node)
        text = " ".join(self.document.blocks[block].text[start:end] for block, start, end in spans).strip()
        words = text.count(" ") + 1
        enough = words >= _MIN_WORDS or (len(text) >= _MIN_CHARS * words and not text.isascii())
        return (
            enough
            and len(text) <= _MAX_CHARS
            and count_words(self.document, node) <= _MAX_WORDS
            and not text.endswith(_NO_CAPTION_ENDS)
            and link_share(self.document, spans) <= 0.5
        )

    def _is_cell_of_many(self, wrapper: Node) -> bool:
        """Whether a wrapper fills a table cell that is not the only one with words."""
        around = self.document.ancestors(wrapper.id)
        cell = next((node for node in around if node.tag in ("td", "th")), None)
        table = next((node for node in around if node.tag == "table"), None)
        if cell is None or table is None or (cell.first, cell.last) != (wrapper.first, wrapper.last):
            return False
        return (table.first, table.last) != (cell.first, cell.last)

    def _is_among_body(self, wrapper: Node) -> bool:
        """Whether body blocks stand in the elements around a wrapper, or the wrapper above the first of them."""
        extent = self.places.layout.extent
        if extent.headline < wrapper.first <= extent.first:
            return True
        around = [node for node in self.document.ancestors(wrapper.id)[1:] if node.tag not in _TABLE_PARTS]
        return any(extent.holds_body(node.first, wrapper.first - 1) for node in around[:_REACH])

    def _is_unlike_prose(self, wrapper: Node) -> bool:
        kind = self._kind(wrapper.first)
        return kind not in self._prose_kinds and _PROSE_CLASSES.isdisjoint(_CLASS_PARTS.split(kind[1].lower()))

    def _kind(self, block: int) -> tuple[str, str]:
        node = self.document.nodes[self.document.blocks[block].node]
        return node.tag, node.attrs.get("class") or ""

    @cached_property
    def _prose_kinds(self) -> frozenset[tuple[str, str]]:
        """Tag and class of the body blocks that stand behind no picture."""
        return frozenset(self._kind(block) for block in self.places.layout.extent.body if block not in self.behind)

    @cached_property
    def _usual_voices(self) -> frozenset[str]:
        prose = [block for block in self.places.layout.extent.body if block not in self.behind][:_PROSE_SEEN]
        voices = [self._voice(self.document.nodes[self.document.blocks[block].node]) for block in prose]
        every = frozenset(("small", "slanted", "centred"))
        return frozenset(voice for voice in every if sum(voice in heard for heard in voices) > _USUAL * len(voices))

    def _voice(self, node: Node) -> frozenset[str]:
        """How an element prints all of its words: ``small``, ``slanted``, ``centred``."""
        common: frozenset[str] | None = None
        for element in _with_words(node.element):
            ways = frozenset(way for holder in _up_to(element, node.element) for way in _ways(holder))
            common = ways if common is None else common & ways
        return frozenset(_ways(node.element)) if common is None else common


def _with_words(element: Any) -> Iterator[Any]:
    """The elements that words stand in directly, those of the tails among them."""
    for inner in element.iter():
        if isinstance(inner.tag, str) and inner.text and inner.text.strip():
            yield inner
        if inner is not element and inner.tail and inner.tail.strip():
            yield inner.getparent()


def _up_to(element: Any, top: Any) -> Iterator[Any]:
    while element is not None:
        yield element
        if element is top:
            return
        element = element.getparent()


def _ways(element: Any) -> Iterator[str]:
    tag, style = element.tag, element.get("style") or ""
    if tag in _SMALL_TAGS or (tag == "font" and element.get("size") in _SMALL_SIZES) or _SMALL_STYLE.search(style):
        yield "small"
    if tag in _SLANTED:
        yield "slanted"
    centred = tag == "center" or (element.get("align") or "").lower() == "center" or _CENTRED_STYLE.search(style)
    if centred or "text-align-center" in (element.get("class") or ""):
        yield "centred"
