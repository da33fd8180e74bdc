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
