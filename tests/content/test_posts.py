"""Embedded posts of social networks: whole, and in the text where the text is about them."""

from __future__ import annotations

import numpy as np
import pytest

from scraper.content.posts import with_posts
from scraper.document import read
from scraper.model import Document, Page, Verdict

SAID = "If the crews spent as much time on deck, the boats would be on time."
SIGNED = "— Ines Marsh (@inesmarsh) May 16"


def document(above: str, name: str = "twitter-tweet") -> Document:
    """Blocks: the paragraph above, what the post says, who wrote it, the paragraph below."""
    post = f'<blockquote class="{name}"><p>{SAID}</p>{SIGNED}</blockquote>'
    return read(Page(f"<p>{above}</p>{post}<p>The union asked for an apology.</p>".encode(), media_type="text/html"))


def raised(
    above: str, values: list[float], name: str = "twitter-tweet", claims: tuple[Verdict, ...] = ()
) -> list[float]:
    return with_posts(document(above, name), np.array(values), claims).tolist()


@pytest.mark.parametrize(
    "above",
    [
        "She had written:",
        "Sie hatte geschrieben: ",
        "她写道：",
        "She had written (sic:)",
        "The tweet was deleted an hour later.",
        "Lo dijo en un tuit que borró después.",
        "她在微博上说了什么。",
        "— Crew Union (@crewunion) May 15",
    ],
)
def test_a_post_that_is_spoken_of_stays_with_its_author(above: str) -> None:
    assert raised(above, [0.9, 0.1, 0.0, 0.9]) == [0.9, 0.51, 0.51, 0.9]


@pytest.mark.parametrize(
    "above",
    ["She left on Monday.", "L’entrée est gratuite, par intuition.", "ツインテールの選手。", "트위스트를 추었다."],
)
def test_a_post_that_only_illustrates_goes(above: str) -> None:
    assert raised(above, [0.9, 0.1, 0.0, 0.9]) == [0.9, 0.1, 0.0, 0.9]


def test_what_is_above_must_be_body() -> None:
    assert raised("Read more:", [0.2, 0.1, 0.0, 0.9]) == [0.2, 0.1, 0.0, 0.9]


def test_a_post_that_is_kept_says_who_wrote_it() -> None:
    assert raised("She left on Monday.", [0.9, 0.8, 0.0, 0.9]) == [0.9, 0.8, 0.51, 0.9]


def test_other_quotes_are_left_to_the_model() -> None:
    assert raised("She had written:", [0.9, 0.1, 0.0, 0.9], name="pull-quote") == [0.9, 0.1, 0.0, 0.9]


def test_what_a_cleaner_takes_is_not_raised() -> None:
    claim = Verdict("share", "phrase", 2, 0, len(SIGNED), "strong", ())
    assert raised("She had written:", [0.9, 0.1, 0.0, 0.9], claims=(claim,)) == [0.9, 0.51, 0.0, 0.9]
    whole = Verdict("share", "phrase", 1, 0, len(SAID), "strong", ())
    assert raised("She had written:", [0.9, 0.1, 0.0, 0.9], claims=(whole, claim)) == [0.9, 0.1, 0.0, 0.9]


def test_a_post_that_says_nothing_goes() -> None:
    stub = "<p>She showed it on Instagram.</p><blockquote class='instagram-media'><p>View this post on Instagram</p>"
    stub += "<p>A post shared by Ines Marsh (@inesmarsh) on May 16, 2024</p></blockquote>"
    found = with_posts(read(Page(stub.encode(), media_type="text/html")), np.array([0.9, 0.0, 0.0]), stub_claims())
    assert found.tolist() == [0.9, 0.0, 0.0]


def stub_claims() -> tuple[Verdict, ...]:
    """The invitation of the embed code, which is a phrase of the share cleaner."""
    return (Verdict("share", "phrase", 1, 0, 27, "strong", ()),)


def test_a_page_that_begins_with_a_post() -> None:
    page = f'<blockquote class="twitter-tweet"><p>{SAID}</p></blockquote><p>She had written:</p>'
    found = with_posts(read(Page(page.encode(), media_type="text/html")), np.array([0.1, 0.9]), ())
    assert found.tolist() == [0.1, 0.9]
