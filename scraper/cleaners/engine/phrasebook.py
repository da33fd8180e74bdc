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
            self._automaton.add_word(phrase, (phrase, _joins(phrase[0]), _joins(phrase[-1]), tuple(filed)))
        self._automaton.make_automaton()
        self._empty = not keys

    def find(self, folded: str) -> Iterator[PhraseHit]:
        """Every occurrence on word borders, by its end."""
        if self._empty:
            return
        length = len(folded)
        for last, (phrase, left, right, keys) in self._automaton.iter(folded):
            end = last + 1
            start = end - len(phrase)
            if (left and start and folded[start - 1].isalnum()) or (right and end < length and folded[end].isalnum()):
                continue
            for key in keys:
                yield PhraseHit(key, phrase, start, end)


def _joins(char: str) -> bool:
    """Whether another letter or digit beside this one would belong to the same word."""
    return char.isalnum() and not any(low <= char <= high for low, high in _NO_SPACES)
