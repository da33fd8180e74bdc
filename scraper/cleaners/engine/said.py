"""What the phrase rules find in the text of one block, before anything beside it is looked at."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import NamedTuple

from .phrasebook import Phrasebook, PhraseHit, filed, joins
from .prose import size
from .rules import Phrase

_MEMORY = 20000
_WORD_CHARS = 12  # a word is no longer on average
_WORD = re.compile(r"[^\W_]+")
_CORE = re.compile(r"[^\W_](?:.*[^\W_])?", re.S)


class Said(NamedTuple):
    """``fitting`` are the phrases that stand where their rules want them, ``pleas`` those that a plea counts."""

    fitting: tuple[PhraseHit, ...]
    pleas: tuple[PhraseHit, ...]


NOTHING = Said((), ())


class _Known(NamedTuple):
    """A phrase, the rule that looks for it, and the place of its first letter or digit."""

    key: int
    phrase: str
    offset: int


class PhraseRules:
    """The phrases of many rules, each filed under the number of its rule; ``of_pleas`` are those that pleas count.

    Two thirds of the phrases are all of a block or open it. Where they stand is known by the first letter of the
    block, and a look into a table is faster than a search: only the others are searched for.
    """

    def __init__(
        self, rules: Mapping[int, Phrase], phrases: Iterable[tuple[int, str]], of_pleas: Collection[int]
    ) -> None:
        self._rules, self._of_pleas = rules, frozenset(of_pleas)
        self._wholes: dict[str, list[_Known]] = defaultdict(list)  # by all from the first letter to the last
        self._openings: dict[str, list[_Known]] = defaultdict(list)  # by the first word
        self._others = Phrasebook(self._unplaced(phrases))
        self._memory: dict[str, Said] = {}
        most = max((rule.max_words for rule in rules.values() if rule.where == "whole"), default=0)
        self._short = most * _WORD_CHARS

    def _unplaced(self, phrases: Iterable[tuple[int, str]]) -> Iterator[tuple[int, str]]:
        """What cannot be told by the first letters; the rest is filed."""
        for phrase, keys in filed(phrases).items():
            word = _WORD.search(phrase)
            for key in keys:
                where = self._rules[key].where
                if not word or key in self._of_pleas:
                    yield key, phrase
                elif where == "whole":
                    self._wholes[_core(phrase)].append(_Known(key, phrase, word.start()))
                elif where == "start" and (word.end() < len(phrase) or joins(phrase[-1])):
                    self._openings[word[0]].append(_Known(key, phrase, word.start()))
                else:
                    yield key, phrase

    def of(self, text: str, folded: str) -> Said:
        """What is said in a block. That of short texts is remembered: the labels of all sites are much the same."""
        if len(text) > self._short:
            return self._find(text, folded)
        known = self._memory.get(text)
        if known is None:
            if len(self._memory) > _MEMORY:
                self._memory.clear()
            known = self._memory[text] = self._find(text, folded)
        return known

    def _find(self, text: str, folded: str) -> Said:
        hits, word = self._others.find(folded), folded.partition(" ")[0]
        if not word.isalnum():  # seldom
            found = _WORD.search(folded)
            word = found[0] if found else ""
        if opening := self._openings.get(word):
            hits += self._at(folded, folded.index(word), opening)
        if len(text) <= self._short and (whole := self._wholes.get(_core(folded))):
            hits += self._at(folded, folded.index(word), whole)
        if not hits:
            return NOTHING
        words = size(text)
        hits.sort(key=lambda hit: (hit.start, -hit.end, hit.key))  # the longest first
        fitting = tuple([hit for hit in hits if _fits(self._rules[hit.key], hit, text, words)])
        pleas = tuple([hit for hit in hits if hit.key in self._of_pleas])
        return Said(fitting, pleas) if fitting or pleas else NOTHING

    @staticmethod
    def _at(folded: str, first: int, candidates: Iterable[_Known]) -> Iterator[PhraseHit]:
        """The phrases whose first letter is that of the text."""
        for key, phrase, offset in candidates:
            start, end = first - offset, first - offset + len(phrase)
            if start < 0 or not folded.startswith(phrase, start):
                continue
            if not (joins(phrase[-1]) and folded[end : end + 1].isalnum()):
                yield PhraseHit(key, phrase, start, end)


def _core(text: str) -> str:
    """A text from its first letter or digit to its last."""
    if text[:1].isalnum() and text[-1:].isalnum():  # as most are
        return text
    found = _CORE.search(text)
    return found[0] if found else ""


def _fits(rule: Phrase, hit: PhraseHit, text: str, words: int) -> bool:
    """Whether a phrase stands where its rule wants it, in a text short enough."""
    if words > rule.max_words or len(text) > rule.max_words * _WORD_CHARS:
        return False
    where, start, end = rule.where, hit.start, hit.end
    if start and where in ("start", "whole") and any(map(str.isalnum, text[:start])):
        return False
    return not (end < len(text) and where in ("end", "whole") and any(map(str.isalnum, text[end:])))
