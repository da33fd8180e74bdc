"""The thread that keeps the cleaning processes at work, whatever the rest of the run waits for."""

from __future__ import annotations

import queue
import threading
from dataclasses import dataclass
from typing import cast

from ..errors import ScraperError
from ..workers import Limits, Order, Workers
from .cleaning import Cleaned, Read, Task, for_workers
from .discover import LinkKind
from .fetching import Fetched
from .job import Job


@dataclass(frozen=True, slots=True)
class Worked:
    """A page that went through a process: exactly one of ``result`` and ``error``."""

    fetched: Fetched
    result: Cleaned | None
    error: ScraperError | None


class Foreman:
    """Hands pages to the processes and puts Worked into ``done``; what ends the thread is put there too."""

    def __init__(self, job: Job, done: queue.SimpleQueue[Fetched | Worked | BaseException]) -> None:
        limits = Limits(jobs=job.jobs, seconds=job.config.clean_seconds, megabytes=job.config.clean_megabytes)
        order = Order(Read(for_workers(job)), imports=("scraper.pipeline", "scraper.crawl.cleaning"))
        self._workers: Workers[Task, Cleaned] = Workers(order, limits)
        self._done = done
        self._waiting: queue.SimpleQueue[Fetched | None] = queue.SimpleQueue()
        self._cleaning: dict[int, Fetched] = {}
        self._number = 0
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._work, name="foreman", daemon=True)
        self._thread.start()

    def give(self, fetched: Fetched) -> None:
        """Have a page read, as soon as a process is free."""
        self._waiting.put(fetched)

    def close(self) -> None:
        """Kill the processes."""
        self._stopped.set()
        self._waiting.put(None)
        self._thread.join()
        self._workers.close()

    def _work(self) -> None:
        try:
            while not self._stopped.is_set():
                self._hand_out()
                for outcome in self._workers.wait() if self._cleaning else ():
                    self._done.put(Worked(self._cleaning.pop(outcome.number), outcome.value, outcome.error))
        except BaseException as error:  # noqa: BLE001 - raised again where the run is
            self._done.put(error)

    def _hand_out(self) -> None:
        """Fill the free processes; wait for a page when none is being cleaned."""
        while self._workers.free:
            try:
                fetched = self._waiting.get(block=not self._cleaning)
            except queue.Empty:
                return
            if fetched is None or fetched.page is None:
                return
            self._number += 1
            self._cleaning[self._number] = fetched
            entry = fetched.entry
            task = Task(fetched.page, cast(LinkKind, entry.kind), entry.depth, entry.found_in)
            self._workers.give(self._number, task)
