"""Runs a system over pages in processes of its own, so that no page can stop, crash or bloat the run."""

from __future__ import annotations

import multiprocessing
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from .corpora import Truth
from .systems import Found, System

TIME_LIMIT = "time limit"
_PAGES_PER_PROCESS = 400  # peers leak memory; a fresh process keeps one from starving the other
_WARM_UP = (
    b"<html><head><title>Warm up</title></head><body><article>"
    + b"<p>One two three, four.</p>" * 40
    + b"</article></body></html>"
)
_SPAWN = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class Run:
    """What came of one page: ``found`` or ``error``, and the CPU milliseconds used (None: not timed in this run)."""

    key: str
    found: Found | None
    cpu_ms: float | None
    error: str = ""


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    left: int = _PAGES_PER_PROCESS
    key: str = ""
    deadline: float = 0.0


def run(system: System, pages: Iterable[Truth], jobs: int = 2, seconds: float = 30.0) -> Iterator[Run]:
    """Extract every page with ``system``, at most ``seconds`` each; results come in the order they finish."""
    waiting = iter(pages)
    busy: list[_Worker] = []
    try:
        for _ in range(jobs):
            _feed(system, None, waiting, busy, seconds)
        while busy:
            yield from _collect(system, waiting, busy, seconds)
    finally:
        for worker in busy:
            _stop(worker)


def _collect(system: System, waiting: Iterator[Truth], busy: list[_Worker], seconds: float) -> Iterator[Run]:
    """Wait for the next results or the next deadline, and hand out more pages."""
    timeout = max(0.0, min(worker.deadline for worker in busy) - time.monotonic())
    ready = wait([worker.pipe for worker in busy], timeout)
    for worker in list(busy):
        late = time.monotonic() > worker.deadline
        if worker.pipe not in ready and not late:
            continue
        busy.remove(worker)
        result = _receive(worker) if worker.pipe in ready else Run(worker.key, None, seconds * 1e3, TIME_LIMIT)
        worker.left = 0 if late or result.cpu_ms is None else worker.left - 1
        yield result
        if worker.left <= 0:
            _stop(worker)
        _feed(system, worker if worker.left > 0 else None, waiting, busy, seconds)


def _feed(
    system: System, worker: _Worker | None, waiting: Iterator[Truth], busy: list[_Worker], seconds: float
) -> None:
    """Give the next page to ``worker``, or to a new one when there is none."""
    page = next(waiting, None)
    if page is None:
        if worker:
            _stop(worker)
        return
    worker = worker or _start(system)
    worker.key, worker.deadline = page.key, time.monotonic() + seconds
    worker.pipe.send(page)
    busy.append(worker)


def _start(system: System) -> _Worker:
    here, there = _SPAWN.Pipe()
    process = _SPAWN.Process(target=_serve, args=(system, there), daemon=True)
    process.start()
    there.close()
    if not here.poll(120):
        raise RuntimeError(f"{system.name} did not start within 120 seconds")
    problem = here.recv()
    if problem:
        raise RuntimeError(f"{system.name} cannot be loaded: {problem}")
    return _Worker(process, here)


def _stop(worker: _Worker) -> None:
    worker.pipe.close()
    worker.process.kill()
    worker.process.join()


def _receive(worker: _Worker) -> Run:
    try:
        result: Run = worker.pipe.recv()
    except (EOFError, ConnectionError):
        return Run(worker.key, None, None, "process died")
    return result


def _serve(system: System, pipe: Connection) -> None:
    """The worker's loop. Any exception of a system under test is a result to report, not ours to judge."""
    try:
        extract = system.load()
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
        html = page.html()
        begin = time.process_time()
        try:
            found, problem = extract(html, page.url), ""
        except Exception as error:  # noqa: BLE001 - a crash counts as an empty result and is listed
            found, problem = None, f"{type(error).__name__}: {error}"
        pipe.send(Run(page.key, found, (time.process_time() - begin) * 1e3, problem))
