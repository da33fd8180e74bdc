"""The two kinds of array that the content model works with, and how probabilities become odds and back."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def log_odds(probabilities: Floats) -> Floats:
    """log(p / (1 - p)), finite also for 0 and 1."""
    known = np.clip(probabilities, 1e-6, 1 - 1e-6)
    return np.asarray(np.log(known / (1 - known)))


def probability(odds: Floats) -> Floats:
    """What ``log_odds`` was made of."""
    return np.asarray(1.0 / (1.0 + np.exp(-odds)))
