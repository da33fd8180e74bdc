"""Code and the cells of data tables: words there are values, and a table stays or goes whole."""

from __future__ import annotations

import numpy as np
import pytest

from scraper.cleaners.engine.examine import examiner
from scraper.content.wholetables import with_whole_tables
from scraper.document import read
from scraper.model import Document, Page
from scraper.values import data_tables, values_in

HEAD = "<tr><th>Plan<th>Email<th>Share"
ROWS = "<tr><td>Subscribe<td>a@example.org<td>31%<tr><td>Advertisement<td>b@example.org<td>12%"
PROSE = "The ferry came back to the old harbour on Monday, and two hundred people stood on the quay. " * 3


def page(body: str) -> Document:
    return read(Page(f"<html><body>{body}</body></html>".encode(), media_type="text/html"))


def test_cells_below_header_cells_and_code_are_values() -> None:
    document = page(f"<p>Subscribe</p><table>{HEAD}{ROWS}</table><pre>x = 1</pre>")
    assert values_in(document) == frozenset(range(1, 11))


@pytest.mark.parametrize(
    "table",
    [
        f"<table>{ROWS}</table>",  # no header cells
        f"<table role=presentation>{HEAD}{ROWS}</table>",
        f"<table>{HEAD}<tr><td><table>{ROWS}</table></table>",  # a frame around another table
        f"<table><tr><th>Author<th>Message<tr><td>ann<td>{PROSE}<tr><td>bob<td>{PROSE}</table>",  # posts
        "<table><tr><th>Share</table>",
    ],
)
def test_tables_that_lay_a_page_out_hold_no_values(table: str) -> None:
    assert data_tables(page(table)) == ()


def test_words_claim_nothing_in_them_and_markup_does() -> None:
    document = page(f"<table>{HEAD}{ROWS}</table><pre>x = 1</pre><pre>Sign up for our newsletter</pre>")
    assert examiner().examine(document) == ()
    inside = page(f"<div class=newsletter-signup><table>{HEAD}{ROWS}</table></div><p>{PROSE}</p>")
    assert {verdict.cleaner for verdict in examiner().examine(inside)} == {"signup"}


@pytest.mark.parametrize(
    ("scores", "kept"),
    [
        ((0.9, 0.6, 0.1, 0.6, 0.9), (True, True, True, True, True)),
        ((0.9, 0.6, 0.1, 0.1, 0.9), (True, False, False, False, True)),
        ((0.9, 0.7, 0.8, 0.9, 0.2), (True, True, True, True, False)),
        ((0.1, 0.1, 0.1, 0.1, 0.9), (False, False, False, False, True)),
    ],
)
def test_a_data_table_stays_or_goes_whole(scores: tuple[float, ...], kept: tuple[bool, ...]) -> None:
    document = page(f"<p>{PROSE}</p><table><tr><th>Adults<th>Dogs<tr><td>4</table><p>{PROSE}</p>")
    values = np.array(scores)
    assert tuple(with_whole_tables(document, values) > 0.5) == kept
    assert tuple(values) == scores  # they are not changed in place
