"""Known failures: ``known.txt`` has a line ``field: reason`` for each field that is known to be wrong.

They are strict, like xfail(strict=True): a known failure that no longer differs must be taken out.
"""

from __future__ import annotations

from difflib import get_close_matches
from pathlib import Path

from ..errors import FixtureError
from .fields import FIELDS

FILE = "known.txt"


def read_known(folder: Path) -> dict[str, str]:
    """Field -> reason, {} without a file. Raises FixtureError with the line that is wrong."""
    path = folder / FILE
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise FixtureError(str(path), f"cannot be read ({error})", "Write it as UTF-8 text") from error
    known: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.lstrip().startswith("#"):
            field, _, reason = (part.strip() for part in line.partition(":"))
            _check(path, number, field, reason)
            known[field] = reason
    return known


def _check(path: Path, number: int, field: str, reason: str) -> None:
    if field not in FIELDS:
        close = get_close_matches(field, FIELDS, 1, 0.5)
        advice = f"The nearest is '{close[0]}'" if close else f"Fields: {', '.join(FIELDS)}"
        raise FixtureError(str(path), f"line {number}: no field is named '{field}'", advice)
    if not reason:
        raise FixtureError(str(path), f"line {number} gives no reason", f"Write: {field}: why it is wrong")
