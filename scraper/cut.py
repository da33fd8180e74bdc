"""Cut once: take out what was judged, write the ledger, check that no word was lost or doubled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from .article import Mark
from .cleaners import reasons
from .errors import LedgerError
from .model import Block, Conservation, Cut, Document, Judgement, Ledger, Move, Piece, Removal, Verdict
from .paths import paths_of


def cut_out(document: Document, judgement: Judgement) -> Cut:
    """Pieces that stay, and what went. Raises LedgerError when the words do not add up (a bug of ours)."""
    by_block: dict[int, list[Verdict]] = defaultdict(list)
    for verdict in judgement.verdicts:
        by_block[verdict.block].append(verdict)
    pieces = []
    for block in document.blocks:
        verdicts = by_block.get(block.index)
        if not verdicts:
            pieces.append(Piece(block.index, block.text, block.marks))
        elif (verdicts[0].start or verdicts[0].end < len(block.text)) and (piece := _remainder(block, verdicts)):
            pieces.append(piece)
    removed, conservation = _count(document, judgement, pieces)
    return Cut(document, judgement, tuple(pieces), removed, conservation, ledger_of)


def ledger_of(document: Document, judgement: Judgement) -> Ledger:
    """An entry for every verdict, with its words, its reason and its place."""
    paths, reason = paths_of(document, {verdict.block for verdict in judgement.verdicts}), reasons()
    removals, moves = [], []
    for cleaner, rule, number, start, end, _, evidence, field in judgement.verdicts:
        path, text = paths[number], document.blocks[number].text[start:end]
        if field is None:
            why = reason[f"{cleaner}/{rule}"]
            removals.append(Removal(cleaner, rule, why, number, path, start, end, text, evidence))
        elif field:
            moves.append(Move(field, f"{cleaner}/{rule}", number, path, start, end, text, evidence))
    return Ledger(tuple(removals), tuple(moves))


def _remainder(block: Block, verdicts: Sequence[Verdict]) -> Piece | None:
    """What is left between the spans; the white space around a cut is closed up."""
    parts: list[tuple[int, int]] = []
    position = 0
    for verdict in verdicts:
        parts.append((position, verdict.start))
        position = verdict.end
    parts.append((position, len(block.text)))
    text, marks = "", []
    for start, end in parts:
        kept = block.text[start:end]
        if not kept.strip():
            continue
        lead = len(kept) - len(kept.lstrip())
        glue = ("\n" if "\n" in kept[:lead] else " ") if text else ""
        offset = len(text) + len(glue) - (start + lead)
        text += glue + kept.strip()
        marks += [_shifted(mark, start + lead, start + len(kept.rstrip()), offset) for mark in block.marks]
    return Piece(block.index, text, tuple(mark for mark in marks if mark)) if text else None


def _shifted(mark: Mark, start: int, end: int, offset: int) -> Mark | None:
    low, high = max(mark.start, start), min(mark.end, end)
    return Mark(low + offset, high + offset, mark.kind, mark.url) if low < high else None


def _count(document: Document, judgement: Judgement, pieces: Sequence[Piece]) -> tuple[dict[str, int], Conservation]:
    """The words that each cleaner removed, and those of the page by their fate."""
    texts = [block.text for block in document.blocks]
    words = {text: len(text.split()) for text in texts}  # most blocks stay whole or go whole
    visible = sum([words[text] for text in texts])
    kept = sum([words[piece.text] if piece.text in words else len(piece.text.split()) for piece in pieces])
    removed: dict[str, int] = defaultdict(int)
    moved = 0
    for cleaner, _, number, start, end, _, _, field in judgement.verdicts:
        text = texts[number][start:end]
        count = words[text] if text in words else len(text.split())
        if field is None:
            removed[cleaner] += count
        else:
            moved += count
    gone = sum(removed.values())
    if kept + moved + gone != visible:
        raise LedgerError(
            document.page.url or "input",
            f"{visible} words are visible, but {kept} kept + {moved} moved + {gone} removed",
            "This is a defect of the scraper: please report it with the page",
        )
    return dict(sorted(removed.items())), Conservation(visible, kept, moved, gone)
