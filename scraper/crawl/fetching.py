"""Threads that fetch leased pages through one shared Fetcher. One request a lease: retries and redirects to other hosts
are the frontier's, so that every request waits for its host's turn.
"""

from __future__ import annotations

import hashlib
import queue
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from ..config import FetchConfig
from ..errors import FetchError, ScraperError
from ..fetchers import Fetcher
from ..fetchers.warc import WarcWriter
from ..model import Page
from .frontier import Entry
from .job import Job
from .robots import MAX_BYTES

_ACCEPT = {
    "feed": "application/rss+xml, application/atom+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5",
    "sitemap": "application/xml, text/xml, text/plain;q=0.8, */*;q=0.5",
    "robots": "text/plain, */*;q=0.5",
}


class Redirected(Exception):
    """The page is elsewhere, and that must wait for a turn of its own. ``target`` is the address."""

    def __init__(self, target: str) -> None:
        super().__init__(target)
        self.target = target


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

    def __init__(
        self, job: Job, now: Callable[[], float], approve: Callable[[Entry, str], None], done: queue.SimpleQueue[Any]
    ) -> None:
        """``approve`` is called, in a thread, with each redirect target; it waits for its turn or raises Redirected.

        Raises ConfigError for what the job asks for and is not installed.
        """
        self._archive = WarcWriter(job.output.folder / "warc", job.name) if job.warc else None
        self._fetcher = Fetcher(polite(job.config.fetch))
        self._now, self._approve = now, approve
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

    def _work(self) -> None:
        while entry := self._todo.get():
            self._done.put(self._fetched(entry))

    def _fetched(self, entry: Entry) -> Fetched:
        begun = time.monotonic()
        page, error, redirect = None, None, None
        try:
            page = self._ask(entry)
            if self._archive:
                self._archive.write(page)
        except Redirected as elsewhere:
            redirect = elsewhere.target
        except ScraperError as failure:
            error = failure
        except Exception as defect:  # noqa: BLE001 - one page must not end a thread; it is told as the page's error
            error = FetchError(entry.target, f"could not be fetched ({type(defect).__name__}: {defect})")
        digest = hashlib.blake2b(page.body, digest_size=16).digest() if page else b""
        return Fetched(entry, page, error, redirect, digest, time.monotonic() - begun, self._now())

    def _ask(self, entry: Entry) -> Page:
        headers = dict(_conditions(entry))
        if entry.kind in _ACCEPT:
            headers["Accept"] = _ACCEPT[entry.kind]

        def approve(target: str) -> None:
            self._approve(entry, target)

        if entry.kind in ("page", "section"):
            return self._fetcher.fetch(entry.target, headers=headers, approve=approve)
        page = self._fetcher.fetch(entry.target, headers=headers, types=None, approve=approve)
        return replace(page, body=page.body[:MAX_BYTES]) if entry.kind == "robots" else page


def _conditions(entry: Entry) -> Mapping[str, str]:
    """RFC 9110 section 13: ask only for what is newer than what is known. Not after a redirect: validators are those
    of the page at the end of the way, and that may be another one now.
    """
    found = {}
    if entry.etag:
        found["If-None-Match"] = entry.etag
    if entry.last_modified:
        found["If-Modified-Since"] = entry.last_modified
    return found
