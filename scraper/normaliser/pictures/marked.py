"""Captions and credits by the elements that say themselves that they are one."""

from __future__ import annotations

from ...model import Node
from .class_words import MEDIA, PICTURE, QUOTE
from .closing_names import closing_name
from .credits import split_credit
from .layout import Layout, count_words, covers_text
from .places import Place, Places

_CLIMB = 6  # levels from a caption up to an element that also holds its picture
_CREDIT_WORDS = 30  # a longer element holds no credit alone
_CAPTION_WORDS = 100
_TEXTUAL = frozenset(("blockquote", "table", "pre", "code", "q"))
_NONE = -1


def find_marked(places: Places) -> None:
    """Elements that say themselves that they hold a caption or a credit."""
    layout = places.layout
    several = _figures_with_several(layout)
    orphans: dict[int, Place] = {}
    for number in layout.captions:
        node = places.document.nodes[number]
        if layout.is_foreign(number) or _is_about_text(places, node):
            continue
        medium = _medium_of(places, node, nearest=layout.figure_of(number) in several)
        if medium < 0 and not _stands_alone(places, node):
            continue
        place = places.caption(medium, node, "figcaption" if node.tag == "figcaption" else "class")
        place.credits += closing_name(places.document, node)
        orphans[number] = place
    for number in layout.credits:
        _credit(places, number, orphans)


def _credit(places: Places, number: int, captions: dict[int, Place]) -> None:
    layout, node = places.layout, places.document.nodes[number]
    if layout.is_foreign(number) or not covers_text(node):
        return
    if count_words(places.document, node) > _CREDIT_WORDS:
        _caption_called_credit(places, node)
        return
    inside = layout.around_of(number).caption
    if inside >= 0:
        if inside in captions:
            captions[inside].credits += places.document.covered(node)
        return
    medium = _medium_of(places, node, nearest=True)
    spans = places.document.covered(node)
    if medium >= 0 and (layout.figure_of(number) >= 0 or _close_by(places, node, medium)):
        if node.id < places.document.media[medium].node and _heads_article(places, node, medium):
            return
        places.place(medium, "credit element").credits += spans
    elif medium < 0 and layout.bits_at(number) & MEDIA and (above := _just_above(places, node)):
        above.credits += spans


def _is_about_text(places: Places, node: Node) -> bool:
    """Whether a caption belongs to a quotation, a table or a listing: it stays with them."""
    figure = places.layout.figure_of(node.id)
    if figure < 0:
        return bool(places.layout.bits_at(node.id) & QUOTE)
    if figure in places.by_figure:
        return False
    around = places.layout.bits_at(figure) | places.layout.bits_at(node.parent)
    return bool(around & QUOTE) or places.holds(places.document.nodes[figure], _TEXTUAL)


def _stands_alone(places: Places, node: Node) -> bool:
    """Whether a caption without a picture (drawn by a script) is one nevertheless."""
    if node.tag == "figcaption":
        return True
    if places.layout.extent.holds_body(node.first, node.last):
        return False
    return any(
        split_credit(places.document.blocks[block].text[a:b]).credit for block, a, b in places.document.covered(node)
    )


def _medium_of(places: Places, node: Node, *, nearest: bool) -> int:
    """The medium a caption or credit is about, -1 when there is none."""
    figure = places.layout.figure_of(node.id)
    candidates = places.by_figure.get(figure, [])
    if not candidates:
        candidates = _around(places, node)
        nearest = True
    if not candidates:
        return _NONE
    if not nearest:
        return places.shown(candidates)
    media = places.document.media
    before = [number for number in candidates if media[number].node < node.id]
    return before[-1] if before else candidates[0]


def _around(places: Places, node: Node) -> list[int]:
    """Media in the smallest element around the node that has any, unless body text stands between."""
    parent = node.parent
    for _ in range(_CLIMB):
        if parent < 0:
            break
        found = [number for number in places.layout.under.get(parent, ()) if number in places.wanted]
        if found:
            return [number for number in found if not _parted(places, node, number)]
        parent = places.document.nodes[parent].parent
    return []


def _parted(places: Places, node: Node, medium: int) -> bool:
    """Whether body text stands between a caption and a medium."""
    before = places.document.media[medium].before
    low, high = sorted((before, node.first))
    return high > low and places.layout.extent.holds_body(low, high - 1)


def _just_above(places: Places, node: Node) -> Place | None:
    """The place of a caption a few blocks above, for a credit whose picture a script draws."""
    ends = ((place.captions[-1][0], place) for place in places.found if place.captions)
    return next((place for end, place in ends if 0 <= node.first - end <= 3), None)


def _caption_called_credit(places: Places, node: Node) -> None:
    """A long element called credit right below a picture holds the caption as well, when a credit ends it."""
    above = [number for number in places.wanted if places.document.media[number].before == node.first]
    free = [number for number in above if not places.has_captions(number)]
    if free and count_words(places.document, node) <= _CAPTION_WORDS and places.ends_in_credit(node):
        places.caption(places.shown(sorted(free)), node, "credit element")


def _heads_article(places: Places, node: Node, medium: int) -> bool:
    """Whether an element above a picture, in no box with it, is a byline: "credit" means the author there."""
    if places.layout.figure_of(node.id) >= 0 or places.layout.bits_at(node.id) & PICTURE:
        return False
    around = {above.id for above in places.document.ancestors(places.document.media[medium].node)}
    common = next(above for above in places.document.ancestors(node.id) if above.id in around)
    return places.layout.extent.holds_article(common.first, common.last)


def _close_by(places: Places, node: Node, medium: int) -> bool:
    return abs(node.first - places.document.media[medium].before) <= 3


def _figures_with_several(layout: Layout) -> frozenset[int]:
    """Figures that hold more than one caption."""
    seen: set[int] = set()
    several: set[int] = set()
    for number in layout.captions:
        figure = layout.figure_of(number)
        (several if figure in seen else seen).add(figure)
    return frozenset(several)
