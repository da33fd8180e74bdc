"""Log-odds of standing in a body, for words of the text and for words in class and id attributes."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from benchmarks.annotated import Sample, document_of, labels_of
from scraper.content.features import Odds
from scraper.content.structure import class_tokens

_VOCABULARY_WORDS = 40
_MIN_HOSTS = 4
_LIMITS = (6000, 3000)  # words, class tokens
_VOTES = 3  # of one page for one word on one side: long pages do not outvote others


@dataclass(frozen=True, slots=True)
class Count:
    """Of one page: in how many body blocks (first) and other blocks (second) each word and class token stands."""

    host: str
    words: tuple[Counter[str], Counter[str]]
    classes: tuple[Counter[str], Counter[str]]


def count(sample: Sample) -> Count | None:
    """Count one page, None when it cannot be read."""
    document = document_of(sample)
    if document is None:
        return None
    found = Count(sample.host, (Counter(), Counter()), (Counter(), Counter()))
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
    return Odds(words, _table(((found.host, *found.classes) for found in counted), _LIMITS[1]))


def _table(pages: Iterable[tuple[str, Counter[str], Counter[str]]], limit: int) -> Mapping[str, float]:
    inside: Counter[str] = Counter()
    outside: Counter[str] = Counter()
    hosts: dict[str, set[str]] = {}
    for host, body, rest in pages:
        inside.update({word: min(times, _VOTES) for word, times in body.items()})
        outside.update({word: min(times, _VOTES) for word, times in rest.items()})
        for word in (*body, *rest):
            hosts.setdefault(word, set()).add(host)
    seen = {word: len(found) for word, found in hosts.items() if len(found) >= _MIN_HOSTS and len(word) < 30}
    base = math.log((inside.total() + 1) / (outside.total() + 1))
    odds = {word: math.log((inside[word] + 1.5) / (outside[word] + 1.5)) - base for word in seen}
    told = sorted(seen, key=lambda word: (-abs(odds[word]) * math.log(1 + seen[word]), word))[:limit]
    return {word: round(odds[word], 2) for word in sorted(told)}
