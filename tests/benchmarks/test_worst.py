"""What is shown of wrong pages: the differences, their order, and the page made of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.corpora import Truth
from benchmarks.differences import compare, different
from benchmarks.systems import Found
from benchmarks.workers import Run
from benchmarks.worst import cases, problems, worst, wrong_fields
from benchmarks.worst_html import render

BODY = "The council met on Monday and agreed.\n\nNobody voted against it, the mayor said."
FIELDS = frozenset({"text", "title"})


def _case(found, name="x", **truth):
    truth = Truth("news", name, Path("x"), **({"text": BODY} | truth))
    return cases([truth], {truth.key: Run(truth.key, Found(found, "A title"), 1.0)}, FIELDS)[0]


@pytest.mark.parametrize(
    ("found", "extra", "missing"),
    [
        (BODY, [], []),
        (BODY.replace("\n\n", " "), [], []),
        (BODY.replace("\n\n", "\n\nSign up now!\n\n"), ["Sign up now!"], []),
        (BODY.partition("\n\n")[0], [], ["Nobody voted against it, the mayor said."]),
        ("", [], [" ".join(BODY.split())]),
        (BODY + " " + BODY, [" ".join(BODY.split())], []),
    ],
)
def test_differences_are_the_words_only_one_side_has(found, extra, missing):
    left, right = compare(found, BODY)
    assert (different(left), different(right)) == (extra, missing)
    assert "".join(part.text for part in left) == found
    assert "".join(part.text for part in right) == BODY


def test_worst_and_nearest_pages_come_first():
    found = [_case(BODY, "right"), _case("", "lost"), _case(BODY + " More", "near")]
    assert [case.truth.id for case in worst(found, 9, near=False)] == ["lost", "near"]
    assert [case.truth.id for case in worst(found, 1, near=True)] == ["near"]


def test_snippet_sets_show_the_snippets():
    case = _case("Kept. Menu", text=None, wanted=("Kept.", "Lost."), unwanted=("Menu", "Foot"))
    assert problems(case) == (["Menu"], ["Lost."])
    assert case.loss == 0.5


def test_a_failed_page_is_a_lost_page():
    truth = Truth("news", "x", Path("x"), text=BODY, title="A title")
    (case,) = cases([truth], {truth.key: Run(truth.key, None, None, "time limit")}, FIELDS)
    assert (case.loss, case.error) == (1.0, "time limit")
    assert list(wrong_fields([case], "title")) == [("news/x", None, "A title")]


def test_wrong_fields_are_listed_with_both_values():
    found = [_case(BODY, "a", title="A Title"), _case(BODY, "b", title="Another")]
    assert list(wrong_fields(found, "title")) == [("news/b", "A title", "Another")]


def test_the_page_escapes_text_and_marks_differences():
    html = render([_case(BODY + " <script>alert(1)</script>")], "Worst & best")
    assert "<script" not in html
    assert "<mark class=extra>" in html
    assert "&lt;script&gt;alert(1)" in html
    assert "<title>Worst &amp; best</title>" in html
