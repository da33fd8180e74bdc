"""Threads that fetch leased pages through one shared Fetcher. One request a lease: retries and redirects to other hosts
are the frontier's, so that every request waits for its host's turn.
"""

from __future__ import annotations

import hashlib
import queue
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from ..config import FetchConfig
from ..errors import FetchError, ReadError, ScraperError
from ..fetchers import Fetcher
from ..fetchers.bare import is_shell
from ..fetchers.leash import Most
from ..fetchers.warc import WarcWriter
from ..model import Page
from .discover import FETCHED_BYTES
from .frontier import Entry
from .job import Job
from .robots import MOST
from .turns import Redirected, Turns

if TYPE_CHECKING:
    from ..fetchers.browser import Renderer

_MOST = {"robots": MOST, "sitemap": Most(FETCHED_BYTES + 1, cut=True)}
_ACCEPT = {
    "feed": "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5",
    "sitemap": "application/xml, text/xml, text/plain;q=0.8, */*;q=0.5",
    "robots": "text/plain, */*;q=0.5",
}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What came of one lease: exactly one of ``page``, ``error`` and ``redirect``.

    ``body_hash``: BLAKE2 of the body. ``seconds`` from the lease's start to the last byte; ``ended`` (by ``now`` of the
    pool) is when the host was let go.
    """

    entry: Entry
    page: Page | None = None
    error: ScraperError | None = None
    redirect: str | None = None
    body_hash: bytes = b""
    seconds: float = 0.0
    ended: float = 0.0

    @property
    def size(self) -> int:
        return len(self.page.body) if self.page else 0


def polite(config: FetchConfig) -> FetchConfig:
    """The configuration for fetches that the frontier repeats and paces."""
    return replace(config, retries=0)


class Fetchers:
    """``threads`` threads that take entries and put Fetched into ``done``. Daemons: a process that must end can."""

    def __init__(self, job: Job, turns: Turns, done: queue.SimpleQueue[Any]) -> None:
        """Raises ConfigError for what the job asks for and is not installed."""
        self._archive = WarcWriter(job.output.folder / "warc", job.name) if job.warc else None
        self._renderer = _renderer(job, turns) if job.browser else None
        self._fetcher = Fetcher(polite(job.config.fetch), self._archive.record if self._archive else None)
        self._turns = turns
        self._todo: queue.SimpleQueue[Entry | None] = queue.SimpleQueue()
        self._done = done
        self._threads = [
            threading.Thread(target=self._work, name=f"fetch-{number}", daemon=True) for number in range(job.workers)
        ]
        for thread in self._threads:
            thread.start()

    def give(self, entry: Entry) -> None:
        self._todo.put(entry)

    def close(self) -> None:
        """End the threads that are idle now; the others end after their page."""
        for _ in self._threads:
            self._todo.put(None)
        self._fetcher.close()
        if self._archive:
            self._archive.close()
        if self._renderer:
            self._renderer.close()

    def _work(self) -> None:
        while entry := self._todo.get():
            self._done.put(self._fetched(entry))

    def _fetched(self, entry: Entry) -> Fetched:
        begun = time.monotonic()
        page, error, redirect = None, None, None
        try:
            page = self._ask(entry)
            if self._renderer and entry.kind == "page":
                page = _rendered(page, self._renderer)
        except Redirected as elsewhere:
            redirect = elsewhere.target
        except ScraperError as failure:
            page, error = None, failure
        except Exception as defect:  # noqa: BLE001 - one page must not end a thread; it is told as the page's error
            error = FetchError(entry.target, f"could not be fetched ({type(defect).__name__}: {defect})")
        digest = hashlib.blake2b(page.body, digest_size=16).digest() if page else b""
        return Fetched(entry, page, error, redirect, digest, time.monotonic() - begun, self._turns.now())

    def _ask(self, entry: Entry) -> Page:
        headers = dict(_conditions(entry))
        if entry.kind in _ACCEPT:
            headers["Accept"] = _ACCEPT[entry.kind]

        def approve(target: str) -> None:
            self._turns.approve(entry, target)

        if entry.kind in ("page", "section"):
            return self._fetcher.fetch(entry.target, headers=headers, approve=approve)
        most = _MOST.get(entry.kind)
        return self._fetcher.fetch(entry.target, headers=headers, types=None, approve=approve, most=most)


def _renderer(job: Job, turns: Turns) -> Renderer:
    from ..fetchers.browser import Renderer  # noqa: PLC0415 - an extra, slow to load

    return Renderer(job.config.fetch, turns.allows)


def _rendered(page: Page, renderer: Renderer) -> Page:
    """What the scripts make of an empty shell; other pages as they are. Raises ReadError.

    The shell stays the same whatever it shows, so its validators say nothing and go.
    """
    if page.status == HTTPStatus.NOT_MODIFIED or not is_shell(page):
        return page
    try:
        shown = renderer.render(page)
    except FetchError as error:  # not the host's failure: it did answer
        raise ReadError(error.subject, f"is empty without scripts, and {error.reason}", error.advice) from error
    headers = {name: value for name, value in page.headers.items() if name not in ("etag", "last-modified")}
    return replace(shown, headers=headers)


def _conditions(entry: Entry) -> Mapping[str, str]:
    """RFC 9110 section 13: ask only for what is newer than what is known. The validators are those of the page at the
    end of the way; whoever redirects on it does not know them."""
    found = {}
    if entry.etag:
        found["If-None-Match"] = entry.etag
    if entry.last_modified:
        found["If-Modified-Since"] = entry.last_modified
    return found
