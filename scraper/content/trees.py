"""Oblivious decision trees in a few lines of numpy.

An oblivious tree asks the same question of every row at each depth, so a leaf number is the answers read as bits
(Kohavi and Li, "Oblivious decision trees, graphs, and top-down pruning", 1995). The trees are grown by CatBoost
(Prokhorenkova et al., 2018).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .arrays import Floats, Ints

_CHUNK = 256


@dataclass(frozen=True, slots=True)
class Forest:
    """``column`` and ``border``: trees x depth; ``leaf``: trees x 2**depth; the score is bias + the sum of leaves."""

    column: Ints
    border: npt.NDArray[np.float32]
    leaf: npt.NDArray[np.float32]
    bias: float

    @classmethod
    def load(cls, arrays: Mapping[str, npt.NDArray[np.generic]], name: str) -> Forest:
        """The forest stored under a name in an ``.npz`` file."""
        return cls(
            np.asarray(arrays[f"{name}_column"], np.int64),
            np.asarray(arrays[f"{name}_border"], np.float32),
            np.asarray(arrays[f"{name}_leaf"], np.float32),
            float(arrays[f"{name}_bias"]),
        )

    def probability(self, rows: Floats) -> Floats:
        """Probability of each row, 0..1."""
        table = rows.astype(np.float32)
        parts = [self._raw(table[start : start + _CHUNK]) for start in range(0, len(table), _CHUNK)]
        raw = np.concatenate(parts) if parts else np.zeros(0)
        return np.asarray(1.0 / (1.0 + np.exp(-raw)))

    def _raw(self, table: npt.NDArray[np.float32]) -> Floats:
        trees, depth = self.column.shape
        answers = table.T[self.column.ravel()].reshape(trees, depth, -1) > self.border[:, :, None]
        number = np.zeros((trees, table.shape[0]), np.int64)
        for bit in range(depth):
            number |= answers[:, bit].astype(np.int64) << bit
        return np.asarray(self.bias + np.take_along_axis(self.leaf, number, axis=1).sum(axis=0, dtype=np.float64))
