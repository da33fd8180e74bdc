"""Paragraphs that a page prints twice are kept once."""

from __future__ import annotations

from unittest import mock

import scraper
from scraper import judge
from scraper.content import Content
from scraper.content.copies import copies, in_one_piece
from scraper.document import read
from scraper.model import Document, Page, Score

PARAGRAPHS = (
    "The ferry to the northern islands sails again from Monday, six weeks after the storm tore away a part of it.",
    "Carpenters from three villages worked at night so that it would be ready before the schools open in May.",
    "Harbour master Ingrid Sol said the repair had been cheaper than she had feared, since most beams could be used.",
    "The council decides in June whether a pier of stone is built beside the wooden one, which is very old.",
    "Until then no more than forty people may stand on it at once, and nobody may dance there as in summer.",
)


def page(*parts: str) -> bytes:
    return f"<html><body><article><h1>The ferry sails again</h1>{''.join(parts)}</article></body></html>".encode()


def prose(paragraphs: tuple[str, ...] = PARAGRAPHS) -> str:
    return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)


def document(*parts: str) -> Document:
    return read(Page(page(*parts)))


def found(document: Document, body: float = 1.0) -> list[int]:
    return list(copies(document, [body] * len(document.blocks)))


def test_the_later_run_is_the_copy() -> None:
    assert found(document(f"<div>{prose()}</div>", f"<noscript>{prose()}</noscript>")) == [6, 7, 8, 9, 10]


def test_what_stands_between_its_paragraphs_goes_with_it() -> None:
    first, *rest = PARAGRAPHS
    again = f"<p>{first}</p><p>Read on</p>{prose(tuple(rest))}"
    assert found(document(prose(), f"<div>{again}</div>")) == [6, 7, 8, 9, 10, 11]


def test_a_copy_of_what_is_not_kept_stays() -> None:
    assert found(document(prose(), f"<div>{prose()}</div>"), body=0.2) == []


def test_few_or_short_or_other_paragraphs_are_no_copy() -> None:
    assert found(document(prose(), prose(PARAGRAPHS[:4]))) == []
    assert found(document(prose(), prose(PARAGRAPHS[::-1]))) == []
    refrain = "<p>Haul her in, my lads, the tide is running out.</p>" * 20
    assert found(document("<div>", refrain, "</div>")) == []


def run_together(paragraphs: tuple[str, ...], body: float = 1.0) -> list[int]:
    page = document(f"<div>{prose()}</div>", f"<div>{' '.join(paragraphs)}</div>")
    return list(in_one_piece(page, [body] * len(page.blocks)))


def test_a_block_that_is_all_paragraphs_run_together_is_a_copy() -> None:
    assert run_together(PARAGRAPHS) == [6]
    assert run_together((*PARAGRAPHS, "Read more about it.")) == [6]


def test_a_long_block_with_words_of_its_own_is_none() -> None:
    assert run_together(tuple(paragraph[::-1] for paragraph in PARAGRAPHS)) == []
    assert run_together((*PARAGRAPHS[:3], *(paragraph[::-1] for paragraph in PARAGRAPHS[3:]))) == []
    assert run_together(PARAGRAPHS, body=0.2) == []


def test_the_article_has_it_once_and_the_ledger_says_why() -> None:
    html = page(f"<div>{prose()}</div>", f"<noscript>{prose()}</noscript>")
    result = scraper.explain(html)
    assert all(result.article.text.count(paragraph) == 1 for paragraph in PARAGRAPHS)
    reasons = {removal.reason for removal in result.removals if removal.rule == "copy"}
    assert reasons == {"the same paragraphs stand above"}
    kept = scraper.clean(html, config=scraper.Config(disable=("content/copy",)))
    assert all(kept.text.count(paragraph) == 2 for paragraph in PARAGRAPHS)


def test_the_copy_stays_where_a_rule_removes_the_other_printing() -> None:
    together = f"<div>{' '.join(PARAGRAPHS)}</div><p>{'It rained in May. ' * 12}</p>"

    def sure(document: Document, *_: object, **__: object) -> Content:
        return Content((Score(0.9),) * len(document.blocks), 0.9, is_article=True)

    with mock.patch.object(judge, "judge_content", sure):
        kept = scraper.clean(page(f'<div class="visually-hidden">{prose()}</div>', together)).text
    assert [kept.count(paragraph) for paragraph in PARAGRAPHS] == [1] * len(PARAGRAPHS)
