"""What the report of a crawl job shows, read from the job's state: counts alone, however many pages there are.

Days are in UTC. A site is a host key. Everything is read by grouping in SQLite, so a million pages cost seconds.
"""

from __future__ import annotations

import calendar
import json
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..crawl.state import open_state
from .crawl_drift import MOST_RECENT, Drift, Sample, Silence, Yield, drifts

if TYPE_CHECKING:
    from ..crawl.state import State

_DAYS = 30
_RUNS = 60
_ERROR_GROUPS, _EXAMPLES = 12, 4
_DAY = 86_400.0
_VARYING = re.compile(r"https?://\S+|\d[\d.,]*")  # what differs between errors of one kind

Days = tuple[tuple[str, Mapping[str, int]], ...]  # (ISO day, articles by site), oldest first, no day left out


@dataclass(frozen=True, slots=True)
class RunRow:
    """One run. ``outcomes`` counts pages by Outcome; ``ended`` empty: it runs, or was killed."""

    number: int
    started: float
    seconds: float
    ended: str
    outcomes: Mapping[str, int]
    requests: int
    bytes: int

    @property
    def articles(self) -> int:
        return self.outcomes.get("new", 0) + self.outcomes.get("changed", 0)


@dataclass(frozen=True, slots=True)
class SiteRow:
    """One site over all runs. ``quality``: mean score (0..1); ``removed``: share of the words; ``history``: mean
    quality by run, oldest first; ``fetch_seconds``: mean of a request in the last runs."""

    host: str
    pages: int = 0
    articles: int = 0
    duplicates: int = 0
    errors: int = 0
    quality: float | None = None
    removed: float | None = None
    requests: int = 0
    fetch_seconds: float = 0.0
    history: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class ErrorGroup:
    """Pages that failed for one reason, the latest as examples: (address, what happened)."""

    reason: str
    pages: int
    examples: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class CrawlReport:
    """Everything on the page. ``quality`` and ``removed`` are histograms of ten equal bins from 0 to 1."""

    job: str
    made: float
    runs: tuple[RunRow, ...] = ()
    pages: Mapping[str, int] = field(default_factory=dict)
    articles: int = 0
    duplicates: int = 0
    retired: int = 0
    found: Days = ()
    dated: Days = ()
    quality: tuple[int, ...] = (0,) * 10
    removed: tuple[int, ...] = (0,) * 10
    sites: tuple[SiteRow, ...] = ()
    errors: tuple[ErrorGroup, ...] = ()
    drift: tuple[Drift, ...] = ()


def gather(folder: Path, job: str, now: float | None = None) -> CrawlReport:
    """Read the state in ``folder``. Raises JobError when there is none or it is damaged, OutputError."""
    state = open_state(folder, readonly=True)
    try:
        return _gather(state, job, time.time() if now is None else now)
    finally:
        state.close()


def _gather(state: State, job: str, now: float) -> CrawlReport:
    counts = state.one(
        "SELECT sum(revision > 0 AND retired IS NULL), sum(duplicate_of IS NOT NULL), sum(retired IS NOT NULL)"
        " FROM articles"
    )
    articles, duplicates, retired = (value or 0 for value in tuple(counts or (0, 0, 0)))
    return CrawlReport(
        job=job,
        made=now,
        runs=_runs(state),
        pages=dict(map(tuple, state.all("SELECT coalesce(outcome, state), count(*) FROM pages GROUP BY 1"))),
        articles=articles,
        duplicates=duplicates,
        retired=retired,
        found=_by_day(state, "date(a.written, 'unixepoch')", now),
        dated=_by_day(state, "date(p.dated)", now),
        quality=_histogram(state, "quality"),
        removed=_histogram(state, "CAST(removed AS REAL) / max(1, removed + words)"),
        sites=_sites(state),
        errors=_errors(state),
        drift=drifts(_quality_samples(state), _yields(state), _silences(state), now),
    )


def _runs(state: State) -> tuple[RunRow, ...]:
    rows = state.all("SELECT id, started, ended, summary FROM runs ORDER BY id DESC LIMIT ?", (_RUNS,))
    return tuple(_run(row) for row in reversed(rows))


def _run(row: Any) -> RunRow:
    summary = json.loads(row["summary"]) if row["summary"] else {}
    return RunRow(
        number=row["id"],
        started=row["started"],
        seconds=(row["ended"] or row["started"]) - row["started"],
        ended=summary.get("ended", "").removeprefix("unfinished"),
        outcomes=summary.get("outcomes", {}),
        requests=summary.get("requests", 0),
        bytes=summary.get("bytes", 0),
    )


def _by_day(state: State, day: str, now: float) -> Days:
    """Articles by day and site; ``day`` is an SQL expression over ``a`` (articles) and ``p`` (pages)."""
    counted: dict[str, dict[str, int]] = {}
    query = (
        f"SELECT {day} AS day, p.host AS host, count(*) AS number FROM articles a JOIN pages p ON p.id = a.page"  # noqa: S608 - one of two constants
        " WHERE a.revision > 0 AND day IS NOT NULL GROUP BY 1, 2"
    )
    for row in state.all(query):
        counted.setdefault(row["day"], {})[row["host"]] = row["number"]
    if not counted:
        return ()
    last = min(max(counted), _iso(now))
    days = [_iso(_seconds(last) - _DAY * back) for back in reversed(range(_DAYS))]
    first = next((number for number, day in enumerate(days) if day in counted), 0)
    return tuple((day, counted.get(day, {})) for day in days[min(first, _DAYS - 7) :])


