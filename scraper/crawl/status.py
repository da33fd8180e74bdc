"""How a job stands, what a run would ask for, and what a user can ask of the next run."""

from __future__ import annotations

import json
import sqlite3
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..errors import JobError
from .events import Failure, HostProgress, PlanEntry, Status, Summary
from .job import Job
from .lock import holder, locked
from .revisit import NEVER
from .robots import Robots
from .run import discover
from .state import STATE_FILE, State, open_state
from .wishes import Wishes

_EXAMPLES = 20


def status_of(job: Job) -> Status:
    """How the job stands, also while it runs. Raises JobError when it has never run or its state is damaged."""
    now = time.time()
    with closing(open_state(job.output.folder, readonly=True)) as state:
        articles = state.one(
            "SELECT count(*) FILTER (WHERE revision > 0 AND retired IS NULL), coalesce(sum(revision), 0),"
            " count(*) FILTER (WHERE duplicate_of IS NOT NULL) FROM articles"
        )
        due = state.one("SELECT count(*), min(due) FROM pages WHERE state <> 'leased' AND due <= ?", (now,))
        following = state.one("SELECT min(due) FROM pages WHERE due > ? AND due < 1e12", (now,))
        assert articles
        assert due
        assert following
        return Status(
            job=job.name,
            pages={row[0]: row[1] for row in state.all("SELECT state, count(*) FROM pages GROUP BY state")},
            articles=articles[0],
            revisions=articles[1],
            duplicates=articles[2],
            due=due[0],
            next_due=following[0],
            running=holder(job.output.folder),
            last=_last(state),
            hosts=tuple(_hosts(state, now)),
            failures=tuple(_failures(state)),
        )


def _last(state: State) -> Summary | None:
    """The last run of which something is known; of one that did not end, with what its hosts had brought by then."""
    row = state.one("SELECT id, summary FROM runs WHERE summary IS NOT NULL ORDER BY id DESC LIMIT 1")
    if row is None:
        return None
    summary = summary_from(row["summary"])
    return replace(summary, hosts=tuple(_tallied(state, row["id"]))) if summary.ended == "unfinished" else summary


def _tallied(state: State, run: int) -> Iterator[HostProgress]:
    for row in state.all("SELECT * FROM host_runs WHERE run = ? ORDER BY host", (run,)):
        yield HostProgress(
            row["host"], row["pages"], row["articles"], row["errors"], bytes=row["bytes"], fetch_seconds=row["seconds"]
        )


def summary_from(text: str) -> Summary:
    """A Summary from the JSON in the table ``runs``."""
    data: dict[str, Any] = json.loads(text)
    hosts = tuple(HostProgress(**line) for line in data.pop("hosts"))
    failures = tuple(Failure(**line) for line in data.pop("failures"))
    return Summary(**data, hosts=hosts, failures=failures)


def _hosts(state: State, now: float) -> Iterator[HostProgress]:
    """All hosts with their pages: done, failed, due now."""
    rows = state.all(
        "SELECT p.host, count(*) FILTER (WHERE p.state = 'done'), count(*) FILTER (WHERE p.state = 'failed'),"
        " count(*) FILTER (WHERE p.state <> 'leased' AND p.due <= ?), count(*) FILTER (WHERE p.state = 'leased'),"
        " count(a.page) FILTER (WHERE a.revision > 0), h.asked + h.wait, h.rest_from + h.rest, h.rest"
        " FROM pages p LEFT JOIN articles a ON a.page = p.id LEFT JOIN hosts h ON h.host = p.host"
        " WHERE p.kind <> 'robots' GROUP BY p.host ORDER BY p.host",
        (now,),
    )
    for host, done, failed, queued, leased, articles, ready, rested, rest in rows:
        waits = max(ready or 0.0, rested if rest else 0.0)
        yield HostProgress(
            host, done, articles, failed, queued, leased, waits_until=waits if waits > now else 0.0,
            rests=bool(rest and rested > now),
        )  # fmt: skip


def _failures(state: State) -> Iterator[Failure]:
    rows = state.all(
        "SELECT url, host, error FROM pages WHERE state = 'failed' ORDER BY visited DESC LIMIT ?", (_EXAMPLES,)
    )
    return (Failure(row["url"], row["host"], row["error"] or "") for row in rows)


