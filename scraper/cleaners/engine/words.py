"""Word lists asked about one short text: is it, does it begin with, or is it made of nothing but listed phrases?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from .fold import fold
from .phrasebook import Phrasebook, lists

_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_LONGEST_PHRASE = 7  # words


def bare(text: str) -> str:
    """The folded text without what is no letter or digit at its ends."""
    return _EDGES.sub("", fold(text))


@cache
def phrases(cleaner: str, table: str) -> frozenset[str]:
    """All phrases of one table, of all languages, bare."""
    return frozenset(bare(text) for texts in lists(cleaner)[table].values() for text in texts) - {""}


@cache
def book(cleaner: str, table: str) -> Phrasebook:
    """The phrases of one table, to be found anywhere in a folded text."""
    return Phrasebook((0, text) for text in phrases(cleaner, table))


def begins_with(text: str, listed: frozenset[str]) -> str | None:
    """The longest listed phrase that opens a bare text, or None."""
    words = text.split()
    for count in range(min(len(words), _LONGEST_PHRASE), 0, -1):
        if (start := _EDGES.sub("", " ".join(words[:count]))) in listed:
            return start
    return None


def made_of(text: str, listed: frozenset[str]) -> list[str] | None:
    """The listed phrases a text is made of, longest first at each place; None when something else is in it."""
    words = [word for word in map(bare, text.split()) if word]
    found, place = [], 0
    while place < len(words):
        for count in range(min(len(words) - place, _LONGEST_PHRASE), 0, -1):
            if (phrase := " ".join(words[place : place + count])) in listed:
                found.append(phrase)
                place += count
                break
        else:
            return None
    return found


def runs(places: Iterable[int]) -> Iterator[list[int]]:
    """Ascending numbers grouped into runs of neighbours."""
    run: list[int] = []
    for place in places:
        if run and place != run[-1] + 1:
            yield run
            run = []
        run.append(place)
    if run:
        yield run
