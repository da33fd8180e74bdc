"""The ledger of one page as plain JSON values: where every word went."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from ..pipeline import Result


def ledger(result: Result) -> dict[str, Any]:
    """``{article, conservation, kept, moves, removals}``; the three lists together hold every visible word once.

    Each entry names its block and the readable path to it; removals and moves also give the span of characters in the
    block, the rule and the evidence for it.
    """
    article, document = result.article, result.cut.document
    scores = result.cut.judgement.scores
    return {
        "article": {"id": article.id, "url": article.url, "title": article.title, "kind": article.kind},
        "conservation": dataclasses.asdict(result.conservation),
        "kept": [
            {
                "block": piece.block,
                "path": document.path(piece.block),
                "score": round(scores[piece.block].value, 3),
                "text": piece.text,
            }
            for piece in result.cut.pieces
        ],
        "moves": [dataclasses.asdict(move) for move in result.moves],
        "removals": [dataclasses.asdict(removal) for removal in result.removals],
    }
