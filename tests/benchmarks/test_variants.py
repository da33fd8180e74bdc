"""The forms of a page that the model learns from besides the page as it is."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.annotated import Sample, document_of
from benchmarks.variants import as_layout, as_text, unaddressed
from scraper.content.features import Odds, look
from scraper.content.pageview import page_row
from scraper.document import read
from scraper.model import Page

BODY = "The ferry came back to the old harbour on Monday, and the whole town stood on the pier."
PAGE = f"""<html><head><title>Ferry</title><meta property="og:type" content="article">
<script type="application/ld+json">{{"@type": "NewsArticle"}}</script></head><body class="single">
<header><a href="/">Home</a></header><main id="main">
<article class="post" itemscope>lead <p class="x">{BODY}</p> tail</article></main>
<footer role="contentinfo">Imprint</footer></body></html>"""


def sample(number: int) -> Sample:
    return Sample("own", str(number), "example.org", PAGE.encode(), {"text": BODY, "url": ""}, 1.0)


@pytest.fixture(scope="module")
def layout() -> str:
    found = [laid_out for number in range(60) if (laid_out := as_layout(sample(number)))]
    assert 3 <= len(found) <= 30, "one page in five"
    assert len({each.body for each in found}) == 1
    return found[0].body.decode()


def test_a_layout_has_tables_for_rooms(layout: str) -> None:
    assert layout.count("<table>") == 4
    for tag in ("<header", "<main", "<article", "<footer"):
        assert tag not in layout


@pytest.mark.parametrize("sign", ["class=", "id=", "role=", "itemscope", "ld+json", "og:type"])
def test_a_layout_has_no_names_and_no_data(layout: str, sign: str) -> None:
    assert sign not in layout


def test_a_layout_says_what_the_page_says(layout: str) -> None:
    laid_out = next(each for number in range(60) if (each := as_layout(sample(number))))
    before, after = document_of(sample(0)), document_of(laid_out)
    assert before
    assert after
    assert [block.text for block in after.blocks] == [block.text for block in before.blocks]


def test_a_page_without_a_body_has_no_layout() -> None:
    assert as_layout(Sample("own", "3", "example.org", b"", {"text": "", "url": ""}, 1.0)) is None


def test_a_text_is_a_paragraph_a_block() -> None:
    texts = [text.body.decode() for number in range(20) if (text := as_text(sample(number)))]
    assert all(BODY in text.split("\n\n") for text in texts)
    assert {"Home" in text for text in texts} == {True, False}, "some whole, some cut close"


def test_without_its_address_a_page_is_as_one_that_came_without() -> None:
    seen = [
        look(read(Page(PAGE.encode(), url=url)), (), Odds({}, {}, {"/news": 2.0}))
        for url in ("https://example.org/news/a-b-c.html", None)
    ]
    with_address, without = (page_row(view, np.full(len(view.words), 0.9)) for view in seen)
    hidden = page_row(unaddressed(seen[0]), np.full(len(seen[0].words), 0.9))
    assert with_address.tolist() != without.tolist()
    assert hidden.tolist() == without.tolist()
