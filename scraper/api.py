"""The calls of Python users: ``clean`` and ``explain`` on bytes, text or a Page."""

from __future__ import annotations

import dataclasses
from types import NoneType

from . import collector
from .allowed import check_type
from .config import DEFAULT, Config
from .errors import ReadError
from .model import Page
from .output import Article
from .pipeline import Result
from .pipeline import clean as clean_page
from .rules import check_names


def clean(source: bytes | str | Page, *, url: str | None = None, config: Config | None = None) -> Article:
    """The article of a page given as bytes, text or a Page. ``url`` is where it came from, if known.

    Raises ReadError when there is nothing to read, NotAnArticle in strict mode, ConfigError for a wrong configuration,
    TypeError for an argument of a wrong type.
    """
    with collector.paused():  # until all but the article is gone: the collector would look at every node of the page
        return clean_page(_page(source, url), _checked(config)).article


def explain(source: bytes | str | Page, *, url: str | None = None, config: Config | None = None) -> Result:
    """The article with the ledger: ``.article``, ``.removals``, ``.moves``, ``.conservation``. Raises as ``clean``."""
    return clean_page(_page(source, url), dataclasses.replace(_checked(config), reasons=True))


def _checked(config: Config | None) -> Config:
    check_type("config", config, Config, NoneType)
    config = config or DEFAULT
    check_names(config)
    return config


def _page(source: bytes | str | Page, url: str | None) -> Page:
    check_type("source", source, bytes, str, Page)
    check_type("url", url, str, NoneType)
    if isinstance(source, Page):
        check_type("source.body", source.body, bytes)
        return dataclasses.replace(source, url=url) if url else source
    if isinstance(source, str):
        if source.startswith(("http://", "https://")) and len(source.split()) == 1:
            raise ReadError(source, "is an address, not a page", "Pass scraper.fetch(address)")
        return Page(source.encode("utf-8", "replace"), url=url, charset="utf-8")
    return Page(source, url=url)
