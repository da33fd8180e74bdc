"""What the phrase rules find in the text of one block, before anything beside it is looked at."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from .phrasebook import Phrasebook, PhraseHit
from .prose import size
from .rules import Phrase

_MEMORY = 20000
_WORD_CHARS = 12  # a word is no longer on average


class Said(NamedTuple):
    """``fitting`` are the phrases that stand where their rules want them, ``pleas`` those that a plea counts."""

    fitting: tuple[PhraseHit, ...]
    pleas: tuple[PhraseHit, ...]


NOTHING = Said((), ())


class PhraseRules:
    """The phrases of many rules, each filed under the number of its rule; ``of_pleas`` are those that pleas count.

    Most rules want short blocks, where a text is seldom searched twice. In a long block only the phrases that may
    stand anywhere are searched, and those that may open it at its beginning: that leaves a third of them, and few of
    the words that are labels in menus and ordinary words in sentences.
    """

    def __init__(
        self, rules: Mapping[int, Phrase], phrases: Iterable[tuple[int, str]], of_pleas: Collection[int]
    ) -> None:
        numbered = list(phrases)
        anywhere = {n for n, rule in rules.items() if rule.where == "anywhere" or n in of_pleas}
        openings = [(n, text) for n, text in numbered if rules[n].where == "start" and n not in anywhere]
        self._rules, self._of_pleas = rules, frozenset(of_pleas)
        self._all = Phrasebook(numbered)
        self._anywhere = Phrasebook((n, text) for n, text in numbered if n in anywhere)
        self._openings = Phrasebook(openings)
        self._longest_opening = max((len(text) for _, text in openings), default=0)
        ends = [rule.max_words for n, rule in rules.items() if rule.where in ("whole", "end") and n not in anywhere]
        self._short = max(ends, default=0) * _WORD_CHARS
        self._memory: dict[str, Said] = {}

    def of(self, text: str, folded: str) -> Said:
        """What is said in a block. That of short texts is remembered: the labels of all sites are much the same."""
        if len(text) > self._short:
            return self._fitting(text, self._in_long(folded))
        known = self._memory.get(text)
        if known is None:
            if len(self._memory) > _MEMORY:
                self._memory.clear()
            known = self._memory[text] = self._fitting(text, list(self._all.find(folded)))
        return known

    def _in_long(self, folded: str) -> list[PhraseHit]:
        hits = list(self._anywhere.find(folded))
        first = next((place for place, char in enumerate(folded) if char.isalnum()), 0)
        opening = folded[: first + self._longest_opening + 1]
        return hits + [hit for hit in self._openings.find(opening) if hit.start <= first]

    def _fitting(self, text: str, hits: list[PhraseHit]) -> Said:
        if not hits:
            return NOTHING
        words = size(text)
        hits.sort(key=lambda hit: (hit.start, -hit.end, hit.key))  # the longest first
        fitting = tuple([hit for hit in hits if _fits(self._rules[hit.key], hit, text, words)])
        pleas = tuple([hit for hit in hits if hit.key in self._of_pleas])
        return Said(fitting, pleas) if fitting or pleas else NOTHING


def _fits(rule: Phrase, hit: PhraseHit, text: str, words: int) -> bool:
    """Whether a phrase stands where its rule wants it, in a text short enough."""
    if words > rule.max_words or len(text) > rule.max_words * _WORD_CHARS:
        return False
    where, start, end = rule.where, hit.start, hit.end
    if start and where in ("start", "whole") and any(map(str.isalnum, text[:start])):
        return False
    return not (end < len(text) and where in ("end", "whole") and any(map(str.isalnum, text[end:])))
