"""Addresses that are none: pages are full of them, and none may stop the cleaning of a page."""

from __future__ import annotations

import pytest

import scraper
from scraper.urls import is_web, parts_of

TEXT = "<p>The ferry came back to the old harbour on Monday, and two thousand people cheered.</p>" * 5
BROKEN = "http://[site]/a"


def test_parts_are_empty_where_there_is_no_address() -> None:
    assert parts_of("https://a.example/b").hostname == "a.example"
    assert [tuple(parts_of(address)) for address in (BROKEN, "", None)] == [("", "", "", "", "")] * 3


@pytest.mark.parametrize(
    ("address", "fits"),
    [("https://a.example/b", True), ("http://a.example", True), ("ftp://a.example/b", False), ("a.example", False),
     ("https:///b", False), ("http://a b/", False), (BROKEN, False), ("", False), (None, False)],
)  # fmt: skip
def test_what_an_address_of_the_web_is(address: str | None, fits: bool) -> None:
    assert is_web(address) is fits


@pytest.mark.parametrize("url", [None, BROKEN, "https://courier.example/ferry"])
@pytest.mark.parametrize(
    "head",
    [
        f'<base href="{BROKEN}">',
        f'<meta property="og:url" content="{BROKEN}">',
        f'<link rel="canonical" href="{BROKEN}">',
        f'<script type="application/ld+json">{{"@type": "Article", "url": "{BROKEN}", "image": "{BROKEN}"}}</script>',
        f'<a href="{BROKEN}">A link of some words</a><img src="{BROKEN}.jpg"><iframe src="{BROKEN}"></iframe>',
    ],
    ids=["base", "og:url", "canonical", "JSON-LD", "elements"],
)
def test_a_page_with_addresses_that_are_none_is_cleaned(head: str, url: str | None) -> None:
    page = (
        f"<html><head>{head}<title>Ferry returns</title></head><body><h1>Ferry returns</h1>{head}{TEXT}</body></html>"
    )
    article = scraper.clean(page, url=url)
    assert article.text.count("The ferry came back") == 5
    assert article.canonical_url is None
    assert "ferry" in article.to_markdown()
    assert article.to_jsonld()["headline"] == "Ferry returns"
