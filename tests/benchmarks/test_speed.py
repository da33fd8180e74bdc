"""Pages made to size, and what is read from their times."""

from __future__ import annotations

import pytest
from lxml import html

from benchmarks.synthetic import page_of_bytes, page_of_elements
from benchmarks.timing import Point, exponent


@pytest.mark.parametrize("size", [10_000, 300_000])
def test_pages_have_the_size_asked_for_and_repeat(size):
    page = page_of_bytes(size)
    assert abs(len(page) - size) < 2_000
    assert page == page_of_bytes(size)


@pytest.mark.parametrize("count", [1_000, 20_000])
def test_pages_have_the_elements_asked_for(count):
    found = sum(1 for _ in html.fromstring(page_of_elements(count)).iter("*"))
    assert abs(found - count) < 0.05 * count


def _points(times):
    return [Point("x", "bytes", 10**number, time, 0.0) for number, time in enumerate(times)]


@pytest.mark.parametrize(
    ("times", "power"),
    [([1, 10, 100, 1000], 1.0), ([1, 100, 10_000], 2.0), ([50, 51, 52, 520, 5200], 1.0), ([1, 10, None], 1.0)],
)
def test_the_power_of_growth_is_of_the_larger_sizes(times, power):
    assert exponent(_points(times)) == pytest.approx(power)


def test_one_time_tells_nothing_of_growth():
    assert exponent(_points([1, None])) is None
