"""Content: which blocks of a Document are the article: ``judge_content``, and ``with_body`` when all else is known."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from ..config import DEFAULT
from ..model import Document, Score, Verdict
from . import model as learned
from .lastresort import with_body
from .posts import with_posts
from .reasons import reasons_of
from .strays import without_strays
from .wholetables import with_whole_tables

__all__ = ["Content", "judge_content", "with_body"]


@dataclass(frozen=True, slots=True)
class Content:
    """A score for every block, how likely the page holds an article (0..1), and whether it is taken for one."""

    scores: tuple[Score, ...]
    articleness: float
    is_article: bool


def judge_content(
    document: Document,
    claims: Collection[Verdict],
    *,
    article_from: float = DEFAULT.article_from,
    with_reasons: bool = False,
) -> Content:
    """Scores of all blocks; ``claims`` are what the cleaners found. Reasons cost time and are given when asked for.

    ``article_from``: the probability from which on a page is taken for an article.
    """
    if not document.blocks:
        return Content((), 0.0, is_article=False)
    model = learned.load(learned.WEIGHTS)
    sight = model.look(document, claims)
    values = model.probabilities(sight)
    articleness = model.articleness(sight.view, values)
    is_article = articleness >= article_from
    values = with_posts(document, learned.settled(sight.view, values, is_article), claims)
    values = with_whole_tables(document, without_strays(document, values, sight.view.words))
    rounded = [round(value, 4) for value in values.tolist()]
    reasons = reasons_of(model, sight, values) if with_reasons else [()] * len(rounded)
    return Content(tuple(map(Score, rounded, reasons)), round(articleness, 4), is_article)
