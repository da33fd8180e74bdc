"""The network that judges blocks, in a few lines of numpy.

Each layer mixes what a block is with what its neighbours, the containers around it and the blocks with its markup are,
so that what is learned of one paragraph is known to the others of its container. A residual network (He et al., 2015)
with root-mean-square norms (Zhang and Sennrich, 2019); it is trained by ``benchmarks.network``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .arrays import Floats, Ints
from .structure import Structure

Single = npt.NDArray[np.float32]

LEVELS = 4  # containers that a layer looks at
STEPS = ((1, 2, 4), (1, 3, 8))  # neighbours that the layers look at, in turn
_LIMIT = 6.0  # of the standardised features
_QUIET = (
    250_000  # multiplications in one product: from more on numerical libraries wake threads that cost more than help
)


@dataclass(frozen=True, slots=True)
class Layer:
    """``weight``: (parts x width) x width; the parts are the block, its neighbours, its containers and its kin."""

    weight: Single
    bias: Single
    gain: Single


@dataclass(frozen=True, slots=True)
class Network:
    """Weights by role: features -> ``width`` numbers a block -> layers -> one score a block.

    ``direct`` leads from the features straight to the score.
    """

    mean: Single
    scale: Single
    enter: Single
    enter_bias: Single
    layers: tuple[Layer, ...]
    leave: Single
    direct: Single
    bias: float

    @classmethod
    def load(cls, arrays: Mapping[str, npt.NDArray[np.generic]], name: str) -> Network:
        """The network stored in an ``.npz`` file as ``<name>_<field>``, layers as ``<name>_layer0_weight`` ..."""

        def single(part: str) -> Single:
            return np.asarray(arrays[f"{name}_{part}"], np.float32)

        bias = float(np.asarray(arrays[f"{name}_bias"], np.float64))
        count = sum(key.startswith(f"{name}_layer") and key.endswith("_gain") for key in arrays)
        layers = [Layer(*(single(f"layer{n}_{part}") for part in ("weight", "bias", "gain"))) for n in range(count)]
        entering = single("mean"), single("scale"), single("enter"), single("enter_bias")
        return cls(*entering, tuple(layers), single("leave"), single("direct"), bias)

    def standard(self, rows: Floats) -> Single:
        """Features as the network wants them: large numbers squeezed, then mean 0 and deviation 1."""
        standard = np.abs(rows)
        np.log1p(standard, out=standard)
        np.copysign(standard, rows, out=standard)
        standard -= self.mean
        standard /= self.scale
        return np.asarray(np.clip(standard, -_LIMIT, _LIMIT, out=standard), np.float32)

    def scores(self, features: Single, groups: Groups) -> Single:
        """The log-odds of each block of being body."""
        hidden = np.maximum(_product(features, self.enter) + self.enter_bias, 0.0)
        for number, layer in enumerate(self.layers):
            hidden += _mixed(layer, _normed(hidden) * layer.gain, STEPS[number % 2], groups)
        return np.asarray(_normed(hidden) @ self.leave + features @ self.direct + self.bias)


class Groups:
    """The containers and the kin of the blocks of a page, for weighted means over them.

    ``weights``: how much each block says for its container. Blocks share containers, so means are taken once for each
    container; ``of`` gives them with the number of each block's own.
    """

    def __init__(self, structure: Structure, weights: Single) -> None:
        self._weights = weights[:, None]
        levels = [np.unique(level, return_inverse=True) for level in structure.levels[:LEVELS]]
        self._own = [own for _, own in levels]
        self._ends = np.cumsum([len(nodes) for nodes, _ in levels])[:-1]
        nodes = np.concatenate([nodes for nodes, _ in levels])
        self._start, self._stop = structure.first[nodes], structure.last[nodes] + 1
        total = np.concatenate([[0.0], np.cumsum(weights, dtype=np.float64)])
        self._span_weights = (total[self._stop] - total[self._start])[:, None]
        self._order = np.argsort(structure.kin, kind="stable")
        self._kin, self._kin_weights = structure.kin, np.bincount(structure.kin, weights)[:, None]
        count = np.bincount(structure.kin)
        self._kin_start = np.concatenate([[0], np.cumsum(count)[:-1]])

    def of(self, values: Single) -> Iterator[tuple[Single, Ints]]:
        """For each level and then for the kin: the means, and which of them is that of each block."""
        weighted = values * self._weights
        total = np.zeros((len(values) + 1, values.shape[1]))
        np.cumsum(weighted, axis=0, out=total[1:])
        spans = (total.take(self._stop, axis=0) - total.take(self._start, axis=0)) / self._span_weights
        yield from zip(np.split(spans.astype(np.float32), self._ends), self._own, strict=True)
        sums = np.add.reduceat(weighted.take(self._order, axis=0), self._kin_start, axis=0)
        yield (sums / self._kin_weights).astype(np.float32), self._kin


def _product(left: Single, right: Single) -> Single:
    """``left @ right``, a few rows at a time."""
    rows, width = max(1, _QUIET // right.size), right.shape[1]
    product = np.empty((len(left), width), np.float32)
    even = len(left) // rows * rows
    if even:
        np.matmul(left[:even].reshape(-1, rows, len(right)), right, out=product[:even].reshape(-1, rows, width))
    if even < len(left):
        np.matmul(left[even:], right, out=product[even:])
    return product


def _normed(hidden: Single) -> Single:
    size = np.sqrt(np.einsum("ij,ij->i", hidden, hidden) / hidden.shape[1] + 1e-5)
    return np.asarray(hidden / size[:, None])


def _mixed(layer: Layer, values: Single, steps: tuple[int, ...], groups: Groups) -> Single:
    """One part after the other, so that large pages need little memory."""
    width = values.shape[1]
    mixed = _product(values, layer.weight[:width]) + layer.bias
    at = width
    for step in (side * size for size in steps for side in (-1, 1)):
        part = _product(values, layer.weight[at : at + width])
        if step < 0:
            mixed[-step:] += part[:step]
        else:
            mixed[:-step] += part[step:]
        at += width
    for means, own in groups.of(values):
        mixed += _product(means, layer.weight[at : at + width]).take(own, axis=0)
        at += width
    np.maximum(mixed, 0.0, out=mixed)
    return mixed
