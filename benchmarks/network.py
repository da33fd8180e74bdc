"""Train the network of ``scraper.content.network``, and write it in the plain form that the scraper reads.

Forward as the scraper does it, backward by hand: numpy and sparse products of scipy are enough for a network of this
size, and quicker than a framework that has to copy what blocks share. Optimiser: Adam with decoupled weight decay
(Loshchilov and Hutter, 2019), the learning rate falls along a cosine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.packs import Lesson, Pack, Standard, packs
from scraper.content.arrays import Floats
from scraper.content.network import LEVELS, STEPS, Layer, Network

_NEAR = 1 + 2 * len(STEPS[0])  # the block itself and its neighbours
_PARTS = _NEAR + LEVELS + 1  # ... its containers, its kin
_RATE = 3e-3
_LAST_RATE = 1e-5
_DECAY = 1e-2
_FEATURES_DROPPED = 0.1
_WARM_UP = 200
_EPSILON = 1e-5

Numbers = npt.NDArray[np.floating[Any]]
Weights = dict[str, Numbers]


@dataclass(frozen=True, slots=True)
class Shape:
    """``dropped``: share of what a layer adds that is dropped while learning."""

    width: int = 48
    layers: int = 5
    epochs: int = 14
    dropped: float = 0.2


@dataclass(frozen=True, slots=True)
class _Trace:
    """What a layer saw, for the way back: the normed input and its size, all that it mixed, the means of groups, and
    what of its output passed (0 where it was negative or dropped)."""

    normed: Numbers
    size: Numbers
    near: Numbers
    means: Numbers
    passed: Numbers


def train(lessons: Sequence[Lesson], chosen: Sequence[int], shape: Shape, seed: int = 0) -> Weights:
    """Learn from the chosen lessons. The same lessons, shape and seed give the same weights."""
    chance = np.random.default_rng(seed)
    weights = _fresh(chance, lessons[0].features.shape[1], shape)
    learner = _Adam(weights)
    seen, whole = 0, shape.epochs * len(chosen)
    for _ in range(shape.epochs):
        for pack, pages in packs(lessons, [int(page) for page in chance.permutation(chosen)]):
            rate = _RATE * min(1.0, (learner.time + 1) / _WARM_UP) * 0.5 * (1 + np.cos(np.pi * seen / whole))
            learner.step(slopes(weights, pack, chance, shape.dropped), rate + _LAST_RATE)
            seen += len(pages)
    return weights


def judge(weights: Weights, lessons: Sequence[Lesson], chosen: Sequence[int]) -> dict[int, Floats]:
    """The probability of each block of the chosen lessons, by lesson."""
    found: dict[int, Floats] = {}
    for pack, pages in packs(lessons, chosen):
        values = _logistic(_Pass(weights, pack).scores).astype(np.float64)
        ends = np.cumsum([len(lessons[page].labels) for page in pages])[:-1]
        found |= zip(pages, np.split(values, ends), strict=True)
    return found


def plain(weights: Weights, standard: Standard) -> Network:
    """The network in the form of the scraper, its numbers rounded as the file keeps them."""

    def single(name: str) -> npt.NDArray[np.float32]:
        return np.asarray(weights[name], np.float16).astype(np.float32)

    layers = tuple(
        Layer(*(single(f"layer{number}_{part}") for part in ("weight", "bias", "gain"))) for number in _layers(weights)
    )
    mean, scale = np.asarray(standard.mean, np.float32), np.asarray(standard.scale, np.float32)
    return Network(
        mean, scale, single("enter"), single("enter_bias"), layers, single("leave"), single("direct"),
        float(weights["bias"]),
    )  # fmt: skip


def slopes(weights: Weights, pack: Pack, chance: np.random.Generator | None = None, dropped: float = 0.0) -> Weights:
    """The slope of the mean weighted log loss over a pack by each weight; with ``chance``, parts are dropped."""
    forward = _Pass(weights, pack, chance, dropped)
    by_score = pack.weights * (_logistic(forward.scores) - pack.labels) / max(float(pack.weights.sum()), 1.0)
    return forward.back(by_score)


def loss(weights: Weights, pack: Pack) -> float:
    """The mean weighted log loss over a pack, nothing dropped."""
    scores = _Pass(weights, pack).scores.astype(np.float64)
    return float((pack.weights * (np.logaddexp(0, scores) - pack.labels * scores)).sum()) / max(
        float(pack.weights.sum()), 1.0
    )


class _Pass:
    """One pass over a pack: the forward way of ``scraper.content.network``, and all that the way back needs."""

    def __init__(
        self, weights: Weights, pack: Pack, chance: np.random.Generator | None = None, dropped: float = 0.0
    ) -> None:
        self._weights, self._pack = weights, pack
        self._features = pack.features * _kept(chance, pack.features.shape, _FEATURES_DROPPED)
        self._same = {step: _same_page(pack, step) for step in {size for steps in STEPS for size in steps}}
        self._entered = np.maximum(self._features @ weights["enter"] + weights["enter_bias"], 0.0)
        self._traces: list[_Trace] = []
        hidden = self._entered
        for number in _layers(weights):
            hidden = hidden + self._mixed(number, hidden, chance, dropped)
        self._last, self._size = _normed(hidden)
        self.scores = self._last @ weights["leave"] + self._features @ weights["direct"] + weights["bias"]

    def _mixed(self, number: int, hidden: Numbers, chance: np.random.Generator | None, dropped: float) -> Numbers:
        weight, width = self._weights[f"layer{number}_weight"], hidden.shape[1]
        normed, size = _normed(hidden)
        values = normed * self._weights[f"layer{number}_gain"]
        near = np.hstack([values, *self._neighbours(values, STEPS[number % 2])])
        means = self._pack.groups.means @ values
        mixed = near @ weight[: _NEAR * width] + self._weights[f"layer{number}_bias"]
        for kind, of_kind in enumerate(self._kinds()):
            mixed += (means[of_kind] @ weight[_part(_NEAR + kind, width)]).take(self._pack.groups.own[kind], axis=0)
        passed = (mixed > 0) * _kept(chance, mixed.shape, dropped)
        self._traces.append(_Trace(normed, size, near, means, passed))
        return mixed * passed

    def back(self, by_score: Numbers) -> Weights:
        """The slope by each weight, from the slope by each score."""
        weights, features = self._weights, self._features
        found = {"leave": by_score @ self._last, "direct": by_score @ features, "bias": by_score.sum()}
        slope = _by_normed(by_score[:, None] * weights["leave"], self._last, self._size)
        for number in reversed(_layers(weights)):
            slope = slope + self._mixed_back(number, slope, found)
        slope = slope * (self._entered > 0)
        return found | {"enter": features.T @ slope, "enter_bias": slope.sum(axis=0)}

    def _mixed_back(self, number: int, slope: Numbers, found: Weights) -> Numbers:
        weight, width = self._weights[f"layer{number}_weight"], slope.shape[1]
        trace = self._traces[number]
        by_mixed = slope * trace.passed
        by_near = by_mixed @ weight[: _NEAR * width].T
        by_weight = [trace.near.T @ by_mixed]
        by_values = by_near[:, :width].copy()
        self._add_neighbours(by_values, by_near, STEPS[number % 2])
        by_means = np.empty_like(trace.means)
        for kind, of_kind in enumerate(self._kinds()):
            gathered = self._pack.gathered[kind] @ by_mixed
            by_weight.append(trace.means[of_kind].T @ gathered)
            by_means[of_kind] = gathered @ weight[_part(_NEAR + kind, width)].T
        by_values += self._pack.groups.means.T @ by_means
        found[f"layer{number}_weight"] = np.vstack(by_weight)
        found[f"layer{number}_bias"] = by_mixed.sum(axis=0)
        found[f"layer{number}_gain"] = (by_values * trace.normed).sum(axis=0)
        return _by_normed(by_values * self._weights[f"layer{number}_gain"], trace.normed, trace.size)

    def _kinds(self) -> Iterator[slice]:
        ends = np.cumsum([0, *self._pack.groups.count]).tolist()
        yield from (slice(start, stop) for start, stop in zip(ends[:-1], ends[1:], strict=True))

    def _neighbours(self, values: Numbers, steps: Sequence[int]) -> Iterator[Numbers]:
        """The values of the blocks so many steps before and behind, zeros where the page ends."""
        for step in steps:
            before, behind = np.zeros_like(values), np.zeros_like(values)
            same = self._same[step]
            np.multiply(values[:-step], same, out=before[step:])
            np.multiply(values[step:], same, out=behind[:-step])
            yield from (before, behind)

    def _add_neighbours(self, by_values: Numbers, by_near: Numbers, steps: Sequence[int]) -> None:
        width = by_values.shape[1]
        for number, step in enumerate(steps):
            before, behind = (by_near[:, _part(1 + 2 * number + side, width)] for side in (0, 1))
            by_values[:-step] += before[step:] * self._same[step]
            by_values[step:] += behind[:-step] * self._same[step]


class _Adam:
    """The weights are changed in place. Slopes longer than 1 are shortened."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._mean = {name: np.zeros_like(value) for name, value in weights.items()}
        self._square = {name: np.zeros_like(value) for name, value in weights.items()}
        self.time = 0

    def step(self, found: Weights, rate: float) -> None:
        """One step down the slope."""
        self.time += 1
        size = float(np.sqrt(sum(float((part * part).sum()) for part in found.values())))
        shrink = min(1.0, 1.0 / (size + 1e-9))
        for name, weight in self._weights.items():
            slope = np.float32(shrink) * found[name]
            mean, square = self._mean[name], self._square[name]
            mean += np.float32(0.1) * (slope - mean)
            square += np.float32(0.001) * (slope * slope - square)
            move = (mean / (1 - 0.9**self.time)) / (np.sqrt(square / (1 - 0.999**self.time)) + 1e-8)
            if weight.ndim == 2:
                move += _DECAY * weight
            np.subtract(weight, (rate * move).astype(np.float32), out=weight)


