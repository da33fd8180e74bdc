"""Slimming: smaller, and proved to give the same."""

from __future__ import annotations

from storedcases import cleaned_page, html

from scraper.config import DEFAULT
from scraper.model import Page
from scraper.regression.ledger import ledger_of
from scraper.regression.slim import slim

_NOISE = b"<style>p { color: red }</style><!-- served in 3 ms --><script>var a = '" + b"x" * 5000 + b"';</script>"


def test_what_cannot_matter_goes() -> None:
    page = Page(html().replace(b"</head>", _NOISE + b"</head>"))
    found = slim(page, DEFAULT)
    assert found.left == 0
    assert found.saved == len(page.body) - len(found.page.body) > len(_NOISE)
    assert b"<script" not in found.page.body
    assert str(found) == f"{found.saved:,} bytes slimmer"
    before, after = cleaned_page(page.body), cleaned_page(found.page.body)
    assert after.article.text == before.article.text
    assert ledger_of(after) == ledger_of(before)


def test_what_matters_stays() -> None:
    """Metadata in JSON-LD is no script, and a page whose scripts make it a shell keeps them."""
    linked = b'<script type="application/ld+json">{"@type": "NewsArticle", "author": {"name": "Ida Moor"}}</script>'
    page = Page(html().replace(b"</head>", linked + _NOISE + b"</head>"))
    assert linked in slim(page, DEFAULT).page.body
    shell = Page(
        b"<html><body><div id=root></div><p>Please wait</p><script>" + b"x=1;" * 9000 + b"</script></body></html>"
    )
    found = slim(shell, DEFAULT)
    assert (found.page.body, found.saved, found.left) == (shell.body, 0, 1)
    assert "the result depends on them" in str(found)


def test_one_script_that_matters_does_not_save_the_others() -> None:
    lines = b"<p>Please wait</p>" + b"".join(b"<script>a%d = '%s';</script>" % (n, b"y" * 400) for n in range(4))
    shell = Page(b"<html><body>" + lines + b"<script>" + b"x=1;" * 9000 + b"</script></body></html>")
    found = slim(shell, DEFAULT)
    assert found.left >= 1
    assert found.saved > 800


def test_a_page_without_anything_to_strip_is_left() -> None:
    page = Page(b"<p>Only words in here, nothing else.</p>")
    assert slim(page, DEFAULT).page is not None
    assert str(slim(page, DEFAULT)) == "not slimmed: there is nothing to strip"
