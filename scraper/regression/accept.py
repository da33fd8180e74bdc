"""The new output becomes the expected one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from ..output import Article
from ..saving import write_file
from .case import ARTICLE, REMOVALS, Case
from .compare import Difference, compare, value_of
from .fields import ARTICLE_FIELDS, PINS
from .fields import REMOVALS as LEDGER
from .ledger import ledger_of, to_json

if TYPE_CHECKING:
    from ..pipeline import Result

# What follows from a field goes with it; blocks and images point to each other, so they go together.
_FOLLOWERS = {
    "blocks": ("text", "word_count", "content_hash", "simhash", "blocks", "images"),
    "images": ("text", "word_count", "content_hash", "simhash", "blocks", "images"),
}


def accept(case: Case, result: Result, fields: Sequence[str] = ()) -> tuple[Difference, ...]:
    """Write article.json and removals.json anew, of ``fields`` only those; what was accepted comes back.

    Nothing is written for a case that agrees already. A broken pin is never accepted. Raises OutputError.
    """
    taken = tuple(one for one in compare(case, result) if one.field != PINS and (not fields or one.field in fields))
    articles = not fields or any(one.field in ARTICLE_FIELDS for one in taken)
    if case.expected is None or (articles and any(one.field != LEDGER for one in taken)):
        article = (
            result.article if case.expected is None or not fields else _mixed(case.expected, result.article, fields)
        )
        write_file(case.folder / ARTICLE, (article.to_json(2) + "\n").encode())
    if case.ledger is None or any(one.field == LEDGER for one in taken):
        write_file(case.folder / REMOVALS, (to_json(ledger_of(result)) + "\n").encode())
    return taken


def _mixed(expected: Article, actual: Article, fields: Sequence[str]) -> Article:
    """The expected article with the new values of ``fields``."""
    old, new = expected.to_dict(), actual.to_dict()
    for name in fields:
        for key in _FOLLOWERS.get(name, (name,)):
            _put(old, key, value_of(new, key))
    return Article.from_dict(old)


def _put(data: dict[str, Any], name: str, value: Any) -> None:
    *above, last = name.split(".")
    for key in above:
        data = data[key]
    if last in data:
        data[last] = value
