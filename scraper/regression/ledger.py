"""The ledger of a case: what was removed and moved, by which rule. Without evidence and scores: these change with
every model, the words do not."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NoReturn

from ..errors import FixtureError

if TYPE_CHECKING:
    from ..pipeline import Result

_COUNTS = ("visible", "kept", "moved", "removed")


@dataclass(frozen=True, slots=True)
class Entry:
    """Words that one rule took out of the body: ``cleaner_or_field`` is who removed them, or where they moved."""

    cleaner_or_field: str
    rule: str
    path: str
    text: str

    @property
    def rule_id(self) -> str:
        return f"{self.cleaner_or_field}/{self.rule}"


@dataclass(frozen=True, slots=True)
class Ledger:
    """Word counts of a page (``kept + moved + removed == visible``) and the entries in reading order."""

    visible: int
    kept: int
    moved: int
    removed: int
    removals: tuple[Entry, ...] = ()
    moves: tuple[Entry, ...] = ()


def ledger_of(result: Result) -> Ledger:
    """The ledger of a cleaned page."""
    counts = result.conservation
    return Ledger(
        counts.visible,
        counts.kept,
        counts.moved,
        counts.removed,
        tuple(Entry(it.cleaner, it.rule, it.path, it.text) for it in result.removals),
        tuple(Entry(it.field, it.rule, it.path, it.text) for it in result.moves),
    )


def to_json(ledger: Ledger) -> str:
    """The ledger as it is stored in removals.json; the same ledger gives the same text."""
    data: dict[str, Any] = {name: getattr(ledger, name) for name in _COUNTS}
    for name, first in _KINDS.items():
        keys = (first, "rule", "path", "text")
        data[name] = [dict(zip(keys, _values(entry), strict=True)) for entry in getattr(ledger, name)]
    return json.dumps(data, ensure_ascii=False, indent=2)


_KINDS = {"removals": "cleaner", "moves": "field"}


def _values(entry: Entry) -> tuple[str, str, str, str]:
    return entry.cleaner_or_field, entry.rule, entry.path, entry.text


def from_json(text: str | bytes, name: str = "removals.json") -> Ledger:
    """What ``to_json`` gave. Raises FixtureError naming the file and the key that is missing or wrong."""
    try:
        data = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise FixtureError(name, f"is not valid JSON: {error}", "Mend it, or delete it and accept the case") from error
    if not isinstance(data, dict):
        _fail(name, "must be an object")
    visible, kept, moved, removed = (_count(name, data, key) for key in _COUNTS)
    removals, moves = (_entries(name, data, key, first) for key, first in _KINDS.items())
    return Ledger(visible, kept, moved, removed, removals, moves)


def _count(name: str, data: Mapping[str, Any], key: str) -> int:
    value = data.get(key)
    if type(value) is not int or value < 0:
        _fail(name, f"'{key}' must be a number of words, not {value!r}")
    return value


def _entries(name: str, data: Mapping[str, Any], key: str, first: str) -> tuple[Entry, ...]:
    items = data.get(key)
    if not isinstance(items, Sequence) or isinstance(items, str):
        _fail(name, f"'{key}' must be a list")
    return tuple(_entry(name, f"{key}[{number}]", item, first) for number, item in enumerate(items))


def _entry(name: str, where: str, item: Any, first: str) -> Entry:
    keys = (first, "rule", "path", "text")
    if not isinstance(item, dict) or not all(isinstance(item.get(key), str) for key in keys):
        _fail(name, f"'{where}' must have the texts {', '.join(keys)}")
    return Entry(*(item[key] for key in keys))


def _fail(name: str, reason: str) -> NoReturn:
    raise FixtureError(name, reason, "Mend it, or delete it and accept the case")
