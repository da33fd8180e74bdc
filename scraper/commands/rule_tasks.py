"""What the workers do with a rule that is tried. The parent imports this file too, so it imports little."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..config import Config

if TYPE_CHECKING:
    from ..fetchers.warc import Recorded
    from ..regression.trial import Hit
    from ..regression.trial_words import Proposal


@dataclass(frozen=True, slots=True)
class Source:
    """The folder of a case, or the place of a page in a WARC file; ``name`` for people."""

    name: str
    place: Path | Recorded


@dataclass(frozen=True, slots=True)
class TryOn:
    """Source -> every place that the proposed rule claims or changes."""

    config: Config
    made: Proposal

    def __call__(self, source: Source) -> tuple[Hit, ...]:
        from ..fetchers.warc import read_record
        from ..regression.case import load_case
        from ..regression.trial import try_rule

        if isinstance(source.place, Path):
            page = load_case(source.place).page
        else:
            page = read_record(source.place, self.config.fetch.max_bytes)
        return try_rule(page, source.name, self.made, self.config)
