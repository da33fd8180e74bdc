"""What differs between what a case expects and what came of its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .case import Case
from .compare_fields import article_differences
from .compare_ledger import ledger_differences
from .difference import Difference
from .fields import PINS
from .ledger import ledger_of
from .pins import broken

if TYPE_CHECKING:
    from ..pipeline import Result


__all__ = ["Difference", "compare"]


def compare(case: Case, result: Result) -> tuple[Difference, ...]:
    """Everything that differs, in the order of FIELDS; of a case without expectations only the broken pins."""
    found: list[Difference] = []
    actual = ledger_of(result)
    if case.expected:
        found += article_differences(case.expected, result.article, case.ledger, actual)
    if case.ledger:
        found += ledger_differences(case.ledger, actual)
    found += [Difference(PINS, "pin", str(pin), None) for pin in broken(case.pins, result.article)]
    return tuple(found)
