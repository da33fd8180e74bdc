"""A small news page built from parts, and what the metadata reader makes of it."""

from __future__ import annotations

import json
from typing import Any

from scraper.document import read
from scraper.letters import words_in
from scraper.model import Document, Fields, Page
from scraper.normaliser.metadata import read_metadata

URL = "https://www.harbourpost.example/news/ferry-returns"
HEADLINE = "Ferry returns to the old harbour"
BODY = "".join(
    f"<p>The {order} paragraph tells at some length how the crew repaired the engine of the ferry over the winter.</p>"
    for order in ("first", "second", "third")
)


def document_of(markup: str, *, url: str | None = URL, fetched_at: str | None = None) -> Document:
    return read(Page(markup.encode(), url=url, media_type="text/html", fetched_at=fetched_at))


def scores_of(document: Document) -> list[float]:
    """A stand-in for the content model: long paragraphs are body."""
    return [
        0.9 if block.tag == "p" and words_in(block.text) > 12 and not block.hidden else 0.1 for block in document.blocks
    ]


def ld(**values: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps(values)}</script>'


def page(above: str = f"<h1>{HEADLINE}</h1>", below: str = "", head: str = "", body: str = BODY) -> str:
    return f"<html lang=en><head>{head}</head><body><article>{above}{body}{below}</article></body></html>"


def described(
    above: str = f"<h1>{HEADLINE}</h1>",
    below: str = "",
    head: str = "",
    *,
    url: str | None = URL,
    fetched_at: str | None = None,
) -> Fields:
    document = document_of(page(above, below, head), url=url, fetched_at=fetched_at)
    return read_metadata(document, scores_of(document))


def moved(fields: Fields, document: Document) -> list[tuple[str, str]]:
    """(field, words) of every move."""
    return [(str(move.field), document.blocks[move.block].text[move.start : move.end]) for move in fields.moves]


def moves_of(
    above: str = f"<h1>{HEADLINE}</h1>", below: str = "", head: str = "", body: str = BODY
) -> list[tuple[str, str]]:
    document = document_of(page(above, below, head, body))
    return moved(read_metadata(document, scores_of(document)), document)
