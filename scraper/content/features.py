"""Document -> one row of numbers a block: what the model sees in its first look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..model import Document, Verdict
from . import wording
from .arrays import Floats
from .lead import LEAD_NAMES, lead_features
from .pageclues import WORD_NAMES, clue_features
from .pages import PAGE_NAMES, STORY_NAMES, page_features, story_features
from .repetition import KIN_NAMES, REPEAT_NAMES, kin_features, repeat_features
from .structure import (
    BEST_NAMES,
    LEVEL_NAMES,
    LEVELS,
    OWN_NAMES,
    ROOM_NAMES,
    TAG_NAMES,
    Structure,
    lineage_of,
    own_features,
    structure_of,
)

CLEANERS = (
    "advert", "author_box", "comments", "consent", "legal", "navigation", "promotion", "related", "share", "signup",
    "technical", "video",
)  # fmt: skip
_STRENGTH = {"hint": 1.0, "strong": 2.0, "certain": 3.0}
_NEAR = (-3, -2, -1, 1, 2, 3)
_NEAR_COLUMNS = ("words", "link_share", "ends_sentence", "tag_p", "class_sum", "claimed")
_WINDOWS = (3, 8)
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_NO_HEADING = 40.0  # the distance of a heading that is not there

CLAIM_NAMES = (*(f"claim_{name}" for name in CLEANERS), "claimed", "claims")
PLACE_NAMES = (
    "place",
    "word_place",
    "duplicates",
    "heading_distance",
    "heading_level",
    "heading_odds",
    "heading_claimed",
)
NEAR_NAMES = tuple(f"{name}{step:+d}" for step in _NEAR for name in _NEAR_COLUMNS)
WINDOW_NAMES = tuple(f"window{size}_{name}" for size in _WINDOWS for name in ("words", "prose", "link_share"))
NAMES = (
    *wording.NAMES, *TAG_NAMES, *ROOM_NAMES, *OWN_NAMES, *CLAIM_NAMES, *LEVEL_NAMES, *KIN_NAMES, *REPEAT_NAMES,
    *BEST_NAMES, *PLACE_NAMES, *STORY_NAMES, *LEAD_NAMES, *NEAR_NAMES, *WINDOW_NAMES, *WORD_NAMES, *PAGE_NAMES,
)  # fmt: skip
COLUMN = {name: number for number, name in enumerate(NAMES)}


@dataclass(frozen=True, slots=True)
class Odds:
    """Learned log-odds of standing in a body, for words of the text and for words in class and id attributes.

    ``page``: log-odds of being an article's, for the words that a page is known by.
    """

    words: Mapping[str, float]
    classes: Mapping[str, float]
    page: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class View:
    """The first look at a document: ``rows`` (blocks x NAMES), its structure, and the words of each block.

    ``clues``: CLUE_NAMES, for the look at the whole page.
    """

    rows: Floats
    structure: Structure
    words: Floats
    clues: Floats


def look(document: Document, claims: Iterable[Verdict], odds: Odds) -> View:
    """All features of all blocks. ``document`` has at least one."""
    blocks = document.blocks
    text = wording.features(blocks, odds.words)
    words, characters, link_share = text[:, 0], text[:, 1], text[:, 3]
    prose = _prose(text)
    totals = _running(np.column_stack([words, np.ones(len(blocks)), characters, link_share * characters, prose]))
    lineage = lineage_of(document)
    structure = structure_of(document, lineage)
    own = own_features(document, lineage, odds.classes, totals[:, 0])
    claimed = claim_features(document, claims)
    levels, best = _levels(structure, totals, prose)
    kin = kin_features(structure.kin, words, characters, link_share, prose)
    place = _place(document, words, text, claimed)
    headline, story = story_features(document, words)
    repeats = repeat_features(document, structure.kin, structure.levels, headline)
    lead = lead_features(document, structure.kin, words, link_share, headline)
    base = {"words": words, "link_share": link_share, "ends_sentence": text[:, 7], "tag_p": own[:, 0]}
    base |= {"class_sum": own[:, len(TAG_NAMES) + len(ROOM_NAMES) + 4], "claimed": claimed[:, -2]}
    near = _near(np.column_stack([base[name] for name in _NEAR_COLUMNS]))
    windows = _windows(totals)
    known_by, clues = clue_features(document, odds.page)
    whole = np.concatenate([known_by, page_features(document, totals[-1], prose)])
    page = np.broadcast_to(whole, (len(blocks), len(whole)))
    rows = np.hstack([text, own, claimed, levels, kin, repeats, best, place, story, lead, near, windows, page])
    return View(rows, structure, words, clues)


def _prose(text: Floats) -> Floats:
    """Words of blocks that read like running text: long enough, few links, sentences."""
    words, link_share, ends, commas = text[:, 0], text[:, 3], text[:, 5], text[:, 6]
    return np.where((words >= 10) & (link_share < 0.4) & (ends + commas >= 1), words, 0.0)


def _running(columns: Floats) -> Floats:
    return np.vstack([np.zeros((1, columns.shape[1])), np.cumsum(columns, axis=0)])


def claim_features(document: Document, claims: Iterable[Verdict]) -> Floats:
    """CLAIM_NAMES: the strongest claim of each cleaner on at least half of the block, over all, and their number."""
    column, width = {name: number for number, name in enumerate(CLEANERS)}, len(CLEANERS)
    sizes = [len(block.text) for block in document.blocks]
    strongest = [0.0] * (len(sizes) * width)
    for cleaner, _, block, start, end, strength, _, _ in claims:
        if (end - start) * 2 >= sizes[block] and cleaner in column:
            place, value = block * width + column[cleaner], _STRENGTH[strength]
            strongest[place] = max(strongest[place], value)
    by_cleaner = np.array(strongest).reshape(-1, width)
    return np.column_stack([by_cleaner, by_cleaner.max(axis=1), (by_cleaner > 0).sum(axis=1)])


def _levels(structure: Structure, totals: Floats, prose: Floats) -> tuple[Floats, Floats]:
    """LEVEL_NAMES of the containers of each block, and BEST_NAMES: relation to the container with the most prose."""
    first, last = structure.first, np.maximum(structure.last, structure.first - 1)
    sums = totals[last + 1] - totals[first]
    words, blocks, characters, linked, prosaic = sums.T
    whole = np.maximum(totals[-1], 1.0)
    rank = _prose_rank(structure, prose, len(first))
    number = np.arange(len(prose))
    columns = []
    for level in structure.levels:
        span = np.maximum(blocks[level], 1.0)
        columns += [words[level], blocks[level], linked[level] / np.maximum(characters[level], 1.0)]
        columns += [prosaic[level] / np.maximum(words[level], 1.0), words[level] / whole[0]]
        columns += [(number - first[level]) / span, rank[level]]
    best = int(rank.argmax()) if len(rank) else 0
    inside = (number >= first[best]) & (number <= last[best])
    distance = np.maximum(first[best] - number, 0) - np.maximum(number - last[best], 0)
    shared = np.full(len(prose), LEVELS, np.float64)
    for depth in range(LEVELS - 1, -1, -1):
        level = structure.levels[depth]
        shared[(first[level] <= first[best]) & (last[level] >= last[best])] = depth
    share = np.full(len(prose), prosaic[best] / whole[4])
    return np.column_stack(columns), np.column_stack([inside, distance, share, shared])


def _prose_rank(structure: Structure, prose: Floats, nodes: int) -> Floats:
    """Prose given to the innermost containers, half to the next ones, relative to the best."""
    rank = np.bincount(structure.levels[0], prose, nodes) + np.bincount(structure.levels[1], prose / 2, nodes)
    best: float = rank.max(initial=0.0)
    return np.asarray(rank / max(1.0, best))


def _place(document: Document, words: Floats, text: Floats, claimed: Floats) -> Floats:
    """PLACE_NAMES: position on the page, copies of the block, and the heading it stands under."""
    blocks = document.blocks
    copies = Counter(block.text for block in blocks)
    odds = wording.NAMES.index("vocabulary_mean")
    number = np.arange(len(blocks))
    before, whole = np.cumsum(words) - words, max(1.0, float(words.sum()))
    heading = np.array([int(block.tag[1]) if block.tag in _HEADINGS else 0 for block in blocks])
    last = np.maximum.accumulate(np.where(heading > 0, number, -1))
    above = np.concatenate([[-1], last[:-1]])
    below = np.column_stack([number - above - 1, heading[above], text[above, odds], claimed[above, -2]])
    none = above < 0
    below[none] = 0.0
    below[none, 0] = _NO_HEADING + number[none]
    return np.column_stack([number / len(blocks), before / whole, [copies[block.text] for block in blocks], below])


def _shifted(columns: Floats, step: int) -> Floats:
    """Row i of the result is row i + step, zeros beyond the ends."""
    shifted = np.zeros_like(columns)
    if abs(step) < len(columns):
        if step > 0:
            shifted[:-step] = columns[step:]
        else:
            shifted[-step:] = columns[:step]
    return shifted


def _near(columns: Floats) -> Floats:
    return np.hstack([_shifted(columns, step) for step in _NEAR])


def _windows(totals: Floats) -> Floats:
    """WINDOW_NAMES: sums over the blocks around, the block itself included."""
    number = np.arange(len(totals) - 1)
    columns: list[Floats] = []
    for size in _WINDOWS:
        sums = totals[np.minimum(number + size + 1, len(number))] - totals[np.maximum(number - size, 0)]
        columns += [sums[:, 0], sums[:, 4], sums[:, 3] / np.maximum(sums[:, 2], 1.0)]
    return np.column_stack(columns)


def names_of(columns: Sequence[int]) -> list[str]:
    """Feature names by column number."""
    return [NAMES[column] for column in columns]
