"""One page's scores: for every measure that its truth allows, what it adds to the sum and to the count."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from . import measures
from .corpora import Truth
from .systems import Found

Scores = Mapping[str, tuple[float, float]]
_NOTHING = Found("", None, (), None, (), False)


def score(found: Found | None, truth: Truth, fields: frozenset[str]) -> Scores:
    """(sum, count) by measure name. A page that failed is scored as empty; fields the system lacks are left out."""
    found = found or _NOTHING
    return dict([*_text(found, truth), *_snippets(found, truth), *_fields(found, truth, fields)])


def _text(found: Found, truth: Truth) -> Iterator[tuple[str, tuple[float, float]]]:
    if truth.text is None:
        return
    counts = measures.shingle_counts(found.text, truth.text)
    # As the article-extraction benchmark: a page where nothing was found has no precision, only a recall of 0.
    yield "precision", (counts.precision, 1) if found.text.strip() else (0, 0)
    yield "recall", (counts.recall, 1)
    yield "median", (counts.f1, 1)
    yield "exact", (measures.exact(found.text, truth.text), 1)
    yield "word_f1", (measures.word_counts(found.text, truth.text).f1, 1)


def _snippets(found: Found, truth: Truth) -> Iterator[tuple[str, tuple[float, float]]]:
    if truth.wanted:
        yield "kept", (measures.snippets_found(found.text, truth.wanted), len(truth.wanted))
    if truth.unwanted:
        yield "leaked", (measures.snippets_found(found.text, truth.unwanted), len(truth.unwanted))


def _fields(found: Found, truth: Truth, fields: frozenset[str]) -> Iterator[tuple[str, tuple[float, float]]]:
    if truth.title and "title" in fields:
        yield "title", (measures.same_title(found.title, truth.title), 1)
    if truth.authors is not None and "authors" in fields:
        yield "authors", (measures.same_authors(found.authors or (), truth.authors), 1)
    if truth.date and "date" in fields:
        yield "date", (measures.same_day(found.date, truth.date), 1)
    if truth.captions and "captions" in fields:
        yield "caption", (measures.captions_found(found.captions or (), truth.captions), len(truth.captions))
    if truth.captions and truth.text is not None:
        leak = measures.captions_leaked(found.text, truth.text, truth.captions)
        yield "caption_leak", (leak.tp, leak.tp + leak.fn)
    if truth.set == "wcxb" and truth.page_type != "unknown" and "article" in fields:
        yield "verdict", (bool(found.article) == (truth.page_type == "article"), 1)
