"""Runs systems over the same pages in turns and sums up their times."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from .corpora import Truth
from .synthetic import page_of_bytes, page_of_elements
from .systems import SYSTEMS
from .workers import run

BYTES = (10_000, 100_000, 1_000_000, 5_000_000, 20_000_000)
ELEMENTS = (1_000, 10_000, 50_000, 200_000)


@dataclass(frozen=True, slots=True)
class Speed:
    """CPU milliseconds a page; ``peak_mb`` is the most memory the process had, the system itself included."""

    system: str
    mean: float
    median: float
    p95: float
    peak_mb: float
    failed: int

    @property
    def pages_per_second(self) -> float:
        """On one core."""
        return 1e3 / self.mean


@dataclass(frozen=True, slots=True)
class Point:
    """One page made to size: ``size`` in bytes or elements; ``cpu_ms`` is None when it failed or took too long."""

    system: str
    measure: str
    size: int
    cpu_ms: float | None
    peak_mb: float
    error: str = ""


def speeds(systems: Sequence[str], pages: list[Truth], rounds: int, seconds: float) -> list[Speed]:
    """Each page's best time of ``rounds``; the systems take turns, so that a busy machine is busy for all of them."""
    best: dict[str, dict[str, float]] = {system: {} for system in systems}
    peak = dict.fromkeys(systems, 0.0)
    failed: dict[str, set[str]] = {system: set() for system in systems}
    for turn in range(rounds):
        start = turn * len(pages) // rounds  # what a process loads late is paid for by other pages each turn
        for system in systems:
            for result in run(SYSTEMS[system], pages[start:] + pages[:start], jobs=1, seconds=seconds):
                used = seconds * 1e3 if result.cpu_ms is None else result.cpu_ms
                best[system][result.key] = min(used, best[system].get(result.key, used))
                peak[system] = max(peak[system], result.peak_mb)
                failed[system] |= {result.key} if result.error else set()
    return [_speed(name, list(best[name].values()), peak[name], len(failed[name])) for name in systems]


def _speed(system: str, times: list[float], peak_mb: float, failed: int) -> Speed:
    p95 = float(np.percentile(times, 95))
    return Speed(system, statistics.fmean(times), statistics.median(times), p95, peak_mb, failed)


def growth(system: str, folder: Path, seconds: float) -> Iterator[Point]:
    """Times of pages of growing size, in ``folder``; after the first that fails or takes too long no larger one."""
    for measure, sizes, make in (("bytes", BYTES, page_of_bytes), ("elements", ELEMENTS, page_of_elements)):
        for size in sizes:
            page = Truth(
                "synthetic", f"{measure}-{size}", folder / f"{measure}-{size}.html", "http://localhost/a/story"
            )
            if not page.page.exists():
                page.page.write_bytes(make(size))
            yield (point := _point(system, measure, size, page, seconds))
            if point.error:
                break


def _point(system: str, measure: str, size: int, page: Truth, seconds: float) -> Point:
    """The best of a few turns for small pages, where the first one pays for what is loaded late."""
    turns = 3 if page.page.stat().st_size < 2_000_000 else 1
    results = list(run(SYSTEMS[system], [page] * turns, jobs=1, seconds=seconds))
    error = next((result.error for result in results if result.error), "")
    times = [result.cpu_ms for result in results if result.cpu_ms is not None and not result.error]
    return Point(system, measure, size, min(times, default=None), max(r.peak_mb for r in results), error)


def exponent(points: Sequence[Point]) -> float | None:
    """The power of the size that time grows with, by least squares over the larger sizes: 1 is linear, 2 quadratic."""
    timed = [(point.size, point.cpu_ms) for point in points if point.cpu_ms][-3:]
    if len(timed) < 2:
        return None
    sizes, times = np.log(np.array(timed, dtype=float)).T
    return float(np.polyfit(sizes, times, 1)[0])


def memory(system: str, pages: list[Truth], count: int, seconds: float) -> Iterator[tuple[int, float]]:
    """(pages done, MiB in use) at twenty points along ``count`` pages in one process; ``pages`` are used in turn."""
    again = (pages[number % len(pages)] for number in range(count))
    for done, result in enumerate(run(SYSTEMS[system], again, jobs=1, seconds=seconds, per_process=count + 1), 1):
        if done % max(1, count // 20) == 0:
            yield done, result.rss_mb
