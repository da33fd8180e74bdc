"""What stands between headline and story, as the content model sees it."""

from __future__ import annotations

import pytest

from scraper.content.features import COLUMN, Odds, look
from scraper.document import read
from scraper.model import Page

NOBODY = Odds({}, {}, {})
HEADLINE = "<h1>Ferry returns to the old harbour</h1>"
STANDFIRST = "The crew repaired the engine of the ferry over the winter."
STORY = "<p>The ferry came back on Monday, and the whole town stood on the pier to see it moor at noon.</p>"
AFTER = "<p>It had been away for a year, which was twice as long as the council of the town had hoped for.</p>"


def feature(html: str, block: int, name: str, head: str = "") -> float:
    page = f"<html><head>{head}</head><body>{html}</body></html>"
    document = read(Page(page.encode(), media_type="text/html", charset="utf-8"))
    return float(look(document, (), NOBODY).rows[block, COLUMN[name]])


@pytest.mark.parametrize(("block", "rank"), [(0, -1), (1, 0), (2, 1), (3, 2)])
def test_ranks_count_from_the_headline(block: int, rank: int) -> None:
    assert feature(f"{HEADLINE}<p>{STANDFIRST}</p>{STORY}{AFTER}", block, "lead_rank") == rank


@pytest.mark.parametrize("name", ["article__subtitle", "c-standfirst", "dek", "vorspann", "story_lead", "chapo"])
def test_a_name_tells_a_standfirst(name: str) -> None:
    assert feature(f'{HEADLINE}<p class="{name}">{STANDFIRST}</p>{STORY}', 1, "lead_named") == 1


@pytest.mark.parametrize("name", ["leaderboard", "story-body", "index"])
def test_other_names_do_not(name: str) -> None:
    assert feature(f'{HEADLINE}<p class="{name}">{STANDFIRST}</p>{STORY}', 1, "lead_named") == 0


def test_the_name_of_what_holds_the_whole_story_is_no_sign() -> None:
    story = STORY + AFTER * 3
    assert feature(f'{HEADLINE}<div class="summary"><p>{STANDFIRST}</p>{story}</div>', 1, "lead_named") == 0


def test_the_second_headline_of_the_data() -> None:
    data = (
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "alternativeHeadline": "{STANDFIRST}"}}</script>'
    )
    page = f"{HEADLINE}<p>{STANDFIRST}</p>{STORY}"
    assert feature(page, 1, "lead_stated", data) == 1
    assert feature(page, 2, "lead_stated", data) == 0
    assert feature(page, 1, "page_news", data) == 1


def test_the_length_by_that_of_the_description() -> None:
    head = f'<meta name="description" content="{STANDFIRST}">'
    assert feature(f"{HEADLINE}<p>{STANDFIRST}</p>{STORY}", 1, "description_length", head) == 1
    assert feature(f"{HEADLINE}<p>{STANDFIRST} {'And more of it. ' * 3}</p>", 1, "description_length", head) > 1.5
    assert feature(f"{HEADLINE}{STORY}", 1, "description_length", head) == 0


def test_the_language_is_seen_by_its_commonest_words() -> None:
    german = "<p>Die Fähre kam am Montag zurück, und die ganze Stadt stand am Kai, um sie anlegen zu sehen.</p>"
    assert feature(HEADLINE + STORY, 1, "page_english") > 0.2
    assert feature(f"<h1>Die Fähre ist wieder da</h1>{german}", 1, "page_english") == 0


def test_neighbours_with_the_same_markup() -> None:
    page = f'{HEADLINE}<p class="dek">{STANDFIRST}</p>{STORY}{AFTER}'
    assert [feature(page, block, "kin_below") for block in range(4)] == [0, 0, 1, 0]
    assert [feature(page, block, "kin_above") for block in range(4)] == [0, 0, 0, 1]


@pytest.mark.parametrize(
    ("quote", "echo"),
    [
        ("“the whole town stood on the pier to see it moor”", 1),
        ("the whole town stood on the pier to see it moor", 1),
        ("the whole village stood on the pier to see it", 0),
    ],
)
def test_a_pull_quote_says_what_a_longer_block_says(quote: str, echo: int) -> None:
    assert feature(f"{HEADLINE}{STORY}<blockquote>{quote}</blockquote>{AFTER}", 2, "echo") == echo


def test_what_a_pull_quote_is_taken_from_is_no_echo() -> None:
    page = f"{HEADLINE}{STORY}<blockquote>the whole town stood on the pier to see it moor</blockquote>"
    assert feature(page, 1, "echo") == 0
