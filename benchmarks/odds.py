"""Log-odds of standing in a body, for words of the text and of class and id attributes; of being an article's, for the
words that a page is known by."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.annotated import Sample, document_of, labels_of
from scraper.content.features import Odds
from scraper.content.pageclues import page_words
from scraper.content.structure import class_tokens

_VOCABULARY_WORDS = 40
_MIN_HOSTS = 4
_LIMITS = (6000, 3000, 1500)  # words, class tokens, words of pages
_VOTES = 3  # of one page for one word on one side: long pages do not outvote others


@dataclass(frozen=True, slots=True)
class Count:
    """Of one page: in how many body blocks (first) and other blocks (second) each word and class token stands."""

    host: str
    words: tuple[Counter[str], Counter[str]]
    classes: tuple[Counter[str], Counter[str]]
    page: tuple[Counter[str], Counter[str]]


def count(sample: Sample) -> Count | None:
    """Count one page, None when it cannot be read."""
    document = document_of(sample)
    if document is None:
        return None
    found = Count(sample.host, *((Counter(), Counter()) for _ in range(3)))
    if not math.isnan(sample.kind):
        found.page[0 if sample.kind else 1].update(page_words(document))
    for block, label in zip(document.blocks, labels_of(document, sample.truth), strict=True):
        if math.isnan(label):
            continue
        side = 0 if label else 1
        found.words[side].update(set(block.text.lower().split()[:_VOCABULARY_WORDS]))
        chain = document.ancestors(block.node)
        found.classes[side].update({token for node in chain for token in class_tokens(node)})
    return found


def learn(counts: Iterable[Count]) -> Odds:
    """Smoothed log-odds of what was seen on enough hosts, the most telling first."""
    counted = list(counts)
    words = _table(((found.host, *found.words) for found in counted), _LIMITS[0])
    classes = _table(((found.host, *found.classes) for found in counted), _LIMITS[1])
    return Odds(words, classes, _page_table(counted))


def _table(
    pages: Iterable[tuple[str, Counter[str], Counter[str]]], limit: int, base: float | None = None
) -> Mapping[str, float]:
    """``base``: the log-odds of a word that tells nothing; that of all words together when None."""
    inside: Counter[str] = Counter()
    outside: Counter[str] = Counter()
    hosts: dict[str, set[str]] = {}
    for host, body, rest in pages:
        inside.update({word: min(times, _VOTES) for word, times in body.items()})
        outside.update({word: min(times, _VOTES) for word, times in rest.items()})
        for word in (*body, *rest):
            hosts.setdefault(word, set()).add(host)
    seen = {word: len(found) for word, found in hosts.items() if len(found) >= _MIN_HOSTS and len(word) < 30}
    if base is None:
        base = math.log((inside.total() + 1) / (outside.total() + 1))
    odds = {word: math.log((inside[word] + 1.5) / (outside[word] + 1.5)) - base for word in seen}
    told = sorted(seen, key=lambda word: (-abs(odds[word]) * math.log(1 + seen[word]), word))[:limit]
    return {word: round(odds[word], 2) for word in sorted(told)}


def _page_table(counted: Sequence[Count]) -> Mapping[str, float]:
    """As ``_table``, but against the number of pages of either side: a page has few of these words or many."""
    pages = [sum(bool(found.page[side]) for found in counted) for side in (0, 1)]
    return _table(
        ((found.host, *found.page) for found in counted), _LIMITS[2], math.log((pages[0] + 1) / (pages[1] + 1))
    )
