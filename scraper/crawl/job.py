"""A crawl job: what a job file says, as frozen data. ``jobfile`` reads and writes the files."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Literal

from ..config import DEFAULT, Config

SourceKind = Literal["site", "feed", "sitemap", "section", "urls"]


@dataclass(frozen=True, slots=True)
class Source:
    """Where addresses come from. ``site``: a home page whose feeds, sitemaps and sections are discovered; ``urls``: a
    page itself, one Source for each address. ``address`` is normalised (``address.normalise``)."""

    kind: SourceKind
    address: str


@dataclass(frozen=True, slots=True)
class Limits:
    """``pages``: fetched pages a run, 0 without bound. ``depth``: how many links away from a source a page may be.

    ``age_days``: pages that feeds and sitemaps date older are left out, 0 without bound. ``links_per_page``: links
    taken from one feed, sitemap or section page.
    """

    pages: int = 0
    depth: int = 2
    age_days: float = 0.0
    links_per_page: int = 2000


@dataclass(frozen=True, slots=True)
class Politeness:
    """``delay_seconds`` between two requests to a host, ``per_host`` requests at a time, and the budgets of a run:
    ``requests_per_second`` to all hosts together and ``megabytes`` (10**6 decoded bytes), 0 without bound.

    ``max_crawl_delay``: a longer Crawl-delay of robots.txt is cut to it, in seconds.
    """

    delay_seconds: float = 1.0
    per_host: int = 1
    requests_per_second: float = 0.0
    megabytes: float = 0.0
    obey_robots: bool = True
    max_crawl_delay: float = 60.0


@dataclass(frozen=True, slots=True)
class Output:
    """``folder`` holds this one job: ``articles.jsonl``, ``state.sqlite``, ``lock``. ``rotate_megabytes``: size at
    which a new articles file is begun, 0 never. ``compress``: finished files become ``.jsonl.zst``."""

    folder: Path
    compress: bool = False
    rotate_megabytes: int = 256


CONFIG = replace(DEFAULT, article_from=0.3)
"""Of jobs that are not strict: whoever sets up one looks for articles."""


@dataclass(frozen=True, slots=True)
class Job:
    """Everything a run needs to know.

    ``allow`` and ``deny`` are patterns, see ``matcher``. ``language``: articles in other languages are not wanted
    (ISO 639, two or three letters). ``config``: how pages are fetched and cleaned. ``warc``: keep every exchange with
    a server. ``browser``: render pages that are empty without scripts. ``workers``: fetching threads, ``jobs``:
    cleaning processes. ``path``: the file it came from.
    """

    name: str
    sources: tuple[Source, ...]
    output: Output
    allow: tuple[str, ...] = ()
    deny: tuple[str, ...] = ()
    language: str | None = None
    limits: Limits = field(default_factory=Limits)
    politeness: Politeness = field(default_factory=Politeness)
    config: Config = CONFIG
    warc: bool = False
    browser: bool = False
    workers: int = 8
    jobs: int = 2
    path: Path | None = None

    def wants(self, url: str) -> bool:
        """Whether the patterns let ``url`` in: ``deny`` wins, and with ``allow`` one of its patterns must match."""
        if not self.follows(url):
            return False
        return not self.allow or any(matcher(pattern).search(url) for pattern in self.allow)

    def follows(self, url: str) -> bool:
        """Whether ``url`` may be a feed, sitemap or section: ``deny`` holds for them too, ``allow`` is about pages."""
        return not any(matcher(pattern).search(url) for pattern in self.deny)

    def permits(self, url: str, kind: str) -> bool:
        """Whether ``url`` may be asked for as a page or, by another ``kind``, as a source."""
        return self.wants(url) if kind == "page" else self.follows(url)


@cache
def matcher(pattern: str) -> re.Pattern[str]:
    """A pattern of a job file, to be searched for in an address. Raises re.error for a wrong ``re:`` pattern.

    As in robots.txt (RFC 9309, 2.2.3) ``*`` is any text and a final ``$`` the end of the address. A pattern that opens
    with a scheme starts at the start of the address, any other matches anywhere; ``re:`` opens a regular expression.
    """
    if pattern.startswith("re:"):
        return re.compile(pattern[3:])
    ends = pattern.endswith("$")
    text = ".*".join(re.escape(part) for part in pattern.removesuffix("$").split("*"))
    start = "^" if re.match(r"[a-z]+://", pattern) else ""
    return re.compile(f"{start}{text}{'$' if ends else ''}")
