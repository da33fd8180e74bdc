"""What came of the cases as plain JSON values, for programs."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from .fixture_wording import by_cleaner

if TYPE_CHECKING:
    from ..regression.check import Outcome


def as_dict(outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """``passed``, the ``cases`` with their differences, and the words of each cleaner in ``by_cleaner``."""
    return {
        "passed": not any(one.failed for one in outcomes),
        "cases": [_case(one) for one in outcomes],
        "by_cleaner": [dataclasses.asdict(row) for row in by_cleaner(outcomes)],
    }


def _case(outcome: Outcome) -> dict[str, Any]:
    return {
        "case": outcome.case,
        "passed": not outcome.failed,
        "error": str(outcome.error) if outcome.error else None,
        "differences": [dataclasses.asdict(one) for one in outcome.differences],
        "known": [dataclasses.asdict(one) for one in outcome.known],
        "stale": [dataclasses.asdict(line) for line in outcome.stale],
    }
