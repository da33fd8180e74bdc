"""A page without what cannot matter: scripts, styles and comments, as long as article and ledger stay the same."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..config import Config
from ..model import Page
from ..pipeline import Result, clean
from .ledger import ledger_of

# On the bytes, since what is stored must stay what was received; what is cut wrongly here fails the proof.
_PARTS: Mapping[str, re.Pattern[bytes]] = {
    "scripts": re.compile(rb"<script\b(?![^>]*\bld\+json)[^>]*>.*?</script\s*>", re.IGNORECASE | re.DOTALL),
    "styles": re.compile(rb"<style\b[^>]*>.*?</style\s*>", re.IGNORECASE | re.DOTALL),
    "comments": re.compile(rb"<!--.*?-->", re.DOTALL),
}


@dataclass(frozen=True, slots=True)
class Slimmed:
    """``page`` is the smaller one, or the page as it was; ``needed`` are the parts that the result depends on."""

    page: Page
    saved: int
    needed: tuple[str, ...]

    def __str__(self) -> str:
        because = (
            f"the {' and '.join(self.needed)} matter for the result" if self.needed else "there is nothing to strip"
        )
        if not self.saved:
            return f"not slimmed: {because}"
        return f"{self.saved:,} bytes slimmer" + (f"; {because}" if self.needed else "")


def slim(page: Page, config: Config) -> Slimmed:
    """Strip what changes neither the article nor the ledger: everything at once, else each kind by itself.

    Raises ReadError when the page cannot be cleaned as it is.
    """
    before = clean(page, config)
    if _same(before, bare := _without(page, tuple(_PARTS)), config):
        return Slimmed(bare, len(page.body) - len(bare.body), ())
    slimmer, needed = page, []
    for name in _PARTS:
        smaller = _without(slimmer, (name,))
        if _same(before, smaller, config):
            slimmer = smaller
        else:
            needed.append(name)
    return Slimmed(slimmer, len(page.body) - len(slimmer.body), tuple(needed))


def _without(page: Page, names: Sequence[str]) -> Page:
    body = page.body
    for name in names:
        body = _PARTS[name].sub(b"", body)
    return dataclasses.replace(page, body=body)


def _same(before: Result, page: Page, config: Config) -> bool:
    """Whether article (with all its evidence) and ledger of ``page`` are those of the page before."""
    if not page.body.strip():
        return False
    after = clean(page, config)
    return after.article.to_dict() == before.article.to_dict() and ledger_of(after) == ledger_of(before)
