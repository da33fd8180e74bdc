"""The content model as a whole: its scores are probabilities, whatever the page."""

from __future__ import annotations

import numpy as np
import pytest

from scraper.content import judge_content
from scraper.content.features import NAMES, Odds, View, look
from scraper.content.model import WEIGHTS, load, settled
from scraper.document import read
from scraper.model import Page, Verdict

SAID = "The ferry came back to the old harbour on Monday, and two hundred people stood on the quay."


def view_of(body: str, *claims: Verdict) -> View:
    return look(read(Page(body.encode(), media_type="text/html")), claims, Odds({}, {}, {}))


def test_in_an_article_unsure_blocks_are_body_when_nothing_speaks_against_them() -> None:
    links = "<p><a href=/x>Two hundred people</a> on the quay</p>"
    claim = Verdict("related", "below", 4, 0, 99, "hint")
    page = f"<h1>Ferry returns</h1><p class=standfirst>{SAID}</p><p>{SAID} Yes.</p>{links}<p>{SAID} No.</p>"
    view = view_of(page, claim)
    values = np.array([0.9, 0.45, 0.45, 0.45, 0.45])
    # the first below the headline is a standfirst, the fourth is mostly links, the fifth is claimed
    assert settled(view, values, True).tolist() == [0.9, 0.45, 0.51, 0.45, 0.45]
    plain = view_of(page.replace(" class=standfirst", ""), claim)
    assert settled(plain, values, True).tolist() == [0.9, 0.51, 0.51, 0.45, 0.45]
    assert settled(view, values - 0.06, True).tolist() == (values - 0.06).tolist()


def test_where_there_is_no_body_yet_nothing_is_settled() -> None:
    values = np.array([0.1, 0.45, 0.45])
    assert settled(view_of(f"<h1>Ferry returns</h1><p>{SAID}</p><p>{SAID} Yes.</p>"), values, True) is values


def test_where_there_is_none_a_block_needs_less() -> None:
    values = np.array([0.0, 0.1, 0.3, 0.45, 0.5, 0.9, 1.0])
    moved = settled(view_of(f"<p>{SAID}</p>" * 7), values, False)
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
