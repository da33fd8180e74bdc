"""Word lists asked about one short text: does it begin with, or is it made of nothing but listed phrases?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from ...model import Document
from .fold import fold
from .phrasebook import Phrasebook, lists
from .texts import BETWEEN, bare, first_word, texts_of

_LONGEST_PHRASE = 7  # words
_COUNT = re.compile(r"\d[\d.,]*[km]?")  # as on share buttons


@cache
def phrases(cleaner: str, table: str, language: str = "") -> frozenset[str]:
    """The phrases of one table, of all languages or of one, bare."""
    rows = lists(cleaner)[table]
    chosen = [rows[language]] if language else rows.values()
    return frozenset(bare(fold(text)) for texts in chosen for text in texts) - {""}


@cache
def book(cleaner: str, table: str, language: str = "") -> Phrasebook:
    """The phrases of one table, to be found anywhere in a folded text."""
    return Phrasebook((0, text) for text in phrases(cleaner, table, language))


@cache
def first_words(listed: frozenset[str]) -> frozenset[str]:
    """The words that the phrases begin with."""
    return frozenset(first_word(phrase) for phrase in listed)


@cache
def _last_words(listed: frozenset[str]) -> frozenset[str]:
    return frozenset(phrase.rpartition(" ")[2] for phrase in listed)


def begins_with(text: str, listed: frozenset[str]) -> str | None:
    """The longest listed phrase that opens a bare text, or None."""
    words = text.split()
    for count in range(min(len(words), _LONGEST_PHRASE), 0, -1):
        if (start := bare(" ".join(words[:count]))) in listed:
            return start
    return None


def made_of(text: str, listed: frozenset[str]) -> list[str] | None:
    """The listed phrases a bare text is made of, longest first at each place; None when something else is in it."""
    last = text.rpartition(" ")[2]
    if last.isalpha() and last not in _last_words(listed):
        return None
    words = [word for part in BETWEEN.split(text) if (word := bare(part)) and not _is_count(word)]
    found, place, firsts = [], 0, first_words(listed)
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


def _is_count(word: str) -> bool:
    return word[0].isdigit() and _COUNT.fullmatch(word) is not None


def blocks_made_of(document: Document, listed: frozenset[str]) -> dict[int, list[str]]:
    """Block number -> listed phrases, for the short blocks that are made of nothing but such phrases."""
    firsts = first_words(listed)
    short = texts_of(document).short.items()
    return {n: parts for n, (text, first) in short if first in firsts and text and (parts := made_of(text, listed))}


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
