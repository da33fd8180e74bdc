"""Drift: a redesign is told, chance and small numbers are not."""

from __future__ import annotations

import random

import pytest

from scraper.report.crawl_drift import Sample, Silence, Yield, drifts

DAY = 86_400.0
HOST = "news.example"


def runs(quality: float, number: int, cleaned: int = 10, words: int = 500, removed: int = 200) -> list[Sample]:
    return [Sample(HOST, cleaned, quality * cleaned, words * cleaned, removed * cleaned) for _ in range(number)]


def kinds(samples: list[Sample]) -> list[str]:
    return [drift.what for drift in drifts(samples, [], [], 0.0)]


def test_a_steady_site_is_not_told() -> None:
    assert kinds(runs(0.9, 30)) == []


@pytest.mark.parametrize("seed", range(20))
def test_chance_is_not_told(seed: int) -> None:
    chance = random.Random(seed)
    samples = [Sample(HOST, 6, sum(chance.gauss(0.8, 0.12) for _ in range(6)), 3000, 1200) for _ in range(40)]
    assert kinds(samples) == []


@pytest.mark.parametrize(
    ("after", "what"),
    [
        (runs(0.6, 2), "quality"),
        (runs(0.9, 2, removed=2000), "removed"),
        (runs(0.9, 2, words=100, removed=40), "words"),
    ],
)
def test_a_fall_is_told(after: list[Sample], what: str) -> None:
    assert kinds(runs(0.9, 10) + after) == [what]


def test_small_numbers_say_nothing() -> None:
    assert kinds(runs(0.9, 10) + runs(0.1, 1, cleaned=1)) == []  # one page
    assert kinds(runs(0.9, 2) + runs(0.1, 2)) == []  # hardly any history


def test_many_small_runs_add_up() -> None:
    assert kinds(runs(0.9, 60, cleaned=1) + runs(0.4, 12, cleaned=1)) == ["quality"]


@pytest.mark.parametrize(
    ("pages", "told"),
    [
        ([True] * 90 + [False] * 10, True),
        ([True] * 100, False),
        ([True, True, False] * 40, False),
        ([True] * 20 + [False] * 10, False),  # too few before
        ([False] * 50 + [True] * 10, False),  # better is no warning
    ],
)
def test_yield(pages: list[bool], told: bool) -> None:
    site = Yield(HOST, len(pages), sum(pages), tuple(pages[-100:]))
    found = drifts([], [site], [], 0.0)
    assert [drift.what for drift in found] == (["yield"] if told else [])


@pytest.mark.parametrize(
    ("silent_days", "days", "told"),
    [(2.5, 100, False), (5, 100, False), (7, 100, True), (20, 20, False), (40, 20, True), (40, 3, False)],
)
def test_silence(silent_days: float, days: int, told: bool) -> None:
    site = Silence(HOST, 200, 0.0, 100 * DAY, days)
    found = drifts([], [], [site], (100 + silent_days) * DAY)
    assert [drift.what for drift in found] == (["silence"] if told else [])
