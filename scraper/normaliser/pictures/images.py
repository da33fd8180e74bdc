"""Which pictures of the page belong to the article, and one Image for each of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from ...article import Image
from ...model import Document
from ..folding import plain
from .address import absolute, best_address, is_decoration, picture_key
from .announced import Announced
from .credits import split_credit
from .labels import same_words
from .layout import Layout
from .settling import Words

_ICON = 100  # pixels: neither side larger
_LINE = 30  # pixels: one side smaller
_PIXEL_STYLE = re.compile(r"(?:^|[;\s])(?:width|height):\s*[01]px", re.I)
_ADVERTS = frozenset(
    "advertisement advert werbung anzeige publicité publicidad publicidade reklama реклама 広告 广告 광고".split()
)
_DIGITS = re.compile(r"\s*(\d{1,5})(?:\.\d+)?(?:px)?\s*$")
_CAPTION_ATTRIBUTES = ("data-caption", "data-image-caption", "data-description")
_MIN_KEY = 24  # letters of a caption that two pictures do not share by chance


@dataclass(slots=True)
class Picture:
    """An Image in the making. ``medium`` is its number in Document.media, -1 for none."""

    medium: int
    url: str
    key: str
    before: int | None
    hidden: bool = False
    alt: str | None = None
    caption: str | None = None
    credit: str | None = None
    role: str = "inline"

    def finished(self) -> Image:
        return Image(self.url, self.alt, self.caption, self.credit, self.role, before=self.before)


def pictures_in(layout: Layout) -> dict[int, Picture]:
    """Pictures inside the article's stretch that are neither decoration nor in foreign matter, by medium."""
    document, extent = layout.document, layout.extent
    found: dict[int, Picture] = {}
    for number, media in enumerate(document.media):
        if media.kind != "img" or not extent.lead <= media.before <= extent.tail or layout.is_foreign(media.node):
            continue
        figure = layout.figure_of(media.node)
        if figure >= 0 and layout.is_author_box(figure):
            continue
        node = document.nodes[media.node]
        best = best_address(media, node, drawn=figure >= 0)
        alt = plain(media.attrs.get("alt") or "") or None
        if _is_tiny(media.attrs) or (media.sources and not best) or (alt or "").casefold() in _ADVERTS:
            continue
        url = absolute(best, document.base_url) if best else ""
        found[number] = Picture(number, url, picture_key(url) if url else "", media.before, node.hidden, alt)
    _join_twins(layout, found)
    return found


def _join_twins(layout: Layout, found: dict[int, Picture]) -> None:
    """A placeholder and the copy in ``noscript`` right behind or before it are one picture."""
    media = layout.document.media
    for number in list(found):
        for other in (number + 1, number - 1):
            one, twin = found.get(number), found.get(other)
            if one is None or twin is None or not twin.hidden or one.hidden or one.before != twin.before:
                continue
            together = layout.figure_of(media[number].node) == layout.figure_of(media[other].node)
            if together and (not one.url or not twin.url or one.key == twin.key):
                learn(one, twin)
                del found[other]


def _is_tiny(attrs: Mapping[str, str]) -> bool:
    """Whether width and height tell an icon, a line or a tracking pixel."""
    if _PIXEL_STYLE.search(attrs.get("style") or ""):
        return True
    sides = [int(found[1]) for name in ("width", "height") if (found := _DIGITS.match(attrs.get(name) or ""))]
    if len(sides) == 2:
        return max(sides) <= _ICON or min(sides) <= _LINE
    return bool(sides) and sides[0] <= _LINE * 2


def describe(picture: Picture, words: Words | None, document: Document) -> None:
    """Give a picture its printed words, else those in its attributes."""
    if words:
        picture.caption, picture.credit = words.caption, words.credit
    attrs = document.media[picture.medium].attrs
    if picture.caption and picture.credit:
        return
    for name in (*_CAPTION_ATTRIBUTES, "title"):
        split = split_credit(plain(attrs.get(name) or ""))
        if name in _CAPTION_ATTRIBUTES or (split.credit and len(split.caption.split()) > 3):
            picture.caption = picture.caption or split.caption or None
            picture.credit = picture.credit or split.credit


