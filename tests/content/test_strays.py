"""A few hidden words are no body; much hidden text is."""

from __future__ import annotations

import numpy as np
import pytest

from scraper.content.strays import without_strays
from scraper.document import read
from scraper.model import Document, Page


def page(visible: int, hidden: int) -> tuple[Document, np.ndarray]:
    body = f"<p>{'word ' * visible}</p><p hidden>{'word ' * hidden}</p>"
    document = read(Page(f"<html><body>{body}</body></html>".encode(), media_type="text/html"))
    return document, np.array([block.words for block in document.blocks], np.float64)


@pytest.mark.parametrize(
    ("visible", "hidden", "stays"),
    [(300, 20, False), (300, 40, True), (3000, 60, False), (3000, 80, True), (10, 300, True)],
)
def test_hidden_text_stays_when_there_is_some_of_it(visible: int, hidden: int, stays: bool) -> None:
    document, words = page(visible, hidden)
    values = without_strays(document, np.array([0.9, 0.8]), words)
    assert list(values > 0.5) == [True, stays]


def test_code_that_a_tab_shows_stays() -> None:
    markup = f"<html><body><p>{'word ' * 300}</p><pre hidden>npm create app</pre></body></html>"
    document = read(Page(markup.encode(), media_type="text/html"))
    assert list(without_strays(document, np.array([0.9, 0.8]), np.array([300.0, 3.0]))) == [0.9, 0.8]


def test_what_is_no_body_does_not_count() -> None:
    document, words = page(300, 20)
    assert list(without_strays(document, np.array([0.9, 0.2]), words)) == [0.9, 0.2]
    assert list(without_strays(document, np.array([0.2, 0.9]), words)) == [0.2, 0.9]  # all there is
