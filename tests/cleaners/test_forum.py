"""Pages of forums: by their data, address or software. There the posts are the content."""

from __future__ import annotations

import pytest

from scraper.cleaners.engine.forum import is_forum
from scraper.document import read
from scraper.model import Page


def forum(html: str, url: str = "https://example.org/news/ferry") -> bool:
    return is_forum(read(Page(html.encode(), url=url, media_type="text/html", charset="utf-8")))


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/forum/viewtopic.php?t=12",
        "https://forum.example.org/oak",
        "https://example.org/questions/4711/which-oak",
        "https://example.org/t/which-oak/4711",
        "https://community.example.org/oak",
        "https://example.org/index.php?topic=12.0",
    ],
)
def test_addresses_of_threads(url: str) -> None:
    assert forum("<p>Which oak?</p>", url)


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/topics/ferries/pier",
        "https://example.org/news/world-economic-forum-opens",
        "https://example.org/opinion/questionable-pier",
        "https://example.org/tech/t-rex/",
    ],
)
def test_other_addresses(url: str) -> None:
    assert not forum("<p>The ferry sails again.</p>", url)


def test_structured_data_says_so() -> None:
    data = '<script type="application/ld+json">{"@type": ["WebPage", "QAPage"], "name": "Oak"}</script>'
    assert forum(f"<html><head>{data}</head><body><p>Which oak?</p></body></html>")
    assert not forum(f"<html><head>{data.replace('QAPage', 'NewsArticle')}</head><body><p>Oak</p></body></html>")


def test_software_says_so() -> None:
    assert forum('<html><head><meta name="generator" content="Discourse 3.2"></head><body><p>Oak</p></body></html>')
    assert forum('<html id="XenForo"><body><p>Oak</p></body></html>')
    assert not forum('<html><head><meta name="generator" content="WordPress 6"></head><body><p>Oak</p></body></html>')