def merge(pictures: Sequence[Picture]) -> list[Picture]:
    """One picture for all its sizes, formats, lightbox and noscript copies; what one knows the others learn."""
    by_key: dict[str, Picture] = {}
    by_caption: dict[str, Picture] = {}
    kept: list[Picture] = []
    for picture in pictures:
        text = same_words(picture.caption or "")
        same = by_key.get(picture.key) if picture.key else None
        if same and not _agree(same_words(same.caption or ""), text):
            same = None  # two pictures, one file name
        if same is None and len(text) > _MIN_KEY:
            twin = by_caption.get(text)
            same = twin if twin and _may_be_twins(twin, picture) else None
        if same is None:
            kept.append(picture)
            same = picture
        else:
            learn(same, picture)
        if picture.key:
            by_key.setdefault(picture.key, same)
        if text:
            by_caption.setdefault(text, same)
    return kept


def _may_be_twins(one: Picture, other: Picture) -> bool:
    """The same caption, and nothing tells two pictures apart."""
    return (
        not one.key
        or not other.key
        or (same_words(one.alt or "") == same_words(other.alt or "") and (one.hidden or other.hidden))
    )


def _agree(one: str, other: str) -> bool:
    return one in other or other in one


def learn(one: Picture, other: Picture) -> None:
    """Fill what ``one`` does not know from another copy of the same picture."""
    one.url = one.url or other.url
    one.key = one.key or other.key
    one.alt = one.alt or other.alt
    one.caption = one.caption or other.caption
    one.credit = one.credit or other.credit


def enrich(pictures: list[Picture], announced: Sequence[Announced]) -> None:
    """Captions and credits from the page's data for pictures that print none."""
    by_key: dict[str, Announced] = {}
    for item in announced:
        known = by_key.get(item.key)
        if known is None or (item.caption and not known.caption):
            by_key[item.key] = item
    for picture in pictures:
        if picture.key and (found := by_key.get(picture.key)):
            picture.alt = picture.alt or found.alt
            picture.caption = picture.caption or found.caption
            picture.credit = picture.credit or found.credit


def add_lead(
    pictures: list[Picture], announced: Sequence[Announced], body: Sequence[int], *, standfirst: bool = True
) -> None:
    """Name the lead picture: the first above the body, else the one the page announces. ``body``: its block numbers.

    ``standfirst``: the first block of the body is short enough for one, so that the lead may stand below it.
    """
    leading = [item for item in announced if item.leading and not is_decoration(item.url)]
    above = _uppermost(pictures, {item.key for item in leading}, body, standfirst)
    keys = {picture.key for picture in pictures if picture.key}
    if above is not None:
        above.role = "lead"
        if not above.url and leading and not any(item.key in keys for item in leading):
            above.url, above.key = leading[0].url, leading[0].key
        used = {same_words(picture.caption or "") for picture in pictures}
        if leading and not above.caption and leading[0].caption and same_words(leading[0].caption) not in used:
            above.caption, above.credit = leading[0].caption, above.credit or leading[0].credit
        return
    if leading and not any(item.key in keys for item in leading):
        item = leading[0]
        pictures.insert(0, Picture(-1, item.url, item.key, None, False, item.alt, item.caption, item.credit, "lead"))


def _uppermost(
    pictures: Sequence[Picture], announced: Set[str], body: Sequence[int], standfirst: bool
) -> Picture | None:
    """The first picture above the body, else below its first block, a standfirst, unless the page announces others."""
    first, second = [*body[:2], 0, 0][:2]
    placed = [picture for picture in pictures if picture.before is not None]
    above = (picture for picture in placed if (picture.before or 0) <= first)
    below = (
        picture
        for picture in placed
        if (picture.before or 0) <= second
        and picture.role == "inline"
        and (picture.key in announced or (standfirst and not announced))
    )
    return next(above, None) or next(below, None)
