"""A data table stays whole or goes whole: single cells of it mean nothing."""

from __future__ import annotations

import numpy as np

from ..model import Document
from ..values import data_tables
from .arrays import Floats

_BODY = 0.5
_RAISED, _LOWERED = 0.51, 0.49
_STAYS = 0.42  # mean score; of annotated tables that lie on both sides of the border nearly all are body from here on


def with_whole_tables(document: Document, values: Floats) -> Floats:
    """The scores, those of each data table all on the same side of the border."""
    changed = values
    for table in data_tables(document):
        cells = values[table.first : table.last + 1]
        if not (cells > _BODY).any() or (cells > _BODY).all():
            continue
        if changed is values:
            changed = values.copy()
        stays = cells.mean() > _STAYS
        changed[table.first : table.last + 1] = np.maximum(cells, _RAISED) if stays else np.minimum(cells, _LOWERED)
    return changed
