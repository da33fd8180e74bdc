"""Which page is asked next: a host that may be asked now, its robots.txt first, then its pages by rank and age."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from .address import host_key
from .frontier import Entry, Frontier, Ranks, ranks_of
from .hosts import Host, Hosts
from .job import Job
from .state import State
from .wishes import Wishes

PATIENCE = 120.0  # a run waits so long for a page that is not due yet or a host that rests; later ones a later run gets
_REFUSING_SECONDS = 0.05  # spent on pages that may not be asked before others, and who wants to stop, are looked at
_THREAD_WAITS = 5.0  # a redirect on the same host whose turn comes later than this gives its thread back


Refusal = Literal["denied", "unwanted"]  # by robots.txt, by the job


class Redirected(Exception):
    """The page is elsewhere, and that must wait for a turn of its own. ``target`` is the address."""

    def __init__(self, target: str) -> None:
        super().__init__(target)
        self.target = target


@dataclass(frozen=True, slots=True)
class Turns:
    """Gives out leases. ``refuse`` is told of each page that may not be asked and why, inside the transaction."""

    job: Job
    wishes: Wishes
    state: State
    frontier: Frontier
    hosts: Hosts
    now: Callable[[], float]
    refuse: Callable[[Entry, Refusal], None]
    last: str = "page"  # kinds up to this one are asked for

    def begin(self, now: float) -> None:
        """Put every host with something to do in line."""
        for name, due in self.frontier.due_hosts(now + PATIENCE).items():
            self.hosts.wake(name, due)

    def take(self, now: float) -> Entry | None:
        """Lease the next page, None when nobody may be asked now. Inside a transaction; commit before asking.

        None also when finding out whom takes too long: thousands of pages may be forbidden by thousands of rules.
        """
        until = self.now() + _REFUSING_SECONDS
        while self.now() < until and (host := self.hosts.ready(now)):
            entry = self._choose(host, now, until)
            if entry is not None:
                self.frontier.lease(entry, now + self.job.config.fetch.total_seconds)
                self.hosts.lease(host, now)
                host.source_last = entry.is_found_source
                host.sources_read += entry.is_found_source
                return entry
        return None

    def next_at(self, now: float) -> float | None:
        """When a page can be leased at the earliest, None when this run has nothing more to wait for."""
        at = self.hosts.next_ready()
        return at if at is not None and at <= now + self._longest_wait() else None

    def _longest_wait(self) -> float:
        """Delays between requests are always waited for, rests and backoff up to PATIENCE."""
        politeness = self.job.politeness
        return max(PATIENCE, politeness.delay_seconds + 1, politeness.max_crawl_delay + 1)

    def _choose(self, host: Host, now: float, until: float) -> Entry | None:
        """The page to ask ``host`` for; when there is none, the host is put in line for when there will be one."""
        while entry := self._following(host, now):
            refusal: Refusal | None = None if self._included(entry) else "unwanted"
            if refusal is None and entry.kind != "robots" and self.job.politeness.obey_robots:
                robots = self.hosts.rules(host, now)
                if robots is None:
                    return self._robots_of(host, entry.target, now)
                refusal = None if robots.allows(entry.target) else "denied"
                if refusal and robots.unreachable:
                    self._sleep(host, robots.expires_at, now)
                    return None
            if refusal is None:
                return entry
            self.refuse(entry, refusal)
            if self.now() >= until:
                self.hosts.wake(host.name, self.now())  # behind all that are ready by now
                return None
        self._sleep(host, min(self.frontier.next_due(host.name, ranks) for ranks in self._ranks(host)), now)
        return None

    def _following(self, host: Host, now: float) -> Entry | None:
        found = (self.frontier.next_of(host.name, now, ranks) for ranks in self._ranks(host))
        return next(filter(None, found), None)

    def _ranks(self, host: Host) -> Iterator[Ranks]:
        """What has its turn, in this order: what the job names itself first.

        Sources that others name alternate with pages, so that articles come early however many sources there are, and
        end when a run has read enough of them.
        """
        if not (host.has_read_enough or host.source_last):
            yield ranks_of(self.last)
            return
        yield ranks_of("named")
        if self.last == "page":
            yield ranks_of("page", "page")
        if not host.has_read_enough:
            yield ranks_of("section", "feed")

    def _included(self, entry: Entry) -> bool:
        return entry.kind == "robots" or self.wishes.include(entry.url, entry.kind)

    def _robots_of(self, host: Host, page: str, now: float) -> Entry | None:
        """The host's robots.txt, unless it is on its way: then the host is woken when it is there."""
        if not host.asking:
            host.asking = True
            self.frontier.add_robots(host.name, page, now)
        entry = self.frontier.next_of(host.name, now, ranks_of("robots"))
        if entry is None:
            self._sleep(host, self.frontier.next_due(host.name, ranks_of("robots")), now)
        return entry

    def _sleep(self, host: Host, until: float, now: float) -> None:
        if now < until <= now + PATIENCE:
            self.hosts.wake(host.name, until)

    def _allowed(self, host: Host, url: str) -> bool:
        robots = host.robots if self.job.politeness.obey_robots else None
        return robots is None or robots.allows(url)

    def _follows(self, host: Host, entry: Entry, target: str) -> bool:
        return self.wishes.follow(entry.url, target, entry.kind) and self._allowed(host, target)

    def allows(self, url: str) -> bool:
        """Whether the rules of its host, as far as they are known, let ``url`` be fetched. From any thread."""
        with self.state.lock:
            host = self.hosts.get(host_key(url))
            self.hosts.rules(host, self.now())
            return self._allowed(host, url)

    def approve(self, entry: Entry, target: str) -> None:
        """A redirect, met in a fetching thread: wait for the turn of the same host here, else raise Redirected.

        Cookies live as long as the fetch, so sites that set one and redirect need the same thread.
        """
        if host_key(target) != entry.host:
            raise Redirected(target)
        with self.state.lock:
            host = self.hosts.get(entry.host)
            delay = self.hosts.delay(host)
            if delay > _THREAD_WAITS or not (entry.kind == "robots" or self._follows(host, entry, target)):
                raise Redirected(target)
            clock = host.clock
            with self.state.transaction():
                asked = max(clock.asked, self.now() + delay + self.hosts.slack)
                self.hosts.set_clock(host, replace(clock, asked=asked))
        time.sleep(delay)
