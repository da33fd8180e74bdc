"""Pages that send their readers on."""

from __future__ import annotations

import pytest
from lxml import html

import scraper
from scraper.forwarding import forwards_to

BASE = "https://paper.example/old"


@pytest.mark.parametrize(
    ("content", "target"),
    [
        ("0; url=/ok", "https://paper.example/ok"),
        ("0;URL='https://other.example/a b'", "https://other.example/a b"),
        ('3 , url = "story?x=1"', "https://paper.example/story?x=1"),
        ("0.5;/ok", "https://paper.example/ok"),
        ("5 url=/ok", "https://paper.example/ok"),
        ("6; url=/ok", None),  # long enough to be read
        ("300", None),
        ("0", None),
        ("9" * 5000 + "; url=/ok", None),
        ("", None),
        ("0; url=", None),
        ("0 ; url=", None),
        ("0; url=/old#top", None),  # itself
        ("0; url=javascript:go()", None),
        ("soon; url=/ok", None),
    ],
)
def test_where_a_page_sends_its_readers(content: str, target: str | None) -> None:
    root = html.document_fromstring(b"<title>Redirecting</title><meta http-equiv=Refresh>Wait")
    root.find(".//meta").set("content", content)
    assert forwards_to(root, BASE) == target


def test_what_is_for_browsers_without_scripts_is_not_followed() -> None:
    page = "<noscript><meta http-equiv=refresh content='0;url=/no-scripts'></noscript>"
    assert forwards_to(html.document_fromstring(page), BASE) is None


def test_a_page_that_sends_its_readers_on_says_where_to() -> None:
    page = '<title>Redirecting</title><meta http-equiv="refresh" content="0; url=/ok">Redirecting to the story.'
    for url, target in ((BASE, "https://paper.example/ok"), (None, "/ok")):
        article = scraper.clean(page, url=url)
        assert article.kind == "not_article"
        assert article.quality.warnings[0] == f"sends its readers on to {target}: pass that address"


def test_a_page_with_a_text_is_judged_by_its_text() -> None:
    page = '<meta http-equiv="refresh" content="0; url=/ok"><body><article><h1>Ferry</h1>'
    page += "<p>The ferry came back on Monday, and the whole town stood on the pier to see it.</p>" * 8
    assert not any("sends its readers" in warning for warning in scraper.clean(page).quality.warnings)
