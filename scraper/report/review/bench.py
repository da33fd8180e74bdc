"""Where pages are cleaned for the review: in processes that can be killed, asked from any thread."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable
from typing import Any

from ...errors import ScraperError, WorkerDied
from ...workers import Limits, Order, Outcome, Workers


class Bench:
    """One process for what somebody waits for; ``survey`` goes through many requests beside it.

    ``order`` is carried out for every request. ``name`` tells what a request is about, for errors.
    """

    def __init__(self, order: Order, limits: Limits, name: Callable[[Any], str]) -> None:
        self._order, self._limits, self._name = order, limits, name
        self._one_at_a_time = threading.Lock()
        self._closed = threading.Event()
        self._workers: Workers[Any, Any] = Workers(order, limits, name)
        self._threads: list[threading.Thread] = []

    def ask(self, request: Any) -> Any:
        """What comes of one request. Raises its ScraperError, the same as cleaning anywhere."""
        with self._one_at_a_time:
            self._check_open(request)
            self._workers.give(0, request)
            while True:
                for outcome in self._workers.wait():
                    return _value(outcome)
                self._check_open(request)

    def survey(self, requests: Iterable[Any], take: Callable[[Outcome[Any, Any]], None]) -> None:
        """Carry out ``requests`` beside everything else; ``take`` gets each outcome, in another thread."""
        thread = threading.Thread(target=self._go_through, args=(requests, take), daemon=True)
        self._threads.append(thread)
        thread.start()

    def _go_through(self, requests: Iterable[Any], take: Callable[[Outcome[Any, Any]], None]) -> None:
        waiting = enumerate(requests)
        more = True
        with Workers[Any, Any](self._order, self._limits, self._name) as workers:
            while not self._closed.is_set() and (more or workers.busy):
                while more and workers.free:
                    item = next(waiting, None)
                    more = item is not None
                    if item:
                        workers.give(*item)
                for outcome in workers.wait() if workers.busy else []:
                    take(outcome)

    def close(self) -> None:
        """Kill the processes; who waits for one is told that it died."""
        self._closed.set()
        with self._one_at_a_time:
            self._workers.close()
        for thread in self._threads:
            thread.join(timeout=2.0)

    def _check_open(self, request: Any) -> None:
        if self._closed.is_set():
            raise WorkerDied(self._name(request), "the review was ended meanwhile", "Start it again")


def _value(outcome: Outcome[Any, Any]) -> Any:
    error: ScraperError | None = outcome.error
    if error:
        raise error
    return outcome.value
