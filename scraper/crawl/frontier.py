"""Which pages wait, which are out. A page is never taken away, only leased: what does not come back comes again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from .address import host_key, key_of
from .discover import Link, moment
from .revisit import DAY, NEVER
from .state import State

_RANKS = {"robots": 0, "named": 0.5, "feed": 1, "sitemap": 2, "section": 3, "page": 4}  # named: sources, by the job
SOURCES = ("feed", "sitemap", "section")  # what is read for its links; kinds of pages, like "page" and "robots"


@dataclass(frozen=True, slots=True)
class Entry:
    """A page that was leased. ``target`` is what is asked now: ``url``, or where a redirect led after ``hops``.

    ``tries`` counts failures in a row, ``interval`` the seconds from the visit before to this one. ``found_in``: the
    kind of page that named it first, or "job".
    """

    id: int
    url: str
    target: str
    host: str
    kind: str
    depth: int
    hops: int
    tries: int
    etag: str | None
    last_modified: str | None
    body_hash: bytes | None
    interval: float | None
    visited: float | None
    found_on: int | None
    outcome: str | None
    found_in: str = "job"

    @property
    def is_source(self) -> bool:
        return self.kind in SOURCES

    @property
    def is_found_source(self) -> bool:
        """Whether it is a source that another one named: there may be any number of them."""
        return self.is_source and self.found_on is not None


Ranks = tuple[float, float]  # the first and the last

_OF_THIS_RUN = "state <> 'leased' AND due <= ? AND (state = 'queued' OR due <= ?)"
_FOUND_IN = "coalesce((SELECT kind FROM pages AS source WHERE source.id = pages.found_on), 'job')"
_COLUMNS = ", ".join(_FOUND_IN if name == "found_in" else name for name in Entry.__slots__)
_NEXT = f"SELECT {_COLUMNS} FROM pages WHERE {_OF_THIS_RUN} AND host = ? AND rank BETWEEN ? AND ?"  # noqa: S608 - constants of this file
_BY_HOST = f"SELECT host, min(due), count(*) FROM pages WHERE {_OF_THIS_RUN} GROUP BY host"  # noqa: S608


class Frontier:
    """The pages of a job. Callers hold the state's lock, and a transaction for everything that writes.

    A run is for what was due when it started, what it finds, and what it tries again: pages whose next visit falls due
    while it runs are the next run's, or a large job would never end.
    """

    def __init__(self, state: State, run: int, started: float) -> None:
        self._state = state
        self._run = run
        self._started = started

    def recover(self, now: float) -> int:
        """Take back the leases of runs that died, under the job's lock. Returns how many there were.

        Due times that only a clock set wrong can have written come back to now.
        """
        with self._state.transaction():
            self._state.run(
                "UPDATE pages SET due = iif(visited IS NULL, :now, :now + min(coalesce(interval, 3600), 86400)),"
                " visited = iif(visited IS NULL, NULL, :now)"
                " WHERE (visited > :now + 60 OR (visited IS NULL AND due > :now + 60)) AND due < :never",
                {"now": now, "never": NEVER},
            )
            return self._state.run("UPDATE pages SET state = 'queued' WHERE state = 'leased'").rowcount

    def add(self, link: Link, depth: int, now: float, found_on: int | None = None) -> str | None:
        """Note a page. Returns the host that has something new to ask, None when the page is known and not due."""
        host = host_key(link.url)
        values = (key_of(link.url), link.url, link.url, host, link.kind, _RANKS[link.kind], depth, now, now, found_on)
        added = self._state.run(
            "INSERT INTO pages (key, url, target, host, kind, rank, depth, due, found_at, found_on, dated)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO NOTHING",
            (*values, link.date if _believed(link.date, now) is not None else None),
        )
        if added.rowcount or (link.kind != "page" and self._revived(values[0], link, now, found_on)):
            return host
        return self._again(values[0], link, now)

    def _revived(self, key: str, link: Link, now: float, found_on: int | None) -> bool:
        """A source that was left for good, because nothing led to it, is read again when something does."""
        return bool(
            self._state.run(
                "UPDATE pages SET state = 'queued', due = ?, found_on = ?, rank = ?"
                " WHERE key = ? AND due >= ? AND kind IN ('feed', 'sitemap', 'section')",
                (now, found_on, _RANKS[link.kind], key, NEVER),
            ).rowcount
        )

    def _again(self, key: str, link: Link, now: float) -> str | None:
        """A known page is due now when its link has a later date than any before, or, if none had one, than its visit.

        Instants are compared: feeds and sitemaps write one moment in different ways, and often not quite the same one.
        """
        row = self._state.one("SELECT id, host, state, dated, due, visited FROM pages WHERE key = ?", (key,))
        when = _believed(link.date, now)
        seen = _believed(row["dated"], now) if row else None
        if row is None or when is None or (seen is not None and when <= seen):
            return None
        since = row["visited"] if seen is None else seen
        changed = row["state"] in ("done", "gone") and since is not None and when > since
        due, state = (now, "queued") if changed else (row["due"], row["state"])
        self._state.run(
            "UPDATE pages SET dated = ?, due = min(due, ?), state = ? WHERE id = ?", (link.date, due, state, row["id"])
        )
        return str(row["host"]) if changed else None

    def knows(self, url: str) -> bool:
        return self._state.one("SELECT 1 FROM pages WHERE key = ?", (key_of(url),)) is not None

    def seed(self, links: Iterable[Link], now: float) -> None:
        """What the job names: noted when new; its depth is 0. Sources are due now in any case, pages when they were
        gone and were not named before."""
        for link in links:
            self.add(link, 0, now)
            if link.kind == "page":
                self._state.run(
                    "UPDATE pages SET depth = 0, due = iif(state = 'gone', ?, due),"
                    " state = iif(state = 'gone', 'queued', state) WHERE key = ? AND depth > 0",
                    (now, key_of(link.url)),
                )
            else:
                self._state.run(
                    "UPDATE pages SET due = min(due, ?), state = 'queued', depth = 0, found_on = NULL, kind = ?,"
                    " rank = ? WHERE key = ?",
                    (now, link.kind, _RANKS["named"], key_of(link.url)),
                )

    def add_robots(self, host: str, page: str, now: float) -> None:
        """The host's robots.txt is needed: due now. The scheme is that of ``page``, one of its addresses."""
        address = f"{page.partition(':')[0]}://{host}/robots.txt"
        self._state.run(
            "INSERT INTO pages (key, url, target, host, kind, rank, depth, due, found_at)"
            " VALUES (?, ?, ?, ?, 'robots', 0, 0, ?, ?)"
            " ON CONFLICT (key) DO UPDATE SET due = min(due, ?), target = url, host = ?, hops = 0, state = 'queued'"
            " WHERE state <> 'leased'",
            (f"robots:{host}", address, address, host, now, now, now, host),
        )

    def wake_denied(self, host: str, now: float) -> None:
        """The rules of ``host`` are others now: what they forbade is due."""
        self._state.run(
            "UPDATE pages SET due = min(due, ?), state = 'queued'"
            " WHERE host = ? AND state <> 'leased' AND outcome = 'denied' AND due < ?",
            (now, host, NEVER),
        )

    def next_of(self, host: str, now: float, ranks: Ranks) -> Entry | None:
        """The page of ``host`` whose turn it is, among those of ``ranks``."""
        row = self._state.one(_NEXT + " ORDER BY rank, due, id LIMIT 1", (now, self._started, host, *ranks))
        return _entry(row) if row else None

    def next_due(self, host: str, ranks: Ranks) -> float:
        """When a page of ``host``, among those of ``ranks``, is to be tried again; NEVER when there is none."""
        row = self._state.one(
            "SELECT min(due) FROM pages WHERE host = ? AND rank BETWEEN ? AND ? AND state = 'queued'", (host, *ranks)
        )
        return NEVER if row is None or row[0] is None else float(row[0])

    def lease(self, entry: Entry, until: float) -> None:
        self._state.run(
            "UPDATE pages SET state = 'leased', lease_until = ?, run = ? WHERE id = ?", (until, self._run, entry.id)
        )

    def forget(self, entry: Entry) -> None:
        """The next visit takes the page for changed, whatever it holds."""
        self._state.run(
            "UPDATE pages SET etag = NULL, last_modified = NULL, body_hash = NULL WHERE id = ?", (entry.id,)
        )

    def update(self, entry: Entry, **values: Any) -> None:
        """Write what became of a leased page; ``state`` must be among the values."""
        names = ", ".join(f"{name} = :{name}" for name in values)
        self._state.run(f"UPDATE pages SET {names}, lease_until = NULL WHERE id = :id", values | {"id": entry.id})  # noqa: S608

    def due_hosts(self, horizon: float) -> dict[str, float]:
        """When the first page is due, by host, of those that are due until ``horizon`` and not out."""
        return {row[0]: row[1] for row in self._state.all(_BY_HOST, (horizon, self._started))}

    def queue_lengths(self, horizon: float) -> dict[str, int]:
        """How many pages are due until ``horizon`` and not out, by host."""
        return {row[0]: row[2] for row in self._state.all(_BY_HOST, (horizon, self._started))}


def ranks_of(last: str, first: str = "robots") -> Ranks:
    """For ``next_of``: let pages from one kind to another have their turn: robots, named, feed, sitemap, section, page.

    ``named`` are the sources that the job names itself; the kinds of sources after it are of those that others name.
    """
    return _RANKS[first], _RANKS[last]


def _believed(date: str | None, now: float) -> float | None:
    """The moment of a link's date; None for one to come, which would hide all real ones until then."""
    when = moment(date)
    return when if when is not None and when <= now + DAY else None


def _entry(row: sqlite3.Row) -> Entry:
    return Entry(*row)
