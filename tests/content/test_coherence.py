"""What single scores cannot tell: blocks that are raised because of the blocks around them or with their markup."""

from __future__ import annotations

import json

import numpy as np
import pytest

from scraper.content.coherence import coherent
from scraper.content.features import Odds, View, look
from scraper.document import read
from scraper.model import Document, Page, Verdict

SAID = "The ferry came back to the old harbour on Monday, and two hundred people stood on the quay."


def page(body: str, head: str = "") -> Document:
    return read(Page(f"<html><head>{head}</head><body>{body}</body></html>".encode(), media_type="text/html"))


def kept(document: Document, values: list[float], *claims: Verdict) -> list[int]:
    """The blocks that are body once the scores have been made coherent."""
    view: View = look(document, claims, Odds({}, {}, {}))
    assert len(document.blocks) == len(values)
    raised = coherent(view, np.array(values))
    assert (raised >= values).all()
    return np.flatnonzero(raised > 0.5).tolist()


def claim(block: int, strength: str) -> Verdict:
    return Verdict("promotion", "label", block, 0, 99, strength)


# --------------------------------------------------------------------------- between body


@pytest.mark.parametrize(
    ("inside", "least"),
    [("<h2>Fares</h2>", 0.31), ("<h5>Fares</h5>", 0.31), ("<ul><li>Adults</ul>", 0.41), ("<dl><dt>Adults</dl>", 0.41)],
)
def test_a_heading_or_part_in_a_gap_of_the_body_belongs_to_it(inside: str, least: float) -> None:
    document = page(f"<p>{SAID}</p>{inside}<p>Tickets are sold on board.</p>")
    assert kept(document, [0.9, least, 0.9]) == [0, 1, 2]
    assert kept(document, [0.9, least - 0.02, 0.9]) == [0, 2]


def test_a_gap_may_hold_many_parts_but_nothing_else() -> None:
    rows = "<table><tr><td>Adults<td>4 pounds<tr><td>Dogs<td>free</table>"
    gap = [0.45, 0.41, 0.42, 0.45]
    assert kept(page(f"<p>{SAID}</p>{rows}<p>Sold on board.</p>"), [0.9, *gap, 0.9]) == [0, 1, 2, 3, 4, 5]
    assert kept(page(f"<p>{SAID}</p>{rows}<p>Advertisement</p><p>Sold.</p>"), [0.9, *gap, 0.45, 0.9]) == [0, 6]


def test_code_in_the_middle_of_the_body_belongs_to_it_however_little_it_looks_like_text() -> None:
    document = page(f"<p>{SAID}</p><pre>x = 1</pre><p>Tickets are sold on board.</p><pre>y = 2</pre>")
    assert kept(document, [0.9, 0.01, 0.9, 0.01]) == [0, 1, 2]
    hidden = page(f"<p>{SAID}</p><pre hidden>x = 1</pre><p>Tickets are sold on board.</p>")
    assert kept(hidden, [0.9, 0.01, 0.9]) == [0, 2]


def test_above_and_below_the_body_there_is_no_gap() -> None:
    document = page(f"<ul><li>Home</ul><p>{SAID}</p><ul><li>Next</ul>")
    assert kept(document, [0.45, 0.9, 0.45]) == [1]


@pytest.mark.parametrize(("strength", "blocks"), [("hint", [0, 1, 2]), ("strong", [0, 2]), ("certain", [0, 2])])
def test_more_than_a_hint_keeps_a_part_out(strength: str, blocks: list[int]) -> None:
    document = page(f"<p>{SAID}</p><ul><li>Buy a ticket</ul><p>Sold on board.</p>")
    assert kept(document, [0.9, 0.45, 0.9], claim(1, strength)) == blocks


# --------------------------------------------------------------------------- one markup


def test_paragraphs_whose_markup_is_on_the_whole_that_of_the_body() -> None:
    document = page("".join(f"<div class=say><p>{SAID} {number}.</p></div><hr>" for number in "ABCDE"))
    assert kept(document, [0.8, 0.3, 0.7, 0.2, 0.6]) == [0, 1, 2, 3, 4]
    assert kept(document, [0.8, 0.2, 0.2, 0.2, 0.2]) == [0]


def test_a_paragraph_of_links_does_not_go_with_the_others() -> None:
    linked = f"<p>{SAID[:40]}<a href=/x>{SAID[40:]}</a></p>"
    document = page(f"<p>{SAID}</p>" * 4 + "<ul><li>Home</ul>" + linked)
    assert kept(document, [0.9, 0.9, 0.9, 0.9, 0.1, 0.4]) == [0, 1, 2, 3]


def test_a_claimed_paragraph_does_not_go_with_the_others() -> None:
    document = page(f"<p>{SAID}</p>" * 5)
    assert kept(document, [0.9, 0.9, 0.9, 0.9, 0.4], claim(4, "hint")) == [0, 1, 2, 3]


# --------------------------------------------------------------------------- stated by the page


def test_what_the_page_itself_calls_its_text_is_believed() -> None:
    text = f"{SAID} {SAID} Tickets are sold on board by the mate."
    data = json.dumps({"@type": "NewsArticle", "articleBody": text})
    document = page(
        f"<p>{SAID}</p><aside>Tickets are sold on board by the mate.</aside>",
        f"<script type=application/ld+json>{data}</script>",
    )
    assert kept(document, [0.9, 0.11]) == [0, 1]
    assert kept(document, [0.9, 0.09]) == [0]


def test_of_no_blocks_nothing_is_raised() -> None:
    document = page(f"<p>{SAID}</p>")
    assert coherent(look(document, (), Odds({}, {}, {})), np.array([])).tolist() == []


# --------------------------------------------------------------------------- books


@pytest.mark.parametrize(("paragraphs", "linked", "stays"), [(300, 0, True), (299, 0, False), (300, 100, False)])
def test_paragraphs_that_are_nearly_all_of_a_long_page_are_its_text(paragraphs: int, linked: int, stays: bool) -> None:
    rest = f"<ul><li><a href=/x>{SAID}</a></ul>" * linked
    document = page("".join(f"<p>{number}: {SAID}</p>" for number in range(paragraphs)) + rest)
    values = [0.01] * (paragraphs + linked)
    assert kept(document, values) == (list(range(paragraphs)) if stays else [])
