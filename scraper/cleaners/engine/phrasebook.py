"""Phrase lists in an Aho-Corasick automaton: one pass over a text for any number of phrases.

Source: Aho and Corasick, "Efficient string matching" (1975). Lists are TOML files in ``phrases/``, named after their
cleaner: a table for each phrase rule, a key for each language (ISO 639-1), a list of phrases in lower case. A phrase
matches on word borders; in scripts written without spaces it matches anywhere.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import ahocorasick

from .fold import fold
from .texts import SEPARATOR

_NO_SPACES = (("\u2e80", "\u9fff"), ("\uac00", "\ud7af"), ("\u0e00", "\u0eff"), ("\uff00", "\uffef"))

WordLists = Mapping[str, Mapping[str, Sequence[str]]]
"""Rule -> language -> phrases."""
_Found = tuple[str, bool, bool, tuple[int, ...]]
"""A phrase, whether another letter on its left or right would belong to its first or last word, and its keys."""


class PhraseHit(NamedTuple):
    """A phrase found: the key it was filed under, and where."""

    key: int
    phrase: str
    start: int
    end: int


@cache
def lists(cleaner: str) -> WordLists:
    """The tables of a cleaner's word list: rule -> language -> phrases. Empty when it has no file."""
    source = files(__package__.rpartition(".")[0]) / "phrases" / f"{cleaner}.toml"
    return tomllib.loads(source.read_text(encoding="utf-8")) if source.is_file() else {}


def filed(entries: Iterable[tuple[int, str]]) -> dict[str, list[int]]:
    """Folded phrase -> the keys that it is listed under, each once."""
    found: dict[str, list[int]] = {}
    numbered = list(entries)
    folded = fold(SEPARATOR.join(text for _, text in numbered)).split(SEPARATOR)
    for (key, _), phrase in zip(numbered, folded, strict=False):  # of no entries, one empty text is left
        keys = found.setdefault(phrase, [])
        if key not in keys:
            keys.append(key)
    return found


class Phrasebook:
    """Finds every phrase of every list in a folded text.

    Most blocks are pure ASCII once they are folded, and a third of the phrases is not: a smaller automaton, with fewer
    branches to try at each letter, does for such blocks in half the time.
    """

    def __init__(self, entries: Iterable[tuple[int, str]]) -> None:
        phrases = filed(entries)
        self._in_any = _search(phrases)
        self._in_ascii = _search({phrase: keys for phrase, keys in phrases.items() if phrase.isascii()})

    def find(self, folded: str) -> list[PhraseHit]:
        """Every occurrence on word borders, by its end. No phrase reaches over a separator of blocks."""
        found, offset = [], 0
        for part in folded.split(SEPARATOR):
            search, length = self._in_ascii if part.isascii() else self._in_any, len(part)
            for last, (phrase, left, right, keys) in search(part):
                end = last + 1
                start = end - len(phrase)
                if (left and start and part[start - 1].isalnum()) or (right and end < length and part[end].isalnum()):
                    continue
                found += [PhraseHit(key, phrase, offset + start, offset + end) for key in keys]
            offset += length + 1
        return found


def _search(phrases: dict[str, list[int]]) -> Callable[[str], Iterable[tuple[int, _Found]]]:
    """A function that gives (last character, phrase and its keys) for each occurrence of a phrase in a text."""
    if not phrases:
        return lambda text: ()
    automaton = ahocorasick.Automaton()
    for phrase, keys in phrases.items():
        automaton.add_word(phrase, (phrase, joins(phrase[0]), joins(phrase[-1]), tuple(keys)))
    automaton.make_automaton()
    search: Callable[[str], Iterable[tuple[int, _Found]]] = automaton.iter
    return search


@cache
def joins(char: str) -> bool:
    """Whether another letter or digit beside this one would belong to the same word."""
    return char.isalnum() and not any(low <= char <= high for low, high in _NO_SPACES)
