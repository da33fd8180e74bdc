"""Ask every rule of every cleaner about one Document, in one pass each over its elements and its text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache
from operator import itemgetter

from ...model import Block, Document, Node, Verdict
from ...values import values_in
from .. import all_cleaners
from .agreement import TWICE, Found, said_twice, verdicts
from .forum import is_forum
from .index import MarkupIndex
from .left import Left
from .markup import parse
from .phrasebook import WordLists, lists
from .pleas import pleading
from .prose import Prose, prose_of
from .rest import unclaimed, wholly_claimed
from .rules import Cleaner, Css, Function, Name, Pattern, Phrase, Plea, Rest, Rule
from .said import NOTHING, PhraseRules, Said
from .signals import Signals, count
from .texts import texts_of

_PARAGRAPH = 25  # words
_PAGE = frozenset(("html", "body"))
_NOWHERE = (-1, 0)
_NONE: frozenset[str] = frozenset()
_PLACE = itemgetter(Verdict._fields.index("cleaner"), Verdict._fields.index("block"))
_BY_MODEL = "content/low-score"


class Examiner:
    """The compiled rules of a set of cleaners; ``words`` gives the word lists of a cleaner by its name."""

    def __init__(self, cleaners: Iterable[Cleaner], words: Callable[[str], WordLists] = lists) -> None:
        self.rules: list[tuple[str, Rule]] = [(c.name, rule) for c in cleaners for rule in c.rules]
        numbered = list(enumerate(self.rules))
        self._markup = MarkupIndex(
            (n, compound) for n, (_, rule) in numbered if isinstance(rule, Css) for compound in parse(rule.selector)
        )
        self._css = {n: (cleaner, rule) for n, (cleaner, rule) in numbered if isinstance(rule, Css)}
        self._patterns = [
            (cleaner, rule, re.compile(rule.regex, re.I)) for cleaner, rule in self.rules if isinstance(rule, Pattern)
        ]
        patterns = "|".join(f"(?:{rule.regex})" for _, rule, _ in self._patterns)
        self._any_pattern = re.compile(patterns or "(?!)", re.I).fullmatch
        self._functions = [(cleaner, rule) for cleaner, rule in self.rules if isinstance(rule, Function)]
        self._pleas = [
            (cleaner, rule, frozenset(n for n, (of, other) in numbered if of == cleaner and other.id in rule.of))
            for cleaner, rule in self.rules
            if isinstance(rule, Plea)
        ]
        self._phrase_rules = {n: (cleaner, rule) for n, (cleaner, rule) in numbered if isinstance(rule, Phrase)}
        self._phrases = PhraseRules(
            {n: rule for n, (_, rule) in self._phrase_rules.items()},
            (
                (n, text)
                for n, (cleaner, rule) in self._phrase_rules.items()
                for texts in words(cleaner)[rule.id].values()
                for text in texts
            ),
            of_pleas={n for _, _, keys in self._pleas for n in keys},
        )
        self._rests = [(cleaner, rule) for cleaner, rule in self.rules if isinstance(rule, Rest)]
        names = [(cleaner, rule) for cleaner, rule in self.rules if isinstance(rule, Name)]
        self._names = sorted(names, key=lambda named: named[1].rank)
        shapes = (f"{cleaner}/{rule.id}" for cleaner, rule in self._functions if rule.by_shape)
        self._nameless = frozenset((_BY_MODEL, *shapes))

    def examine(self, document: Document) -> tuple[Verdict, ...]:
        """What every rule says, unsettled: spans may overlap."""
        prose = prose_of(document)
        by_markup = self._by_markup(document, prose)
        said = self._said(document)
        found = by_markup + list(self._by_phrase(document, prose, by_markup, said))
        found += self._by_pattern(document)
        found += self._by_function(document)
        for cleaner, plea, keys in self._pleas:
            phrases = [(block.index, hit.phrase) for block, here in said for hit in here.pleas if hit.key in keys]
            pleas = list(pleading(document, prose, phrases))
            claimed = wholly_claimed(document, found) if pleas else ()
            found += [
                Verdict(cleaner, plea.id, block, 0, len(document.blocks[block].text), plea.strength, (why,))
                for block, why in pleas
                if block not in claimed
            ]
        for cleaner, remaining in self._rests:
            found += [
                Verdict(cleaner, remaining.id, block, 0, len(document.blocks[block].text), remaining.strength, (why,))
                for block, why in unclaimed(document, wholly_claimed(document, found, cleaner), remaining)
            ]
        return tuple(found)

    def names(self, document: Document, settled: Sequence[Verdict]) -> dict[int, Verdict]:
        """Block -> what to call it, for blocks that were taken out without anybody knowing what they are."""
        left = Left(document, settled, self._nameless)
        found: dict[int, Verdict] = {}
        for cleaner, rule in self._names if left.nameless else ():
            for block, evidence in rule.find(left):
                if block not in found:
                    end = len(document.blocks[block].text)
                    found[block] = Verdict(cleaner, rule.id, block, 0, end, "hint", (evidence,))
        return found

    def may_be_named(self, verdict: Verdict) -> bool:
        """Whether a verdict does not tell what its words are."""
        return verdict.rule_id in self._nameless

    def _by_markup(self, document: Document, prose: Prose) -> list[Verdict]:
        """One span a block and rule: elements inside an element that the same rule has covered add nothing."""
        until: dict[int, tuple[int, int]] = {}
        found: list[Verdict] = []
        nodes = [node for node in document.nodes if node.last >= node.first and node.tag not in _PAGE]
        for node, entries in self._markup.ask(nodes):
            end, spans = (node.last, node.end), None
            for key, _, _, evidence in entries:
                if until.get(key, _NOWHERE) >= end:
                    continue
                cleaner, rule = self._css[key]
                if _too_much(document, prose, node, rule) or _shielded(document, node, rule):
                    continue
                until[key] = end
                if spans is None:  # the same for all rules
                    spans = _claimable(document, node)
                found += _claims(document, spans, cleaner, rule, evidence)
        return found

    def _by_phrase(
        self, document: Document, prose: Prose, by_markup: list[Verdict], said: Iterable[tuple[Block, Said]]
    ) -> Iterable[Verdict]:
        """Only blocks with a phrase are looked at."""
        fitting = [(block, hits) for block, (hits, _) in said if hits]
        if not fitting:
            return []
        signals = Signals(document, prose)
        marked = set(map(_PLACE, by_markup))
        found: list[Found] = []
        for block, hits in fitting:
            twice = said_twice([(self.rules[hit.key][0], hit) for hit in hits]) if len(hits) > 1 else _NONE
            done: set[int] = set()
            for key, phrase, start, end in hits:
                if key not in done:
                    done.add(key)
                    cleaner, rule = self._phrase_rules[key]
                    place = cleaner, block.index
                    agreeing = signals.of(block, end - start, place in marked)
                    if cleaner in twice and count(agreeing) > 0:
                        agreeing += TWICE
                    found.append(Found(place, rule, block, phrase, agreeing))
        return verdicts(found)

    def _said(self, document: Document) -> list[tuple[Block, Said]]:
        """The blocks in which a phrase stands, in reading order; not those in which words are no talk."""
        of, folded, values = self._phrases.of, texts_of(document).folded, values_in(document)
        return [
            (block, said)
            for block, text in zip(document.blocks, folded, strict=True)
            if (said := of(block.text, text)) is not NOTHING and block.index not in values
        ]

    def _by_function(self, document: Document) -> Iterable[Verdict]:
        """What functions find. Words are no ground in code and in the cells of data tables."""
        values = values_in(document)
        for cleaner, rule in self._functions:
            for block, start, end, evidence in rule.find(document):
                if not rule.by_words or block not in values:
                    yield Verdict(cleaner, rule.id, block, start, end, rule.strength, (evidence,))

    def _by_pattern(self, document: Document) -> list[Verdict]:
        values = values_in(document)
        return [
            Verdict(cleaner, rule.id, block.index, 0, len(block.text), rule.strength, (f"pattern {rule.id}",))
            for block in document.blocks
            if self._any_pattern(block.text)  # one question for all, as next to no block is in any of these forms
            and block.index not in values
            for cleaner, rule, regex in self._patterns
            if regex.fullmatch(block.text) and len(block.text.split(None, rule.max_words)) <= rule.max_words
        ]


def _in_prose(block: Block, start: int, end: int) -> bool:
    """Whether a link is a small part of a paragraph: its words, unlike mere signs, belong to a sentence."""
    small = (end - start) * 2 < len(block.text) and len(block.text.split(None, _PARAGRAPH - 1)) >= _PARAGRAPH
    return small and any(map(str.isalnum, block.text[start:end]))


def _claimable(document: Document, node: Node) -> list[tuple[int, int, int]]:
    """The spans of an element that a rule about it may take: of links in sentences none."""
    spans = whole_words(document, document.covered(node))
    if node.tag != "a":
        return spans
    return [(block, start, end) for block, start, end in spans if not _in_prose(document.blocks[block], start, end)]


def _claims(
    document: Document, spans: list[tuple[int, int, int]], cleaner: str, rule: Css, evidence: tuple[str]
) -> list[Verdict]:
    name, strength, parts = rule.id, rule.strength, rule.parts
    if not parts:
        return [Verdict(cleaner, name, block, start, end, strength, evidence) for block, start, end in spans]
    whole = [end - start == len(document.blocks[block].text) for block, start, end in spans]
    return [
        Verdict(cleaner, name, *span, strength if all_of_it else parts, evidence)
        for span, all_of_it in zip(spans, whole, strict=True)
    ]


def _too_much(document: Document, prose: Prose, node: Node, rule: Css) -> bool:
    """Whether an element holds so much of the page's running text that the rule must leave it alone."""
    if not prose.chars(node.first, node.last):  # as in most boxes
        return False
    if rule.parts and node.first == node.last and node.end - node.start < len(document.blocks[node.first].text):
        return False
    return prose.nearly_all_in(node) and prose.mostly_in(node) if rule.bulky else prose.mostly_in(node, rule.most)


def _shielded(document: Document, node: Node, rule: Css) -> bool:
    """Whether an element stands inside one of the tags that the rule keeps out of, or on a page it is not about."""
    if rule.posts and is_forum(document):
        return True
    if not rule.outside:
        return False
    outside, nodes, above = rule.outside.split(), document.nodes, node.parent
    while above >= 0:
        if nodes[above].tag in outside:
            return True
        above = nodes[above].parent
    return False


def whole_words(document: Document, spans: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Spans drawn in to word borders: an inline element may begin or end inside a word."""
    found = []
    for span in spans:
        block, start, end = span
        text = document.blocks[block].text
        if not start and end == len(text):
            found.append(span)
            continue
        while 0 < start < min(end, len(text)) and _inside_word(text, start):
            start += 1
        while start < end < len(text) and _inside_word(text, end):
            end -= 1
        if text[start:end].strip():
            found.append((block, start, end))
    return found


def _inside_word(text: str, place: int) -> bool:
    return not (text[place].isspace() or text[place - 1].isspace())


@cache
def examiner(only: tuple[str, ...] = ()) -> Examiner:
    """The rules of all cleaners, or of those named; compiled once."""
    return Examiner(cleaner for cleaner in all_cleaners() if not only or cleaner.name in only)
