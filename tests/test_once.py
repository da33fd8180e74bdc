"""What is worked out once for a document, and for how long it is kept."""

from __future__ import annotations

from scraper.document import read
from scraper.model import Document, Page
from scraper.once import forget, once


def test_an_answer_is_kept_until_its_document_is_forgotten() -> None:
    one, other = read(Page(b"<p>one</p>")), read(Page(b"<p>other</p>"))
    asked: list[Document] = []

    def make(document: Document) -> int:
        asked.append(document)
        return len(document.blocks)

    answer = once(make)
    assert [answer(one), answer(one)] == [1, 1]
    forget(other)
    answer(one)
    assert len(asked) == 1
    forget(one)
    answer(one)
    assert len(asked) == 2
