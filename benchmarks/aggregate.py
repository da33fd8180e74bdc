"""From the scores of pages to the score of a set, with bootstrap intervals over pages.

Efron's percentile bootstrap: pages are drawn with replacement, the whole score is computed anew each time, and the
middle 95 % of the results is the interval. Differences draw the same pages for both systems (paired).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .scoring import Scores

Array = npt.NDArray[np.float64]
_DRAWS = 1000
_SEED = 20240229

MEASURES = {
    "f1": "F1",
    "precision": "precision",
    "recall": "recall",
    "exact": "exact",
    "median": "median",
    "word_f1": "word F1",
    "kept": "kept",
    "leaked": "leaked",
    "title": "title",
    "authors": "authors",
    "date": "date",
    "caption": "captions",
    "caption_leak": "capt. leak",
    "verdict": "verdict",
    "cpu_ms": "CPU ms",
    "cpu_median": "CPU median",
}
RATIOS = frozenset({"cpu_ms", "cpu_median"})  # compared by how many times, not by how much
LOWER_IS_BETTER = RATIOS | {"leaked", "caption_leak"}
_MEDIANS = frozenset({"median", "cpu_median"})


@dataclass(frozen=True, slots=True)
class Score:
    """A value with its 95 % interval; ``pages`` that had something to count."""

    value: float
    low: float
    high: float
    pages: int


def totals(pages: Sequence[Scores]) -> dict[str, Score]:
    """Every measure over the pages of one system; measures that no page allows are left out."""
    found = {name: (_draws(pages, name), _scored(pages, name)) for name in MEASURES}
    return {name: _interval(draws, scored) for name, (draws, scored) in found.items() if scored}


def differences(ours: Sequence[Scores], theirs: Sequence[Scores]) -> dict[str, Score]:
    """Ours minus theirs by measure, paired by page: both sequences list the same pages in the same order.

    Of ``RATIOS`` ours divided by theirs.
    """
    found = {}
    for name in MEASURES:
        if scored := min(_scored(ours, name), _scored(theirs, name)):
            left, right = _draws(ours, name), _draws(theirs, name)
            found[name] = _interval(left / right if name in RATIOS else left - right, scored)
    return found


def _scored(pages: Sequence[Scores], name: str) -> int:
    name = "recall" if name == "f1" else name
    return sum(page.get(name, (0, 0))[1] > 0 for page in pages)


def _interval(draws: Array, pages: int) -> Score:
    low, high = np.nanpercentile(draws[1:], (2.5, 97.5))
    return Score(float(draws[0]), float(low), float(high), pages)


def _draws(pages: Sequence[Scores], name: str) -> Array:
    """The score itself, then the score of each bootstrap draw."""
    if name == "f1":
        precision, recall = _draws(pages, "precision"), _draws(pages, "recall")
        return 2 * precision * recall / np.maximum(precision + recall, 1e-12)
    parts = np.array([page.get(name, (0.0, 0.0)) for page in pages], dtype=float)
    weights = _weights(len(pages))
    if name in _MEDIANS:
        return _medians(parts, weights)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.asarray((weights @ parts[:, 0]) / (weights @ parts[:, 1]))


def _medians(parts: Array, weights: Array) -> Array:
    """Weighted medians: the value at which half of the drawn pages is reached."""
    order = np.argsort(parts[:, 0], kind="stable")
    reached = np.cumsum(weights[:, order] * parts[order, 1], axis=1)
    middle = (reached >= reached[:, -1:] / 2).argmax(axis=1)
    return np.asarray(parts[order, 0][middle])


def _weights(pages: int) -> Array:
    """How often each page is drawn: once each in the first row, at random in the others. Seeded by nothing else."""
    random = np.random.default_rng(_SEED)
    drawn = random.multinomial(pages, np.full(pages, 1 / pages), size=_DRAWS)
    return np.vstack([np.ones((1, pages)), drawn]).astype(float)
