"""Scores of sets, their intervals and paired differences."""

from __future__ import annotations

import pytest

from benchmarks.aggregate import differences, totals


def _pages(values, name="exact"):
    return [{name: (value, 1)} for value in values]


def test_sums_are_divided_by_counts_over_all_pages():
    pages = [{"kept": (1, 1)}, {"kept": (0, 3)}, {"exact": (1, 1)}]
    found = totals(pages)
    assert (found["kept"].value, found["kept"].pages) == (0.25, 2)
    assert (found["exact"].value, found["exact"].pages) == (1.0, 1)
    assert "leaked" not in found


def test_f1_is_of_mean_precision_and_mean_recall():
    pages = [{"precision": (1.0, 1), "recall": (0.5, 1)}, {"precision": (0.0, 0), "recall": (0.0, 1)}]
    assert totals(pages)["f1"].value == pytest.approx(2 * 1.0 * 0.25 / 1.25)


def test_the_median_is_a_page():
    assert totals(_pages([0.1, 0.9, 0.8], "median"))["median"].value == 0.8


def test_intervals_hold_the_value_repeat_and_shrink_with_pages():
    few, many = (totals(_pages([0, 1, 1, 1] * times))["exact"] for times in (10, 250))
    assert few.low < few.value == 0.75 < few.high
    assert many.high - many.low < (few.high - few.low) / 3
    assert totals(_pages([0, 1, 1, 1] * 10))["exact"] == few


def test_differences_are_paired_by_page():
    theirs = [index % 2 for index in range(100)]
    ours = theirs[:95] + [1] * 5  # never worse: the interval is far narrower than that of either score
    found = differences(_pages(ours), _pages(theirs))["exact"]
    assert found.value == pytest.approx((sum(ours) - sum(theirs)) / 100)
    assert 0 <= found.low <= found.value <= found.high < 0.1


def test_differences_leave_out_what_one_side_lacks():
    assert differences(_pages([1.0], "caption"), _pages([1.0])) == {}


def test_times_are_compared_as_ratios():
    found = differences(_pages([10.0, 20.0], "cpu_ms"), _pages([20.0, 40.0], "cpu_ms"))["cpu_ms"]
    assert (found.value, found.low, found.high) == pytest.approx((0.5, 0.5, 0.5))
