"""Everything durable of one run: the state, the files, and the one transaction in which a step of the run is kept."""

from __future__ import annotations

import dataclasses
import json
import math
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from . import store
from .counts import Counts
from .crew import Back
from .discover import seeds
from .emit import Emitter
from .events import Ended, Event, Summary
from .families import Families
from .fetching import Fetched
from .foreman import Worked
from .frontier import Entry, Frontier
from .hosts import Hosts
from .job import Job
from .jobchanges import take_over
from .settle import Settler
from .state import State, open_state
from .store import Store
from .turns import PATIENCE, Refusal, Turns
from .wishes import Wishes

_MEGABYTE = 1_000_000
_COUNTING_SHARE = 50.0  # counting a long queue takes a while: the longer, the less often
_WRITING_SHARE = 4.0  # seconds between two commits for every second that the last one took
_LONGEST_GATHERING = 0.5
_KEEP_SECONDS = 1.0  # what a run that is killed has counted is kept so often


class Books:
    """Made by ``opened``. One thread, but for ``turns.approve``."""

    def __init__(self, job: Job, state: State, now: Callable[[], float], last: str = "page") -> None:
        """``last``: pages of kinds after this one are found and not asked for."""
        self.job, self.state, self.now = job, state, now
        self._run = _begin_run(state, now())
        self._frontier = Frontier(state, self._run, now())
        self._hosts = Hosts(state, job.politeness, slack=min(job.config.fetch.connect_seconds, 30.0))
        self._counts = Counts(self._run, job.name, now())
        self._emitter = Emitter(state, self._run)
        self._families = Families(state)
        wishes = Wishes(job)
        self._settler = Settler(job, wishes, self._frontier, self._hosts, self._families, self._emitter, self._counts)
        self.turns = Turns(job, wishes, state, self._frontier, self._hosts, now, self._refuse, last)
        folder, output = job.output.folder, job.output
        size = output.rotate_megabytes * _MEGABYTE
        self._articles = Store(state, folder, store.ARTICLES, size, output.compress)
        self._notices = Store(state, folder, store.NOTICES, size, output.compress)
        self.next_commit = 0.0  # what comes back until then is kept together, so that slow disks cost less
        self._paced_until = 0.0
        self._tell_at = 0.0
        self._keep_at = 0.0
        self._asked = 0

    def begin(self) -> list[Event]:
        """Take over what earlier runs left, and add the sources."""
        now = self.now()
        left = self._frontier.recover(now)
        self._hosts.load(now)
        with self.state.transaction():
            self._families.begin(now)
            self._frontier.seed(seeds(self.job), now)
            take_over(self.job, self.state, now)
            self.turns.begin(now)
        words = f"run {self._run} of {self.job.name}"
        return [Event("start", now, f"{words}; {left} pages were in flight when the last run ended" if left else words)]

    def commit(self, back: Back, room: int) -> tuple[list[Fetched], list[Entry]]:
        """Keep what has come back and lease up to ``room`` pages: (pages to clean, pages to fetch).

        Files first, then the state, in one transaction. Raises OutputError, JobError; then nothing was kept.
        """
        if not (back or (room and (self.next_at() or math.inf) <= self.now())):
            return [], []
        begun = time.perf_counter()
        try:
            with self.state.transaction():
                to_clean = [fetched for fetched in back.arrived if self._settler.came_back(fetched)]
                for one in back.worked:
                    self._settle(one)
                leases = self._lease(room)
                if self.now() >= self._keep_at:
                    self._keep(self._counts.summary(self.now(), "unfinished", f"{self._written} so far", ()))
                    self._keep_at = self.now() + _KEEP_SECONDS
                articles, notices = self._emitter.take_lines()
                if articles:
                    self._articles.append(articles)
                if notices:
                    self._notices.append(notices)
        except BaseException:
            self._articles.undo()
            self._notices.undo()
            raise
        self._articles.rotate_when_full()
        self._notices.rotate_when_full()
        seconds = time.perf_counter() - begun
        self._counts.writing += seconds
        self.next_commit = self.now() + min(seconds * _WRITING_SHARE, _LONGEST_GATHERING)
        return to_clean, leases

    def _refuse(self, entry: Entry, refusal: Refusal) -> None:
        self._settler.refused(entry, refusal, self.now())

    def _settle(self, one: Worked) -> None:
        if one.result is not None:
            self._settler.cleaned(one.fetched, one.result, self.now())
        elif one.error is not None:
            self._settler.uncleanable(one.fetched, one.error, self.now())

    def _lease(self, room: int) -> list[Entry]:
        leases: list[Entry] = []
        while len(leases) < room and not self.limit_reached:
            now = self.now()
            if now < self._paced_until or (entry := self.turns.take(now)) is None:
                break
            leases.append(entry)
            if entry.is_found_source and (host := self._hosts.get(entry.host)).has_read_enough:
                self._settler.tell_many_sources(host, now)
            self._asked += entry.kind == "page" and not entry.tries and not entry.hops
            if rate := self.job.politeness.requests_per_second:
                self._paced_until = max(now, self._paced_until) + 1 / rate
        return leases

    @property
    def limit_reached(self) -> Ended | None:
        """The limit of the job that ends this run, if one does."""
        if self.job.limits.pages and self._asked >= self.job.limits.pages:
            return "pages"
        if self.job.politeness.megabytes and self._counts.bytes >= self.job.politeness.megabytes * _MEGABYTE:
            return "bytes"
        return None

    def next_at(self) -> float | None:
        """When the next page can be leased, None when there is none to wait for."""
        at = None if self.limit_reached else self.turns.next_at(self.now())
        return None if at is None else max(at, self._paced_until)

    def news(self, leases: list[Entry]) -> Iterator[Event]:
        """What happened since the last call, and about once a second how the run stands."""
        events, self._settler.events = self._settler.events, []
        yield from events
        now = self.now()
        for entry in leases:
            yield Event("fetch", now, f"fetch: {entry.target}", entry.url, entry.host, page_kind=entry.kind)
        if now >= self._tell_at:
            progress = self._counts.progress(now, self._hosts, self._frontier.queue_lengths(now + PATIENCE))
            self._tell_at = now + max(1.0, (self.now() - now) * _COUNTING_SHARE)
            yield Event("progress", now, f"{progress.done} done, {progress.queued} waiting", progress=progress)

    def end(self, ended: Ended) -> Summary:
        """Keep what the run did as part of the job's history."""
        now = self.now()
        queued = self._frontier.queue_lengths(now + PATIENCE)
        words = f"{self._written}, {sum(queued.values())} waiting"
        if left_out := sum(self._families.left_out.values()):
            words += f", {left_out} addresses left out that are like many without an article"
        summary = self._counts.summary(now, ended, words, self._counts.by_host(self._hosts, queued, now))
        with self.state.transaction():
            self._keep(summary)
        return summary

    @property
    def _written(self) -> str:
        return f"{self._counts.articles} articles written, {self._counts.done} pages"

    def _keep(self, summary: Summary) -> None:
        """What the run has done so far, by host too. Inside a transaction."""
        self.state.run(
            "UPDATE runs SET ended = ?, summary = ? WHERE id = ?",
            (self.now(), json.dumps(dataclasses.asdict(summary)), self._run),
        )
        for host in self._counts.touched:
            self.state.run(
                "INSERT OR REPLACE INTO host_runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (self._run, host, *dataclasses.astuple(self._counts.hosts[host])),
            )
        self._counts.touched.clear()

    def close(self) -> None:
        self._articles.close()
        self._notices.close()


@contextmanager
def opened(job: Job, now: Callable[[], float], last: str = "page") -> Iterator[Books]:
    """The books of a new run. Under the job's lock. Raises JobError, OutputError."""
    state = open_state(job.output.folder)
    try:
        books = Books(job, state, now, last)
        try:
            yield books
        finally:
            books.close()
    finally:
        state.close()


def _begin_run(state: State, now: float) -> int:
    with state.transaction():
        return state.run("INSERT INTO runs (pid, started) VALUES (?, ?)", (os.getpid(), now)).lastrowid or 0
