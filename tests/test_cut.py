"""The cut: words that do not add up are an error, and the ledger says what the counts say."""

from __future__ import annotations

from collections import Counter

import pytest

from scraper.cut import cut_out
from scraper.document import read
from scraper.errors import LedgerError
from scraper.model import Document, Judgement, Page, Verdict


def document() -> Document:
    return read(Page(b"<p>Sign up today for all our news</p><p>A boat leaves.</p>"))


def test_words_that_two_verdicts_take_are_an_error() -> None:
    verdicts = (Verdict("signup", "call", 0, 0, 13), Verdict("signup", "call", 0, 8, 21))
    with pytest.raises(LedgerError, match="10 words are visible"):
        cut_out(document(), Judgement(verdicts, ()))


def test_the_ledger_has_the_words_that_were_counted() -> None:
    verdicts = (Verdict("signup", "call", 0, 0, 13), Verdict("metadata", "title", 1, 0, 14, field="title"))
    cut = cut_out(document(), Judgement(verdicts, ()))
    removed: Counter[str] = Counter()
    for removal in cut.removals:
        removed[removal.cleaner] += len(removal.text.split())
    assert dict(cut.removed) == removed == {"signup": 3}
    assert [move.text for move in cut.moves] == ["A boat leaves."]
    assert (cut.conservation.kept, cut.conservation.moved, cut.conservation.removed) == (4, 3, 3)
