"""Word lists asked about one short text: does it begin with, or is it made of nothing but listed phrases?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from .fold import fold
from .phrasebook import Phrasebook, lists
from .texts import bare

_BETWEEN = re.compile(r"[\s/|·•,;:()、，]+")
_LONGEST_PHRASE = 7  # words


@cache
def phrases(cleaner: str, table: str, language: str = "") -> frozenset[str]:
    """The phrases of one table, of all languages or of one, bare."""
    rows = lists(cleaner)[table]
    chosen = [rows[language]] if language else rows.values()
    return frozenset(bare(fold(text)) for texts in chosen for text in texts) - {""}


@cache
def book(cleaner: str, table: str) -> Phrasebook:
    """The phrases of one table, to be found anywhere in a folded text."""
    return Phrasebook((0, text) for text in phrases(cleaner, table))


@cache
def _first_words(listed: frozenset[str]) -> frozenset[str]:
    return frozenset(words[0] for phrase in listed if (words := _BETWEEN.split(phrase)))


def begins_with(text: str, listed: frozenset[str]) -> str | None:
    """The longest listed phrase that opens a bare text, or None."""
    words = text.split()
    if not words or bare(words[0]) not in _first_words(listed):
        return None
    for count in range(min(len(words), _LONGEST_PHRASE), 0, -1):
        if (start := bare(" ".join(words[:count]))) in listed:
            return start
    return None


def made_of(text: str, listed: frozenset[str]) -> list[str] | None:
    """The listed phrases a bare text is made of, longest first at each place; None when something else is in it."""
    firsts = _first_words(listed)
    if bare(_BETWEEN.split(text, 1)[0]) not in firsts:
        return None
    words = [word for part in _BETWEEN.split(text) if (word := bare(part))]
    found, place = [], 0
    while place < len(words):
        if words[place] not in firsts:
            return None
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
