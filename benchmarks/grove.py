"""Grow forests with CatBoost and give them the plain form that the scraper reads."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from catboost import CatBoostClassifier, Pool

from benchmarks.labels import Labels
from scraper.content.arrays import Floats
from scraper.content.trees import Forest


@dataclass(frozen=True, slots=True)
class Shape:
    """Number of trees, questions asked in each, step of learning."""

    trees: int
    depth: int
    rate: float


@dataclass(frozen=True, slots=True)
class Table:
    """Rows to learn from: features, labels (nan: not to be learned from), weights and the fold of each row."""

    rows: Floats
    labels: Labels
    weights: Floats
    fold: Any

    def outside(self, fold: int | None) -> Table:
        """The rows with a label that are not in a fold."""
        chosen = ~np.isnan(self.labels) & (self.fold != fold if fold is not None else True)
        return Table(self.rows[chosen], self.labels[chosen], self.weights[chosen], self.fold[chosen])


def grow(table: Table, shape: Shape) -> Forest:
    """Oblivious trees; the same table and shape give the same forest."""
    model = CatBoostClassifier(
        iterations=shape.trees, depth=shape.depth, learning_rate=shape.rate, l2_leaf_reg=5, border_count=64, rsm=0.3,
        random_seed=7, thread_count=2, verbose=False, allow_writing_files=False, bootstrap_type="Bernoulli",
        subsample=0.7,
    )  # fmt: skip
    model.fit(Pool(table.rows.astype(np.float32), table.labels, weight=table.weights))
    return _export(model, shape.depth)


def _export(model: Any, depth: int) -> Forest:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "forest.json"
        model.save_model(str(path), format="json")
        told = json.loads(path.read_text())
    trees = told["oblivious_trees"]
    column = np.zeros((len(trees), depth), np.int64)
    border = np.full((len(trees), depth), np.inf, np.float32)
    leaf = np.zeros((len(trees), 2**depth), np.float32)
    features = [feature["flat_feature_index"] for feature in told["features_info"]["float_features"]]
    for number, tree in enumerate(trees):
        for bit, split in enumerate(tree["splits"]):
            column[number, bit] = features[split["float_feature_index"]]
            border[number, bit] = split["border"]
        values = np.array(tree["leaf_values"], np.float32)
        leaf[number, : len(values)] = values
    scale, bias = told["scale_and_bias"]
    return Forest(column, border, leaf * scale, float(np.ravel(bias)[0]))
