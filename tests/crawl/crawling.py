"""Short ways for the engine's tests: a job, a run of it, what it wrote. Pages are cleaned in the test's own process."""

from __future__ import annotations

import dataclasses
import json
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from faultserver import FaultServer
from newssites import article

from scraper.config import FetchConfig
from scraper.crawl import foreman
from scraper.crawl.events import Event, Summary
from scraper.crawl.job import CONFIG, Job, Output, Politeness, Source
from scraper.crawl.run import run_job
from scraper.errors import ScraperError
from scraper.workers import Limits, Order, Outcome

FETCH = FetchConfig(allow_private=True, connect_seconds=1.0, total_seconds=5.0, backoff_seconds=0.05, retries=2)


def job_for(folder: Path, *urls: str, kind: Any = "urls", **changes: Any) -> Job:
    """A job without delays over ``urls``; ``changes`` are fields of Job, or of its politeness and limits."""
    politeness = {name: changes.pop(name) for name in list(changes) if name in Politeness.__slots__}
    job = Job(
        "test",
        tuple(Source(kind, url) for url in urls),
        Output(folder),
        politeness=dataclasses.replace(Politeness(delay_seconds=0.0), **politeness),
        config=dataclasses.replace(CONFIG, fetch=FETCH),
        workers=4,
        jobs=1,
    )
    return dataclasses.replace(job, **changes)


class InlineWorkers:
    """Stands in for ``Workers``: the work is done at once, here. For tests about anything but the processes."""

    def __init__(self, order: Order, limits: Limits) -> None:
        self.order, self.limits = order, limits
        self.done: list[Outcome[Any, Any]] = []

    @property
    def free(self) -> bool:
        return len(self.done) < self.limits.jobs

    def give(self, number: int, source: Any) -> None:
        try:
            self.done.append(Outcome(number, source, value=self.order.run(source)))
        except ScraperError as error:
            self.done.append(Outcome(number, source, error=error))

    def wait(self) -> list[Outcome[Any, Any]]:
        done, self.done = self.done, []
        return done

    def close(self) -> None:
        self.done = []


@dataclasses.dataclass
class Crawl:
    """What one run gave."""

    summary: Summary
    events: list[Event]

    def outcomes(self) -> dict[str, str]:
        """The last outcome of each page, by path."""
        return {
            "/" + event.url.split("/", 3)[3]: str(event.outcome) for event in self.events if event.outcome is not None
        }


def crawl(
    job: Job, now: Callable[[], float] = time.time, watch: Callable[[Event], None] | None = None,
    stop: threading.Event | None = None,
) -> Crawl:  # fmt: skip
    """One run, cleaned in this process."""
    events: list[Event] = []

    def note(event: Event) -> None:
        events.append(event)
        if watch:
            watch(event)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(foreman, "Workers", InlineWorkers)
        return Crawl(run_job(job, note, stop or threading.Event(), now=now), events)


def later(days: float) -> Callable[[], float]:
    return lambda: time.time() + days * 86400


def lines(folder: Path, name: str = "articles") -> list[dict[str, Any]]:
    path = folder / f"{name}.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []


def story(server: FaultServer, path: str = "/story", seed: str = "one", extra: str = "") -> str:
    server.route(path, article(seed, f"Title of {seed}", extra=extra))
    return server.url(path)
