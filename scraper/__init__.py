"""Article scraper: fetch a page, strip its boilerplate, emit a clean article with a ledger of every word.

>>> import scraper
>>> article = scraper.clean(scraper.fetch("https://example.org/story"))
>>> article.title, article.text, article.images[0].caption
"""

from __future__ import annotations

import dataclasses

from .config import DEFAULT, Config
from .errors import ReadError, ScraperError
from .fetchers import fetch
from .model import Page
from .output import Article
from .pipeline import Result
from .pipeline import clean as _clean

__all__ = ["Article", "Config", "Page", "Result", "ScraperError", "clean", "explain", "fetch"]


def clean(source: bytes | str | Page, *, url: str | None = None, config: Config | None = None) -> Article:
    """The article of a page given as bytes, text or a Page. ``url`` is where it came from, if known.

    Raises ReadError when there is nothing to read, NotAnArticle in strict mode, ConfigError for a wrong configuration.
    """
    return _clean(_page(source, url), config or DEFAULT).article


def explain(source: bytes | str | Page, *, url: str | None = None, config: Config | None = None) -> Result:
    """The article with the ledger: ``.article``, ``.removals``, ``.moves``, ``.conservation``. Raises as ``clean``."""
    return _clean(_page(source, url), dataclasses.replace(config or DEFAULT, reasons=True))


def _page(source: bytes | str | Page, url: str | None) -> Page:
    if isinstance(source, Page):
        return dataclasses.replace(source, url=url) if url else source
    if isinstance(source, str):
        if source.startswith(("http://", "https://")) and len(source.split()) == 1:
            raise ReadError(source, "is an address, not a page", "Pass scraper.fetch(address)")
        return Page(source.encode("utf-8", "replace"), url=url, charset="utf-8")
    if isinstance(source, bytes):
        return Page(source, url=url)
    raise TypeError(f"source must be bytes, str or Page, not {type(source).__name__}")
