"""The training of the network: the slopes by hand are right, and what is trained is what the scraper runs."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("scipy", reason="the benchmark extra is not installed")

from benchmarks import network
from benchmarks.packs import Lesson, Standard, packs
from scraper.content.features import Odds, View, look
from scraper.content.model import weights_of
from scraper.content.network import Groups
from scraper.document import read
from scraper.model import Page

PAGES = (
    b"<nav><ul><li>Home<li>News</ul></nav><h1>Ferry returns</h1>"
    + b"<p>The ferry came back to the old harbour on Monday.</p>" * 12,
    b"<main><h2>Tide tables</h2><div><p>High water was at noon.</p><p>Low water was at six.</p></div></main>"
    + b"<footer><p>About us</p><p>Contact</p><p>Terms</p></footer>",
)
SHAPE = network.Shape(width=6, layers=2, epochs=300, dropped=0.0)


def views() -> list[View]:
    return [look(read(Page(page, media_type="text/html")), (), Odds({}, {}, {})) for page in PAGES]


def lessons(standard: Standard) -> list[Lesson]:
    """Blocks of five words and more are body; of the last block nothing is known."""
    found = []
    for view in views():
        labels = (view.words >= 5).astype(np.float64)
        labels[-1] = np.nan
        found.append(standard.lesson(view, labels, 1.0 + view.words))
    return found


@pytest.fixture(scope="module")
def taught() -> list[Lesson]:
    return lessons(Standard.of(views()))


def fresh(taught: list[Lesson]) -> network.Weights:
    """Weights that reach every part, as wide as needed for small differences."""
    chance = np.random.default_rng(3)
    weights = network.train(taught, [0, 1], network.Shape(width=6, layers=2, epochs=1, dropped=0.0))
    return {name: chance.standard_normal(value.shape) * 0.3 for name, value in weights.items()}


def test_slopes_are_what_small_changes_show(taught: list[Lesson]) -> None:
    weights, chance = fresh(taught), np.random.default_rng(5)
    pack = next(packs(taught, [0, 1]))[0]
    found = network.slopes(weights, pack)
    assert set(found) == set(weights)
    for name, value in weights.items():
        away = chance.standard_normal(value.shape)
        losses = [network.loss(weights | {name: value + side * away}, pack) for side in (1e-5, -1e-5)]
        assert (losses[0] - losses[1]) / 2e-5 == pytest.approx(float((found[name] * away).sum()), rel=1e-3, abs=1e-7), (
            name
        )


def test_the_scraper_says_what_the_trainer_says(taught: list[Lesson]) -> None:
    standard = Standard.of(views())
    weights = {name: np.asarray(value, np.float16).astype(np.float32) for name, value in fresh(taught).items()}
    judged = network.judge(weights, taught, [0, 1])
    for number, view in enumerate(views()):
        scores = network.plain(weights, standard).scores(
            taught[number].features.astype(np.float32), Groups(view.structure, weights_of(view))
        )
        assert judged[number] == pytest.approx(1 / (1 + np.exp(-scores)), abs=1e-5)


def test_pages_do_not_see_each_other(taught: list[Lesson]) -> None:
    weights = fresh(taught)
    together, alone = network.judge(weights, taught, [0, 1]), network.judge(weights, taught, [1])
    assert together[1] == pytest.approx(alone[1], abs=1e-6)


def test_it_learns_and_the_same_again(taught: list[Lesson]) -> None:
    once, again = (network.train(taught, [0, 1], SHAPE, seed=1) for _ in range(2))
    assert all((once[name] == again[name]).all() for name in once)
    judged = network.judge(once, taught, [0, 1])
    for number in (0, 1):
        assert ((judged[number] > 0.5) == (taught[number].labels > 0.5))[:-1].all()
    other = network.train(taught, [0, 1], SHAPE, seed=2)
    assert (other["leave"] != once["leave"]).any()
