"""A crawl in a process of its own, to be killed: ``python crawlchild.py '{"folder": ..., "feeds": [...]}'``.

Writes a line to standard output for every event, so that the test knows how far it is. ``crash``: (operation, number):
the process kills itself right before or after its n-th durable operation after the start.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from scraper.config import Config, FetchConfig
from scraper.crawl.events import Event
from scraper.crawl.job import Job, Limits, Output, Politeness, Source
from scraper.crawl.run import run_job
from scraper.crawl.state import State

CONFIG = Config(
    fetch=FetchConfig(allow_private=True, connect_seconds=3.0, total_seconds=30.0, backoff_seconds=0.1, retries=4)
)


def job_of(spec: dict[str, Any]) -> Job:
    """``folder`` and ``feeds``; optional ``delay``, ``workers``, ``jobs``, ``pages``."""
    return Job(
        "test",
        tuple(Source("feed", feed) for feed in spec["feeds"]),
        Output(Path(spec["folder"])),
        limits=Limits(pages=spec.get("pages", 0)),
        politeness=Politeness(delay_seconds=spec.get("delay", 0.0)),
        config=CONFIG,
        workers=spec.get("workers", 8),
        jobs=spec.get("jobs", 2),
    )


class Crash:
    """Wraps a durable operation; the process dies before or after call number ``number``."""

    def __init__(self, operation: Callable[..., Any], number: int, after: bool) -> None:
        self.operation, self.left, self.after = operation, number, after

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        self.left -= 1
        if self.left == 0 and not self.after:
            os.kill(os.getpid(), signal.SIGKILL)
        result = self.operation(*args, **kwargs)
        if self.left == 0 and self.after:
            os.kill(os.getpid(), signal.SIGKILL)
        return result

    def __get__(self, instance: object, _: type | None = None) -> Callable[..., Any]:
        return lambda *args, **kwargs: self(instance, *args, **kwargs)


def arm(name: str, number: int, after: bool) -> None:
    if name == "commit":
        State._commit = Crash(State._commit, number, after)  # type: ignore[method-assign, assignment]
    else:
        setattr(os, name, Crash(getattr(os, name), number, after))


def main() -> None:
    spec = json.loads(sys.argv[1])
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())

    def watch(event: Event) -> None:
        print(event.kind, event.words, flush=True)
        if event.kind == "start" and "crash" in spec:
            arm(*spec["crash"])

    print(json.dumps(dict(run_job(job_of(spec), watch, stop).outcomes)))


if __name__ == "__main__":
    main()
