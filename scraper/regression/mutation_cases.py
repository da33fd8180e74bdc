"""Which rules occur in the ledgers of cases, and what a case notices when one of them is switched off."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from ..config import Config
from ..errors import ScraperError
from ..pipeline import clean
from ..rules import catalogue
from ..workers import Limits, Order, Outcome, clean_many
from .case import REMOVALS, Case, config_of, find_cases, load_case
from .check import check_case
from .compare import compare
from .difference import Difference
from .fields import REMOVALS as REMOVED
from .ledger import from_json

_JOBS = 2


@dataclass(frozen=True, slots=True)
class Noticed:
    """What one case says when one rule is off: by its text (or a field), by its ledger alone, or not at all."""

    case: str
    rule: str
    how: str


def covered(root: Path) -> dict[str, list[str]]:
    """Rule id -> the cases whose expected ledger has it, from removals.json alone. Raises FixtureError."""
    found: dict[str, list[str]] = defaultdict(list)
    for folder in find_cases(root):
        path = folder / REMOVALS
        if path.exists():
            for rule in sorted({entry.rule_id for entry in from_json(path.read_bytes(), str(path)).removals}):
                found[rule].append(folder.name)
    return dict(found)


def uncovered(root: Path) -> tuple[str, ...]:
    """The rules of the catalogue that are in no expected ledger."""
    known = covered(root)
    return tuple(rule.rule_id for rule in catalogue() if rule.rule_id not in known)


@dataclass(frozen=True, slots=True)
class SwitchOff:
    """Case folder -> what is noticed for each rule in its ledger, one clean a rule. Raises the case's own error."""

    config: Config

    def __call__(self, folder: Path) -> tuple[Noticed, ...]:
        case = load_case(folder)
        if case.ledger is None or case.expected is None:
            return ()
        outcome = check_case(folder, self.config)
        if outcome.error:
            raise outcome.error
        before = {*outcome.differences, *outcome.known}
        rules = sorted({entry.rule_id for entry in case.ledger.removals})
        return tuple(Noticed(case.name, rule, self._how(case, rule, before)) for rule in rules)

    def _how(self, case: Case, rule: str, before: set[Difference]) -> str:
        result = clean(case.page, replace(self.config, disable=(*self.config.disable, rule)))
        fields = {it.field for it in compare(case, result) if it not in before}
        if fields - {REMOVED}:
            return "text"
        return "ledger" if fields else ""


def noticed(root: Path, jobs: int = _JOBS) -> Iterator[tuple[Noticed, ...] | ScraperError]:
    """What each case notices, in the order of the cases; an error for a case that cannot be checked."""
    order = Order(SwitchOff(config_of(root)))
    outcomes: Iterator[Outcome[Path, tuple[Noticed, ...]]] = clean_many(find_cases(root), order, Limits(jobs, 600))
    for outcome in outcomes:
        yield outcome.error or outcome.value or ()
