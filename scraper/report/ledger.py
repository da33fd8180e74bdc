"""The ledger of one page as plain JSON values."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..model import Move, Piece, Removal
from ..paths import path_of

if TYPE_CHECKING:
    from ..pipeline import Result


def as_dict(result: Result) -> dict[str, Any]:
    """Word counts, and what was removed, moved and kept, in reading order.

    ``start`` and ``end`` are characters of the block's text; ``block`` counts the blocks of the source from 0.
    """
    counts = result.conservation
    return {
        "id": result.article.id,
        "url": result.article.url,
        "title": result.article.title,
        "kind": result.article.kind,
        "conservation": {name: getattr(counts, name) for name in ("visible", "kept", "moved", "removed")},
        "removals": [_removal(removal) for removal in result.removals],
        "moves": [_move(move) for move in result.moves],
        "kept": [_kept(result, piece) for piece in result.cut.pieces],
    }


def _removal(removal: Removal) -> dict[str, Any]:
    head = {"cleaner": removal.cleaner, "rule": removal.rule, "reason": removal.reason}
    return head | _place(removal)


def _move(move: Move) -> dict[str, Any]:
    return {"field": move.field, "rule": move.rule} | _place(move)


def _place(change: Removal | Move) -> dict[str, Any]:
    return {
        "block": change.block,
        "path": change.path,
        "start": change.start,
        "end": change.end,
        "words": len(change.text.split()),
        "text": change.text,
        "evidence": list(change.evidence),
    }


def _kept(result: Result, piece: Piece) -> dict[str, Any]:
    score = result.cut.judgement.scores[piece.block]
    return {
        "block": piece.block,
        "path": path_of(result.cut.document, piece.block),
        "score": score.value,
        "reasons": list(score.reasons),
        "words": len(piece.text.split()),
        "text": piece.text,
    }
