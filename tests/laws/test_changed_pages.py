"""Our own pages, changed at random: each comes out as an article or as an error that says what is wrong.

Seeded, so that what fails once fails again. Metadata that contradict each other and addresses that are none come of
real markup that was cut, not of markup that was made up: this finds what made-up pages do not.
"""

from __future__ import annotations

import random
from contextlib import suppress
from pathlib import Path

import pytest

import scraper
from scraper.errors import ScraperError

PAGES = sorted(Path(__file__).parents[2].glob("fixtures/pages/*/page.html"))
LONGEST = 30_000  # bytes
ODD = (
    b"\x00", b"\x01\x0c", b"\xef\xbf\xbe", b"\xed\xa0\x80", b"\xff\xfe", b"</html>", b"</body>", b"<body>", b"<table>",
    b"</div></div></div>", b"<template>", b"<svg>", b"<!--", b"-->", b"<![CDATA[", b"</script>", b"&#xD800;", b"<pre>",
    b"<script type='application/ld+json'>", b"<base href='http://['>", b"<img srcset='a 1x, ,, b 9999999999w'>",
    b"<time datetime='9999-99-99T99:99'>", b"<meta property='og:url' content='http://[site]/'>", b"<plaintext>",
    b"<ol start=99999999999999999999>", b"<td colspan=1000000 rowspan=1000000>", b"<a href='http://[s'>x</a>", b'"',
    b"<",
)  # fmt: skip


def changed(chance: random.Random) -> bytes:
    """A page with pieces put in, cut, doubled elsewhere, or broken off."""
    page = bytearray(chance.choice(PAGES).read_bytes()[:LONGEST])
    for _ in range(chance.randint(1, 12)):
        place = chance.randrange(len(page) + 1)
        match chance.randrange(8):
            case 0 | 1 | 2:
                page[place:place] = chance.choice(ODD)
            case 3 | 4:
                del page[place : place + chance.randrange(400)]
            case 5 | 6:
                target = chance.randrange(len(page) + 1)
                page[target:target] = page[place : place + chance.randrange(2000)]
            case _:
                del page[max(place, 2000) :]
    return bytes(page)


@pytest.mark.parametrize("seed", range(12))
def test_a_changed_page_is_an_article_or_an_error_that_says_why(seed: int) -> None:
    chance = random.Random(seed)
    for _ in range(6):
        page = changed(chance)
        with suppress(ScraperError):
            result = scraper.explain(page, url=chance.choice((None, "https://courier.example/news/a-story")))
            count = result.conservation
            assert count.visible == count.kept + count.moved + count.removed
            assert scraper.Article.from_json(result.article.to_json()) == result.article
