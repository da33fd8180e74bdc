"""Pictures among the article's blocks that lead elsewhere: teasers, cards, portraits, what stands behind the body."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import islice, takewhile
from urllib.parse import urlsplit

from ...model import Block, Document, Node
from .address import absolute, is_image_address, picture_key
from .images import Picture
from .layout import Layout, Span, covers_text
from .places import Place, link_share

_CLIMB = 7  # levels from a picture up to the words of its card
_BESIDE = 5  # levels from a picture up to the element of the last body block
_CARD_CHARS = 600
_HEADLINE_CHARS = 300
_GAP = 2  # blocks without a caption between two pictures of a gallery behind the body
_PICTURE_PAGES = frozenset(  # parts of the addresses of pages that show one picture
    "image images img photo photos picture gallery galerie galeria foto fotos bild bilder multimedia attachment".split()
)
_CARD_BLOCKS = 6
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))


def strangers(
    layout: Layout, pictures: Mapping[int, Picture], places: Mapping[int, Place], announced: Collection[str]
) -> set[int]:
    """Numbers of the media that are no pictures of the article. ``announced`` are the keys of its lead picture."""
    away = {number for number, picture in pictures.items() if _is_teaser(layout, picture, places.get(number))}
    rest = {number: picture for number, picture in pictures.items() if number not in away}
    return away | _behind(layout, rest, places) | _above(layout, rest, places, announced)


def _is_teaser(layout: Layout, picture: Picture, place: Place | None) -> bool:
    """Whether a picture leads to another page: linked itself, or the words of its card are."""
    document = layout.document
    number = document.media[picture.medium].node
    steps = 0
    while steps < _CLIMB and number >= layout.offset:
        node = document.nodes[number]
        steps += node.tag not in ("source", "picture")
        if node.tag == "a" and (href := node.attrs.get("href")):
            titled = leads_away(href, document.base_url) and any(
                inner.tag in _HEADINGS for inner in _inside(document, node)
            )
            if titled or (is_front_page(href, document.base_url) and not (place and place.how == "figcaption")):
                return True
            if not leads_away(href, document.base_url, picture.key):
                return False
            if place and place.how == "figcaption" and not _PICTURE_PAGES.isdisjoint(href.lower().split("/")):
                return False
            return not (place and place.captions and link_share(document, place.captions) < 0.5)
        if place is None and node.last >= node.first and (spans := document.covered(node)):
            return _is_card(layout, spans) or _is_covered_by_link(layout, node)
        number = node.parent
    return False


def _is_card(layout: Layout, spans: list[Span]) -> bool:
    """Whether the words beside a picture are the headline of another page."""
    size = sum(end - start for _, start, end in spans)
    if size > _CARD_CHARS:
        return False
    if size < _HEADLINE_CHARS and link_share(layout.document, spans) > 0.6:
        return True
    return any(_is_linked_heading(layout.document, layout.document.blocks[block]) for block, _, _ in spans)


def _is_covered_by_link(layout: Layout, card: Node) -> bool:
    """Whether a card with a headline has a link without words, which a style sheet lays over the whole of it."""
    document = layout.document
    frame = document.nodes[card.parent] if card.parent >= layout.offset else card
    if layout.extent.holds_article(frame.first, frame.last) or frame.last - frame.first > _CARD_BLOCKS:
        return False
    inside = list(_inside(document, frame))
    headed = any(node.tag in _HEADINGS for node in inside)
    links = (node.attrs.get("href") for node in inside if node.tag == "a" and not covers_text(node))
    return headed and any(href and leads_away(href, document.base_url) for href in links)


def _inside(document: Document, frame: Node) -> Iterator[Node]:
    return takewhile(lambda node: node.depth > frame.depth, islice(document.nodes, frame.id + 1, None))


def _is_linked_heading(document: Document, block: Block) -> bool:
    return block.tag in _HEADINGS and any(
        mark.kind == "link"
        and mark.end - mark.start > len(block.text) / 2
        and leads_away(mark.url or "", document.base_url)
        for mark in block.marks
    )


def leads_away(href: str, base: str, key: str = "") -> bool:
    """Whether a link goes to another page rather than to a larger picture, a lightbox or the page itself.

    ``key`` is the picture's: a link to the picture is none to another page.
    """
    href = href.strip()
    if not href or href.startswith(("#", "javascript:", "data:")) or is_image_address(href):
        return False
    try:
        target, own = urlsplit(absolute(href, base)), urlsplit(base)
    except ValueError:  # no address at all
        return True
    if target.netloc == own.netloc and target.path.rstrip("/").startswith(own.path.rstrip("/")) and own.path.strip("/"):
        return False
    return not key or picture_key(href) != key


def is_front_page(href: str, base: str) -> bool:
    """Whether a link goes to the front page of the site, as a masthead does, from a page that is not it."""
    try:
        target, own = urlsplit(absolute(href, base)), urlsplit(base)
    except ValueError:
        return False
    bare = not (target.path.strip("/") or target.query or target.fragment)
    return not href.startswith("#") and target.netloc == own.netloc and bare and bool(own.path.strip("/"))


def _behind(layout: Layout, pictures: Mapping[int, Picture], places: Mapping[int, Place]) -> set[int]:
    """Pictures behind the body that do not follow it at once, picture by picture, as a closing gallery does."""
    gone = set()
    last = layout.extent.last
    limit = last + 1
    for number, picture in pictures.items():
        before = picture.before or 0
        if before <= last:
            continue
        place = places.get(number)
        if before > limit + _GAP or (place is None and not (before == last + 1 and _beside_body(layout, picture))):
            gone.add(number)
        elif place:
            limit = max(limit, max(span[0] for span in (*place.captions, *place.credits)) + 1)
    return gone


def _beside_body(layout: Layout, picture: Picture) -> bool:
    """Whether a picture stands in the element that holds the last body block."""
    document = layout.document
    parent = document.nodes[document.blocks[layout.extent.last].node].parent
    return any(node.id == parent for node in document.ancestors(document.media[picture.medium].node)[:_BESIDE])


def _above(
    layout: Layout, pictures: Mapping[int, Picture], places: Mapping[int, Place], announced: Collection[str]
) -> set[int]:
    """Pictures without words above the body, such as portraits, when another one is the lead picture for sure."""
    above = {number: picture for number, picture in pictures.items() if (picture.before or 0) < layout.extent.first}
    sure = {number for number, picture in above.items() if picture.key in announced or number in places}
    named = any(picture.key in announced for picture in pictures.values())
    return set(above) - sure if sure or named else set()
