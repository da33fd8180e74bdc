"""Captions without an element that says so: the rest of a figure, the words in a picture's cell."""

from __future__ import annotations

from ...model import Node
from .beside import Beside
from .class_words import CAPTION, MEDIA, PLAYER
from .credits import split_credit
from .labels import is_label, same_words
from .layout import count_words, covers_text
from .places import Places, link_share

_CLIMB = 6  # levels from a picture up to an element that has words
_CELL_WORDS = 80  # more text around a picture is no caption
_FIGURE_WORDS = 150
_FIGURE_BLOCKS = 12
_CREDIT_CHARS = 140
_NO_CELL = frozenset("h1 h2 h3 h4 h5 h6 td th dt".split())
_FEW_WORDS = 6
_CONTAINED_WORDS = 45
_MOST_PICTURES = 40  # of one place, its variants counted
_NONE = -1


def find_unmarked(places: Places) -> None:
    """Words of figures and of pictures' cells, for pictures that have no caption yet."""
    _rest_of_figures(places)
    _bare_figures(places)
    _unmarked(places)


def _rest_of_figures(places: Places) -> None:
    """What else stands in a figure with a caption: credits and labels without a mark."""
    seen: set[int] = set()
    for place in places.found:
        figure = places.layout.figure_of(places.document.media[place.medium].node) if place.medium >= 0 else _NONE
        if figure < 0 or figure in seen or not place.captions or _is_large(places, figure):
            continue
        seen.add(figure)
        taken = {span[0] for span in (*place.captions, *place.credits)}
        for block, start, end in places.document.covered(places.document.nodes[figure]):
            text = places.document.blocks[block].text[start:end]
            if block in taken or len(text) > _CREDIT_CHARS:
                continue
            if is_label(text):
                place.captions.append((block, start, end))
            elif (split := split_credit(text)).credit and not split.caption:
                place.credits.append((block, start, end))


def _bare_figures(places: Places) -> None:
    """Figures whose words carry no mark: all of them are the caption, when they are nothing else."""
    for figure, media in places.by_figure.items():
        node = places.document.nodes[figure]
        if (
            not covers_text(node)
            or places.layout.is_author_box(figure)
            or any(places.has_captions(medium) for medium in media)
        ):
            continue
        if places.layout.extent.holds_body(node.first, node.last) and not places.ends_in_credit(node):
            continue
        if count_words(places.document, node) <= _FIGURE_WORDS and not (
            places.holds_prose(node) or places.holds_price(node)
        ):
            places.caption(places.shown(media), node, "figure")


def _is_large(places: Places, figure: int) -> bool:
    """Whether the figure is a frame around a whole gallery or article."""
    node = places.document.nodes[figure]
    return node.last - node.first > _FIGURE_BLOCKS


def _unmarked(places: Places) -> None:
    """Pictures whose smallest element with words holds little else, then those with a line right below them."""
    beside = Beside(places)
    bare: list[int] = []
    for medium in sorted(places.wanted):
        figure = places.layout.figure_of(places.document.media[medium].node)
        if (
            places.has_captions(medium)
            or _has_fallback(places, medium)
            or (figure >= 0 and covers_text(places.document.nodes[figure]))
        ):
            continue
        node = _cell(places, medium)
        how = _reads_as_caption(places, node, medium) or _stands_as_caption(beside, node, medium) if node else ""
        if node and how:
            places.caption(medium, node, how)
        elif places.document.media[medium].kind == "img":
            bare.append(medium)
    for medium, line in beside.lines_below(bare):
        places.caption(medium, line, "a line right below the picture")


def _has_fallback(places: Places, medium: int) -> bool:
    """A frame or player with words inside, for browsers that cannot show it: they tell nothing about it."""
    media = places.document.media[medium]
    return media.kind != "img" and covers_text(places.document.nodes[media.node])


def _stands_as_caption(beside: Beside, node: Node, medium: int) -> str:
    """Why the place of a cell's words makes them a caption; empty when it does not."""
    if node.tag == "p":
        return "small letters beside the picture" if beside.prints_all_smaller(node, medium) else ""
    return "alone with the picture" if beside.is_alone_with_picture(node, medium) else ""


def _cell(places: Places, medium: int) -> Node | None:
    """The smallest element around a picture that has words, when it is about this picture alone."""
    number = _frame(places, medium)
    for _ in range(_CLIMB):
        if number < places.layout.offset:
            return None
        node = places.document.nodes[number]
        if covers_text(node):
            small = node.last - node.first < 6 and count_words(places.document, node) <= _CELL_WORDS
            return node if small and not _has_others(places, number, medium) else None
        number = node.parent
    return None


def _has_others(places: Places, number: int, medium: int) -> bool:
    """Whether an element holds more than a picture and its caption: captions of other pictures, prose, a price."""
    under, node = places.layout.under[number], places.document.nodes[number]
    if len(under) > _MOST_PICTURES or any(other != medium and places.has_captions(other) for other in under):
        return True
    return places.holds_prose(node) or places.holds_price(node)


def _frame(places: Places, medium: int) -> int:
    """The element around a medium; ``picture`` and its sources (which libxml2 nests) do not count."""
    number = places.document.nodes[places.document.media[medium].node].parent
    while number >= 0 and places.document.nodes[number].tag in ("source", "picture"):
        number = places.document.nodes[number].parent
    return number


def _reads_as_caption(places: Places, node: Node, medium: int) -> str:
    """Why the words of a picture's cell are its caption; empty when they are not."""
    document = places.document
    spans = document.covered(node)
    text = " ".join(document.blocks[block].text[start:end] for block, start, end in spans)
    if not text or link_share(document, spans) > 0.5:
        return ""
    credited = places.ends_in_credit(node)
    long_enough = text.count(" ") + 1 >= _FEW_WORDS or text.rstrip()[-1] in ".!?。"
    if not credited and (node.tag in _NO_CELL or not long_enough):
        return ""
    if long_enough and _equals_attribute(places, medium, text):
        return "same as an attribute of the picture"
    if places.layout.extent.holds_body(node.first, node.last) and not credited:
        return ""
    short = text.count(" ") < _CONTAINED_WORDS or credited
    if short and places.layout.bits_at(node.id) & (MEDIA | CAPTION | PLAYER) and node.tag != "p":
        return "picture container"
    return "ends in a credit" if credited else ""


def _equals_attribute(places: Places, medium: int, text: str) -> bool:
    attrs = places.document.media[medium].attrs
    known = same_words(text)
    for name in ("alt", "title", "data-caption", "aria-label"):
        value = same_words(attrs.get(name) or "")
        if len(value) > 15 and (value == known or (known.startswith(value) and len(known) < len(value) + 60)):
            return True
    return False
