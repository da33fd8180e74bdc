"""One case cleaned again and compared. Nothing here touches the network."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..config import Config
from ..errors import FixtureError, ScraperError
from ..pipeline import clean
from .case import ARTICLE, REMOVALS, Case, load_case
from .compare import Difference, compare


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one case. ``known``: differences in fields that are known to fail. ``stale``: fields that are said
    to fail and do not differ. ``error``: why there is nothing to compare."""

    case: str
    differences: tuple[Difference, ...] = ()
    known: tuple[Difference, ...] = ()
    stale: tuple[str, ...] = ()
    error: ScraperError | None = None

    @property
    def failed(self) -> bool:
        return bool(self.differences or self.stale or self.error)


def check_case(folder: Path, config: Config) -> Outcome:
    """Clean and compare one case. What goes wrong is in the outcome."""
    try:
        case = load_case(folder)
        return settled(case, compare(case, clean(case.page, config)), _missing(case))
    except ScraperError as error:
        return Outcome(folder.name, error=error)


def _missing(case: Case) -> FixtureError | None:
    names = [name for name, value in ((ARTICLE, case.expected), (REMOVALS, case.ledger)) if value is None]
    if not names:
        return None
    advice = f"Look at what comes of it and take it: scraper fixture accept {case.name}"
    return FixtureError(case.name, f"has no {' and no '.join(names)}", advice)


def settled(case: Case, differences: tuple[Difference, ...], error: ScraperError | None = None) -> Outcome:
    """Differences told apart by what is known to fail. Where there is nothing to compare nothing is mended either."""
    differing = {one.field for one in differences}
    return Outcome(
        case.name,
        tuple(one for one in differences if one.field not in case.known),
        tuple(one for one in differences if one.field in case.known),
        () if error else tuple(field for field in case.known if field not in differing),
        error,
    )
