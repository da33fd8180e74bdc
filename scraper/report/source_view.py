"""The source of a page as rows: each word plain, marked with the field it went to, or coloured by what removed it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import groupby

from ..model import Block, Cut, Move, Removal
from ..paths import path_of

Change = Removal | Move


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one block that share a fate; ``change`` None means kept. The text begins at character ``start``."""

    text: str
    change: Change | None
    start: int


def segments(block: Block, changes: list[Change]) -> list[Segment]:
    """The text of a block cut at its changes, which are disjoint and in order; white space alone is left out."""
    found = []
    position = 0
    for change in changes:
        found.append(Segment(block.text[position : change.start], None, position))
        found.append(Segment(block.text[change.start : change.end], change, change.start))
        position = change.end
    found.append(Segment(block.text[position:], None, position))
    return [segment for segment in found if segment.text.strip()]


def parted(cut: Cut) -> Iterator[tuple[Block, list[Segment]]]:
    """Every block in reading order with the segments that it is made of."""
    changes: dict[int, list[Change]] = {}
    every: list[Change] = [*cut.removals, *cut.moves]
    for change in sorted(every, key=lambda change: (change.block, change.start)):
        changes.setdefault(change.block, []).append(change)
    return ((block, segments(block, changes.get(block.index, []))) for block in cut.document.blocks)


def rows_html(cut: Cut, colours: Mapping[str, int], places: Mapping[int, int]) -> str:
    """All rows. ``colours``: cleaner -> number of its colour; ``places``: block -> number of its article block."""
    return "\n".join(_rows(cut, colours, places))


def _rows(cut: Cut, colours: Mapping[str, int], places: Mapping[int, int]) -> Iterator[str]:
    for cleaner, group in groupby(parted(cut), key=lambda pair: _remover(pair[1])):
        if cleaner:
            yield _run(list(group), cleaner, colours[cleaner])
        else:
            yield from (_row(cut, block, parts, colours, places) for block, parts in group)


def _remover(parts: list[Segment]) -> str | None:
    """The cleaner that removed a block whole, None for other blocks."""
    cleaners = {part.change.cleaner if isinstance(part.change, Removal) else None for part in parts}
    return cleaners.pop() if len(cleaners) == 1 else None


def _run(group: list[tuple[Block, list[Segment]]], cleaner: str, colour: int) -> str:
    """Neighbouring blocks that one cleaner removed, as one row."""
    rules = dict.fromkeys(part.change.rule for _, parts in group for part in parts if isinstance(part.change, Removal))
    words = sum(block.words for block, _ in group)
    texts = " ".join(_removed_block(block, parts) for block, parts in group)
    return (
        f'<div class="row run c{colour}" data-is="removed" data-cleaner="{escape(cleaner)}" tabindex="-1">'
        f'<p class="chip">{escape(cleaner)} <span>{_count(words)} · {escape(", ".join(rules))}</span></p>'
        f"<p>{texts}</p></div>"
    )


def _removed_block(block: Block, parts: list[Segment]) -> str:
    """``i`` is one block; the spans in it are its parts."""
    spans = " ".join(f"<span{_why(part.change)}>{_words(part.text)}</span>" for part in parts)
    return f'<i id="b{block.index}"{_unseen(block)}>{spans}</i>'


def _row(cut: Cut, block: Block, parts: list[Segment], colours: Mapping[str, int], places: Mapping[int, int]) -> str:
    score = cut.judgement.scores[block.index]
    data = {
        "is": " ".join(sorted({_kind(part) for part in parts})),
        "cleaner": " ".join(sorted({part.change.cleaner for part in parts if isinstance(part.change, Removal)})),
        "tag": block.tag,
        "score": "; ".join((f"score {score.value:.2f}", *score.reasons)),
        "path": path_of(cut.document, block.index),
    }
    jump = f'<a href="#o{places[block.index]}" aria-label="Show in the article">→</a>' if block.index in places else ""
    words = " ".join(_segment(part, colours) for part in parts)
    return (
        f'<div class="row" id="b{block.index}"{_data(data)} tabindex="-1">'
        f'<p class="gutter">{escape(block.tag)} {jump}</p><p{_unseen(block)}>{words}</p></div>'
    )


def _data(values: Mapping[str, str]) -> str:
    return "".join(f' data-{name}="{escape(value)}"' for name, value in values.items())


def _kind(part: Segment) -> str:
    if part.change is None:
        return "kept"
    return "removed" if isinstance(part.change, Removal) else "moved"


def _segment(part: Segment, colours: Mapping[str, int]) -> str:
    change = part.change
    if change is None:
        return f"<span>{_words(part.text)}</span>"
    if isinstance(change, Move):
        field = escape(change.field.replace("_", " "))
        return f"<ins{_why(change)}><b>{field}</b> {_words(part.text)}</ins>"
    return f'<del class="c{colours[change.cleaner]}"{_why(change)}>{_words(part.text)}</del>'


def _why(change: Change | None) -> str:
    """Attributes that say what happened and why; the script shows them, the title does where it does not run."""
    if change is None:
        return ""
    if isinstance(change, Move):
        head, reason = f"moved to {change.field.replace('_', ' ')}", change.rule
    else:
        head, reason = f"removed by {change.cleaner}/{change.rule}", change.reason
    facts = {"head": head, "reason": reason, "evidence": "; ".join(change.evidence), "path": change.path}
    known = {name: value for name, value in facts.items() if value}
    return f'{_data(known)} title="{escape(f"{head}: {reason}")}"'


def _unseen(block: Block) -> str:
    """Browsers do not show the block; its words are accounted for all the same."""
    return ' class="unseen"' if block.hidden else ""


def _words(text: str) -> str:
    return escape(text.strip("\n"), quote=False)


def _count(words: int) -> str:
    return f"{words:,} word{'' if words == 1 else 's'}"
