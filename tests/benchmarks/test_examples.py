"""What is learned of a page, and how much each block counts."""

from __future__ import annotations

import dataclasses

import numpy as np
import pytest

from benchmarks.examples import Example, targets, weights_of
from scraper.content.features import Odds, look
from scraper.document import read
from scraper.model import Page

PAGE = b"<nav><p>Home</p></nav><h1>Ferry returns</h1>" + b"<p>The ferry came back to the old harbour on Monday.</p>" * 4
TAUGHT = np.array([0.1, 0.2, 0.9, 0.9, 0.9, 0.9])


def example(**changes: object) -> Example:
    view = look(read(Page(PAGE, media_type="text/html")), (), Odds({}, {}, {}))
    labels = np.array([0.0, 0.0, 1.0, 1.0, 1.0, np.nan])
    return dataclasses.replace(Example(view, labels, kind=1.0, fold=0), **changes)


def test_of_an_annotated_block_both_are_heard() -> None:
    found = targets(example(), TAUGHT)
    assert found[:2] == pytest.approx(TAUGHT[:2] * 0.75)
    assert found[2:5] == pytest.approx(0.25 + TAUGHT[2:5] * 0.75)


@pytest.mark.parametrize("form", ["page", "layout"])
def test_where_the_annotation_is_silent_the_teacher_is_heard(form: str) -> None:
    assert targets(example(form=form), TAUGHT)[5] == 0.9


def test_in_layout_tables_the_annotation_alone_is_heard() -> None:
    assert targets(example(form="layout"), TAUGHT)[:5].tolist() == [0, 0, 1, 1, 1]


@pytest.mark.parametrize("changes", [{"form": "unlabelled"}, {"doubtful": True}])
def test_without_an_annotation_to_believe_the_teacher_alone_is_heard(changes: dict[str, object]) -> None:
    assert targets(example(**changes), TAUGHT).tolist() == TAUGHT.tolist()


def test_the_lead_counts_twice() -> None:
    weights = weights_of(example())
    assert weights[2] == weights[3] == weights[4] * 2 == weights[5] * 2


def test_other_pages_count_less() -> None:
    assert weights_of(example(kind=0.0)) == pytest.approx(weights_of(example()) * 0.3)
