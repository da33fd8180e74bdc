"""What a page shows by its markup alone: quotation marks of ``<q>``, powers."""

from __future__ import annotations

import pytest

from scraper.document import read
from scraper.model import Page


def text_of(markup: str) -> str:
    (block,) = read(Page(f"<html><body><p>{markup}</p></body></html>".encode(), media_type="text/html")).blocks
    return block.text


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("10<sup>6</sup> tonnes", "10⁶ tonnes"),
        ("10<sup> -6</sup>", "10⁻⁶"),
        ("2<sup>10</sup> and 3<sup>2</sup>", "2¹⁰ and 3²"),
        ("3<sup>1</sup>/<sub>2</sub>", "3¹/2"),
        ("$5<sup>.99</sup>", "$5.99"),  # no power
        ("the 2<sup>nd</sup>, 4 m<sup>2</sup>", "the 2nd, 4 m2"),
        ("<sup>6</sup>", "6"),
    ],
)
def test_a_raised_number_behind_a_number_is_a_power(markup: str, text: str) -> None:
    assert text_of(markup) == text


def test_the_mark_of_a_note_behind_a_year_is_no_power() -> None:
    assert text_of('in 2019<sup><a href="#fn1">3</a></sup>, he said') == "in 2019, 3 he said"


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("He said <q>never</q>.", "He said “never”."),
        ("He said <q> never <b>ever</b> </q>.", "He said “never ever”."),
        ("He said <q>“never”</q>.", "He said “never”."),
        ("He said “<q>never</q>”.", "He said “never”."),
        ("He said <q></q>nothing.", "He said nothing."),
    ],
)
def test_quotation_marks_are_written(markup: str, text: str) -> None:
    assert text_of(markup) == text
