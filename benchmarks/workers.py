"""Runs a system over pages in processes of its own, so that no page can stop, crash or bloat the run."""

from __future__ import annotations

import multiprocessing
import resource
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

import click

from .corpora import Truth
from .systems import Extract, Found, System

TIME_LIMIT = "time limit"
_PAGES_PER_PROCESS = 400  # peers leak memory; a fresh process keeps one from starving the other
_START_SECONDS = 120
_WARM_UP = (
    b"<html><head><title>Warm up</title></head><body><article>"
    + b"<p>One two three, four.</p>" * 40
    + b"</article></body></html>"
)
_SPAWN = multiprocessing.get_context("spawn")


class SystemUnavailable(click.ClickException):
    """A system under test is not installed or does not load; the commands end with this message."""


@dataclass(frozen=True, slots=True)
class Run:
    """What came of one page: ``found`` or ``error``, and the CPU milliseconds used (None: not timed in this run).

    ``rss_mb`` is the memory of the worker after the page, ``peak_mb`` the most it had so far, in MiB.
    """

    key: str
    found: Found | None
    cpu_ms: float | None
    error: str = ""
    rss_mb: float = 0.0
    peak_mb: float = 0.0


def run(
    system: System, pages: Iterable[Truth], jobs: int = 2, seconds: float = 30.0, per_process: int = _PAGES_PER_PROCESS
) -> Iterator[Run]:
    """Extract every page with ``system``, at most ``seconds`` each; results come in the order they finish.

    A process is replaced after ``per_process`` pages. Raises SystemUnavailable.
    """
    pool = _Pool(system, iter(pages), seconds, per_process)
    try:
        for _ in range(jobs):
            pool.feed(None)
        while pool.busy:
            yield from pool.collect()
    finally:
        for worker in pool.busy:
            worker.stop()


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    left: int
    key: str = ""
    deadline: float = 0.0

    def stop(self) -> None:
        self.pipe.close()
        self.process.kill()
        self.process.join()


@dataclass(slots=True)
class _Pool:
    system: System
    waiting: Iterator[Truth]
    seconds: float
    per_process: int
    busy: list[_Worker] = field(default_factory=list)

    def feed(self, worker: _Worker | None) -> None:
        """Give the next page to ``worker``, or to a new one; stop the worker when there is no page left."""
        page = next(self.waiting, None)
        if page is None:
            if worker:
                worker.stop()
            return
        worker = worker or _start(self.system, self.per_process)
        self.busy.append(worker)
        worker.key, worker.deadline = page.key, time.monotonic() + self.seconds
        worker.pipe.send(page)

    def collect(self) -> list[Run]:
        """Wait for the next results or the next deadline, and hand out more pages."""
        timeout = max(0.0, min(worker.deadline for worker in self.busy) - time.monotonic())
        ready = wait([worker.pipe for worker in self.busy], timeout)
        return [
            self._finish(worker, worker.pipe in ready)
            for worker in list(self.busy)
            if worker.pipe in ready or time.monotonic() > worker.deadline
        ]

    def _finish(self, worker: _Worker, answered: bool) -> Run:
        """The worker's answer, or that it took too long. A worker that failed or has done enough is replaced."""
        result = _receive(worker) if answered else Run(worker.key, None, self.seconds * 1e3, TIME_LIMIT)
        self.busy.remove(worker)
        worker.left -= 1
        if worker.left > 0 and answered and result.cpu_ms is not None:
            self.feed(worker)
        else:
            worker.stop()
            self.feed(None)
        return result


def _start(system: System, pages: int) -> _Worker:
    here, there = _SPAWN.Pipe()
    process = _SPAWN.Process(target=_serve, args=(system, there), daemon=True)
    process.start()
    there.close()
    worker = _Worker(process, here, pages)
    problem = here.recv() if here.poll(_START_SECONDS) else f"no answer in {_START_SECONDS} seconds"
    if problem:
        worker.stop()
        raise SystemUnavailable(f"{system.name} cannot be loaded: {problem}")
    return worker


def _receive(worker: _Worker) -> Run:
    try:
        result: Run = worker.pipe.recv()
    except (EOFError, ConnectionError):
        return Run(worker.key, None, None, "process died")
    return result


def _serve(system: System, pipe: Connection) -> None:
    """The worker's loop. Any exception of a system under test is a result to report, not ours to judge."""
    try:
        extract, prepare = system.load()
        extract(_WARM_UP, "http://localhost/warm/up")
    except Exception as error:  # noqa: BLE001 - reported to the caller, which stops
        pipe.send(f"{type(error).__name__}: {error}")
        return
    pipe.send("")
    while True:
        try:
            page: Truth = pipe.recv()
        except EOFError:
            return
        prepare(page.source or page.url or "")
        pipe.send(_extract(extract, page))


def _extract(extract: Extract, page: Truth) -> Run:
    html = page.html()
    found, problem = None, ""
    begin = time.process_time()
    try:
        found = extract(html, page.url)
    except Exception as error:  # noqa: BLE001 - a crash counts as an empty result and is listed
        problem = f"{type(error).__name__}: {error}"
    used = (time.process_time() - begin) * 1e3
    return Run(
        page.key, found, used, problem, _resident_mb(), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    )


def _resident_mb() -> float:
    """Memory in use now, from Linux; 0 where there is no such file."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    except FileNotFoundError:
        return 0.0
    return pages * resource.getpagesize() / 2**20
