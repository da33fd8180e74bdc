"""This project; with the folds of ``benchmarks.train``, each page judged by a model that did not see its host."""

from __future__ import annotations

import os
from pathlib import Path

from benchmarks.annotated import fold_of, host_of
from scraper import clean
from scraper.content import model

from . import FOLDS_VARIABLE
from .found import Found


def prepare(source: str) -> None:
    """``source``: where the next page comes from, as it is annotated, for it may be no address."""
    if folder := os.environ.get(FOLDS_VARIABLE):
        model.WEIGHTS = Path(folder) / f"fold{fold_of(host_of(source))}.npz"


def extract(html: bytes, url: str | None) -> Found:
    article = clean(html, url=url)
    return Found(
        text=article.text,
        title=article.title,
        authors=tuple(author.name for author in article.authors),
        date=article.date_published,
        captions=tuple(image.caption for image in article.images if image.caption),
        article=article.kind in ("article", "live_blog"),
        certainty=article.quality.score,
    )
