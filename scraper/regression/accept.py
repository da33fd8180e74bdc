"""The new output becomes the expected one."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING

from ..errors import FixtureError
from ..saving import write_file
from .case import ARTICLE, REMOVALS, Case
from .compare import Difference, compare
from .fields import FIELDS, PINS
from .fields import REMOVALS as LEDGER
from .ledger import ledger_of, to_json
from .mixed import mixed

if TYPE_CHECKING:
    from ..pipeline import Result


def accept(case: Case, result: Result, fields: Sequence[str] = ()) -> tuple[Difference, ...]:
    """Write article.json and removals.json anew, of ``fields`` only those; what was accepted comes back.

    A file that agrees already is left as it is. A broken pin is never accepted: it is no part of what comes back and
    differs as before. Fields that are known to fail keep what is expected of them unless they are
    named. Raises FixtureError for what is no field, OutputError.
    """
    check_fields(fields)
    wanted = _wanted(case, fields)
    taken = tuple(one for one in compare(case, result) if one.field in wanted and one.field != PINS)
    if case.expected is None or any(one.field != LEDGER for one in taken):
        article = mixed(case.expected, result.article, wanted) if case.expected else result.article
        write_file(case.folder / ARTICLE, (article.to_json(2) + "\n").encode())
    if case.ledger is None or any(one.field == LEDGER for one in taken):
        write_file(case.folder / REMOVALS, (to_json(ledger_of(result)) + "\n").encode())
    return taken


def check_fields(fields: Sequence[str]) -> None:
    """Raises FixtureError for a name that no field has, and for pins."""
    for name in fields:
        if name == PINS:
            advice = "Mend what breaks it, or take it out: scraper fixture unpin"
            raise FixtureError("--field pins", "a pin is never accepted away", advice)
        if name not in FIELDS:
            close = get_close_matches(name, FIELDS, 1, 0.5)
            advice = f"The nearest is '{close[0]}'" if close else f"Fields: {', '.join(FIELDS)}"
            raise FixtureError(f"--field {name}", "is no field that is compared", advice)


def _wanted(case: Case, fields: Sequence[str]) -> frozenset[str]:
    """All fields when none is named, but for what is known to fail: there the expected value is right."""
    return frozenset(fields) if fields else frozenset(FIELDS) - frozenset(case.known)
