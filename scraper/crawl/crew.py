"""The hands of a run: threads that fetch, processes that clean, and as much between them as fits.

A page is leased only when a thread is free for it, and no thread gets a page while too many wait to be cleaned: what is
in memory does not grow with the job.
"""

from __future__ import annotations

import queue
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Self, cast

from ..errors import ScraperError
from ..workers import Limits, Order, Workers
from .cleaning import Cleaned, Read, Task, for_workers
from .discover import LinkKind
from .fetching import Fetched, Fetchers
from .frontier import Entry
from .job import Job

_WAITING_A_JOB = 8
_WAITING_BYTES = 128 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Worked:
    """A page that went through a worker: exactly one of ``result`` and ``error``."""

    fetched: Fetched
    result: Cleaned | None
    error: ScraperError | None


class Crew:
    """Use in a ``with`` block; leaving it kills the processes and lets the threads end. For one thread."""

    def __init__(self, job: Job, now: Callable[[], float], approve: Callable[[Entry, str], None]) -> None:
        self._threads = job.workers
        self._jobs = job.jobs
        self._fetchers = Fetchers(job, now, approve)
        limits = Limits(jobs=job.jobs, seconds=job.config.clean_seconds, megabytes=job.config.clean_megabytes)
        order = Order(Read(for_workers(job)), imports=("scraper.pipeline", "scraper.crawl.cleaning"))
        self._workers: Workers[Task, Cleaned] = Workers(order, limits)
        self._waiting: deque[Fetched] = deque()
        self._waiting_bytes = 0
        self._cleaning: dict[int, Fetched] = {}
        self._number = 0
        self.fetching = 0

    @property
    def idle(self) -> bool:
        """Nothing is in flight."""
        return not (self.fetching or self._waiting or self._cleaning)

    @property
    def room(self) -> int:
        """How many pages can be fetched on top of those that are."""
        full = len(self._waiting) >= _WAITING_A_JOB * self._jobs or self._waiting_bytes > _WAITING_BYTES
        return 0 if full else self._threads - self.fetching

    def fetch(self, entries: list[Entry]) -> None:
        """Ask for leased pages, now."""
        for entry in entries:
            self.fetching += 1
            self._fetchers.give(entry)

    def clean(self, fetched: list[Fetched]) -> None:
        """Have pages read, as soon as a process is free."""
        self._waiting.extend(fetched)
        self._waiting_bytes += sum(one.size for one in fetched)
        self._hand_out()

    def collect(self, seconds: float) -> tuple[list[Fetched], list[Worked]]:
        """What has come back; waits up to ``seconds`` when there is nothing."""
        worked = []
        if self._cleaning:
            for outcome in self._workers.wait():
                fetched = self._cleaning.pop(outcome.number)
                worked.append(Worked(fetched, outcome.value, outcome.error))
            self._hand_out()  # before anything else: a process without work is a core without work
        return self._arrived(0.0 if worked or self._cleaning else seconds), worked

    def _arrived(self, seconds: float) -> list[Fetched]:
        arrived: list[Fetched] = []
        try:
            while True:
                wait = seconds > 0 and not arrived
                arrived.append(self._fetchers.done.get(block=wait, timeout=seconds if wait else None))
                self.fetching -= 1
        except queue.Empty:
            return arrived

    def _hand_out(self) -> None:
        while self._waiting and self._workers.free:
            fetched = self._waiting.popleft()
            self._waiting_bytes -= fetched.size
            self._number += 1
            self._cleaning[self._number] = fetched
            assert fetched.page is not None
            self._workers.give(
                self._number, Task(fetched.page, cast(LinkKind, fetched.entry.kind), fetched.entry.depth)
            )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._workers.close()
        self._fetchers.close()