def retry_failed(job: Job) -> int:
    """Make every page that failed due now, with all its tries; its host's rest ends. Returns how many there are.

    Raises JobError when the job is running or has never run.
    """
    with _changing(job) as state, state.transaction():
        state.run("UPDATE hosts SET rest = 0, rests = 0, strikes = 0 WHERE rest > 0")
        return state.run(
            "UPDATE pages SET due = ?, tries = 0, state = 'queued' WHERE state = 'failed'", (time.time(),)
        ).rowcount


def recrawl(job: Job) -> int:
    """Make every page due now, and fetched whole: for cleaning again after an upgrade or new options. Returns how many.

    Pages that were gone are among them, sources that nothing leads to any more are not. Articles that come out the same
    are not written again. Raises JobError when the job is running or has never run.
    """
    with _changing(job) as state, state.transaction():
        return state.run(
            "UPDATE pages SET due = ?, tries = 0, etag = NULL, last_modified = NULL, body_hash = NULL"
            " WHERE kind <> 'robots' AND (kind = 'page' OR due < ?)",
            (time.time(), NEVER),
        ).rowcount


@contextmanager
def _changing(job: Job) -> Iterator[State]:
    """The state between runs. Raises JobError."""
    folder = job.output.folder
    if not (folder / STATE_FILE).exists():
        raise JobError(str(folder / STATE_FILE), "does not exist: the job has never run", "Run it first")
    with locked(folder) as other:
        if other:
            raise JobError(job.name, f"is being run by {other}", "Wait until it has ended, or stop it")
        with closing(open_state(folder)) as state:
            yield state


def plan(job: Job, stop: threading.Event | None = None) -> tuple[PlanEntry, ...]:
    """What a run started now would ask for. Sources are fetched, pages are not, and the job's files stay as they are.

    Only the hosts' clocks are kept, so that the next run does not come too soon. Raises JobError, OutputError.
    """
    folder, begun = job.output.folder, time.time()
    with tempfile.TemporaryDirectory(prefix="scraper-plan-") as name:
        copy = Path(name)
        if (folder / STATE_FILE).exists():
            _copy_state(folder, copy)
        discover(replace(job, output=replace(job.output, folder=copy), warc=False), stop or threading.Event())
        with closing(open_state(copy)) as state:
            entries = (*_asked(state, begun), *_planned(job, state))
            if (folder / STATE_FILE).exists():
                _keep_clocks(job, state)
    return entries


def _copy_state(folder: Path, copy: Path) -> None:
    with closing(open_state(folder, readonly=True)) as state:
        state.copy_to(copy / STATE_FILE)
    with closing(open_state(copy)) as state, state.transaction():
        state.run("DELETE FROM files")


def _asked(state: State, begun: float) -> Iterator[PlanEntry]:
    """The sources that the plan fetched: a run asks for them too."""
    rows = state.all(
        "SELECT url, kind, host FROM pages WHERE kind NOT IN ('page', 'robots') AND visited >= ? ORDER BY id", (begun,)
    )
    return (PlanEntry(row["url"], row["kind"], row["host"], "source") for row in rows)


def _planned(job: Job, state: State) -> Iterator[PlanEntry]:
    robots: dict[str, Robots] = {}
    for row in state.all("SELECT * FROM hosts WHERE robots_status IS NOT NULL"):
        robots[row["host"]] = Robots(row["robots"], row["robots_status"], row["robots_at"], row["robots_since"])
    rows = state.all(
        "SELECT * FROM pages WHERE due <= ? AND kind <> 'robots' ORDER BY host, rank, due, id", (time.time(),)
    )
    wishes = Wishes(job)
    for row in rows:
        if not wishes.include(row["url"], row["kind"]):
            continue
        rules = robots.get(row["host"]) if job.politeness.obey_robots else None
        if rules is None or rules.allows(row["target"]):
            yield PlanEntry(row["url"], row["kind"], row["host"], _why(row))


def _why(row: sqlite3.Row) -> str:
    if row["visited"] is None:
        return "new"
    if row["state"] == "failed" or row["outcome"] == "retry":
        return f"failed before ({row['error']})"
    return "was gone" if row["state"] == "gone" else "due again"


def _keep_clocks(job: Job, copy: State) -> None:
    with locked(job.output.folder) as other:
        if other:
            return  # that run keeps its own clocks
        with closing(open_state(job.output.folder)) as state, state.transaction():
            for row in copy.all("SELECT * FROM hosts"):
                state.run(f"INSERT OR REPLACE INTO hosts VALUES ({', '.join('?' * len(row))})", tuple(row))  # noqa: S608
