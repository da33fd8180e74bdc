"""Which words of the page belong to which picture or player."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field

from ...model import Document, Node
from .class_words import CAPTION, MEDIA, PLAYER, QUOTE
from .credits import split_credit
from .labels import is_label, same_words
from .layout import Layout, Span, count_words, covers_text

_CLIMB = 6  # levels from a caption up to an element that also holds its picture
_CELL_WORDS = 80  # more text around a picture is no caption
_FIGURE_WORDS = 150
_FIGURE_BLOCKS = 12
_PROSE = frozenset("table blockquote pre ul ol dl h1 h2 h3 h4 h5 h6 form select".split())
_CREDIT_CHARS = 140
_TEXTUAL = frozenset(("blockquote", "table", "pre", "code", "q"))
_NO_CELL = frozenset("h1 h2 h3 h4 h5 h6 td th dt".split())
_FEW_WORDS = 6
_CONTAINED_WORDS = 45
_NONE = -1


@dataclass(slots=True)
class Place:
    """A picture or player and its words. ``medium`` is its number in Document.media, -1 when none was found.

    ``captions`` and ``credits`` are spans that hold the one or the other; a caption may still end in a credit.
    """

    medium: int
    how: str
    captions: list[Span] = field(default_factory=list)
    credits: list[Span] = field(default_factory=list)


def find_places(layout: Layout, wanted: Collection[int]) -> list[Place]:
    """Places in reading order of their words. ``wanted`` are the media that can have a caption."""
    finder = _Finder(layout, frozenset(wanted))
    finder.marked_up()
    finder.rest_of_figures()
    finder.bare_figures()
    finder.unmarked()
    return finder.places


class _Finder:
    """Collects places by medium; each word is given away once."""

    def __init__(self, layout: Layout, wanted: frozenset[int]) -> None:
        self.layout = layout
        self.document = layout.document
        self.wanted = wanted
        self.places: list[Place] = []
        self.by_medium: dict[int, Place] = {}
        self.by_figure: dict[int, list[int]] = {}
        for number in sorted(wanted):
            figure = layout.figure_of(self.document.media[number].node)
            if figure >= 0:
                self.by_figure.setdefault(figure, []).append(number)

    def place(self, medium: int, how: str) -> Place:
        if medium in self.by_medium:
            return self.by_medium[medium]
        found = Place(medium, how)
        self.places.append(found)
        if medium >= 0:
            self.by_medium[medium] = found
        return found

    def caption(self, medium: int, node: Node, how: str) -> Place:
        place = self.place(medium, how)
        place.how = how
        place.captions += self.document.covered(node)
        return place

    # ------------------------------------------------------------------ caption and credit elements

    def marked_up(self) -> None:
        """Elements that say themselves that they hold a caption or a credit."""
        layout = self.layout
        several = _figures_with_several(layout)
        orphans: dict[int, Place] = {}
        for number in layout.captions:
            node = self.document.nodes[number]
            if layout.is_foreign(number) or self.is_about_text(node):
                continue
            medium = self.medium_of(node, nearest=layout.figure_of(number) in several)
            if medium < 0 and not self.stands_alone(node):
                continue
            place = self.caption(medium, node, "figcaption" if node.tag == "figcaption" else "class")
            orphans[number] = place
        for number in layout.credits:
            self.credit(number, orphans)

    def credit(self, number: int, places: dict[int, Place]) -> None:
        layout, node = self.layout, self.document.nodes[number]
        if layout.is_foreign(number) or not covers_text(node) or count_words(self.document, node) > 30:
            return
        inside = layout.caption[number - layout.offset]
        if inside >= 0:
            if inside in places:
                places[inside].credits += self.document.covered(node)
            return
        medium = self.medium_of(node, nearest=True)
        spans = self.document.covered(node)
        if medium >= 0 and (layout.figure_of(number) >= 0 or self.close_by(node, medium)):
            self.place(medium, "credit element").credits += spans
        elif medium < 0 and layout.bits_at(number) & MEDIA and (above := self.just_above(node)):
            above.credits += spans

    def is_about_text(self, node: Node) -> bool:
        """Whether a caption belongs to a quotation, a table or a listing: it stays with them."""
        figure = self.layout.figure_of(node.id)
        if figure < 0:
            return bool(self.layout.bits_at(node.id) & QUOTE)
        if figure in self.by_figure:
            return False
        around = self.layout.bits_at(figure) | self.layout.bits_at(node.parent)
        return bool(around & QUOTE) or self.holds(self.document.nodes[figure], _TEXTUAL)

    def stands_alone(self, node: Node) -> bool:
        """Whether a caption without a picture (drawn by a script) is one nevertheless."""
        if node.tag == "figcaption":
            return True
        if self.layout.extent.holds_body(node.first, node.last):
            return False
        return any(
            split_credit(self.document.blocks[block].text[a:b]).credit for block, a, b in self.document.covered(node)
        )

    def medium_of(self, node: Node, *, nearest: bool) -> int:
        """The medium a caption or credit is about, -1 when there is none."""
        figure = self.layout.figure_of(node.id)
        candidates = self.by_figure.get(figure, [])
        if not candidates:
            candidates = self.around(node)
            nearest = True
        if not candidates:
            return _NONE
        if not nearest:
            return self.shown(candidates)
        media = self.document.media
        before = [number for number in candidates if media[number].node < node.id]
        return before[-1] if before else candidates[0]

    def around(self, node: Node) -> list[int]:
        """Media in the smallest element around the node that has any, unless body text stands between."""
        parent = node.parent
        for _ in range(_CLIMB):
            if parent < 0:
                break
            found = [number for number in self.layout.under.get(parent, ()) if number in self.wanted]
            if found:
                return [number for number in found if not self.parted(node, number)]
            parent = self.document.nodes[parent].parent
        return []

    def parted(self, node: Node, medium: int) -> bool:
        """Whether body text stands between a caption and a medium."""
        before = self.document.media[medium].before
        low, high = sorted((before, node.first))
        return high > low and self.layout.extent.holds_body(low, high - 1)

    def just_above(self, node: Node) -> Place | None:
        """The place of a caption a few blocks above, for a credit whose picture a script draws."""
        ends = ((place.captions[-1][0], place) for place in self.places if place.captions)
        return next((place for end, place in ends if 0 <= node.first - end <= 3), None)

    def close_by(self, node: Node, medium: int) -> bool:
        return abs(node.first - self.document.media[medium].before) <= 3

    def shown(self, candidates: list[int]) -> int:
        """The first that is visible, else the first."""
        nodes, media = self.document.nodes, self.document.media
        return next((number for number in candidates if not nodes[media[number].node].hidden), candidates[0])

    # ---------------------------------------------------------------- words without such an element

    def rest_of_figures(self) -> None:
        """What else stands in a figure with a caption: credits and labels without a mark."""
        seen: set[int] = set()
        for place in self.places:
            figure = self.layout.figure_of(self.document.media[place.medium].node) if place.medium >= 0 else _NONE
            if figure < 0 or figure in seen or not place.captions or self.is_large(figure):
                continue
            seen.add(figure)
            taken = {span[0] for span in (*place.captions, *place.credits)}
            for block, start, end in self.document.covered(self.document.nodes[figure]):
                text = self.document.blocks[block].text[start:end]
                if block in taken or len(text) > _CREDIT_CHARS:
                    continue
                if is_label(text):
                    place.captions.append((block, start, end))
                elif (split := split_credit(text)).credit and not split.caption:
                    place.credits.append((block, start, end))

    def bare_figures(self) -> None:
        """Figures whose words carry no mark: all of them are the caption, when they are nothing else."""
        for figure, media in self.by_figure.items():
            node = self.document.nodes[figure]
            if (
                not covers_text(node)
                or self.layout.is_author_box(figure)
                or any(self.has_captions(medium) for medium in media)
            ):
                continue
            if self.layout.extent.holds_body(node.first, node.last) and not self.ends_in_credit(node):
                continue
            if count_words(self.document, node) <= _FIGURE_WORDS and not self.holds_prose(node):
                self.caption(self.shown(media), node, "figure")

    def is_large(self, figure: int) -> bool:
        """Whether the figure is a frame around a whole gallery or article."""
        node = self.document.nodes[figure]
        return node.last - node.first > _FIGURE_BLOCKS

    def has_captions(self, medium: int) -> bool:
        return medium in self.by_medium and bool(self.by_medium[medium].captions)

    def holds_prose(self, node: Node) -> bool:
        """Whether a heading, list, table or quotation stands inside."""
        return self.holds(node, _PROSE)

    def holds(self, node: Node, tags: Collection[str]) -> bool:
        nodes = self.document.nodes
        for number in range(node.id + 1, len(nodes)):
            if nodes[number].depth <= node.depth:
                break
            if nodes[number].tag in tags and covers_text(nodes[number]) and not self.is_sentence(nodes[number]):
                return True
        return False

    def is_sentence(self, node: Node) -> bool:
        """A heading only by its tag: long, and with a full stop."""
        text = self.document.blocks[node.first].text
        return node.first == node.last and text.endswith((".", "。")) and text.count(" ") > 12

    def unmarked(self) -> None:
        """Pictures whose smallest element with words holds little else."""
        for medium in sorted(self.wanted):
            figure = self.layout.figure_of(self.document.media[medium].node)
            if self.has_captions(medium) or (figure >= 0 and covers_text(self.document.nodes[figure])):
                continue
            node = self.cell(medium)
            if node and (how := self.reads_as_caption(node, medium)):
                self.caption(medium, node, how)

    def cell(self, medium: int) -> Node | None:
        """The smallest element around a picture that has words, when it is about this picture alone."""
        number = self.frame(medium)
        for _ in range(_CLIMB):
            if number < self.layout.offset:
                return None
            node = self.document.nodes[number]
            if covers_text(node):
                others = any(other != medium and self.has_captions(other) for other in self.layout.under[number])
                small = node.last - node.first < 6 and count_words(self.document, node) <= _CELL_WORDS
                return node if small and not others and not self.holds_prose(node) else None
            number = node.parent
        return None

    def frame(self, medium: int) -> int:
        """The element around a medium; ``picture`` and its sources (which libxml2 nests) do not count."""
        number = self.document.nodes[self.document.media[medium].node].parent
        while number >= 0 and self.document.nodes[number].tag in ("source", "picture"):
            number = self.document.nodes[number].parent
        return number

    def reads_as_caption(self, node: Node, medium: int) -> str:
        """Why the words of a picture's cell are its caption; empty when they are not."""
        document = self.document
        spans = document.covered(node)
        text = " ".join(document.blocks[block].text[start:end] for block, start, end in spans)
        if not text or link_share(document, spans) > 0.5:
            return ""
        credited = self.ends_in_credit(node)
        long_enough = text.count(" ") + 1 >= _FEW_WORDS or text.rstrip()[-1] in ".!?。"
        if not credited and (node.tag in _NO_CELL or not long_enough):
            return ""
        if long_enough and self.equals_attribute(medium, text):
            return "same as an attribute of the picture"
        if self.layout.extent.holds_body(node.first, node.last) and not credited:
            return ""
        short = text.count(" ") < _CONTAINED_WORDS or credited
        if short and self.layout.bits_at(node.id) & (MEDIA | CAPTION | PLAYER) and node.tag != "p":
            return "picture container"
        return "ends in a credit" if credited else ""

    def ends_in_credit(self, node: Node) -> bool:
        """Whether the last words, labels aside, are a credit, and every body block inside ends in one."""
        extent = self.layout.extent
        last = False
        for block, start, end in self.document.covered(node):
            text = self.document.blocks[block].text[start:end]
            if is_label(text):
                continue
            split = split_credit(text)
            last = bool(split.spans) and split.spans[-1][1] >= len(text.rstrip()) - 1
            if not last and extent.holds_body(block, block):
                return False
        return last

    def equals_attribute(self, medium: int, text: str) -> bool:
        attrs = self.document.media[medium].attrs
        known = same_words(text)
        for name in ("alt", "title", "data-caption", "aria-label"):
            value = same_words(attrs.get(name) or "")
            if len(value) > 15 and (value == known or (known.startswith(value) and len(known) < len(value) + 60)):
                return True
        return False


def _figures_with_several(layout: Layout) -> frozenset[int]:
    """Figures that hold more than one caption."""
    seen: set[int] = set()
    several: set[int] = set()
    for number in layout.captions:
        figure = layout.figure_of(number)
        (several if figure in seen else seen).add(figure)
    return frozenset(several)


def link_share(document: Document, spans: list[Span]) -> float:
    """The share of the characters that lie inside links."""
    linked = total = 0
    for number, start, end in spans:
        total += end - start
        for mark in document.blocks[number].marks:
            if mark.kind == "link":
                linked += max(0, min(end, mark.end) - max(start, mark.start))
    return linked / total if total else 0.0
