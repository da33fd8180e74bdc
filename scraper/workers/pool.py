"""A pool of worker processes: hand out sources, collect outcomes, replace what hangs, bloats or dies."""

from __future__ import annotations

import time
from collections.abc import Callable
from multiprocessing.connection import wait
from typing import Any, Generic, Self

from ..errors import CleanMemoryError, CleanTimeout, Defect, FetchTimeout, ScraperError, WorkerDied
from .limits import Limits, Order, Outcome, S, T, name_of
from .process import Process

_LOOK_SECONDS = 0.1  # how often the memory of the workers is looked at


class Workers(Generic[S, T]):
    """Up to ``limits.jobs`` processes that carry out ``order``. Use in a ``with`` block: leaving it kills them all.

    ``name`` tells what to call a source in errors. Not for several threads at once.
    """

    def __init__(self, order: Order, limits: Limits, name: Callable[[S], str] = name_of) -> None:
        self._order, self._limits, self._name = order, limits, name
        self._processes: list[Process] = []

    @property
    def busy(self) -> int:
        """Sources that are being worked on."""
        return sum(process.number >= 0 for process in self._processes)

    @property
    def free(self) -> bool:
        """Whether another source can be given."""
        return self.busy < self._limits.jobs

    def give(self, number: int, source: S) -> None:
        """Start work on a source. ``number`` (from 0) comes back in its Outcome."""
        for process in [process for process in self._processes if process.number < 0]:
            if process.give(number, source):
                return
            self._drop(process)  # it died while it was idle
        fresh = Process(self._order, self._limits)
        self._processes.append(fresh)
        fresh.give(number, source)

    def wait(self) -> list[Outcome[S, T]]:
        """Wait until something happens; returns the outcomes there are then, maybe none."""
        busy = [process for process in self._processes if process.number >= 0]
        seconds = min((process.deadline for process in busy), default=0.0) - time.monotonic()
        spoke = wait([process.pipe for process in busy], max(0.0, min(seconds, _LOOK_SECONDS)))
        found = [self._hear(process) if process.pipe in spoke else self._look(process) for process in busy]
        return [outcome for outcome in found if outcome]

    def close(self) -> None:
        """Kill every process."""
        for process in self._processes:
            process.kill()
        self._processes.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _hear(self, process: Process) -> Outcome[S, T] | None:
        try:
            kind, *rest = process.pipe.recv()
        except (EOFError, OSError):
            return self._died(process)
        if kind == "ready":
            process.ready()
        elif kind == "loaded":
            process.loaded()
        else:
            return self._answered(process, kind, rest)
        return None

    def _answered(self, process: Process, kind: str, rest: list[Any]) -> Outcome[S, T]:
        number, source = process.number, process.source
        process.finished()
        if kind == "memory" or process.done >= self._limits.per_process:
            self._drop(process)  # what it left behind must not matter to the next source
        if kind == "value":
            return Outcome(number, source, value=rest[0])
        if kind == "error":
            return Outcome(number, source, error=rest[0])
        if kind == "memory":
            return Outcome(number, source, error=self._too_big(source))
        advice = "This is a defect of the scraper: please report it with the page"
        return Outcome(number, source, error=Defect(self._name(source), rest[0], advice), trace=rest[1])

    def _look(self, process: Process) -> Outcome[S, T] | None:
        if time.monotonic() > process.deadline:
            return self._stopped(process, self._too_slow(process))
        if process.bloated:
            return self._stopped(process, self._too_big(process.source))
        return None

    def _died(self, process: Process) -> Outcome[S, T]:
        number, source = process.number, process.source
        process.phase = "gone"
        how = self._drop(process)
        reason = f"the process that cleaned it {how}"
        return Outcome(number, source, error=WorkerDied(self._name(source), reason, _after_death(how)))

    def _stopped(self, process: Process, error: ScraperError) -> Outcome[S, T]:
        outcome: Outcome[S, T] = Outcome(process.number, process.source, error=error)
        self._drop(process)
        return outcome

    def _drop(self, process: Process) -> str:
        self._processes.remove(process)
        return process.kill()

    def _too_slow(self, process: Process) -> ScraperError:
        name = self._name(process.source)
        if process.phase == "clean":
            reason = f"cleaning took more than {self._limits.seconds:g} seconds and was stopped"
            return CleanTimeout(name, reason, "Raise --time-limit (clean_seconds) if the page is worth it")
        if process.phase == "load":
            reason = f"could not be loaded within {self._limits.load_seconds:g} seconds"
            return FetchTimeout(name, reason, "Try again later")
        return WorkerDied(name, "the process that was to clean it did not start in time", "Try again with fewer --jobs")

    def _too_big(self, source: S) -> CleanMemoryError:
        reason = f"cleaning needed more than {self._limits.megabytes} MiB of memory and was stopped"
        advice = "Raise --memory-limit (clean_megabytes) if the page is worth it"
        return CleanMemoryError(self._name(source), reason, advice)


def _after_death(how: str) -> str:
    if how.endswith("SIGKILL"):
        return "The system may be short of memory: try again with fewer --jobs"
    return "This is a defect of the scraper or of a library: please report it with the page"
