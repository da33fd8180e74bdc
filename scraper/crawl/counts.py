"""What a run has done so far: by outcome and by host, for the progress, the summary and the job's history."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Mapping
from dataclasses import dataclass, field

from .events import Ended, Failure, HostProgress, Outcome, Progress, Summary
from .hosts import Host, Hosts

_EXAMPLES = 20
_RECENT_SECONDS = 30.0
_FINAL = frozenset(("new", "changed", "unchanged", "duplicate", "not_article", "noindex", "gone", "denied", "unwanted"))


@dataclass(slots=True)
class HostTally:
    """Sums of one host in one run; the last four over the pages that were cleaned."""

    done: int = 0
    articles: int = 0
    errors: int = 0
    requests: int = 0
    bytes: int = 0
    seconds: float = 0.0
    cleaned: int = 0
    quality: float = 0.0
    words: int = 0
    removed: int = 0


@dataclass(slots=True)
class Counts:
    """Grows with every page; ``started`` on the run's clock."""

    run: int
    job: str
    started: float
    outcomes: Counter[str] = field(default_factory=Counter)
    hosts: dict[str, HostTally] = field(default_factory=dict)
    failures: list[Failure] = field(default_factory=list)
    requests: int = 0
    bytes: int = 0
    pages: int = 0
    fetching: float = 0.0
    cleaning: float = 0.0
    writing: float = 0.0
    touched: set[str] = field(default_factory=set)  # hosts whose tallies have grown since it was emptied
    _recent: deque[float] = field(default_factory=deque)

    def of(self, host: str) -> HostTally:
        """The sums of a host, to be added to."""
        self.touched.add(host)
        return self.hosts.setdefault(host, HostTally())

    def fetched(self, host: str, size: int, seconds: float) -> None:
        """A request has come back."""
        tally = self.of(host)
        tally.requests += 1
        tally.bytes += size
        tally.seconds += seconds
        self.requests += 1
        self.bytes += size
        self.fetching += seconds

    def cleaned(self, host: str, quality: float, words: int, removed: int) -> None:
        """An article came out of a page, whether it is written or not."""
        tally = self.of(host)
        tally.cleaned += 1
        tally.quality += quality
        tally.words += words
        tally.removed += removed

    def settled(self, host: str, outcome: Outcome, now: float) -> None:
        """A page has its outcome."""
        tally = self.of(host)
        self.outcomes[outcome] += 1
        tally.done += outcome in _FINAL
        tally.articles += outcome in ("new", "changed")
        tally.errors += outcome in ("failed", "retry")
        self._recent.append(now)

    def failed(self, failure: Failure) -> None:
        """Keep an example, the first of each host before the second of any."""
        if len(self.failures) < _EXAMPLES:
            self.failures.append(failure)

    @property
    def articles(self) -> int:
        return self.outcomes["new"] + self.outcomes["changed"]

    @property
    def done(self) -> int:
        return sum(tally.done for tally in self.hosts.values())

    def progress(self, now: float, hosts: Hosts, queued: Mapping[str, int]) -> Progress:
        """How the run stands; ``queued``: pages waiting, by host."""
        while self._recent and self._recent[0] < now - _RECENT_SECONDS:
            self._recent.popleft()
        rate = len(self._recent) / max(1.0, min(_RECENT_SECONDS, now - self.started))
        lines = self.by_host(hosts, queued, now)
        waiting = sum(queued.values())
        return Progress(
            seconds=now - self.started,
            done=self.done,
            articles=self.articles,
            errors=self.outcomes["failed"] + self.outcomes["retry"],
            queued=waiting,
            in_flight=sum(host.in_flight for host in hosts),
            rate=rate,
            seconds_left=_seconds_left(lines, waiting, rate),
            hosts=lines,
        )

    def by_host(self, hosts: Hosts, queued: Mapping[str, int], now: float) -> tuple[HostProgress, ...]:
        """A line a host that has done something or has something to do, in the order of the names."""
        lines = []
        for host in sorted(hosts, key=lambda host: host.name):
            if host.name in self.hosts or queued.get(host.name):
                lines.append(self._line(host, queued.get(host.name, 0), hosts.delay(host), now))
        return tuple(lines)

    def _line(self, host: Host, queued: int, delay: float, now: float) -> HostProgress:
        tally = self.hosts.get(host.name, HostTally())
        return HostProgress(
            host=host.name,
            done=tally.done,
            articles=tally.articles,
            errors=tally.errors,
            queued=queued,
            in_flight=host.in_flight,
            bytes=tally.bytes,
            fetch_seconds=tally.seconds,
            delay=delay,
            waits_until=host.clock.ready_at if host.clock.ready_at > now else 0.0,
            rests=host.clock.rests_until > now,
        )

    def summary(self, now: float, ended: Ended, words: str, hosts: tuple[HostProgress, ...]) -> Summary:
        return Summary(
            run=self.run,
            job=self.job,
            started=self.started,
            seconds=now - self.started,
            ended=ended,
            words=words,
            outcomes=dict(self.outcomes),
            requests=self.requests,
            bytes=self.bytes,
            queued=sum(line.queued for line in hosts),
            seconds_fetching=self.fetching,
            seconds_cleaning=self.cleaning,
            seconds_writing=self.writing,
            hosts=hosts,
            failures=tuple(self.failures),
        )


def _seconds_left(hosts: tuple[HostProgress, ...], waiting: int, rate: float) -> float | None:
    """The slower of all hosts together at the present rate and of the host with the longest way at its delay."""
    if not rate:
        return None if waiting else 0.0
    slowest = max((host.queued * host.delay for host in hosts if not host.rests), default=0.0)
    return max(waiting / rate, slowest)