def _iso(seconds: float) -> str:
    return time.strftime("%Y-%m-%d", time.gmtime(seconds))


def _seconds(day: str) -> float:
    return float(calendar.timegm(time.strptime(day, "%Y-%m-%d")))


def _histogram(state: State, value: str) -> tuple[int, ...]:
    bins = [0] * 10
    column = f"min(9, CAST(10 * ({value}) AS INT))"
    for row in state.all(f"SELECT {column} AS bin, count(*) FROM articles WHERE revision > 0 GROUP BY 1"):  # noqa: S608 - constants
        bins[max(0, row[0])] += row[1]
    return tuple(bins)


def _sites(state: State) -> tuple[SiteRow, ...]:
    """Sites with the most articles first."""
    fetched = {row["host"]: row for row in state.all(_FETCHED, (_RUNS,))}
    history: dict[str, list[float]] = {}
    for row in state.all("SELECT host, quality / cleaned AS mean FROM host_runs WHERE cleaned > 0 ORDER BY run"):
        history.setdefault(row["host"], []).append(row["mean"])
    found = []
    for row in state.all(_BY_SITE):
        speed = fetched.get(row["host"])
        found.append(
            SiteRow(
                host=row["host"], pages=row["pages"], articles=row["articles"], duplicates=row["duplicates"],
                errors=row["errors"], quality=row["quality"], removed=row["removed"],
                requests=speed["requests"] if speed else 0,
                fetch_seconds=speed["seconds"] / max(1, speed["requests"]) if speed else 0.0,
                history=tuple(history.get(row["host"], ())[-_RUNS:]),
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda site: (-site.articles, -site.pages, site.host)))


_BY_SITE = """
SELECT p.host AS host, count(*) AS pages, count(CASE WHEN a.revision > 0 THEN 1 END) AS articles,
       count(a.duplicate_of) AS duplicates, sum(p.state = 'failed' OR p.tries > 0) AS errors, avg(a.quality) AS quality,
       CAST(sum(a.removed) AS REAL) / max(1, sum(a.removed + a.words)) AS removed
FROM pages p LEFT JOIN articles a ON a.page = p.id GROUP BY p.host
"""
_FETCHED = """
SELECT host, sum(requests) AS requests, sum(seconds) AS seconds FROM host_runs
WHERE run > (SELECT coalesce(max(id), 0) FROM runs) - ? GROUP BY host
"""


def _errors(state: State) -> tuple[ErrorGroup, ...]:
    """Grouped by status, else by what the error says apart from its numbers and addresses."""
    groups: dict[str, list[tuple[str, str]]] = {}
    rows = state.all(
        "SELECT url, status, error FROM pages WHERE error IS NOT NULL AND (state = 'failed' OR tries > 0)"
        " ORDER BY visited DESC LIMIT 5000"
    )
    for row in rows:
        groups.setdefault(_reason(row["status"], row["error"], row["url"]), []).append((row["url"], row["error"]))
    ordered = sorted(groups.items(), key=lambda group: (-len(group[1]), group[0]))
    return tuple(ErrorGroup(reason, len(pages), tuple(pages[:_EXAMPLES])) for reason, pages in ordered[:_ERROR_GROUPS])


def _reason(status: int | None, error: str, url: str) -> str:
    if status and status >= 400:
        return f"status {status}"
    words = error.removeprefix(url).lstrip(": ").partition(". ")[0]
    return _VARYING.sub("…", words)[:80]


def _quality_samples(state: State) -> list[Sample]:
    rows = state.all("SELECT host, run, cleaned, quality, words, removed FROM host_runs WHERE cleaned > 0 ORDER BY run")
    return [Sample(row["host"], row["cleaned"], row["quality"], row["words"], row["removed"]) for row in rows]


def _yields(state: State) -> list[Yield]:
    """By site: how many of its pages are articles, and of those that were read anew last, the last at the end.

    Unchanged pages are articles that say nothing about today's layout: they count with the past alone.
    """
    recent: dict[str, list[bool]] = {}
    for row in state.all(_RECENT, (MOST_RECENT,)):
        recent.setdefault(row["host"], []).append(bool(row["good"]))
    return [
        Yield(row["host"], row["pages"], row["good"], tuple(recent.get(row["host"], ())))
        for row in state.all(_ALL_PAGES)
    ]


_GOOD = "outcome IN ('new', 'changed', 'unchanged', 'duplicate')"
_JUDGED = "kind = 'page' AND outcome IN ('new', 'changed', 'unchanged', 'duplicate', 'not_article')"
_ALL_PAGES = f"SELECT host, count(*) AS pages, sum({_GOOD}) AS good FROM pages WHERE {_JUDGED} GROUP BY host"  # noqa: S608
_RECENT = f"""
SELECT host, good FROM (
    SELECT host, {_GOOD} AS good, visited, row_number() OVER (PARTITION BY host ORDER BY visited DESC) AS place
    FROM pages WHERE {_JUDGED} AND outcome <> 'unchanged'
) WHERE place <= ? ORDER BY host, visited
"""  # noqa: S608 - constants


def _silences(state: State) -> list[Silence]:
    rows = state.all(
        "SELECT p.host AS host, count(*) AS articles, min(a.written) AS first, max(a.written) AS last,"
        " count(DISTINCT date(a.written, 'unixepoch')) AS days"
        " FROM articles a JOIN pages p ON p.id = a.page WHERE a.revision > 0 GROUP BY p.host"
    )
    return [Silence(row["host"], row["articles"], row["first"], row["last"], row["days"]) for row in rows]
