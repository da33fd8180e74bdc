"""An article has a text: where the page is one and no block was found good enough, the likeliest blocks are it."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence

from ..model import Block, Document, Score

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
    border = _odds(best) - _CLOSE
    raised = {block.index for block in free if _odds(scores[block.index].value) >= border}
    return tuple(
        Score(_RAISED, (_WHY, *score.reasons)) if number in raised else score for number, score in enumerate(scores)
    )


def _is_prose(block: Block) -> bool:
    return len(block.text) >= _PROSE_CHARS and block.link_chars * 2 < len(block.text)


def _odds(probability: float) -> float:
    known = min(max(probability, 1e-6), 1 - 1e-6)
    return math.log(known / (1 - known))
