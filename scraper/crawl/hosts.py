"""Whose turn it is: the clocks of all hosts, in memory for speed and in the state before a request goes out.

A heap holds the hosts that may have pages waiting, by the moment when they may be asked; a host with requests out is
not in it, so a slow or resting host costs the others nothing.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field

from .job import Politeness
from .politeness import Clock, delay_of, rebased
from .robots import AGENT, Robots
from .state import State

MOST_SOURCES = 1000  # that other sources name: asked for, and newly noted, of one host in one run


@dataclass(slots=True)
class Host:
    """One host in this run. ``robots`` None: not known yet; ``asking``: its robots.txt is on the way;
    ``kept_robots``: what earlier runs know of it was not looked at yet. ``sources_read``, ``sources_noted``: of those
    that other sources name, how many this run has asked for and found; ``source_last``: one was the last request;
    ``many_sources``: it was told that there are more."""

    name: str
    clock: Clock = field(default_factory=Clock)
    robots: Robots | None = None
    asking: bool = False
    kept_robots: bool = False
    sources_read: int = 0
    sources_noted: int = 0
    source_last: bool = False
    many_sources: bool = False
    in_flight: int = 0
    entry: int = 0  # number of its valid entry in the heap, 0 when it is not in line
    line_at: float = 0.0

    @property
    def has_read_enough(self) -> bool:
        """Of sources that other sources name. Sitemap indexes can name indexes without end, tags lead to tags."""
        return self.sources_read >= MOST_SOURCES

    @property
    def has_noted_enough(self) -> bool:
        """Of the same."""
        return self.sources_noted >= MOST_SOURCES


class Hosts:
    """All hosts of a job. Not for several threads at once: callers hold the state's lock."""

    def __init__(self, state: State, politeness: Politeness, slack: float) -> None:
        """``slack``: seconds within which a request whose lease was committed is certain to be at the server."""
        self._state = state
        self._politeness = politeness
        self.slack = slack
        self._hosts: dict[str, Host] = {}
        self._heap: list[tuple[float, int, str]] = []
        self._entries = 0

    def load(self, now: float) -> None:
        """Take over the clocks of earlier runs, read as they must be at ``now``."""
        for row in self._state.all("SELECT host, asked, wait, strikes, rests, rest_from, rest FROM hosts"):
            names = ("asked", "wait", "strikes", "rests", "rest_from", "rest")
            clock = rebased(Clock(*(row[name] for name in names)), now)
            self._hosts[row["host"]] = Host(row["host"], clock, kept_robots=True)

    def get(self, name: str) -> Host:
        found = self._hosts.get(name)
        if found is None:
            found = self._hosts[name] = Host(name)
        return found

    def __iter__(self) -> Iterator[Host]:
        return iter(self._hosts.values())

    def rules(self, host: Host, now: float) -> Robots | None:
        """Its robots.txt as far as it is known and not out of date. Read and parsed for the hosts that are asked."""
        if host.kept_robots:
            host.kept_robots = False
            host.robots = _robots(self._state, host.name, now)
        return host.robots if host.robots and host.robots.expires_at > now else None

    def delay(self, host: Host) -> float:
        """Seconds between two requests to it."""
        robots = host.robots if self._politeness.obey_robots else None
        return delay_of(self._politeness, robots.delay(AGENT) if robots else None)

    def wake(self, name: str, at: float = 0.0) -> None:
        """It may have pages from ``at`` on: put it in line, unless it will be anyway when its requests come back."""
        host = self.get(name)
        at = max(at, host.clock.ready_at)
        if host.in_flight >= self._politeness.per_host or (host.entry and host.line_at <= at):
            return
        self._entries += 1
        host.entry, host.line_at = self._entries, at
        heapq.heappush(self._heap, (at, host.entry, name))

    def ready(self, now: float) -> Host | None:
        """A host that may be asked now, taken out of the line; ``wake`` puts it back. None when there is none."""
        while self._heap and self._heap[0][0] <= now:
            _, entry, name = heapq.heappop(self._heap)
            host = self._hosts[name]
            if entry != host.entry:
                continue
            host.entry = 0
            if host.clock.ready_at <= now and host.in_flight < self._politeness.per_host:
                return host
            self.wake(name)
        return None

    def next_ready(self) -> float | None:
        """When the next host in line may be asked, None when none is in line."""
        while self._heap and self._heap[0][1] != self._hosts[self._heap[0][2]].entry:
            heapq.heappop(self._heap)
        return self._heap[0][0] if self._heap else None

    def lease(self, host: Host, now: float) -> None:
        """A request is about to go out. Inside the transaction that leases the page, before the request is sent.

        The committed clock reckons with the latest moment at which the request can reach the server: a kill right
        after the commit must not let the next run be too fast.
        """
        host.in_flight += 1
        self.set_clock(host, Clock(now + self.slack, self.delay(host), *_failures(host.clock)))
        if self._politeness.per_host > 1:
            host.clock = Clock(now, self.delay(host), *_failures(host.clock))
            self.wake(host.name)

    def release(self, host: Host, clock: Clock) -> None:
        """A request has come back; ``clock`` is what follows from it."""
        host.in_flight -= 1
        if self._politeness.per_host > 1 and not clock.strikes:
            clock = Clock(host.clock.asked, host.clock.wait)  # several at a time: delays count from start to start
        self.set_clock(host, clock)
        self.wake(host.name)

    def set_clock(self, host: Host, clock: Clock) -> None:
        host.clock = clock
        self._state.run(
            "INSERT INTO hosts (host, asked, wait, strikes, rests, rest_from, rest) VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (host) DO UPDATE SET asked = excluded.asked, wait = excluded.wait,"
            " strikes = excluded.strikes, rests = excluded.rests, rest_from = excluded.rest_from, rest = excluded.rest",
            (host.name, clock.asked, clock.wait, *_failures(clock)),
        )

    def set_robots(self, host: Host, robots: Robots) -> None:
        """Keep the rules of a host that has a clock."""
        host.robots, host.kept_robots = robots, False
        self._state.run(
            "UPDATE hosts SET robots = ?, robots_status = ?, robots_at = ?, robots_since = ? WHERE host = ?",
            (robots.body, robots.status, robots.fetched_at, robots.failing_since, host.name),
        )


def _robots(state: State, host: str, now: float) -> Robots | None:
    """What the state knows; nothing that a clock set wrong dates after now."""
    row = state.one("SELECT robots, robots_status, robots_at, robots_since FROM hosts WHERE host = ?", (host,))
    if row is None or row["robots_status"] is None or row["robots_at"] > now:
        return None
    return Robots(row["robots"], row["robots_status"], row["robots_at"], row["robots_since"])


def _failures(clock: Clock) -> tuple[int, int, float, float]:
    return clock.strikes, clock.rests, clock.rest_from, clock.rest
