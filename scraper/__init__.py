"""Article scraper: fetch a page, strip its boilerplate, emit a clean article with a ledger of every word.

    >>> import scraper
    >>> article = scraper.clean(scraper.fetch("https://example.org/story"))
    >>> article.title, article.text, article.images[0].caption

Names are imported on first use (PEP 562), so that the command line starts fast.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .api import clean, explain
    from .config import Config
    from .errors import ScraperError
    from .fetchers import fetch
    from .model import Page
    from .output import Article
    from .pipeline import Result

_HOME = {
    "clean": "api", "explain": "api", "Config": "config", "ScraperError": "errors", "fetch": "fetchers",
    "Page": "model", "Article": "output", "Result": "pipeline",
}  # fmt: skip

__all__ = ["Article", "Config", "Page", "Result", "ScraperError", "clean", "explain", "fetch"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)
