"""Plain text -> blocks: which lines belong together."""

from __future__ import annotations

import pytest

from scraper.reading.text import read_text

LONG = "This paragraph is one long line, as texts are that were scraped from a page, and it goes on and on. " * 3


def blocks(text: str) -> list[str]:
    return [block.text for block in read_text(text)[0]]


def test_hard_wrapped_lines_are_joined() -> None:
    wrapped = (
        "The harbour office said on Monday that the repair of the old bridge\n"
        "would take three weeks longer than planned, because parts that had\n"
        "been ordered from abroad were held up at the border.\n\n"
        "It gave no reason for the delay, and did not say how many ships were\n"
        "waiting.\n"
    )
    assert [text.count("\n") for text in blocks(wrapped)] == [0, 0]
    assert blocks(wrapped)[1].endswith("how many ships were waiting.")


def test_lines_of_a_text_that_is_not_wrapped_stay_apart() -> None:
    """Two captions of 90 characters above paragraphs of 300 are two lines, not one wrapped paragraph."""
    caption = "A ferry lies on its side off the islands in this photo that the coast guard handed out."
    text = f"Support us\n{caption}\n{caption} (NCG)\n\n{LONG}\n\n{LONG}\n"
    assert blocks(text)[:3] == ["Support us", caption, f"{caption} (NCG)"]


def test_one_long_line_makes_no_difference_to_a_wrapped_text() -> None:
    wrapped = "Words of a letter that somebody wrapped at about seventy characters and\nwent on with.\n\n"
    text = wrapped * 12 + "https://paper.example/" + "long/" * 40 + "\n"
    assert len(blocks(text)) == 13


@pytest.mark.parametrize("break_", ["\n", "\r\n", "\r", "\u2028"])
def test_every_kind_of_line_break(break_: str) -> None:
    assert blocks(break_.join(["First.", "", "Second.", "", "", "Third."])) == ["First.", "Second.", "Third."]


def test_items_of_a_list_stay_apart() -> None:
    text = "Things that were found wrong with the old bridge in the first inspection:\n- cracks\n- rust\n"
    assert len(blocks(text)) == 3
