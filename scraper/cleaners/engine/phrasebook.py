"""All phrase lists of all cleaners in one Aho-Corasick automaton: one pass over the text for any number of phrases.

Source: Aho and Corasick, "Efficient string matching" (1975). Lists are TOML files in ``phrases/``, named after their
cleaner: a table for each phrase rule, a key for each language (ISO 639-1), a list of phrases in lower case. A phrase
matches on word borders; in scripts written without spaces it matches anywhere.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import ahocorasick

from .fold import fold

_NO_SPACES = (("\u2e80", "\u9fff"), ("\uac00", "\ud7af"), ("\u0e00", "\u0eff"), ("\uff00", "\uffef"))


class PhraseHit(NamedTuple):
    """A phrase found: the key it was filed under, and where."""

    key: int
    phrase: str
    start: int
    end: int


@cache
def lists(cleaner: str) -> dict[str, dict[str, list[str]]]:
    """The tables of a cleaner's word list: rule -> language -> phrases. Empty when it has no file."""
    source = files(__package__.rpartition(".")[0]) / "phrases" / f"{cleaner}.toml"
    return tomllib.loads(source.read_text(encoding="utf-8")) if source.is_file() else {}


class Phrasebook:
    """Finds every phrase of every list in a folded text."""

    def __init__(self, entries: Iterable[tuple[int, str]]) -> None:
        keys: dict[str, list[int]] = {}
        for key, phrase in entries:
            keys.setdefault(fold(phrase), []).append(key)
        self._automaton = ahocorasick.Automaton()
        for phrase, filed in keys.items():
            self._automaton.add_word(phrase, (phrase, tuple(filed)))
        self._automaton.make_automaton()
        self._empty = not keys

    def find(self, folded: str) -> Iterator[PhraseHit]:
        """Every occurrence on word borders, by its end."""
        if self._empty:
            return
        for last, (phrase, keys) in self._automaton.iter(folded):
            start, end = last + 1 - len(phrase), last + 1
            if _border(folded, start - 1, phrase[0]) and _border(folded, end, phrase[-1]):
                for key in keys:
                    yield PhraseHit(key, phrase, start, end)


def _border(text: str, outside: int, inside: str) -> bool:
    """Whether a word ends between the phrase's outermost character and the character outside it."""
    if not 0 <= outside < len(text) or not text[outside].isalnum() or not inside.isalnum():
        return True
    return any(low <= inside <= high for low, high in _NO_SPACES)
