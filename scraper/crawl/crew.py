"""The hands of a run: threads that fetch, processes that clean, and as much between them as fits.

A page is leased only when a thread is free for it, and no thread gets a page while too many wait to be cleaned: what is
in memory does not grow with the job.
"""

from __future__ import annotations

import queue
from dataclasses import dataclass, field
from typing import Self

from .fetching import Fetched, Fetchers
from .foreman import Foreman, Worked
from .frontier import Entry
from .job import Job
from .turns import Turns

_CLEANING_A_JOB = 9  # pages in a process or waiting for it
_CLEANING_BYTES = 128 * 1024 * 1024


@dataclass(slots=True)
class Back:
    """What has come back and is not kept yet: pages from the threads, pages from the processes."""

    arrived: list[Fetched] = field(default_factory=list)
    worked: list[Worked] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.arrived or self.worked)


class Crew:
    """Use in a ``with`` block; leaving it kills the processes and lets the threads end. For one thread."""

    def __init__(self, job: Job, turns: Turns) -> None:
        self._threads = job.workers
        self._most_cleaning = _CLEANING_A_JOB * job.jobs
        self._done: queue.SimpleQueue[Fetched | Worked | BaseException] = queue.SimpleQueue()
        self._fetchers = Fetchers(job, turns, self._done)
        self._foreman = Foreman(job, self._done)
        self._back = Back()
        self._fetching = 0
        self._cleaning = 0
        self._cleaning_bytes = 0

    @property
    def busy(self) -> bool:
        """Whether threads or processes are at work."""
        return bool(self._fetching or self._cleaning)

    @property
    def room(self) -> int:
        """How many pages can be fetched on top of those that are."""
        full = self._cleaning >= self._most_cleaning or self._cleaning_bytes > _CLEANING_BYTES
        return 0 if full else self._threads - self._fetching

    def fetch(self, entries: list[Entry]) -> None:
        """Ask for leased pages, now."""
        for entry in entries:
            self._fetching += 1
            self._fetchers.give(entry)

    def clean(self, pages: list[Fetched]) -> None:
        """Have pages read, as soon as a process is free."""
        for fetched in pages:
            self._cleaning += 1
            self._cleaning_bytes += fetched.size
            self._foreman.give(fetched)

    def collect(self, seconds: float) -> None:
        """Gather what has come back, for ``take``; waits up to ``seconds`` when there is nothing."""
        try:
            while True:
                self._note(self._done.get(block=seconds > 0, timeout=seconds or None))
                seconds = 0.0
        except queue.Empty:
            return

    def _note(self, one: Fetched | Worked | BaseException) -> None:
        if isinstance(one, BaseException):
            raise one
        if isinstance(one, Fetched):
            self._fetching -= 1
            self._back.arrived.append(one)
        else:
            self._cleaning -= 1
            self._cleaning_bytes -= one.fetched.size
            self._back.worked.append(one)

    def take(self) -> Back:
        """What was gathered since the last call."""
        back, self._back = self._back, Back()
        return back

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._foreman.close()
        self._fetchers.close()
