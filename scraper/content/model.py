"""The learned content model: one look at the blocks, one at the page.

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
from .arrays import Floats, log_odds, probability
from .coherence import coherent
from .features import COLUMN, Odds, View, look
from .network import Groups, Network, Single
from .pageview import page_row
from .trees import Forest

_NO_ARTICLE = 0.7  # log-odds; found on annotated pages: more keeps too much
_UNOPPOSED = 0.4  # from this probability on half of the blocks that nothing speaks against are body
_FEW_LINKS = 0.5  # share of the characters
_BODY, _RAISED = 0.5, 0.51
_SUMMARY = [COLUMN[name] for name in ("lead_named", "lead_stated", "is_description")]
"""What says of the first block below the headline that it is a summary."""


@dataclass(frozen=True, slots=True)
class Sight:
    """What the model looks at: the view of a page, in the numbers of its network."""

    view: View
    features: Single
    groups: Groups


@dataclass(frozen=True, slots=True)
class Model:
    """``network`` judges blocks, ``page`` the whole."""

    odds: Odds
    network: Network
    page: Forest

    @classmethod
    def load(cls, path: Path) -> Model:
        """Read an ``.npz`` file: the network ``net``, the forest ``page``, and the tables as JSON bytes."""
        with np.load(path, allow_pickle=False) as arrays:
            tables: dict[str, Any] = json.loads(bytes(arrays["odds"]))
            network, page = Network.load(arrays, "net"), Forest.load(arrays, "page")
        return cls(Odds(tables["words"], tables["classes"], tables["page"]), network, page)

    def look(self, document: Document, claims: Iterable[Verdict]) -> Sight:
        """All that is known of the blocks before they are judged."""
        view = look(document, claims, self.odds)
        return Sight(view, self.network.standard(view.rows), Groups(view.structure, weights_of(view)))

    def probabilities(self, sight: Sight) -> Floats:
        """Probability of each block to be body."""
        scores = self.network.scores(sight.features, sight.groups)
        return coherent(sight.view, probability(scores.astype(np.float64)))

    def articleness(self, view: View, probabilities: Floats) -> float:
        """Probability that the page holds an article."""
        return float(self.page.probability(page_row(view, probabilities)[None, :])[0])


def settled(view: View, probabilities: Floats, is_article: bool) -> Floats:
    """The probabilities when the page is taken into account: where there is no article, less stands around the content,
    and a block needs less to be kept. In an article that has a body that holds for blocks that no cleaner claims, but
    for the first below the headline where the page says that it is a standfirst."""
    if not is_article:
        return probability(log_odds(probabilities) + _NO_ARTICLE)
    if not (probabilities > _BODY).any():
        return probabilities
    claimed, links, rank = (view.rows[:, COLUMN[name]] for name in ("claimed", "link_share", "lead_rank"))
    standfirst = (rank == 0) & (view.rows[:, _SUMMARY] > 0).any(axis=1)
    unopposed = (claimed == 0) & (links <= _FEW_LINKS) & ~standfirst
    return np.where(unopposed & (probabilities > _UNOPPOSED), np.maximum(probabilities, _RAISED), probabilities)


def weights_of(view: View) -> Single:
    """How much each block says for its container: long ones more."""
    return np.asarray(np.log1p(view.words) + 0.2, np.float32)


WEIGHTS = Path(str(files(__package__) / "weights.npz"))
"""The model that is used; benchmarks point it at the model of a fold."""

load = cache(Model.load)
