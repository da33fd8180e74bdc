"""A byline: one statement of a page about who wrote the article."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ...model import Candidate
from .names import Credit


@dataclass(frozen=True, slots=True)
class Byline:
    """The parts a statement names, where it was found, and the visible span it was read from.

    ``urls`` are addresses of authors by their unaccented name. ``block`` is None when it was not visible, ``end`` when
    it covers several blocks. ``at_top``: it stands at the headline; ``opened``: a byline word begins it.
    """

    credits: tuple[Credit, ...]
    source: str
    raw: str
    urls: Mapping[str, str] = field(default_factory=dict)
    block: int | None = None
    start: int = 0
    end: int | None = None
    at_top: bool = False
    opened: bool = False

    def named(self, *kinds: str) -> list[Credit]:
        return [credit for credit in self.credits if credit.kind in kinds]

    def candidate(self) -> Candidate:
        names = [credit.name for credit in self.credits]
        return Candidate("authors", names, self.raw, self.source, self.block, self.start, self.end)
