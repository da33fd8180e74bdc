"""From places to pictures: which of them are the article's, with which words, each picture once."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from .images import Picture, describe, merge, pictures_in
from .labels import is_byline
from .layout import Layout
from .marked import find_marked
from .places import Place, Places
from .settling import Piece, Words, read_words
from .teasers import strangers
from .unmarked import find_unmarked


@dataclass(slots=True)
class Gathering:
    pictures: list[Picture] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)
    words: dict[int, Words] = field(default_factory=dict)


def gather(layout: Layout, announced: Collection[str], players: Collection[int]) -> Gathering:
    """The pictures of the article in reading order, and the words they take out of the body.

    ``announced`` are the keys of the pictures that the page names as its lead, ``players`` the media that are videos.
    A caption of something else, such as a chart that a script draws, makes a picture without address.
    """
    document = layout.document
    found = pictures_in(layout)
    places = _find_places(layout, [*found, *_frames(layout)])
    by_medium = {place.medium: place for place in places if place.medium >= 0}
    away = strangers(layout, found, by_medium, announced)
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
        if place.medium not in found and place.medium not in players and (read.caption or read.credit):
            orphans.append(Picture(-1, "", "", _begin(place), False, None, read.caption, read.credit))
    for number, picture in found.items():
        if number in away:
            continue
        describe(picture, words.get(number), document)
    _name_galleries(layout, [picture for number, picture in found.items() if number not in away])
    kept = [picture for number, picture in found.items() if number not in away]
    kept += orphans
    gathered.pictures = merge(sorted(filter(_says_something, kept), key=lambda picture: picture.before or 0))
    return gathered


def _find_places(layout: Layout, wanted: Collection[int]) -> list[Place]:
    places = Places(layout, frozenset(wanted))
    find_marked(places)
    find_unmarked(places)
    return places.found


def _name_galleries(layout: Layout, pictures: Sequence[Picture]) -> None:
    """Give pictures of a gallery their role; one picture alone is no gallery, whatever its box is called.

    Boxes with one picture each that follow one another at once are the slides of one gallery.
    """
    nodes = layout.document.nodes
    groups: list[list[Picture]] = []
    last = -1
    for picture in pictures:
        gallery = layout.gallery_of(layout.document.media[picture.medium].node)
        if gallery >= 0:
            slides = last >= 0 and nodes[gallery].parent == nodes[last].parent
            if gallery == last or (slides and nodes[gallery].first <= nodes[last].last + 1):
                groups[-1].append(picture)
            else:
                groups.append([picture])
            last = gallery
    for group in groups:
        if len({(picture.key or picture.medium, picture.caption) for picture in group}) > 1:
            for picture in group:
                picture.role = "gallery"


def _says_something(picture: Picture) -> bool:
    return bool(picture.url or picture.caption or picture.credit)


def _frames(layout: Layout) -> list[int]:
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
