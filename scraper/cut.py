"""Cut once: take out what was judged, write the ledger, check that no word was lost or doubled."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from .article import Mark
from .cleaners import reasons
from .errors import LedgerError
from .model import Block, Conservation, Cut, Document, Judgement, Move, Piece, Removal, Verdict


def cut_out(document: Document, judgement: Judgement) -> Cut:
    """Pieces that stay and the ledger of what went. Raises LedgerError when the words do not add up (a bug of ours)."""
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
    paths, reason = document.paths(by_block), reasons()
    removals, moves = [], []
    for cleaner, rule, number, start, end, _, evidence, field in judgement.verdicts:
        path, text = paths[number], document.blocks[number].text[start:end]
        if field is None:
            why = reason[f"{cleaner}/{rule}"]
            removals.append(Removal(cleaner, rule, why, number, path, start, end, text, evidence))
        elif field:
            moves.append(Move(field, f"{cleaner}/{rule}", number, path, start, end, text, evidence))
    conservation = _count(document, pieces, removals, moves)
    return Cut(document, judgement, tuple(pieces), tuple(removals), tuple(moves), conservation)


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


def _words(known: Mapping[str, int], texts: Iterable[str]) -> int:
    """The words of texts; of blocks that stay whole or go whole, as most do, they are known."""
    return sum([known[text] if text in known else len(text.split()) for text in texts])


def _count(
    document: Document, pieces: Sequence[Piece], removals: Sequence[Removal], moves: Sequence[Move]
) -> Conservation:
    words = {block.text: len(block.text.split()) for block in document.blocks}
    visible = sum([words[block.text] for block in document.blocks])
    kept, moved, removed = (_words(words, [part.text for part in parts]) for parts in (pieces, moves, removals))
    if kept + moved + removed != visible:
        raise LedgerError(
            document.page.url or "input",
            f"{visible} words are visible, but {kept} kept + {moved} moved + {removed} removed",
            "This is a defect of the scraper: please report it with the page",
        )
    return Conservation(visible, kept, moved, removed)
