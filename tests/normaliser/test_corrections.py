"""Notes on mistakes: how they begin, and whether they move."""

from __future__ import annotations

import pytest
from described import BODY, HEADLINE, described, document_of, moves_of, page, scores_of

from scraper.normaliser.fields.corrections import is_correction
from scraper.normaliser.metadata import read_metadata


def test_correction_apart_from_the_body_is_listed_and_moves() -> None:
    note = "Correction: An earlier version gave the wrong name of the boat."
    below = f"<div>{note}</div>"
    assert described(below=below).corrections == (note,)
    assert ("correction", note) in moves_of(below=below)


def test_correction_inside_the_body_is_listed_and_stays() -> None:
    note = "Correction, 3 May: An earlier version of this article gave the wrong name of the boat and of its captain."
    document = document_of(page(body=f"{BODY}<p>{note}</p>"))
    fields = read_metadata(document, scores_of(document))
    assert fields.corrections == (note,)
    assert not any(move.field == "correction" for move in fields.moves)


@pytest.mark.parametrize(
    "text",
    [
        "Corrections officers went on strike on Tuesday in the town.",
        "He asked for a correction: none came in the end.",
        "Correction officers counted 5. Nobody else - the guards said - was there.",
        "A version of this article appears in print on Feb. 15, 2024, with the headline: Ferry returns.",
        "A version of this article previously appeared in the Harbour Post.",
    ],
)
def test_prose_about_corrections_is_none(text: str) -> None:
    assert not is_correction(text)


@pytest.mark.parametrize(
    "text",
    [
        "A correction was made on Feb. 15, 2024: The boat was built in 1931, not in 1913.",
        "Correction (Feb. 15): The boat was built in 1931, not in 1913.",
        "Correction, Feb. 15: The boat was built in 1931, not in 1913.",
        "Correction on Feb. 15, 2024: The boat was built in 1931.",
        "Korrektur vom 15. Februar 2024: Das Boot wurde 1931 gebaut.",
        "Korrektur, 15.2.2024: Das Boot wurde 1931 gebaut.",
        "A version of this article misstated the year in which the boat was built.",
        "A version of this article previously misstated the year in which the boat was built.",
        "更正：本文此前版本误将船的建成年份写为1913年。",
        "訂正：船が造られた年は一九三一年でした。",
    ],
)
def test_how_corrections_begin(text: str) -> None:
    assert is_correction(text)


def test_how_news_agencies_correct() -> None:
    note = "(Corrects July 8 story to show that the ferry carries 19 people a day, not a month, in paragraph 3)"
    fields = described(f"<h1>CORRECTED-{HEADLINE}: it did</h1><p>{note}</p>")
    assert fields.corrections == (note,)
