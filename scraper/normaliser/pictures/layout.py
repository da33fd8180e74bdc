"""One look at the article's stretch of the page: which element is a figure, a caption, a credit, foreign matter.

The nodes of a document are numbered in reading order and each parent before its children, so what an element inherits
from those around it is known when it is reached.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from ...model import Document, Node
from .class_words import CAPTION, CREDIT, DESCRIBED, FOREIGN, GALLERY, PICTURE, PLAYER, WEAK_CREDIT, bits_of
from .extent import Extent

Span = tuple[int, int, int]  # block, start, end

_FOREIGN_TAGS = frozenset(("nav", "footer", "form", "menu", "select", "dialog"))
_PLAYER_TAGS = frozenset("video lite-youtube lite-vimeo amp-youtube amp-brightcove amp-video video-js".split())
_CAPTION_WORDS = 150  # more is no caption, whatever the class says
_TELLING_TAGS = _FOREIGN_TAGS | _PLAYER_TAGS | {"figure", "figcaption"}
_HEADINGS = frozenset(("h1", "h2", "h3"))
_OUTER = -1


class Around(NamedTuple):
    """The innermost enclosing (or own) figure and the outermost caption element of a node, -1 without.

    ``foreign``: it is in a menu, a teaser, a share bar ...
    """

    figure: int = _OUTER
    caption: int = _OUTER
    foreign: bool = False


_NOTHING = Around()


@dataclass(slots=True)
class Layout:
    """What is known of the nodes in ``extent.nodes``; ``bits`` and ``around`` are indexed by node number minus
    ``offset``.

    ``under``: for every node above a picture or player the numbers of the media below it, in order. ``captions``,
    ``credits`` and ``players``: node numbers in order.
    """

    document: Document
    extent: Extent
    under: Mapping[int, list[int]]
    offset: int = 0
    bits: list[int] = field(default_factory=list)
    around: list[Around] = field(default_factory=list)
    captions: list[int] = field(default_factory=list)
    credits: list[int] = field(default_factory=list)
    players: list[int] = field(default_factory=list)

    def around_of(self, node: int) -> Around:
        return self.around[node - self.offset] if 0 <= node - self.offset < len(self.around) else _NOTHING

    def figure_of(self, node: int) -> int:
        return self.around_of(node).figure

    def is_foreign(self, node: int) -> bool:
        return self.around_of(node).foreign

    def bits_at(self, node: int) -> int:
        return self.bits[node - self.offset] if 0 <= node - self.offset < len(self.bits) else 0

    def gallery_of(self, node: int) -> int:
        """The outermost element within reach around a node that is a gallery, slide or lightbox, -1 without."""
        gallery = _OUTER
        for _ in range(7):
            if node < self.offset:
                break
            if self.bits_at(node) & GALLERY:
                gallery = node
            node = self.document.nodes[node].parent
        return gallery

    def is_author_box(self, node: int) -> bool:
        """Figures are also used for a portrait with a name; ``address``, or ``time`` in the caption, tells."""
        nodes = self.document.nodes
        in_caption = nodes[node].tag == "figcaption"
        for number in range(node + 1, len(nodes)):
            inner = nodes[number]
            if inner.depth <= nodes[node].depth:
                return False
            in_caption = in_caption or inner.tag == "figcaption"  # the caption mostly closes the figure
            if inner.tag == "address" or (inner.tag == "time" and in_caption):
                return True
            if inner.tag == "a" and inner.attrs.get("rel") == "author":
                return True
        return False


def survey(document: Document, extent: Extent) -> Layout:
    """Look at every node of the article's stretch once."""
    layout = Layout(document, extent, _media_under(document, extent), extent.nodes.start)
    start = extent.nodes.start
    arounds, all_bits = layout.around, layout.bits
    for node in document.nodes[start : extent.nodes.stop]:  # the hottest loop of this folder
        above = node.parent - start
        around = arounds[above] if above >= 0 else _NOTHING
        bits = _bits(attrs.get) if (attrs := node.attrs) else 0
        if bits or node.tag in _TELLING_TAGS:  # few
            if node.tag in _PLAYER_TAGS:
                bits |= PLAYER
            around = _inside(layout, node, bits, around)
        all_bits.append(bits)
        arounds.append(around)
    return layout


def _inside(layout: Layout, node: Node, bits: int, around: Around) -> Around:
    """What the node and those in it stand in, when its parent stands in ``around``; the node is kept in mind."""
    figure, caption, foreign = around
    if node.tag == "figure":
        figure = node.id
    elif not foreign and figure < 0 and caption < 0 and (bits & FOREIGN or node.tag in _FOREIGN_TAGS):
        foreign = not layout.extent.holds_article(node.first, node.last)
    return Around(figure, _note(layout, node, bits, figure, caption), foreign)


def _note(layout: Layout, node: Node, bits: int, figure: int, caption: int) -> int:
    """Keep the node in mind when it is a caption, credit or player; returns the caption it stands in or is."""
    if caption < 0 and (bits & (CAPTION | DESCRIBED) or node.tag == "figcaption") and _is_caption(layout, node, bits):
        caption = node.id
        layout.captions.append(node.id)
    elif bits & CREDIT or (bits & WEAK_CREDIT and (caption >= 0 or figure >= 0 or bits & PICTURE)):
        layout.credits.append(node.id)
    if bits & PLAYER:
        layout.players.append(node.id)
    return caption


def _media_under(document: Document, extent: Extent) -> dict[int, list[int]]:
    under: dict[int, list[int]] = {}
    for number, media in enumerate(document.media):
        if media.kind != "audio" and extent.lead <= media.before <= extent.tail:
            node = media.node
            while node >= 0:
                under.setdefault(node, []).append(number)
                node = document.nodes[node].parent
    return under


def _bits(get: Callable[[str], str | None]) -> int:
    value = get("class")
    bits = bits_of(value) if value else 0
    if value := get("id"):
        bits |= bits_of(value)
    if value := get("itemprop"):
        bits |= bits_of(value)
    return bits


def _is_caption(layout: Layout, node: Node, bits: int) -> bool:
    if not covers_text(node):
        return False
    if node.tag == "figcaption":
        return not layout.is_author_box(node.id)
    if node.id in layout.under or node.tag in _HEADINGS:
        return False
    if not bits & CAPTION and layout.extent.holds_body(node.first, node.last):
        return False  # "image-text" is also what boxes with a picture and prose are called
    return count_words(layout.document, node) <= _CAPTION_WORDS


def covers_text(node: Node) -> bool:
    return node.last > node.first or (node.last == node.first and node.end > node.start)


def count_words(document: Document, node: Node) -> int:
    """Words an element covers, roughly: by white space."""
    return sum(document.blocks[block].text.count(" ", start, end) + 1 for block, start, end in document.covered(node))
