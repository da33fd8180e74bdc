"""The content model as a whole: its scores are probabilities, whatever the page."""

from __future__ import annotations

import numpy as np
import pytest

from scraper.content import judge_content
from scraper.content.features import NAMES
from scraper.content.model import WEIGHTS, load, settled
from scraper.document import read
from scraper.model import Page


def test_where_there_is_an_article_nothing_is_settled_anew() -> None:
    values = np.array([0.0, 0.2, 0.49, 0.5, 1.0])
    assert settled(values, 0.5) is values


def test_where_there_is_none_a_block_needs_less() -> None:
    values = np.array([0.0, 0.1, 0.3, 0.45, 0.5, 0.9, 1.0])
    moved = settled(values, 0.2)
    assert (moved >= values - 1e-5).all()
    assert (np.diff(moved) > 0).all()
    assert ((moved >= 0) & (moved <= 1)).all()
    assert [value > 0.5 for value in moved.tolist()] == [False, False, False, True, True, True, True]


@pytest.mark.parametrize("html", ["<p>One.</p>", "<nav><a href=/>Home</a></nav>", "<table><tr><td>1<td>2</table>" * 50])
def test_scores_are_probabilities(html: str) -> None:
    content = judge_content(read(Page(html.encode(), media_type="text/html")), ())
    assert all(0 <= score.value <= 1 for score in content.scores)
    assert 0 <= content.articleness <= 1


def test_the_weights_are_those_of_todays_features() -> None:
    network = load(WEIGHTS).network
    assert len(network.mean) == len(network.scale) == len(network.enter) == len(network.direct) == len(NAMES)
    assert WEIGHTS.stat().st_size < 5_000_000
