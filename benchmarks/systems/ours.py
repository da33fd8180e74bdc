"""This project."""

from __future__ import annotations

from scraper import clean

from .found import Found


def extract(html: bytes, url: str | None) -> Found:
    article = clean(html, url=url)
    return Found(
        text=article.text,
        title=article.title,
        authors=tuple(author.name for author in article.authors),
        date=article.date_published,
        captions=tuple(image.caption for image in article.images if image.caption),
        article=article.kind in ("article", "live_blog"),
    )
