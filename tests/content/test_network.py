"""The network of the content model, against its definition written as loops."""

from __future__ import annotations

import numpy as np
import pytest

from scraper.content.network import LEVELS, STEPS, Groups, Layer, Network, Single
from scraper.content.structure import Structure

FEATURES, WIDTH = 5, 4
PARTS = 1 + 6 + LEVELS + 1


def network(seed: int, layers: int = 2) -> Network:
    normal = np.random.default_rng(seed).normal

    def single(*shape: int) -> Single:
        return np.asarray(normal(size=shape), np.float32)

    made = tuple(Layer(single(PARTS * WIDTH, WIDTH) / 4, single(WIDTH), single(WIDTH)) for _ in range(layers))
    entering = single(FEATURES), np.abs(single(FEATURES)) + 0.5, single(FEATURES, WIDTH), single(WIDTH)
    return Network(*entering, made, single(WIDTH), single(FEATURES), 0.25)


def structure(blocks: int) -> Structure:
    """One container around all, pairs of blocks in it; every third block is kin."""
    pairs = (blocks + 1) // 2
    first = np.array([0, *range(0, blocks, 2)])
    last = np.array([blocks - 1, *(min(start + 1, blocks - 1) for start in range(0, blocks, 2))])
    own = np.array([1 + block // 2 for block in range(blocks)])
    levels = (own, *(np.zeros(blocks, np.int64) for _ in range(LEVELS)))
    assert len(first) == pairs + 1
    return Structure(levels, first, last, np.array([block % 3 for block in range(blocks)]))


def slow(net: Network, features: Single, where: Structure, weights: Single) -> list[float]:
    count = len(features)
    hidden = np.maximum(features.astype(np.float64) @ net.enter + net.enter_bias, 0)
    for number, layer in enumerate(net.layers):
        values = hidden / np.sqrt((hidden**2).mean(axis=1, keepdims=True) + 1e-5) * layer.gain
        rows = []
        for block in range(count):
            parts = [values[block]]
            for step in (side * size for size in STEPS[number % 2] for side in (-1, 1)):
                parts.append(values[block + step] if 0 <= block + step < count else np.zeros(WIDTH))
            for level in where.levels[:LEVELS]:
                inside = range(where.first[level[block]], where.last[level[block]] + 1)
                parts.append(np.average(values[inside], axis=0, weights=weights[inside]))
            kin = np.flatnonzero(where.kin == where.kin[block])
            parts.append(np.average(values[kin], axis=0, weights=weights[kin]))
            rows.append(np.maximum(np.concatenate(parts) @ layer.weight + layer.bias, 0))
        hidden = hidden + np.array(rows)
    normed = hidden / np.sqrt((hidden**2).mean(axis=1, keepdims=True) + 1e-5)
    return list(normed @ net.leave + features @ net.direct + net.bias)


@pytest.mark.parametrize("blocks", [1, 2, 3, 7, 40])
def test_scores_are_those_of_the_definition(blocks: int) -> None:
    net = network(blocks)
    features = np.asarray(np.random.default_rng(1).normal(size=(blocks, FEATURES)), np.float32)
    weights = np.asarray(np.random.default_rng(2).uniform(0.2, 3, blocks), np.float32)
    where = structure(blocks)
    assert net.scores(features, Groups(where, weights)) == pytest.approx(slow(net, features, where, weights), abs=1e-3)


def test_large_numbers_are_squeezed() -> None:
    rows = np.array([[0.0, 1.0, -1.0, 1e9, -1e9]])
    standard = network(0).standard(rows)
    assert np.abs(standard).max() <= 6
    assert np.isfinite(standard).all()


def test_many_rows_at_once_give_what_few_give() -> None:
    """Products are taken a few rows at a time; that must not show."""
    net = network(3)
    features = np.asarray(np.random.default_rng(1).normal(size=(30_000, FEATURES)), np.float32)
    weights = np.ones(len(features), np.float32)
    where = structure(len(features))
    alone = Network(net.mean, net.scale, net.enter, net.enter_bias, (), net.leave, net.direct, net.bias)
    whole = alone.scores(features, Groups(where, weights))
    assert whole[:50] == pytest.approx(alone.scores(features[:50], Groups(structure(50), weights[:50])), abs=1e-4)
