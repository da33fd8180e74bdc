"""What the workers do for the command line: load a source, clean it, give back text.

The parent imports this file too, so the pipeline is imported where it runs.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ..config import Config, FetchConfig
from ..errors import ConfigError, ScraperError
from ..urls import is_web, parts_of

if TYPE_CHECKING:
    from ..fetchers import Fetcher
    from ..fetchers.warc import Recorded
    from ..model import Page
    from ..pipeline import Result

STDIN = "-"
_WITH_LINKS = ("html", "markdown")


@dataclass(frozen=True, slots=True)
class Source:
    """An address, a path, or what is named otherwise (``given``).

    A stream was read already: the page, or why there is none. A response in a WARC file is given by its place.
    """

    name: str
    given: Page | Recorded | ScraperError | None = None

    def __str__(self) -> str:
        return "standard input" if self.name == STDIN else self.name


@dataclass(frozen=True, slots=True)
class Load:
    """Source -> (source, Page). ``url``: the address that a file or standard input came from."""

    fetch: FetchConfig
    url: str | None = None

    def __call__(self, source: Source) -> tuple[Source, Page]:
        return source, self._page(source)

    def _page(self, source: Source) -> Page:
        from ..fetchers import is_url, read_file
        from ..fetchers.warc import Recorded, read_record

        if isinstance(source.given, ScraperError):
            raise source.given
        if isinstance(source.given, Recorded):
            return read_record(source.given, self.fetch.max_bytes)
        if source.given is None and is_url(source.name):
            return _fetcher(self.fetch).fetch(source.name)
        page = source.given or read_file(source.name, self.fetch.max_bytes)
        return dataclasses.replace(page, url=self.url) if self.url else page


@cache
def _fetcher(config: FetchConfig) -> Fetcher:
    """One a process: connections are kept from page to page."""
    from ..fetchers import Fetcher

    return Fetcher(config)


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The article as text in the wanted format, and what the parent tells about it.

    ``rootless``: links or pictures are not in the text, since nothing says what they are relative to.
    """

    text: str
    kind: str
    warnings: tuple[str, ...]
    words: int
    rootless: bool


@dataclass(frozen=True, slots=True)
class Clean:
    """(source, Page) -> Cleaned. ``compact``: JSON on one line."""

    config: Config
    format: str
    compact: bool

    def __call__(self, loaded: tuple[Source, Page]) -> Cleaned:
        result = _clean(loaded, self.config)
        article = result.article
        renders: dict[str, Callable[[], str]] = {
            "text": article.to_text,
            "markdown": article.to_markdown,
            "html": article.to_html,
            "jsonld": lambda: json.dumps(article.to_jsonld(), ensure_ascii=False, indent=self._indent),
        }
        text = renders.get(self.format, lambda: article.to_json(self._indent))()
        rootless = self.format in _WITH_LINKS and _is_rootless(result)
        return Cleaned(text, article.kind, article.quality.warnings, article.word_count, rootless)

    @property
    def _indent(self) -> int | None:
        return None if self.compact else 2


@dataclass(frozen=True, slots=True)
class Explain:
    """(source, Page) -> the ledger as ``table`` (of ``width`` columns, with ``color``) and ``json`` and ``html``."""

    config: Config
    views: tuple[str, ...]
    width: int
    color: bool

    def __call__(self, loaded: tuple[Source, Page]) -> dict[str, str]:
        from ..report import explain_page, ledger, terminal

        result = _clean(loaded, dataclasses.replace(self.config, reasons=True))
        renders: dict[str, Callable[[], str]] = {
            "table": lambda: terminal.render(result, self.width, self.color),
            "json": lambda: json.dumps(ledger.as_dict(result), ensure_ascii=False, indent=2),
            "html": lambda: explain_page.render(result, str(loaded[0])),
        }
        return {view: renders[view]() for view in self.views}


def _is_rootless(result: Result) -> bool:
    """Whether what was kept has relative addresses, and the page none that they are relative to."""
    if is_web(result.cut.document.base_url):
        return False
    links = (mark.url or "#" for piece in result.cut.pieces for mark in piece.marks)
    pictures = (image.url for image in result.article.images)
    return any(not url.startswith("#") and not parts_of(url).scheme for url in (*links, *pictures))


def _clean(loaded: tuple[Source, Page], config: Config) -> Result:
    """The result; errors name the source as the user wrote it."""
    from ..pipeline import clean

    source, page = loaded
    try:
        return clean(page, config)
    except ConfigError:
        raise
    except ScraperError as error:
        error.subject = str(source)
        error.args = (error.subject, *error.args[1:])
        raise
