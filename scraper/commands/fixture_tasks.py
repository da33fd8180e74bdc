"""What the workers do with cases. The parent imports this file too, so the pipeline is imported where it runs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..config import Config

if TYPE_CHECKING:
    from ..regression.check import Outcome
    from ..regression.compare import Difference


@dataclass(frozen=True, slots=True)
class CheckCase:
    """Folder of a case -> what came of it."""

    config: Config

    def __call__(self, folder: Path) -> Outcome:
        from ..regression.check import check_case

        return check_case(folder, self.config)


@dataclass(frozen=True, slots=True)
class Accepted:
    """What was accepted of a case; ``new`` when there was nothing before. ``left`` still differs."""

    taken: tuple[Difference, ...]
    left: tuple[Difference, ...]
    new: bool


@dataclass(frozen=True, slots=True)
class AcceptCase:
    """Folder of a case -> what was accepted, of ``fields`` only those."""

    config: Config
    fields: tuple[str, ...]

    def __call__(self, folder: Path) -> Accepted:
        from ..pipeline import clean
        from ..regression.accept import accept
        from ..regression.case import load_case
        from ..regression.compare import compare

        case = load_case(folder)
        result = clean(case.page, self.config)
        new = case.expected is None or case.ledger is None
        taken = accept(case, result, self.fields)
        return Accepted(taken, compare(load_case(folder), result), new)
