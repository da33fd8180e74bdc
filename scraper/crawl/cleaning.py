"""What a cleaning process does with a fetched page: the article as a line of JSON, or the links of a source.

Everything that reads hostile bytes happens there, where it can be killed: pages, feeds, sitemaps, section pages.
"""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from ..config import Config
from ..errors import NotAnArticle
from ..model import Page
from .discover import LinkKind, Links
from .frontier import SOURCES
from .job import CONFIG, Job
from .robots import page_directives

_ARTICLES = ("article", "live_blog")
_NAMED_FROM = 0.15  # from this probability on what a feed or the job names is an article: it is hardly anything else


@dataclass(frozen=True, slots=True)
class Task:
    """A fetched page to be read as ``kind`` at ``depth``. ``found_in``: as in Entry."""

    page: Page
    kind: LinkKind
    depth: int
    found_in: str = "job"

    def __str__(self) -> str:
        return self.page.url or "page"


@dataclass(frozen=True, slots=True)
class Found:
    """An article as it is written, and what the state keeps of it. ``simhash`` as 64-bit number."""

    json: bytes
    id: str
    canonical_url: str | None
    final_url: str | None
    content_hash: str
    simhash: int
    words: int
    removed: int
    quality: float
    language: str | None
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What came of a page: an article or None, links, and what it asks of robots. ``kind``: the article's kind."""

    kind: str
    article: Found | None
    links: Links
    directives: frozenset[str]
    seconds: float


@dataclass(frozen=True, slots=True)
class Read:
    """Task -> Cleaned, in a worker. Raises ReadError and other ScraperErrors."""

    job: Job

    def __call__(self, task: Task) -> Cleaned:
        begun = time.perf_counter()
        robots = page_directives(task.page) if self.job.politeness.obey_robots else frozenset[str]()
        kind, article = (task.kind, None) if task.kind in SOURCES else self._article(task, robots)
        links = Links()
        if "nofollow" not in robots and self._leads_on(task, kind):
            from .discover.links import links_of  # noqa: PLC0415 - only workers read what was fetched

            links = links_of(task.page, "section" if task.kind == "page" else task.kind, self.job)
        return Cleaned(kind, article, links, robots, time.perf_counter() - begun)

    def _article(self, task: Task, robots: frozenset[str]) -> tuple[str, Found | None]:
        from ..pipeline import clean  # noqa: PLC0415 - only workers read what was fetched
        from .revisions import fingerprint  # noqa: PLC0415 - only workers read what was fetched

        if "noindex" in robots:
            return "noindex", None
        try:
            article = clean(task.page, self._config(task)).article
        except NotAnArticle:
            return "not_article", None
        if article.kind not in _ARTICLES:
            return article.kind, None
        return article.kind, Found(
            json=article.to_json(None).encode(),
            id=article.id,
            canonical_url=article.canonical_url,
            final_url=article.final_url,
            content_hash=article.content_hash,
            simhash=int(article.simhash, 16),
            words=article.word_count,
            removed=article.removed.words,
            quality=article.quality.score,
            language=article.language,
            fingerprint=fingerprint(article),
        )

    def _config(self, task: Task) -> Config:
        """A border that the job sets itself holds for every page."""
        config = self.job.config
        own = config.strict or config.article_from != CONFIG.article_from
        return config if own or task.found_in not in ("job", "feed") else replace(config, article_from=_NAMED_FROM)

    def _leads_on(self, task: Task, kind: str) -> bool:
        """Sources lead to pages; a page that turns out to be a listing is read like a section page."""
        return task.kind in SOURCES or (kind == "listing" and task.depth < self.job.limits.depth)


def for_workers(job: Job) -> Job:
    """The job as it is sent to every worker: without the addresses of a list, which can be many."""
    return replace(job, sources=tuple(source for source in job.sources if source.kind != "urls"))
