"""What a page says of its kind."""

from __future__ import annotations

import pytest

from scraper.content.pageclues import CLUE_NAMES, WORD_NAMES, clue_features, page_words
from scraper.document import read
from scraper.model import Document, Page


def page(
    body: str = "<p>Words.</p>", head: str = "", url: str | None = "https://example.org/news/2024/ferry-comes-home"
) -> Document:
    text = f"<html><head>{head}</head>{body}</html>"
    return read(Page(text.encode(), url=url, media_type="text/html", charset="utf-8"))


def clue(document: Document, name: str) -> float:
    return float(clue_features(document, {})[1][CLUE_NAMES.index(name)])


def test_words_of_the_path_without_the_slug() -> None:
    assert page_words(page()) == {"/news"}
    assert page_words(page(url="https://example.org/shop/boats")) == {"/shop", "/boats"}


def test_words_of_title_body_and_data() -> None:
    data = '{"@type": ["HowTo"], "step": {"@type": "HowToStep"}}'
    head = f'<title>How to moor</title><script type="application/ld+json">{data}</script>'
    found = page_words(page('<body class="single-post page-id-7"><p>Words.</p></body>', head, None))
    assert found == {"~how", "~to", "~moor", ".single", ".post", ".page", "@HowTo", "@HowToStep"}


def test_a_text_is_known_by_nothing() -> None:
    document = read(Page(b"Words of a text.\n\nMore of them.", media_type="text/plain"))
    words, clues = clue_features(document, {"~words": 1.0})
    assert page_words(document) == frozenset()
    assert not words.any()
    assert not clues.any()
    assert (len(words), len(clues)) == (len(WORD_NAMES), len(CLUE_NAMES))


def test_odds_add_up_by_kind() -> None:
    head = "<title>Buy a boat</title>"
    odds = {"/shop": -2.0, "~buy": -1.5, "~boat": 0.5, "/news": 3.0}
    words, clues = clue_features(page(head=head, url="https://example.org/shop/a-b-c"), odds)
    assert words.tolist() == [-2.0, 0.0, -1.0]
    assert clues[[CLUE_NAMES.index(f"page_title_odds_{side}") for side in ("low", "high")]].tolist() == [-1.5, 0.5]


@pytest.mark.parametrize(
    ("url", "depth", "slug", "digits", "none"),
    [
        ("https://example.org/", 0, 0, 0, 1),
        ("https://example.org/news/2024/ferry-comes-home", 3, 3, 4, 0),
        ("https://example.org/?p=1", 0, 0, 0, 1),
        (None, 0, 0, 0, 0),
    ],
)
def test_the_address(url: str | None, depth: int, slug: int, digits: int, none: int) -> None:
    document = page(url=url)
    names = ("path_depth", "path_slug", "path_digits", "path_none")
    assert [clue(document, name) for name in names] == [depth, slug, digits, none]


def test_the_address_stated_by_a_page_that_came_without_one() -> None:
    document = page(head='<meta property="og:url" content="https://example.org/a/b-c-d.html?x=1">', url=None)
    assert [clue(document, name) for name in ("path_depth", "path_slug", "path_file", "query")] == [2, 3, 1, 1]


def test_what_is_counted() -> None:
    body = "<h1>Boats for sale today</h1><p class=byline>By Ann Lee</p><form>Find</form><p>$5 or €6</p><ul><li>One</ul>"
    document = page(f"<body>{body}</body>", "<title>Boats - Shop | Example</title>")
    names = ("headline_words", "bylines", "count_form", "count_ul", "prices", "title_parts")
    assert [clue(document, name) for name in names] == [4, 1, 1, 1, 2, 2]
