"""Small articles with pictures, and what the captions make of them."""

from __future__ import annotations

from scraper.article import Image
from scraper.document import read
from scraper.model import Document, Figures, Page
from scraper.normaliser.captions import read_figures

URL = "https://news.example/2024/ferry-strike"
BODY = (
    "The ferry company said on Tuesday that no ship would leave the harbour before the talks with its crews are over."
)
P = f"<p>{BODY}</p>"
IMG = '<img src="/img/ferry-at-dawn.jpg" alt="A ship" width="800" height="500">'


def document_of(html: str) -> Document:
    return read(Page(html.encode(), url=URL, media_type="text/html"))


def scores_of(document: Document) -> list[float]:
    """Long paragraphs are body, as the content model would say."""
    return [0.9 if block.text == BODY else 0.1 for block in document.blocks]


def figures_of(html: str) -> Figures:
    document = document_of(html)
    return read_figures(document, scores_of(document))


def article(inner: str, head: str = "") -> str:
    page = f"<article><h1>Ferries stay in the harbour</h1>{P}{inner}{P}</article>"
    return f"<html><head>{head}</head><body>{page}</body></html>"


def only_image(html: str, *, credited: bool = False) -> Image:
    """The one image that has a caption, or a credit when ``credited``, or is no lead picture."""
    words = [(image, image.credit if credited else image.caption) for image in figures_of(html).images]
    images = [image for image, words_of in words if words_of or image.role != "lead"]
    assert len(images) == 1, images
    return images[0]


def moved(html: str) -> list[tuple[str, str, str]]:
    """(field, rule, words) of every move."""
    document = document_of(html)
    figures = read_figures(document, scores_of(document))
    return [
        (move.field or "", move.rule, document.blocks[move.block].text[move.start : move.end]) for move in figures.moves
    ]


def words_left(html: str) -> str:
    """The text of the page without what the captions took."""
    document = document_of(html)
    figures = read_figures(document, scores_of(document))
    texts = [block.text for block in document.blocks]
    for move in reversed(figures.moves):
        texts[move.block] = texts[move.block][: move.start] + texts[move.block][move.end :]
    return " ".join(texts)
