"""What the page is, and what to be wary of."""

from __future__ import annotations

import pytest
from described import HEADLINE, ld, page

import scraper


def conflict(head: str, line: str = "") -> list[str]:
    article = scraper.clean(
        page(f"<h1>{HEADLINE}</h1>{line}", head=head), url="https://www.harbourpost.example/a/ferry"
    )
    return [warning for warning in article.quality.warnings if "conflicting" in warning]


def published(moment: str, **more: str) -> str:
    return ld(**{"@type": "NewsArticle", "headline": HEADLINE, "datePublished": moment, **more})


def meta(moment: str) -> str:
    return f'<meta property="article:published_time" content="{moment}">'


def test_days_that_are_far_apart_are_a_conflict() -> None:
    [warning] = conflict(published("2024-05-03T10:00:00Z") + meta("2024-04-01T10:00:00Z"))
    assert "2024-04-01, 2024-05-03" in warning


@pytest.mark.parametrize(
    "other",
    ["2024-05-04T07:00:00+11:00", "2024-05-03", "2024-05-04", "2024-05-02T23:30:00-05:00", "2024", "no date"],
)
def test_one_moment_in_two_zones_or_with_less_precision_is_none(other: str) -> None:
    assert conflict(published("2024-05-03T20:00:00Z") + meta(other)) == []


def test_the_day_of_the_change_is_none() -> None:
    head = published("2024-05-03T10:00:00Z", dateModified="2024-06-01T10:00:00Z") + meta("2024-06-01T10:00:00Z")
    assert conflict(head) == []


def test_a_date_in_the_text_is_none() -> None:
    assert conflict(published("2024-05-03T10:00:00Z"), "<p>1 January 2023</p>") == []


def test_that_somebody_paid_for_an_article_is_told() -> None:
    data = ld(**{"@type": ["Article", "AdvertiserContentArticle"], "headline": HEADLINE})
    assert any("paid" in warning for warning in scraper.clean(page(head=data)).quality.warnings)
    assert not any("paid" in warning for warning in scraper.clean(page(head=published("2024-05-03"))).quality.warnings)


_CARDS = "".join(
    f"<article><h2><a href='/nature/{n}'>The heron of square {n}</a></h2><p>It has a name and a bench.</p>"
    f"<time datetime='2024-05-1{n}'>1{n} May 2024</time></article>"
    for n in range(6)
)
_URL = "https://www.harbourpost.example/nature/"


def listed(*types: str) -> scraper.Article:
    head = "<title>Nature</title>" + "".join(ld(**{"@type": kind, "name": "Nature"}) for kind in types)
    return scraper.clean(f"<html><head>{head}</head><body><h1>Nature</h1>{_CARDS}</body></html>", url=_URL)


@pytest.mark.parametrize("kind", ["CollectionPage", "SearchResultsPage"])
def test_a_page_that_says_so_is_a_listing_without_a_day(kind: str) -> None:
    article = listed(kind)
    assert (article.kind, article.date_published) == ("listing", None)
    assert "says that it is a list of other pages" in article.quality.warnings


def test_a_collection_that_an_article_belongs_to_says_nothing() -> None:
    data = ld(**{"@type": "CollectionPage", "name": "Nature"}) + published("2024-05-03T10:00:00Z")
    article = scraper.clean(page(f"<h1>{HEADLINE}</h1>", head=data))
    assert (article.kind, article.date_published) == ("article", "2024-05-03T10:00:00+00:00")
    assert listed("WebPage").date_published is not None


_GONE = "<p>The page may have been moved, or there is a slip in its address. We are sorry about that.</p>"
_LATEST = (
    "<ul>" + "".join(f"<li><a href='/n/{n}'>The heron of square {n} has moved</a></li>" for n in range(9)) + "</ul>"
)


@pytest.mark.parametrize(
    "title", ["Siden blev ikke fundet", "Page introuvable", "ページが見つかりません", "404 - Not found"]
)
def test_an_error_page_with_the_latest_articles_is_no_listing(title: str) -> None:
    article = scraper.clean(f"<title>{title} | Post</title><h1>Oh!</h1>{_GONE}<h2>Latest</h2>{_LATEST}", url=_URL)
    assert article.kind == "not_article"
    assert "the title is that of an error page" in article.quality.warnings


def test_the_markup_may_say_that_it_is_an_error_page() -> None:
    for names, told in (("error404 wide", True), ("page-404", True), ("page-4041 no-error404s", False)):
        article = scraper.clean(f'<body class="{names}"><h1>Oh!</h1>{_GONE}{_LATEST}', url=_URL)
        assert ("its markup says that it is an error page" in article.quality.warnings) is told
