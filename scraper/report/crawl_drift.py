"""Signs that a site was redesigned: its yield or quality falls against its own history. Pure.

The last pages or runs are compared with those before. A difference counts when it is large enough to matter and too
large for chance: three standard errors (binomial for shares; for means that of the runs before).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

MOST_RECENT = 100
_RECENT, _BEFORE = 10, 30  # articles or pages that a statement needs at least
_RUNS_BEFORE = 3
_QUALITY_FALL, _YIELD_FALL, _REMOVED_RISE, _WORDS_FALL = 0.10, 0.25, 0.20, 0.5
_ERRORS = 3.0
_DAY = 86_400.0
_SILENT_DAYS = 3.0  # a weekend is no silence
_SILENT_FACTOR = 6.0


@dataclass(frozen=True, slots=True)
class Sample:
    """One site in one run: sums over its ``cleaned`` articles."""

    host: str
    cleaned: int
    quality: float
    words: int
    removed: int


@dataclass(frozen=True, slots=True)
class Yield:
    """How many of a site's ``pages`` are ``articles``; ``recent``: whether each of the last ones is, the last at the
    end, at most MOST_RECENT."""

    host: str
    pages: int
    articles: int
    recent: tuple[bool, ...]


@dataclass(frozen=True, slots=True)
class Silence:
    """When a site's first and last article were found (seconds since 1970), on how many days any was."""

    host: str
    articles: int
    first: float
    last: float
    days: int


@dataclass(frozen=True, slots=True)
class Drift:
    """``what``: ``quality``, ``yield``, ``removed``, ``words`` or ``silence``; ``words`` is a line for a person."""

    host: str
    what: str
    words: str


def drifts(
    quality: Sequence[Sample], yields: Sequence[Yield], silences: Sequence[Silence], now: float
) -> tuple[Drift, ...]:
    """All warnings, by site. ``quality``: runs, oldest first."""
    by_host: dict[str, list[Sample]] = {}
    for sample in quality:
        by_host.setdefault(sample.host, []).append(sample)
    found = [drift for host, samples in by_host.items() for drift in _of_runs(host, samples)]
    found += [drift for site in yields for drift in _of_yield(site)]
    found += [drift for silence in silences for drift in _of_silence(silence, now)]
    return tuple(sorted(found, key=lambda drift: (drift.host, drift.what)))


def _of_runs(host: str, samples: Sequence[Sample]) -> list[Drift]:
    start = len(samples)
    while start and sum(sample.cleaned for sample in samples[start:]) < _RECENT:
        start -= 1
    before, recent = samples[:start], samples[start:]
    if len(before) < _RUNS_BEFORE or sum(sample.cleaned for sample in before) < _BEFORE:
        return []
    found = []
    old, new, error = _means(before, recent, [sample.quality / sample.cleaned for sample in before], "quality")
    if old - new > max(_QUALITY_FALL, _ERRORS * error):
        found.append(Drift(host, "quality", f"mean quality fell from {old:.2f} to {new:.2f}"))
    old, new = _share(before), _share(recent)
    if new - old > _REMOVED_RISE:
        found.append(Drift(host, "removed", f"{new:.0%} of the words are removed, formerly {old:.0%}"))
    old, new, _ = _means(before, recent, [sample.words / sample.cleaned for sample in before], "words")
    if new < old * _WORDS_FALL:
        found.append(Drift(host, "words", f"articles have {new:.0f} words on average, formerly {old:.0f}"))
    return found


def _means(
    before: Sequence[Sample], recent: Sequence[Sample], runs: Sequence[float], name: str
) -> tuple[float, float, float]:
    """Means before and now, and the standard deviation of the runs before around theirs."""
    old = sum(getattr(sample, name) for sample in before) / sum(sample.cleaned for sample in before)
    new = sum(getattr(sample, name) for sample in recent) / sum(sample.cleaned for sample in recent)
    return old, new, math.sqrt(sum((run - old) ** 2 for run in runs) / len(runs)) / math.sqrt(len(recent))


def _share(samples: Sequence[Sample]) -> float:
    removed = sum(sample.removed for sample in samples)
    return removed / max(1, removed + sum(sample.words for sample in samples))


def _of_yield(site: Yield) -> list[Drift]:
    recent = site.recent[-max(_RECENT, min(MOST_RECENT, site.pages // 10)) :]
    before = site.pages - len(recent)
    if len(recent) < _RECENT or before < _BEFORE:
        return []
    old, new = (site.articles - sum(recent)) / before, sum(recent) / len(recent)
    error = math.sqrt(max(old * (1 - old), 0.01) * (1 / before + 1 / len(recent)))
    if old - new <= max(_YIELD_FALL, _ERRORS * error):
        return []
    words = f"{new:.0%} of the last {len(recent)} pages were articles, formerly {old:.0%} of {before:,}"
    return [Drift(site.host, "yield", words)]


def _of_silence(site: Silence, now: float) -> list[Drift]:
    """No new article for far longer than usual. Days without one belong to the usual rhythm."""
    if site.articles < _BEFORE or site.days < 5:
        return []
    usual = max(1.0, (site.last - site.first) / _DAY / site.days)
    silent = (now - site.last) / _DAY
    if silent <= max(_SILENT_DAYS, _SILENT_FACTOR * usual):
        return []
    return [Drift(site.host, "silence", f"no new article for {silent:.0f} days, formerly on {site.days} days")]
