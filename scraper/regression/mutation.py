"""Does anybody notice when a rule is gone? Each rule is switched off in the cases in whose ledger it occurs.

``python -m scraper.regression.mutation`` (``make mutation``) prints a table: rule, cases that notice, how. A rule that
no case notices is not tested: it needs a case, or it goes. A case notices by its *text* when other words stay or go, by
its *ledger* when another rule takes the same words, which tells that the rule has a stand-in there.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic

from ..config import Config
from ..errors import ScraperError
from ..pipeline import clean
from ..rules import catalogue
from ..workers import Limits, Order, Outcome, clean_many
from .case import REMOVALS, config_of, find_cases, load_case
from .check import check_case
from .compare import compare
from .ledger import from_json

_JOBS = 2
_SHOWN = 4  # cases named in a line
_LEDGER = "removals"


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
        before = {(it.field, it.expected, it.actual) for it in (*outcome.differences, *outcome.known)}
        rules = sorted({entry.rule_id for entry in case.ledger.removals})
        return tuple(self._noticed(folder, rule, before) for rule in rules)

    def _noticed(self, folder: Path, rule: str, before: set[tuple[str, str | None, str | None]]) -> Noticed:
        case = load_case(folder)
        result = clean(case.page, replace(self.config, disable=(*self.config.disable, rule)))
        new = [it for it in compare(case, result) if (it.field, it.expected, it.actual) not in before]
        fields = {it.field for it in new}
        how = "text" if fields - {_LEDGER} else "ledger" if fields else ""
        return Noticed(case.name, rule, how)


def noticed(root: Path, jobs: int = _JOBS) -> Iterator[tuple[Noticed, ...] | ScraperError]:
    """What each case notices, in the order of the cases; an error for a case that cannot be checked."""
    order = Order(SwitchOff(config_of(root)))
    outcomes: Iterator[Outcome[Path, tuple[Noticed, ...]]] = clean_many(find_cases(root), order, Limits(jobs, 600))
    for outcome in outcomes:
        yield outcome.error or outcome.value or ()


def table(found: Mapping[str, list[Noticed]]) -> Iterator[str]:
    """A line a rule: how many cases notice by their text and by their ledger alone, and some of them."""
    yield f"{'rule':<32} {'text':>5} {'ledger':>6}  cases"
    for rule in (info.rule_id for info in catalogue()):
        entries = [it for it in found.get(rule, []) if it.how]
        texts = [it for it in entries if it.how == "text"]
        names = [it.case for it in (texts or entries)]
        more = f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else ""
        yield f"{rule:<32} {len(texts):>5} {len(entries) - len(texts):>6}  {', '.join(names[:_SHOWN])}{more}"


def main(root: Path) -> int:
    """Print the table and what nobody notices; 0 when every rule is noticed."""
    begun, failed = monotonic(), 0
    found: dict[str, list[Noticed]] = defaultdict(list)
    for answer in noticed(root):
        if isinstance(answer, ScraperError):
            print(f"error: {answer}", file=sys.stderr)
            failed += 1
            continue
        for one in answer:
            found[one.rule].append(one)
    print("\n".join(table(found)))
    rules = [info.rule_id for info in catalogue()]
    silent = [rule for rule in rules if not any(it.how for it in found[rule])]
    weak = [rule for rule in rules if rule not in silent and all(it.how != "text" for it in found[rule])]
    if weak:
        print(f"\nonly the ledger tells, another rule takes the same words in every case: {', '.join(weak)}")
    print(f"\n{len(rules) - len(silent)} of {len(rules)} rules are noticed, in {monotonic() - begun:.0f} s")
    if silent:
        print(f"error: no case notices when these are off: {', '.join(silent)}", file=sys.stderr)
        print("Write a page in which they matter: scraper fixture add FILE", file=sys.stderr)
    return 1 if silent or failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1] if len(sys.argv) > 1 else "fixtures/pages")))
