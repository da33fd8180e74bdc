"""The words of a page as units that can be chosen: each is one stretch of one block with one fate."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from ...model import Move, Removal
from ...paths import paths_of
from ..source_view import parted

if TYPE_CHECKING:
    from ...model import Block, Cut
    from ..source_view import Segment

Fate = Literal["kept", "moved", "removed"]


@dataclass(frozen=True, slots=True)
class Unit:
    """``by``: ``cleaner/rule`` that removed or moved the words, empty when kept; ``field``: where moved words went.

    ``start`` and ``end`` are characters of block number ``block``. ``score``: what the content model thinks of the
    block (0..1). ``hidden``: browsers do not show it.
    """

    number: int
    block: int
    start: int
    end: int
    text: str
    fate: Fate
    path: str
    tag: str
    score: float
    hidden: bool = False
    by: str = ""
    field: str = ""
    reason: str = ""
    evidence: tuple[str, ...] = ()

    @property
    def cleaner(self) -> str:
        """The cleaner that removed it, empty when it was not removed."""
        return self.by.partition("/")[0] if self.fate == "removed" else ""


def units_of(cut: Cut) -> tuple[Unit, ...]:
    """All units in reading order; white space alone is none."""
    pairs = [(block, segment) for block, segments in parted(cut) for segment in segments]
    paths = paths_of(cut.document, [block.index for block, _ in pairs])
    return tuple(_unit(cut, number, pair, paths[pair[0].index]) for number, pair in enumerate(pairs))


def _unit(cut: Cut, number: int, pair: tuple[Block, Segment], path: str) -> Unit:
    block, segment = pair
    lead = len(segment.text) - len(segment.text.lstrip())
    text = segment.text.strip()
    change = segment.change
    start = segment.start + lead
    place = (number, block.index, start, start + len(text), text)
    facts = (path, block.tag, cut.judgement.scores[block.index].value, block.hidden)
    if change is None:
        return Unit(*place, "kept", *facts, evidence=cut.judgement.scores[block.index].reasons)
    if isinstance(change, Move):
        return Unit(*place, "moved", *facts, by=change.rule, field=change.field, evidence=change.evidence)
    assert isinstance(change, Removal)
    by = f"{change.cleaner}/{change.rule}"
    return Unit(*place, "removed", *facts, by=by, reason=change.reason, evidence=change.evidence)
