"""The headline of a plain text: found by its place and its words, since no markup names it."""

from __future__ import annotations

import pytest
from described import moved, scores_of

from scraper.document import read
from scraper.model import Document, Fields, Page
from scraper.normaliser.metadata import read_metadata

HEADLINE = "Keeper of the lighthouse waits for a bridge"
BODY = (
    "The keeper of the old lighthouse said on Monday that the repair of the bridge would take three weeks longer.\n\n"
    "“We have waited since May and the harbour is empty,” she told the paper, while a crew of five painted the boats."
)


def read_text(text: str) -> tuple[Document, Fields]:
    document = read(Page(text.encode(), media_type="text/plain"))
    return document, read_metadata(document, scores_of(document))


@pytest.mark.parametrize(
    "above",
    [
        f"{HEADLINE}\nBy Jane Doe\n",
        f"{HEADLINE}\n\n12 March 2014\n",
        f"Home\nNews\nContact us\n{HEADLINE}\nBy Jane Doe\n12 March 2014\n",
        f"THE POST\nMonday 12 March 2014\n{HEADLINE}\nBy Jane Doe\n",
        f"{HEADLINE}\nParts for the bridge are late.\nBy Jane Doe\n",
        f"{HEADLINE}\nJane Doe, staff writer\n12 March 2014\n",
        f"{HEADLINE}\n",
    ],
)
def test_the_headline_moves_to_its_field(above: str) -> None:
    document, fields = read_text(f"{above}\n{BODY}")
    assert fields.title == HEADLINE
    assert ("title", HEADLINE) in moved(fields, document)


def test_scripts_without_spaces() -> None:
    body = "港のフェリーが月曜日、三年ぶりに運航を再開した。市によると、部品の到着が遅れた。乗客は朝から列を作った。"
    document = read(Page(f"港のフェリーが運航再開\n2014年3月12日\n\n{body}".encode(), media_type="text/plain"))
    assert read_metadata(document, [0.1, 0.1, 0.9]).title == "港のフェリーが運航再開"


@pytest.mark.parametrize(
    "above",
    [
        "",
        "Contact us\nBy Jane Doe\n",  # too short
        "Support our newsroom today\nBy Jane Doe\n",  # nothing the body tells of
        "Dear keeper of the lighthouse,\n",  # leads on
        "The keeper paints the bridge.\n",  # a sentence without a byline below it
        f"{HEADLINE}\n{HEADLINE} (AP)\n",  # a caption that stands twice
    ],
)
def test_other_first_lines_are_no_headline(above: str) -> None:
    document, fields = read_text(f"{above}\n{BODY}")
    assert fields.title is None
    assert "title" not in [field for field, _ in moved(fields, document)]
