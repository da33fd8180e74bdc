"""Train the network of ``scraper.content.network`` with JAX, and write it in the plain form that the scraper reads.

Pages are packed one after the other into packs of PACK blocks, so that one compiled step serves all; a page that is
longer than a pack is cut. Optimiser: Adam with decoupled weight decay (Loshchilov and Hutter, 2019), the learning rate
falls along a cosine.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

import jax
import jax.numpy as jnp
import numpy as np

from benchmarks.labels import Labels
from scraper.content.arrays import Floats, Ints
from scraper.content.features import COLUMN, View
from scraper.content.model import weights_of
from scraper.content.network import LEVELS, STEPS, Layer, Network, Single

PACK = 2048
_PARTS = 1 + 6 + LEVELS + 1  # the block itself, its neighbours, its containers, its kin
_RATE = 3e-3
_DECAY = 1e-2
_FEATURES_DROPPED = 0.1
_WARM_UP = 200

Weights = dict[str, Any]
Pack = tuple[Any, ...]
Place = tuple[int, int, int, int]  # page, its blocks [from, to), where in the pack


@dataclass(frozen=True, slots=True)
class Shape:
    """``dropped``: share of what a layer adds that is dropped while learning. ``lead``: how many times the first blocks
    below the headline count, which decide most of what is not exact. ``blind``: beginnings of the names of features
    that the network does not see."""

    width: int = 48
    layers: int = 5
    epochs: int = 14
    dropped: float = 0.2
    lead: float = 2.0
    blind: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Lesson:
    """One page to learn from: standardised features, containers (LEVELS x blocks), kin, labels, weights."""

    features: Any
    first: Ints
    stop: Ints
    kin: Ints
    labels: Labels
    weights: Floats
    says: Single


@dataclass(frozen=True, slots=True)
class Standard:
    """Mean and deviation of the squeezed features over many pages."""

    mean: Floats
    scale: Floats

    @classmethod
    def of(cls, views: Sequence[View]) -> Standard:
        rows = np.vstack([_squeezed(view.rows) for view in views])
        return cls(rows.mean(axis=0), rows.std(axis=0) + 1e-6)

    def lesson(self, view: View, labels: Labels, weights: Floats) -> Lesson:
        """A page as the network sees it."""
        features = np.clip((_squeezed(view.rows) - self.mean) / self.scale, -6, 6).astype(np.float16)
        structure = view.structure
        first = np.stack([structure.first[level] for level in structure.levels[:LEVELS]])
        stop = np.stack([structure.last[level] + 1 for level in structure.levels[:LEVELS]])
        return Lesson(features, first, stop, structure.kin, labels, weights, weights_of(view))


def _squeezed(rows: Floats) -> Floats:
    return np.asarray(np.sign(rows) * np.log1p(np.abs(rows)))


def packs(
    lessons: Sequence[Lesson], order: Sequence[int], hidden: Sequence[int] = ()
) -> Iterator[tuple[Pack, list[Place]]]:
    """Lessons in an order, packed, without the ``hidden`` columns of their features."""
    waiting: list[Place] = []
    filled = 0
    for page in order:
        length = len(lessons[page].labels)
        for start in range(0, length, PACK):
            take = min(length - start, PACK)
            if filled + take > PACK:
                yield _packed(lessons, waiting, hidden), waiting
                waiting, filled = [], 0
            waiting.append((page, start, start + take, filled))
            filled += take
    if waiting:
        yield _packed(lessons, waiting, hidden), waiting


def _packed(lessons: Sequence[Lesson], places: Sequence[Place], hidden: Sequence[int] = ()) -> Pack:
    features = np.zeros((PACK, lessons[0].features.shape[1]), np.float16)
    page, kin = np.full(PACK, -1, np.int32), np.zeros(PACK, np.int32)
    first, stop = np.zeros((LEVELS, PACK), np.int32), np.ones((LEVELS, PACK), np.int32)
    labels, weights, says = np.zeros(PACK, np.float32), np.zeros(PACK, np.float32), np.ones(PACK, np.float32)
    groups = 1
    for number, (which, start, end, at) in enumerate(places):
        lesson, length = lessons[which], end - start
        here = slice(at, at + length)
        features[here], page[here] = lesson.features[start:end], number
        first[:, here] = np.clip(lesson.first[:, start:end] - start, 0, length) + at
        stop[:, here] = np.clip(lesson.stop[:, start:end] - start, 0, length) + at
        known, numbers = np.unique(lesson.kin[start:end], return_inverse=True)
        kin[here], groups = numbers + groups, groups + len(known)
        label = lesson.labels[start:end]
        labels[here] = np.nan_to_num(label)
        weights[here] = np.where(np.isnan(label), 0.0, lesson.weights[start:end])
        says[here] = lesson.says[start:end]
    features[:, hidden] = 0
    return features, page, first, np.maximum(stop, first + 1), kin, labels, weights, says


def _fresh(key: Any, features: int, shape: Shape) -> Weights:
    keys = jax.random.split(key, shape.layers + 2)
    width = shape.width
    weights: Weights = {
        "enter": jax.random.normal(keys[0], (features, width)) / np.sqrt(features),
        "enter_bias": jnp.zeros(width),
        "leave": jax.random.normal(keys[1], (width,)) * 0.1,
        "direct": jnp.zeros((features,)),
        "bias": jnp.zeros(()),
    }
    for number in range(shape.layers):
        normal = jax.random.normal(keys[number + 2], (_PARTS * width, width))
        weights[f"layer{number}_weight"] = normal / np.sqrt(_PARTS * width)
        weights[f"layer{number}_bias"] = jnp.zeros(width)
        weights[f"layer{number}_gain"] = jnp.ones(width)
    return weights


def _normed(hidden: Any) -> Any:
    return hidden * jax.lax.rsqrt(jnp.mean(hidden * hidden, -1, keepdims=True) + 1e-5)


def _dropped(key: Any, values: Any, share: float) -> Any:
    return values * jax.random.bernoulli(key, 1 - share, values.shape) / (1 - share)


def _scores(weights: Weights, pack: Pack, key: Any = None, dropped: Any = 0.0) -> Any:
    """The forward pass of ``scraper.content.network``; with a key, parts are dropped at random."""
    features, page, first, stop, kin, _, _, says = pack
    features = features.astype(jnp.float32)
    layers = sum(name.endswith("_gain") for name in weights)
    keys = jax.random.split(key, layers + 1) if key is not None else None
    if keys is not None:
        features = _dropped(keys[-1], features, _FEATURES_DROPPED)
    hidden = jax.nn.relu(features @ weights["enter"] + weights["enter_bias"])
    for number in range(layers):
        values = _normed(hidden) * weights[f"layer{number}_gain"]
        parts = [values, *_neighbours(values, page, STEPS[number % 2]), *_means(values, says, (first, stop), kin)]
        mixed = jnp.concatenate(parts, 1) @ weights[f"layer{number}_weight"] + weights[f"layer{number}_bias"]
        mixed = jax.nn.relu(mixed)
        hidden = hidden + (_dropped(keys[number], mixed, dropped) if keys is not None else mixed)
    return _normed(hidden) @ weights["leave"] + features @ weights["direct"] + weights["bias"]


def _neighbours(values: Any, page: Any, steps: Sequence[int]) -> Iterator[Any]:
    number = jnp.arange(PACK)
    for step in (side * size for size in steps for side in (-1, 1)):
        same = (jnp.roll(page, -step) == page) & (number + step >= 0) & (number + step < PACK)
        yield jnp.roll(values, -step, 0) * same[:, None]


def _means(values: Any, says: Any, spans: tuple[Any, Any], kin: Any) -> Iterator[Any]:
    weighted = values * says[:, None]
    total = jnp.concatenate([jnp.zeros((1, values.shape[1])), jnp.cumsum(weighted, 0)])
    weight = jnp.concatenate([jnp.zeros(1), jnp.cumsum(says)])
    for first, stop in zip(*spans, strict=True):
        yield (total[stop] - total[first]) / (weight[stop] - weight[first])[:, None]
    sums = jax.ops.segment_sum(weighted, kin, PACK + 1)[kin]
    yield sums / jax.ops.segment_sum(says, kin, PACK + 1)[kin][:, None]


def _loss(weights: Weights, pack: Pack, key: Any, dropped: Any) -> Any:
    scores, labels, weight = _scores(weights, pack, key, dropped), pack[5], pack[6]
    return jnp.sum(weight * (jax.nn.softplus(scores) - labels * scores)) / jnp.maximum(weight.sum(), 1.0)


def _stepped(state: tuple[Weights, Weights, Weights], time: Any, pack: Pack, chance: Any, rate: Any) -> Any:
    """``chance``: the key of what is dropped, and the share of it."""
    weights, mean, square = state
    slope = jax.grad(_loss)(weights, pack, *chance)
    size = jnp.sqrt(sum(jnp.sum(part * part) for part in slope.values()))
    shrink = jnp.minimum(1.0, 1.0 / (size + 1e-9))
    mean = {name: 0.9 * mean[name] + 0.1 * shrink * slope[name] for name in slope}
    square = {name: 0.999 * square[name] + 0.001 * (shrink * slope[name]) ** 2 for name in slope}
    changed = {}
    for name, value in weights.items():
        move = (mean[name] / (1 - 0.9**time)) / (jnp.sqrt(square[name] / (1 - 0.999**time)) + 1e-8)
        decay = _DECAY * value if value.ndim == 2 else 0.0
        changed[name] = value - rate * (move + decay)
    return changed, mean, square


_step = jax.jit(_stepped)
_judge = jax.jit(partial(_scores, key=None))


def unseen(shape: Shape) -> list[int]:
    """The columns of the features that a network of this shape does not see."""
    return [column for name, column in COLUMN.items() if name.startswith(shape.blind)] if shape.blind else []


def train(lessons: Sequence[Lesson], chosen: Sequence[int], shape: Shape, seed: int = 0) -> Weights:
    """Learn from the chosen lessons. The same lessons, shape and seed give the same weights."""
    order = np.random.default_rng(seed)
    key = jax.random.PRNGKey(seed)
    weights = _fresh(key, lessons[0].features.shape[1], shape)
    nothing = {name: jnp.zeros_like(value) for name, value in weights.items()}
    state = (weights, nothing, nothing)
    time = 0
    for _ in range(shape.epochs):
        pages = [int(page) for page in order.permutation(chosen)]
        held = [pack for pack, _ in packs(lessons, pages, unseen(shape))]
        for number in order.permutation(len(held)):
            time += 1
            done = min(1.0, time / (shape.epochs * len(held)))
            rate = _RATE * min(1.0, time / _WARM_UP) * 0.5 * (1 + np.cos(np.pi * done)) + 1e-5
            chance = jax.random.fold_in(key, time), shape.dropped
            state = _step(state, float(time), held[number], chance, rate)
    learned = {name: np.array(value) for name, value in state[0].items()}
    learned["enter"][unseen(shape)] = learned["direct"][unseen(shape)] = 0.0
    return learned


def judge(weights: Weights, lessons: Sequence[Lesson], chosen: Sequence[int]) -> dict[int, Floats]:
    """The probability of each block of the chosen lessons, by lesson."""
    found = {page: np.zeros(len(lessons[page].labels)) for page in chosen}
    for pack, places in packs(lessons, chosen):
        values = 1.0 / (1.0 + np.exp(-np.asarray(_judge(weights, pack), np.float64)))
        for page, start, end, at in places:
            found[page][start:end] = values[at : at + end - start]
    return found


def plain(weights: Weights, standard: Standard) -> Network:
    """The network in the form of the scraper, its numbers rounded as the file keeps them."""

    def single(name: str) -> Single:
        return np.asarray(weights[name], np.float16).astype(np.float32)

    count = sum(name.endswith("_gain") for name in weights)
    layers = tuple(Layer(*(single(f"layer{n}_{part}") for part in ("weight", "bias", "gain"))) for n in range(count))
    mean, scale = np.asarray(standard.mean, np.float32), np.asarray(standard.scale, np.float32)
    return Network(
        mean, scale, single("enter"), single("enter_bias"), layers, single("leave"), single("direct"),
        float(weights["bias"]),
    )  # fmt: skip
