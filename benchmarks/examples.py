"""A page to learn from: what its blocks are said to be, and how much each of them counts."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

import numpy as np

from benchmarks.labels import Labels
from scraper.content.arrays import Floats
from scraper.content.features import COLUMN, View

_TRUSTED = 0.25  # of what the student learns of an annotated block: the annotation's share, the rest is the teacher's
_LEAD = 2  # so many blocks below the headline are the lead, which decides most of what is not exact ...
_LEAD_WEIGHT = 2.0  # ... and counts so many times
_OTHER_PAGES = 0.3  # the weight of blocks of pages that hold no article

Form = Literal["page", "layout", "unlabelled"]


@dataclass(frozen=True, slots=True)
class Example:
    """A page to learn from. ``kind``: 1 article, 0 other, nan unknown. ``form``: as it is, in layout tables, or without
    annotations. ``doubtful``: its annotation is known to be wrong."""

    view: View
    labels: Labels
    kind: float
    fold: int
    form: Form = "page"
    doubtful: bool = False


def weights_of(example: Example) -> Floats:
    """Long blocks count more, those of the lead most; blocks of large and of other pages less."""
    words = example.view.words
    rank = example.view.rows[:, COLUMN["lead_rank"]]
    weight = (1.0 + np.log1p(words)) * math.sqrt(200 / max(20, len(words)))
    weight *= np.where((rank >= 0) & (rank < _LEAD), _LEAD_WEIGHT, 1.0)
    return np.asarray(weight * (_OTHER_PAGES if example.kind == 0 else 1.0))


def targets(example: Example, taught: Floats) -> Labels:
    """What a student learns of the blocks of a page, between 0 and 1; ``taught``: the teacher's probabilities."""
    labels = example.labels
    if example.form == "unlabelled" or example.doubtful:
        return taught
    known = labels if example.form == "layout" else _TRUSTED * labels + (1 - _TRUSTED) * taught
    return np.where(np.isnan(labels), taught, known)
