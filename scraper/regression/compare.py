"""What differs between what a case expects and what came of its page."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Literal

from ..output import Article
from .case import Case
from .fields import ARTICLE_FIELDS, PINS, REMOVALS
from .ledger import Entry, Ledger, ledger_of
from .pins import broken

if TYPE_CHECKING:
    from ..pipeline import Result


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that differs in a ``field``.

    ``changed``: both sides are there. ``lost`` and ``gained``: one is None. ``moved``: the words stand elsewhere.
    ``recategorised``: the same words are removed by another rule. ``pin``: ``expected`` is the pin that is broken.
    ``by`` is the rule that took the words, or that let them go; ``old -> new`` when they are recategorised.
    """

    field: str
    kind: Literal["changed", "lost", "gained", "moved", "recategorised", "pin"]
    expected: str | None
    actual: str | None
    by: str = ""


def compare(case: Case, result: Result) -> tuple[Difference, ...]:
    """Everything that differs, in the order of FIELDS; of a case without expectations only the broken pins."""
    found: list[Difference] = []
    if case.expected:
        found += _article(case.expected, result.article)
    if case.ledger:
        found += _ledger(case.ledger, ledger_of(result))
    found += [Difference(PINS, "pin", str(pin), None) for pin in broken(case.pins, result.article)]
    return tuple(found)


def _article(expected: Article, actual: Article) -> Iterator[Difference]:
    old, new = expected.to_dict(), actual.to_dict()
    for name in ARTICLE_FIELDS:
        before, after = value_of(old, name), value_of(new, name)
        if before == after:
            continue
        if isinstance(before, list) and isinstance(after, list):
            yield from _lists(name, before, after)
        else:
            yield Difference(name, "changed", shown(before), shown(after))


def value_of(data: dict[str, Any], name: str) -> Any:
    """The value of a compared field in Article.to_dict()."""
    value: Any = data
    for key in name.split("."):
        value = value[key]
    return value


def shown(value: Any) -> str | None:
    """A value for people."""
    return value if value is None or isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _lists(name: str, before: Sequence[Any], after: Sequence[Any]) -> Iterator[Difference]:
    old, new = [shown(item) for item in before], [shown(item) for item in after]
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from (Difference(name, "lost", item, None) for item in old[i:j])
            yield from (Difference(name, "gained", None, item) for item in new[k:m])


def _ledger(expected: Ledger, actual: Ledger) -> Iterator[Difference]:
    old, new = (*expected.removals, *expected.moves), (*actual.removals, *actual.moves)
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal":
            yield from (_gone(entry) for entry in old[i:j])
            yield from (Difference(REMOVALS, "gained", None, entry.text, entry.rule_id) for entry in new[k:m])


def _gone(entry: Entry) -> Difference:
    return Difference(REMOVALS, "lost", entry.text, None, entry.rule_id)
