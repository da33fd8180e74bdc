"""The learned content model: two looks at the blocks, one at the page.

Its weights are made by ``python -m benchmarks.train``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from ..model import Document, Verdict
from .context import context_features
from .features import Odds, View, look
from .pageview import page_row
from .structure import Floats
from .trees import Forest


@dataclass(frozen=True, slots=True)
class Model:
    """``first`` sees the features, ``second`` also what ``first`` thought of the blocks around, ``page`` the whole."""

    odds: Odds
    first: Forest
    second: Forest
    page: Forest

    @classmethod
    def load(cls, path: Path) -> Model:
        """Read an ``.npz`` file: forests ``first``, ``second``, ``page`` and the log-odds as JSON bytes."""
        with np.load(path, allow_pickle=False) as arrays:
            tables: dict[str, Any] = json.loads(bytes(arrays["odds"]))
            forests = [Forest.load(arrays, name) for name in ("first", "second", "page")]
        return cls(Odds(tables["words"], tables["classes"]), *forests)

    def rows(self, document: Document, claims: Iterable[Verdict]) -> tuple[View, Floats, Floats]:
        """The view of a document, the rows of the second look, and its probabilities."""
        view = look(document, claims, self.odds)
        rows = np.hstack([view.rows, context_features(view, self.first.probability(view.rows))])
        return view, rows, self.second.probability(rows)

    def articleness(self, view: View, probabilities: Floats) -> float:
        """Probability that the page holds an article."""
        return float(self.page.probability(page_row(view, probabilities)[None, :])[0])


WEIGHTS = Path(str(files(__package__) / "weights.npz"))
"""The model that is used; benchmarks point it at the model of a fold."""

load = cache(Model.load)
