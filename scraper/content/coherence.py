"""What single scores cannot tell: a table, a heading or a closing paragraph goes with the body around it, and what
the page itself calls article text is believed.

Blocks are only ever raised, to just above the border, and never against what a cleaner says of them.
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
_MOSTLY = 0.8  # ... whose mean score is above this


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
    lifted |= free & (values > _STATED) & _stated(view)
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
    heading = _column(view, "tag_h2") + _column(view, "tag_h3") + _column(view, "tag_h4") > 0
    best = np.zeros(view.structure.kin.max() + 1)
    np.maximum.at(best, view.structure.kin, values)
    below = np.append(values[1:], 0.0)
    return np.asarray(heading & (best[view.structure.kin] > _SURE) & (below > _BODY))


def _closing(view: View, values: Floats) -> Flags:
    """Paragraphs of plain text right below body: there is no markup that could speak against them."""
    above = np.concatenate([[0.0], values[:-1]])
    return np.asarray((_column(view, "page_is_text") > 0) & _prose(view) & (above > _BODY))


def _alike(view: View, values: Floats) -> Flags:
    """Paragraphs with the markup that nearly all paragraphs of the body have and nothing else."""
    kin = view.structure.kin
    count = np.bincount(kin)[kin]
    others = (np.bincount(kin, values)[kin] - values) / np.maximum(count - 1, 1)
    return np.asarray((count >= _ALIKE) & (others > _MOSTLY) & _prose(view) & (_column(view, "links") == 0))


def _prose(view: View) -> Flags:
    return np.asarray((view.words >= _PROSE_WORDS) & (_column(view, "ends_sentence") > 0))


def _stated(view: View) -> Flags:
    """Blocks that begin and end as a passage of the page's ``articleBody`` does."""
    return np.asarray((_column(view, "story_overlap") == 1) & (view.words >= _STATED_WORDS))
