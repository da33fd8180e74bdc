"""What asking a second system gives, on made-up scores."""

from __future__ import annotations

from pathlib import Path

from benchmarks.corpora import Truth
from benchmarks.opinion import Page, pages_of, rows_of
from benchmarks.systems import Found
from benchmarks.workers import Run

SURE_AND_RIGHT = Page(0.9, (1.0, 1.0), (0.5, 0.0))
UNSURE_AND_WRONG = Page(0.25, (0.2, 0.0), (0.8, 1.0))


def test_below_the_threshold_the_other_is_taken() -> None:
    rows = {row.name: row for row in rows_of([SURE_AND_RIGHT, UNSURE_AND_WRONG])}
    assert (rows["never"].asked, rows["never"].f1, rows["never"].exact) == (0.0, 0.6, 0.5)
    assert (rows["ours below 0.3"].asked, rows["ours below 0.3"].f1, rows["ours below 0.3"].exact) == (0.5, 0.9, 1.0)
    assert (rows["always"].asked, rows["always"].f1) == (1.0, 0.65)
    assert rows["where it is better"].f1 == 0.9


def test_no_pages_give_rows_of_nothing() -> None:
    assert {row.f1 for row in rows_of([])} == {0.0}


def test_only_articles_with_a_text_count() -> None:
    text = "one two three four five"
    truths = [
        Truth("wcxb", name, Path("page.html"), None, text=words, page_type=kind)
        for name, words, kind in (("a", text, "article"), ("b", text, "product"), ("c", None, "article"))
    ]
    found = {truth.key: Run(truth.key, Found(text, certainty=0.7), 1.0, None) for truth in truths}
    assert pages_of(truths, {"ours": found, "trafilatura": found}) == [Page(0.7, (1.0, 1.0), (1.0, 1.0))]
