"""Hidden text is what a page opens on request: panels, answers, the end of an article. A few words of it are not."""

from __future__ import annotations

import numpy as np

from ..model import Document
from ..values import values_in
from .arrays import Floats

_BODY, _LOWERED = 0.5, 0.49
_FEW, _SMALL = 70, 0.1  # words, and of the visible body: on annotated pages so little is body on one page of five


def without_strays(document: Document, values: Floats, words: Floats) -> Floats:
    """The scores, those of hidden blocks below the border where hidden text is next to nothing of the body. Code and
    cells of tables are left alone: they are few words anyway."""
    known = values_in(document)
    hidden = np.array([block.hidden and block.index not in known for block in document.blocks], np.bool_)
    body = values > _BODY
    inside = words[hidden & body].sum()
    if not inside or inside > min(_FEW, words[body & ~hidden].sum() * _SMALL):
        return values
    return np.where(hidden, np.minimum(values, _LOWERED), values)
