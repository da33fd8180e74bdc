"""Many sources through a pool of workers, outcomes in the order of the sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from .limits import DEFAULT_LIMITS, Limits, Order, Outcome, S, T, name_of
from .pool import Workers

_AHEAD = 64  # sources a job that may be finished before the oldest one is


def clean_many(
    sources: Iterable[S], order: Order, limits: Limits = DEFAULT_LIMITS, name: Callable[[S], str] = name_of
) -> Iterator[Outcome[S, T]]:
    """Carry out ``order`` for every source; outcomes come in the order of ``sources``, whatever finishes first.

    ``sources`` is read no further ahead than needed. What goes wrong is an Outcome with an error and stops nothing:
    CleanTimeout, CleanMemoryError, WorkerDied, Defect, or the ScraperError that was raised. Closing the iterator
    kills the processes.
    """
    waiting = enumerate(sources)
    finished: dict[int, Outcome[S, T]] = {}
    following, given, more = 0, 0, True
    with Workers[S, T](order, limits, name) as workers:
        while True:
            while more and workers.free and given - following < _AHEAD * limits.jobs:
                item = next(waiting, None)
                if item is None:
                    more = False
                else:
                    workers.give(*item)
                    given += 1
            if following == given:
                return
            for outcome in workers.wait():
                finished[outcome.number] = outcome
            while following in finished:
                yield finished.pop(following)
                following += 1
