"""From places to pictures: which of them are the article's, with which words, each picture once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from .images import Picture, describe, is_teaser, merge, pictures_in
from .picture_labels import is_byline
from .picture_layout import Layout, foreign_in_figures
from .picture_places import Place, find_places
from .picture_text import Piece, Words, read_words

_GAP = 2  # blocks without a caption between two pictures of a gallery behind the body


@dataclass(slots=True)
class Gathering:
    pictures: list[Picture] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    words: dict[int, Words] = field(default_factory=dict)


def gather(layout: Layout) -> Gathering:
    """The pictures of the article in reading order, and the words they take out of the body."""
    document = layout.document
    found = pictures_in(layout)
    places = find_places(layout, [*found, *_players(layout)])
    by_medium = {place.medium: place for place in places if place.medium >= 0}
    away = {number for number, picture in found.items() if is_teaser(layout, picture, by_medium.get(number))}
    away |= _behind(layout, found, by_medium, away)
    gathered = Gathering()
    words = gathered.words
    orphans: list[Picture] = []
    for place in places:
        if place.medium in away or (place.medium < 0 and _begin(place) > layout.extent.last + 1):
            continue
        read = read_words(document, place)
        if read.caption and is_byline(read.caption):
            away.add(place.medium)
            continue
        gathered.pieces += read.pieces
        words[place.medium] = read
        if place.medium < 0 and (read.caption or read.credit):
            orphans.append(Picture(-1, "", "", _begin(place), False, None, read.caption, read.credit))
    for number, picture in found.items():
        if number in away:
            continue
        describe(picture, words.get(number), document)
        if layout.in_gallery(document.media[number].node):
            picture.role = "gallery"
    kept = [picture for number, picture in found.items() if number not in away]
    kept += orphans
    gathered.pictures = merge(sorted(filter(_says_something, kept), key=lambda picture: picture.before or 0))
    gathered.pieces += _foreign(layout)
    return gathered


def _says_something(picture: Picture) -> bool:
    return bool(picture.url or picture.caption or picture.credit)


def _players(layout: Layout) -> list[int]:
    extent = layout.extent
    return [
        number
        for number, media in enumerate(layout.document.media)
        if media.kind in ("video", "iframe", "embed")
        and extent.lead <= media.before <= extent.tail
        and not layout.is_foreign(media.node)
    ]


def _begin(place: Place) -> int:
    return min(span[0] for span in (*place.captions, *place.credits))


def _behind(layout: Layout, found: dict[int, Picture], places: dict[int, Place], away: Iterable[int]) -> set[int]:
    """Pictures behind the body that do not follow it at once, picture by picture, as a closing gallery does."""
    gone = set()
    limit = layout.extent.last + 1
    skipped = set(away)
    for number, picture in found.items():
        before = picture.before or 0
        if before <= layout.extent.last or number in skipped:
            continue
        if before > limit + _GAP or (number not in places and before > layout.extent.last + 1):
            gone.add(number)
            continue
        if place := places.get(number):
            limit = max(limit, max(span[0] for span in (*place.captions, *place.credits)) + 1)
    return gone


def _foreign(layout: Layout) -> list[Piece]:
    """Captions of teasers among the body's blocks: they go, whatever becomes of the teaser."""
    document = layout.document
    return [
        Piece(span, "", "foreign-caption", "caption of another page's picture")
        for number in foreign_in_figures(layout)
        for span in document.covered(document.nodes[number])
    ]
