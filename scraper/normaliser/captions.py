"""Pictures and videos of the article: one caption an image, once, its credit split off, nothing left in the text.

The parts, in ``pictures``: ``extent`` says where the article stands, ``layout`` what the elements there are,
``places`` which words belong to which picture (``marked``: by elements that say so, ``unmarked``: by position),
``credits`` where the credit begins, ``images`` which pictures are the article's and which are the same, ``videos`` the
players, ``text_captions`` what to do without markup.
"""

from __future__ import annotations

from collections.abc import Sequence

from ..model import Document, Figures
from .pictures.announced import announced_images
from .pictures.extent import find_extent
from .pictures.gathering import gather
from .pictures.images import Picture, add_lead, enrich
from .pictures.layout import survey
from .pictures.repeats import captions_printed_twice, repeated
from .pictures.settling import settle
from .pictures.text_captions import read_text_figures
from .pictures.videos import announced_videos, players_in, read_videos

_STANDFIRST_WORDS = 60


def read_figures(document: Document, scores: Sequence[float]) -> Figures:
    """Images and videos of the article, and the moves that take their captions and credits out of the body.

    ``scores[i]`` is the probability (0..1) that block ``i`` is article body; missing ones count as 0. The moves are
    disjoint, on word borders and in reading order. Without any body block the page's one ``article`` element is taken
    for the article; without that only announced pictures are returned.
    An image has the address "" when the page prints a caption and no picture.
    """
    if document.kind == "text":
        return read_text_figures(document, scores)
    announced = announced_images(document)
    extent = find_extent(document, scores)
    if extent is None:
        lead: list[Picture] = []
        add_lead(lead, announced, ())
        return Figures(tuple(picture.finished() for picture in lead), tuple(announced_videos(document)))
    layout = survey(document, extent)
    players = players_in(layout)
    found = gather(layout, {item.key for item in announced if item.leading}, players)
    enrich(found.pictures, announced)
    taken = {piece.span[0] for piece in found.pieces}
    repeats = repeated(document, extent, found.pictures, taken)
    for picture, pieces in captions_printed_twice(document, range(extent.lead, extent.last), taken):
        found.pictures.append(picture)
        repeats += pieces
    standfirst = document.blocks[extent.first].words <= _STANDFIRST_WORDS
    add_lead(found.pictures, announced, extent.body or (extent.first,), standfirst=standfirst)
    videos, titles = read_videos(layout, players, found.words)
    images = tuple(picture.finished() for picture in found.pictures)
    return Figures(images, tuple(videos), settle(document, [*found.pieces, *repeats, *titles]))
