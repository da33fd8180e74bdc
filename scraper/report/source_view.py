"""The source of a page as rows: each word plain, marked with the field it went to, or coloured by what removed it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape
from itertools import groupby

from ..model import Block, Cut, Move, Removal

Change = Removal | Move


@dataclass(frozen=True, slots=True)
class Segment:
    """Words of one block that share a fate; ``change`` None means kept."""

    text: str
    change: Change | None


def segments(block: Block, changes: list[Change]) -> list[Segment]:
    """The text of a block cut at its changes, which are disjoint and in order; white space alone is left out."""
    found = []
    position = 0
    for change in changes:
        found.append(Segment(block.text[position : change.start], None))
        found.append(Segment(block.text[change.start : change.end], change))
        position = change.end
    found.append(Segment(block.text[position:], None))
    return [segment for segment in found if segment.text.strip()]


def rows_html(cut: Cut, colours: Mapping[str, int], places: Mapping[int, int]) -> str:
    """All rows. ``colours``: cleaner -> number of its colour; ``places``: block -> number of its article block."""
    return "\n".join(_rows(cut, colours, places))


def _rows(cut: Cut, colours: Mapping[str, int], places: Mapping[int, int]) -> Iterator[str]:
    changes: dict[int, list[Change]] = {}
    every: list[Change] = [*cut.removals, *cut.moves]
    for change in sorted(every, key=lambda change: (change.block, change.start)):
        changes.setdefault(change.block, []).append(change)
    cutter = [(block, segments(block, changes.get(block.index, []))) for block in cut.document.blocks]
    for rule, group in groupby(cutter, key=lambda pair: _whole(pair[1])):
        if rule:
            yield _run(list(group), colours)
        else:
            yield from (_row(cut, block, parts, colours, places) for block, parts in group)


def _whole(parts: list[Segment]) -> tuple[str, str] | None:
    """The rule that removed a block whole, None for other blocks."""
    change = parts[0].change if len(parts) == 1 else None
    return (change.cleaner, change.rule) if isinstance(change, Removal) else None


def _run(group: list[tuple[Block, list[Segment]]], colours: Mapping[str, int]) -> str:
    """Neighbouring blocks that one rule removed, as one row."""
    removal = group[0][1][0].change
    assert isinstance(removal, Removal)
    words = sum(block.words for block, _ in group)
    parts = " ".join(
        f'<span id="b{block.index}"{_unseen(block)}{_why(part.change)}>{_words(part.text)}</span>'
        for block, (part,) in group
    )
    rule = escape(f"{removal.cleaner}/{removal.rule}")
    return (
        f'<div class="row run c{colours[removal.cleaner]}" data-is="removed" data-cleaner="{escape(removal.cleaner)}"'
        f' tabindex="-1"><p class="chip">{rule} <span>{_count(words)}</span></p><p>{parts}</p></div>'
    )


def _row(cut: Cut, block: Block, parts: list[Segment], colours: Mapping[str, int], places: Mapping[int, int]) -> str:
    score = cut.judgement.scores[block.index]
    data = {
        "is": " ".join(sorted({_kind(part) for part in parts})),
        "cleaner": " ".join(sorted({part.change.cleaner for part in parts if isinstance(part.change, Removal)})),
        "tag": block.tag,
        "score": "; ".join((f"score {score.value:.2f}", *score.reasons)),
        "path": cut.document.path(block.index),
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
