"""Runs systems over sets of pages and scores them; the tables and files are made from what this returns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from .aggregate import Score, differences, totals
from .cache import cached_run
from .corpora import Truth, sample
from .scoring import Scores, score
from .systems import SYSTEMS
from .workers import Run, run

_TIMED = 60  # cached peers are run again on this many pages a set, so that all times are of one run

Results = dict[str, dict[str, Run]]


@dataclass(frozen=True, slots=True)
class Group:
    """Pages that are reported together, and the scores of each system on them."""

    name: str
    pages: tuple[Truth, ...]
    scores: dict[str, list[Scores]]

    def totals(self) -> dict[str, dict[str, Score]]:
        return {system: totals(pages) for system, pages in self.scores.items()}

    def against(self, peer: str) -> dict[str, dict[str, Score]]:
        theirs = self.scores[peer]
        return {name: differences(pages, theirs) for name, pages in self.scores.items() if name != peer}


def extract_all(
    systems: Sequence[str], pages: list[Truth], cache: Path | None, jobs: int, tell: Callable[[str, int], None]
) -> Results:
    """What each system found on each page, by system and page key. ``tell(system, done)`` reports progress."""
    results: Results = {}
    for system in systems:
        results[system] = {}
        for done, result in enumerate(cached_run(SYSTEMS[system], pages, cache, jobs), 1):
            results[system][result.key] = result
            tell(system, done)
        results[system] |= _timed_again(system, results[system], pages, jobs)
    return results


def _timed_again(system: str, results: dict[str, Run], pages: list[Truth], jobs: int) -> dict[str, Run]:
    chosen = [page for group in by_set(pages) for page in sample(group, _TIMED) if results[page.key].cpu_ms is None]
    return {result.key: result for result in run(SYSTEMS[system], chosen, jobs)}


def by_set(pages: list[Truth]) -> list[list[Truth]]:
    return [[page for page in pages if page.set == name] for name in dict.fromkeys(page.set for page in pages)]


def groups(pages: list[Truth], results: Results) -> Iterator[Group]:
    """One group a set; WCXB has one of its articles as well, because most of its published numbers are of those."""
    for members in by_set(pages):
        articles = [page for page in members if page.page_type == "article"]
        if 0 < len(articles) < len(members):
            yield _group(f"{members[0].set} articles", articles, results)
            yield _group(f"{members[0].set} all", members, results)
        else:
            yield _group(members[0].set, members, results)


def _group(name: str, pages: list[Truth], results: Results) -> Group:
    timed = {page.key for page in pages if all(found[page.key].cpu_ms is not None for found in results.values())}
    scores = {
        system: [_page_scores(system, found[page.key], page, page.key in timed) for page in pages]
        for system, found in results.items()
    }
    return Group(name, tuple(pages), scores)


def _page_scores(system: str, result: Run, page: Truth, timed: bool) -> Scores:
    cpu = (result.cpu_ms or 0.0, 1.0) if timed else (0.0, 0.0)
    return {**score(result.found, page, SYSTEMS[system].fields), "cpu_ms": cpu, "cpu_median": cpu}
