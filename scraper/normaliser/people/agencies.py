"""Wire agencies, by the names and abbreviations that bylines and datelines give them."""

from __future__ import annotations

from functools import cache

from ..folding import folded
from ..wordlist import table

TRIM = " \t,:.;–—-|/·•*\"'“”„«»[]:：=＝"  # around the parts of a byline
_AROUND = TRIM + "()（）"


def agency_of(text: str) -> str | None:
    """The wire agency of that name or abbreviation, as it is to be published."""
    key = folded(text.strip(_AROUND))
    return _agencies().get(key) or _agencies().get(key.removeprefix("the "))


@cache
def _agencies() -> dict[str, str]:
    return {folded(form): name for name, forms in table("agencies").items() for form in (name, *forms)}
