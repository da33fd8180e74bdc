"""One case cleaned again and compared. Nothing here touches the network."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from ..config import Config
from ..errors import FixtureError, ScraperError
from ..pipeline import clean
from .case import ARTICLE, REMOVALS, Case, load_case
from .compare import Difference, compare
from .known import Stale, stale_lines


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one case. ``known``: differences that are known; where more differs in a field than is known, nobody
    can tell which is new, and all of them are ``differences``. ``stale``: the lines of known.txt that do not say what
    was found. ``error``: why there is nothing to compare."""

    case: str
    differences: tuple[Difference, ...] = ()
    known: tuple[Difference, ...] = ()
    stale: tuple[Stale, ...] = ()
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
    counts = Counter(one.field for one in differences)
    stale = stale_lines(case.known, counts)
    known = set(case.known) - {line.field for line in stale if line.worse}
    return Outcome(
        case.name,
        tuple(one for one in differences if one.field not in known),
        tuple(one for one in differences if one.field in known),
        () if error else stale,
        error,
    )
