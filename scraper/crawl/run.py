"""One run of a job. Read this first.

    job -> lock -> books (state and files) + crew (threads and processes)
    until nothing is left to do: collect what came back, keep it and lease the next pages in one transaction, hand out.

Whatever ends the process, at any instruction: the state and the files agree, and the next run goes on from there.
"""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable

from ..saving import make_folder
from .books import Books, opened
from .crew import Crew
from .events import Ended, Event, Summary
from .job import Job
from .lock import locked

_LOOK_SECONDS = 0.1  # how long the loop may not notice that it is asked to stop
GRACE_SECONDS = 100.0  # after that; what is in flight still is left to the next run. systemd kills after 120


def run_job(
    job: Job, watch: Callable[[Event], None], stop: threading.Event, *, now: Callable[[], float] = time.time
) -> Summary:
    """Discover, fetch, clean and write until nothing is due; ``watch`` is told of everything, in this thread.

    When ``stop`` is set, pages in flight are finished, for GRACE_SECONDS at most, and the rest waits for the next run.
    ``now``: the time of day at the start. Raises JobError (damaged state), OutputError (full disk ...), ConfigError;
    what was kept stays kept.
    """
    make_folder(job.output.folder)
    clock = steady(now)
    with locked(job.output.folder) as other:
        if other:
            return Summary(0, job.name, clock(), 0.0, "locked", f"{job.name} is being run already, by {other}")
        with opened(job, clock) as books, Crew(job, books.turns) as crew:
            for event in books.begin():
                watch(event)
            ended = _work(books, crew, watch, stop)
            summary = books.end(ended)
        watch(Event("stop", clock(), summary.words))
        return summary


def discover(job: Job, stop: threading.Event) -> None:
    """Fetch the sources of the job alone, into its folder: its pages are found and none is asked for."""
    with opened(job, steady(time.time), last="section") as books, Crew(job, books.turns) as crew:
        books.begin()
        _work(books, crew, lambda _: None, stop)


def _work(books: Books, crew: Crew, watch: Callable[[Event], None], stop: threading.Event) -> Ended:
    """Until nothing is in flight and nothing is to be waited for, or there is no time left to wait."""
    pause, grace = 0.0, math.inf
    while True:
        crew.collect(pause)
        if stop.is_set():
            grace = min(grace, books.now() + GRACE_SECONDS)
            if books.now() > grace:
                return "stopped"
        if crew.busy and books.now() < books.next_commit:
            pause = books.next_commit - books.now()
            continue
        to_clean, leases = books.commit(crew.take(), 0 if stop.is_set() else crew.room)
        crew.fetch(leases)
        crew.clean(to_clean)
        for event in books.news(leases):
            watch(event)
        following = None if stop.is_set() else books.next_at()
        if not crew.busy and following is None:
            return "stopped" if stop.is_set() else books.limit_reached or "finished"
        pause = _LOOK_SECONDS if following is None else min(max(following - books.now(), 0.001), _LOOK_SECONDS)


def steady(now: Callable[[], float]) -> Callable[[], float]:
    """A clock that begins at ``now()`` and then only goes forward, whatever is done to the system's clock."""
    start, begun = now(), time.monotonic()
    return lambda: start + time.monotonic() - begun
