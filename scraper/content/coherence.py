"""What single scores cannot tell: a table, a heading, an item or a closing paragraph goes with the body around it,
paragraphs of one markup go together, and what the page itself calls article text is believed.

Blocks are only ever raised, to just above the border, and never against more than a hint of a cleaner.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from .arrays import Floats
from .features import COLUMN, View

Flags = npt.NDArray[np.bool_]

_BODY = 0.5
_RAISED = 0.51
_POSSIBLE = 0.15  # below this the model is too sure to be talked round
_STATED = 0.1  # the same for blocks that the page's own metadata calls article text
_SURE = 0.9
_MOST_CELLS = 300
_PROSE_WORDS = 12
_STATED_WORDS = 5
_ALIKE = 4  # blocks of one markup ...
_ON_THE_WHOLE = 0.4  # ... whose mean score is above this
_HEADINGS = [COLUMN[f"tag_{tag}"] for tag in ("h2", "h3", "h4")]  # smaller ones count as h4
_PARTS = [COLUMN[f"tag_{tag}"] for tag in ("li", "td", "dd")]  # th counts as td, dt as dd
_HEADING = 0.3  # in a gap of the body a heading is likely to belong to it from this score on ...
_PART = 0.4  # ... and an item, cell or term from this
_BOOK, _NEARLY_ALL = 300, 0.8  # blocks of one markup, and their share of the words of the page
_HINT = 1  # the strength of the weakest claims


def coherent(view: View, values: Floats) -> Floats:
    """The scores of all blocks, some of them raised."""
    if not len(values):
        return values
    free = _column(view, "claimed") == 0
    raised = values.copy()
    for start, stop in _tables(view, free):
        if (
            stop - start <= _MOST_CELLS
            and start
            and stop < len(values)
            and min(values[start - 1], values[stop]) > _BODY
        ):
            raised[start:stop] = np.maximum(values[start:stop], _RAISED)
    possible = free & (values > _POSSIBLE)
    lifted = possible & (_headings(view, values) | _closing(view, values) | _alike(view, values))
    lifted |= (free & (values > _STATED) & _stated(view)) | _between(view, values) | (free & _nearly_all(view))
    return np.where(lifted, np.maximum(raised, _RAISED), raised)


def _column(view: View, name: str) -> Floats:
    return np.asarray(view.rows[:, COLUMN[name]])


def _tables(view: View, free: Flags) -> Iterator[tuple[int, int]]:
    """Runs of cells without links, as ranges of blocks."""
    cell = (_column(view, "tag_td") > 0) & (_column(view, "link_share") == 0) & free
    edges = np.flatnonzero(np.diff(np.concatenate([[0], cell.astype(np.int8), [0]])))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


def _headings(view: View, values: Floats) -> Flags:
    """Headings above body whose like heads body elsewhere on the page."""
    heading = view.rows[:, _HEADINGS].any(axis=1)
    best = np.zeros(view.structure.kin.max() + 1)
    np.maximum.at(best, view.structure.kin, values)
    below = np.append(values[1:], 0.0)
    return np.asarray(heading & (best[view.structure.kin] > _SURE) & (below > _BODY))


def _closing(view: View, values: Floats) -> Flags:
    """Paragraphs of plain text right below body: there is no markup that could speak against them."""
    above = np.concatenate([[0.0], values[:-1]])
    return np.asarray((_column(view, "page_is_text") > 0) & _prose(view) & (above > _BODY))


def _alike(view: View, values: Floats) -> Flags:
    """Paragraphs without links whose markup is, on the whole, that of the body."""
    kin = view.structure.kin
    count = np.bincount(kin)[kin]
    others = (np.bincount(kin, values)[kin] - values) / np.maximum(count - 1, 1)
    return np.asarray((count >= _ALIKE) & (others > _ON_THE_WHOLE) & _prose(view) & (_column(view, "links") == 0))


def _nearly_all(view: View) -> Flags:
    """Paragraphs without links of one markup that are nearly all of a long page: a book.

    It is unlike all pages that the model was taught by, and what is nearly all of a page is no box on it.
    """
    kin, plain = view.structure.kin, (_column(view, "links") == 0) & (_column(view, "page_is_text") == 0)
    words = np.bincount(kin, view.words * plain)[kin]
    return np.asarray(
        plain & _prose(view) & (np.bincount(kin)[kin] >= _BOOK) & (words >= _NEARLY_ALL * view.words.sum())
    )


def _between(view: View, values: Floats) -> Flags:
    """Headings and parts in a gap of the body that holds nothing else, and that nothing but a hint speaks against."""
    heading, part = view.rows[:, _HEADINGS].any(axis=1), view.rows[:, _PARTS].any(axis=1)
    likely = (heading & (values > _HEADING)) | (part & (values > _PART))
    code = (_column(view, "tag_pre") > 0) & (_column(view, "hidden") == 0)  # it looks little like text
    body, number = values > _BODY, np.arange(len(values))
    above = np.maximum.accumulate(np.where(body, number, -1))
    below = np.minimum.accumulate(np.where(body, number, len(values))[::-1])[::-1]
    others = np.cumsum(~body & ~code & ~(likely & (_column(view, "claimed") <= _HINT)))
    gap = ~body & (above >= 0) & (below < len(values))
    return np.asarray(gap & (others[np.minimum(below, len(values) - 1)] == others[above]))


def _prose(view: View) -> Flags:
    return np.asarray((view.words >= _PROSE_WORDS) & (_column(view, "ends_sentence") > 0))


def _stated(view: View) -> Flags:
    """Blocks that begin and end as a passage of the page's ``articleBody`` does."""
    return np.asarray((_column(view, "story_overlap") == 1) & (view.words >= _STATED_WORDS))
