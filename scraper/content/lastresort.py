"""An article has a text: where the page is one and no block was found good enough, the likeliest blocks are it."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np

from ..model import Block, Document, Score
from .arrays import log_odds

_RAISED = 0.51
_HOPELESS = 0.05  # a page whose likeliest block scores less is left without a text
_CLOSE = 1.0  # log-odds: blocks that are so much less likely than the best one go with it
_PROSE_CHARS = 40
_WHY = "nothing else on the page could be the text of the article"


def with_body(document: Document, scores: Sequence[Score], taken: Collection[int]) -> tuple[Score, ...]:
    """The scores of an article of which nothing would be left, the best of them raised.

    ``taken``: the blocks that a field or a sure rule claims; they are never raised.
    """
    free = [block for block in document.blocks if block.index not in taken and not block.hidden]
    best = max((scores[block.index].value for block in free if _is_prose(block)), default=0.0)
    if best < _HOPELESS:
        return tuple(scores)
    odds = log_odds(np.array([score.value for score in scores]))
    border = log_odds(np.array(best)) - _CLOSE
    raised = {block.index for block in free if odds[block.index] >= border}
    return tuple(
        Score(_RAISED, (_WHY, *score.reasons)) if number in raised else score for number, score in enumerate(scores)
    )


def _is_prose(block: Block) -> bool:
    return len(block.text) >= _PROSE_CHARS and block.link_chars * 2 < len(block.text)