def _fresh(chance: np.random.Generator, features: int, shape: Shape) -> Weights:
    width = shape.width
    weights: dict[str, Floats] = {
        "enter": chance.standard_normal((features, width)) / np.sqrt(features),
        "enter_bias": np.zeros(width),
        "leave": chance.standard_normal(width) * 0.1,
        "direct": np.zeros(features),
        "bias": np.zeros(()),
    }
    for number in range(shape.layers):
        weights[f"layer{number}_weight"] = chance.standard_normal((_PARTS * width, width)) / np.sqrt(_PARTS * width)
        weights[f"layer{number}_bias"] = np.zeros(width)
        weights[f"layer{number}_gain"] = np.ones(width)
    return {name: value.astype(np.float32) for name, value in weights.items()}


def _layers(weights: Weights) -> range:
    return range(sum(name.endswith("_gain") for name in weights))


def _part(number: int, width: int) -> slice:
    return slice(number * width, (number + 1) * width)


def _same_page(pack: Pack, step: int) -> Numbers:
    """1 where a block and the one so many steps behind are of one page."""
    same: Numbers = pack.page[step:] == pack.page[:-step]
    return same.astype(np.float32)[:, None]


def _kept(chance: np.random.Generator | None, shape: tuple[int, ...], share: float) -> Numbers:
    """What is dropped times 0, the rest a little more, so that the sum stays."""
    if chance is None or not share:
        return np.ones(1, np.float32)
    return (chance.random(shape, np.float32) >= share).astype(np.float32) / np.float32(1 - share)


def _logistic(scores: Numbers) -> Numbers:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(scores, -60, 60))), np.float32)


def _normed(hidden: Numbers) -> tuple[Numbers, Numbers]:
    size = np.sqrt(np.einsum("ij,ij->i", hidden, hidden) / hidden.shape[1] + _EPSILON)[:, None]
    return hidden / size, size


def _by_normed(slope: Numbers, normed: Numbers, size: Numbers) -> Numbers:
    """The slope by the values before they were normed."""
    along = np.einsum("ij,ij->i", slope, normed)[:, None] / normed.shape[1]
    return np.asarray((slope - normed * along) / size)
