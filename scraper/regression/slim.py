"""A page without what cannot matter: scripts, styles and comments, as long as article and ledger stay the same."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from ..config import Config
from ..model import Page
from ..pipeline import Result, clean
from .ledger import ledger_of

# On the bytes, since what is stored must stay what was received; what is cut wrongly here fails the proof.
_PIECE = re.compile(
    rb"<!--.*?-->|<(script)\b(?![^>]*\bld\+json)[^>]*>.*?</script\s*>|<(style)\b[^>]*>.*?</style\s*>",
    re.IGNORECASE | re.DOTALL,
)
_TRIES = 24  # how often the page is cleaned to find out which pieces matter
_SMALL = 200  # bytes that are not worth a try

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Slimmed:
    """``page`` is the smaller one, or the page as it was; ``left`` are the pieces that had to stay."""

    page: Page
    saved: int
    left: int

    def __str__(self) -> str:
        pieces = f"{self.left:,} script{'' if self.left == 1 else 's'}, styles or comments stay"
        if not self.saved:
            return (
                f"not slimmed: {f'{pieces}, the result depends on them' if self.left else 'there is nothing to strip'}"
            )
        return f"{self.saved:,} bytes slimmer" + (f"; {pieces}" if self.left else "")


def slim(page: Page, config: Config) -> Slimmed:
    """Strip what changes neither the article nor the ledger: all of it at once, else the halves, and so on.

    Raises ReadError when the page cannot be cleaned as it is.
    """
    pieces = [match.span() for match in _PIECE.finditer(page.body)]
    search = _Search(page, config, clean(page, config))
    search.strip(pieces)
    smaller = _without(page, search.stripped)
    return Slimmed(smaller, len(page.body) - len(smaller.body), len(pieces) - len(search.stripped))


@dataclass
class _Search:
    """Finds the pieces that do not matter by trying halves (delta debugging, Zeller 1999, in its simplest form)."""

    page: Page
    config: Config
    before: Result
    stripped: list[Span] = field(default_factory=list)
    tries: int = 0

    def strip(self, pieces: Sequence[Span]) -> None:
        if sum(end - start for start, end in pieces) < (_SMALL if self.tries else 1) or self.tries >= _TRIES:
            return
        self.tries += 1
        if self._same(_without(self.page, [*self.stripped, *pieces])):
            self.stripped += pieces
        elif len(pieces) > 1:
            middle = len(pieces) // 2
            self.strip(pieces[:middle])
            self.strip(pieces[middle:])

    def _same(self, page: Page) -> bool:
        """Whether article and ledger of ``page`` are those of the page before."""
        if not page.body.strip():
            return False
        after = clean(page, self.config)
        return _article(after) == _article(self.before) and ledger_of(after) == ledger_of(self.before)


def _without(page: Page, spans: Sequence[Span]) -> Page:
    kept, place = [], 0
    for start, end in sorted(spans):
        kept.append(page.body[place:start])
        place = end
    return dataclasses.replace(page, body=b"".join((*kept, page.body[place:])))


def _article(result: Result) -> dict[str, Any]:
    """Everything, evidence as well, but for the number of the quality: the model weighs how much script a page has,
    so it moves in its last digits with every script."""
    data = result.article.to_dict()
    return data | {"quality": data["quality"]["warnings"]}
