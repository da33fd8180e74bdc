"""The second look: what the first look thought of the blocks around."""

from __future__ import annotations

import numpy as np

from .features import View
from .structure import Floats, Ints

_STEPS = (-4, -3, -2, -1, 1, 2, 3, 4)
_SURE = 0.5

NAMES = (
    "first_look",
    *(f"first_look{step:+d}" for step in _STEPS),
    *(f"container{level}_first_look" for level in range(1, 5)),
    *(f"container{level}_first_look_others" for level in range(1, 3)),
    "kin_first_look",
    "kin_first_look_others",
    "body_before",
    "body_after",
    "body_share_before",
    "gap_before",
    "gap_after",
    "gap_words_before",
    "gap_words_after",
    "best_before",
    "best_after",
    "run_words",
    "run_share",
    "body_words",
    "body_certainty",
    "first_look_wide",
    "first_look_wider",
)


def context_features(view: View, first: Floats) -> Floats:
    """NAMES for each block. ``first`` is the first look's probability of each block."""
    words, structure = view.words, view.structure
    weight = np.sqrt(words + 1.0)
    weighted = _totals(first * weight, weight, (first > _SURE) * words, words)
    near = [_shifted(first, step) for step in _STEPS]
    around = [_mean(weighted, structure.first[level], structure.last[level] + 1) for level in structure.levels[:4]]
    share = np.column_stack([first * weight, weight])
    others = [_others(mean, _sums(weighted, structure.first[level], structure.last[level] + 1) - share)
              for mean, level in zip(around, structure.levels[:2], strict=False)]  # fmt: skip
    kin = np.bincount(structure.kin, first * weight) / np.bincount(structure.kin, weight)
    kin_rest = _kin_others(structure.kin, first * weight, weight)
    number = np.arange(len(first))
    wide = [
        _mean(weighted, np.maximum(number - size, 0), np.minimum(number + size + 1, len(first))) for size in (5, 12)
    ]
    flow = _flow(first, words, weighted)
    return np.column_stack([first, *near, *around, *others, kin[structure.kin], kin_rest, *flow, *wide])


def _totals(*columns: Floats) -> Floats:
    return np.vstack([np.zeros((1, len(columns))), np.cumsum(np.column_stack(columns), axis=0)])


def _shifted(values: Floats, step: int) -> Floats:
    """Value i of the result is value i + step, zero beyond the ends."""
    number = np.arange(len(values)) + step
    return np.where((number >= 0) & (number < len(values)), values[np.clip(number, 0, len(values) - 1)], 0.0)


def _sums(totals: Floats, start: Ints, stop: Ints) -> Floats:
    """Sums of weighted scores and weights over blocks [start, stop)."""
    return np.asarray((totals[np.maximum(stop, start)] - totals[start])[:, :2])


def _mean(totals: Floats, start: Ints, stop: Ints) -> Floats:
    sums = _sums(totals, start, stop)
    return np.asarray(sums[:, 0] / np.maximum(sums[:, 1], 1e-9))


def _others(mean: Floats, rest: Floats) -> Floats:
    """The container's mean without the block itself; its plain mean where the block is alone."""
    return np.where(rest[:, 1] > 1e-6, rest[:, 0] / np.maximum(rest[:, 1], 1e-6), mean)


def _kin_others(kin: Ints, value: Floats, weight: Floats) -> Floats:
    rest = np.bincount(kin, weight)[kin] - weight
    return np.where(rest > 1e-6, (np.bincount(kin, value)[kin] - value) / np.maximum(rest, 1e-6), -1.0)


def _flow(first: Floats, words: Floats, totals: Floats) -> list[Floats]:
    """Where the block stands in the run of likely body blocks: gaps, sums before and after, the run it is in."""
    count = len(first)
    number = np.arange(count)
    body = first > _SURE
    seen = np.maximum.accumulate(np.where(body, number, -1))
    before = np.concatenate([[-1], seen[:-1]])
    coming = np.minimum.accumulate(np.where(body, number, count)[::-1])[::-1]
    after = np.concatenate([coming[1:], [count]])
    total_body = totals[-1, 2]
    done = totals[:-1, 2]
    left = total_body - totals[1:, 2]
    edge = np.concatenate([[0], np.cumsum(np.diff(body.astype(np.int64)) != 0)])
    run = np.bincount(edge, words * body)[edge]
    best_before = np.concatenate([[0.0], np.maximum.accumulate(first)[:-1]])
    best_after = np.concatenate([np.maximum.accumulate(first[::-1])[::-1][1:], [0.0]])
    gap_words_before = totals[:-1, 3] - totals[np.maximum(before + 1, 0), 3]
    gap_words_after = totals[np.minimum(after, count), 3] - totals[1:, 3]
    certainty = float(np.abs(first - 0.5).mean()) if count else 0.0
    return [
        done,
        left,
        done / max(1.0, total_body),
        np.where(before < 0, -1, number - before),
        np.where(after >= count, -1, after - number),
        gap_words_before,
        gap_words_after,
        best_before,
        best_after,
        run,
        run / max(1.0, total_body),
        np.full(count, total_body),
        np.full(count, certainty),
    ]
