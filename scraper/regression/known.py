"""Known failures: ``known.txt`` has a line ``field number: reason`` for each field that is known to be wrong.

The number is how many differences of the field are known: one for each paragraph, item of a list or entry of the ledger
that is lost, gained, moved or changed, one for a field of a single value, one for a broken pin. Without a number any
will do. They are strict, like xfail(strict=True): more differences are a new defect, of fewer some are mended, and
either way the line must be changed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path

from ..errors import FixtureError
from ..saving import write_file
from .fields import FIELDS

FILE = "known.txt"
_LINE = re.compile(r"\s*(?P<field>.*?)(?:\s+(?P<number>\d+))?\s*(?::\s*(?P<reason>.*?)\s*)?")


@dataclass(frozen=True, slots=True)
class Known:
    """Why a field differs, and in how many places; ``number`` None: in any."""

    reason: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Stale:
    """A line whose ``number`` of differences is not what was ``found``. As a text: what to do about it."""

    field: str
    number: int | None
    found: int

    @property
    def worse(self) -> bool:
        """Whether more differs than is known."""
        return self.number is not None and self.found > self.number

    def __str__(self) -> str:
        if not self.found:
            return f"known to fail, yet it does not differ: take its line out of {FILE}"
        fate = "a new defect" if self.worse else "something is mended"
        return f"{self.number or 'any'} known, {self.found} found: {fate}, or its line in {FILE} must say {self.found}"


def read_known(folder: Path) -> dict[str, Known]:
    """Field -> what is known of it, {} without a file. Raises FixtureError with the line that is wrong."""
    known: dict[str, Known] = {}
    for number, line in enumerate(_lines(folder), 1):
        if found := _parsed(folder, number, line):
            field, meant = found
            if field in known:
                reason = f"line {number} names {field} again"
                raise FixtureError(str(folder / FILE), reason, "Write one line a field, with all its reasons")
            known[field] = meant
    return known


def stale_lines(known: Mapping[str, Known], found: Mapping[str, int]) -> tuple[Stale, ...]:
    """The lines that are wrong by what was ``found``: field -> number of its differences, a field left out has none."""
    lines = (Stale(field, meant.number, found.get(field, 0)) for field, meant in known.items())
    return tuple(line for line in lines if line.found == 0 or line.number not in (None, line.found))


def write_numbers(folder: Path, found: Mapping[str, int]) -> tuple[Stale, ...]:
    """Let every line say the number that was found, with its reason as it was; lines of fields that do not differ go.

    The lines that were changed come back, ``number`` as it was before. Raises FixtureError, OutputError.
    """
    lines = (Stale(field, meant.number, found.get(field, 0)) for field, meant in read_known(folder).items())
    changed = {line.field: line for line in lines if line.number != line.found}
    if changed:
        _write(folder, changed)
    return tuple(changed.values())


def _write(folder: Path, changed: Mapping[str, Stale]) -> None:
    """Comments and lines that are right stay as they are. A file without a line goes."""
    left = []
    for place, line in enumerate(_lines(folder), 1):
        field, meant = _parsed(folder, place, line) or ("", Known(""))
        if field not in changed:
            left.append(line)
        elif changed[field].found:
            left.append(f"{field} {changed[field].found}: {meant.reason}")
    if any(line.strip() for line in left):
        write_file(folder / FILE, ("\n".join(left) + "\n").encode())
    else:
        (folder / FILE).unlink()


def _lines(folder: Path) -> list[str]:
    path = folder / FILE
    try:
        return path.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise FixtureError(str(path), f"cannot be read ({error})", "Write it as UTF-8 text") from error


def _parsed(folder: Path, place: int, line: str) -> tuple[str, Known] | None:
    """None for an empty line and a comment."""
    found = _LINE.fullmatch(line)
    if not found or not line.strip() or line.lstrip().startswith("#"):
        return None
    field, number, reason = found["field"], found["number"], found["reason"]
    path = str(folder / FILE)
    if field not in FIELDS:
        close = get_close_matches(field, FIELDS, 1, 0.5)
        advice = f"The nearest is '{close[0]}'" if close else f"Fields: {', '.join(FIELDS)}"
        raise FixtureError(path, f"line {place}: no field is named '{field}'", advice)
    if not reason:
        raise FixtureError(path, f"line {place} gives no reason", f"Write: {field}: why it is wrong")
    if number is not None and not int(number):
        raise FixtureError(path, f"line {place} knows of no difference", "Give their number, or take the line out")
    return field, Known(reason, int(number) if number else None)
