"""How long to wait: pure rules on one host's clock. All times in seconds.

Delays count from the end of a request to the start of the next one, so that a slow server is asked less.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..errors import ConnectionFailed, FetchError, FetchTimeout, HTTPStatusError, ScraperError, TLSError, WorkerDied
from .job import Politeness

STRIKES_TO_REST = 5  # failures in a row that send a host to rest
FIRST_REST = 300.0
LONGEST_REST = 24 * 3600.0
LONGEST_BACKOFF = 300.0
LONGEST_ASKED = 24 * 3600.0  # a Retry-After beyond it is cut: a slip of the server must not silence a job for years
_PASSING = frozenset((408, 421, 423, 425, 429))  # client errors that are about the moment


@dataclass(frozen=True, slots=True)
class Clock:
    """When a host may be asked again: ``wait`` seconds after ``asked``, and not during ``rest`` from ``rest_from``.

    Kept as moment and duration, not as a due time: when the system's clock is set back, the moment lies in the
    future and the duration still holds. ``strikes``, ``rests``: failures and rests in a row.
    """

    asked: float = 0.0
    wait: float = 0.0
    strikes: int = 0
    rests: int = 0
    rest_from: float = 0.0
    rest: float = 0.0

    @property
    def ready_at(self) -> float:
        return max(self.asked + self.wait, self.rest_from + self.rest)

    @property
    def rests_until(self) -> float:
        """0 when it does not rest."""
        return self.rest_from + self.rest if self.rest else 0.0


def rebased(clock: Clock, now: float) -> Clock:
    """The clock as it must be read at ``now``: what seems to happen in the future happened now, by the right clock."""
    return replace(clock, asked=min(clock.asked, now), rest_from=min(clock.rest_from, now))


def delay_of(politeness: Politeness, crawl_delay: float | None) -> float:
    """Seconds between requests: the job's delay, or the longer one of robots.txt up to ``max_crawl_delay``."""
    return max(politeness.delay_seconds, min(crawl_delay or 0.0, politeness.max_crawl_delay))


def answered(clock: Clock, now: float, delay: float) -> Clock:
    """After an answer, whatever it was, that says the host is well."""
    return Clock(asked=now, wait=delay)


def struck(clock: Clock, now: float, delay: float, backoff: float, asked: float | None) -> Clock:
    """After a failure of the host. ``asked``: seconds of its Retry-After; then it rests no longer than it asked for.

    Without, the wait doubles from ``backoff`` with every failure in a row; from STRIKES_TO_REST on it rests, each time
    twice as long.
    """
    strikes = clock.strikes + 1
    if asked is not None:
        return replace(clock, asked=now, wait=max(delay, min(asked, LONGEST_ASKED)), strikes=strikes, rest=0.0)
    wait = max(delay, min(backoff * 2.0 ** min(strikes - 1, 30), LONGEST_BACKOFF))
    if strikes < STRIKES_TO_REST:
        return replace(clock, asked=now, wait=wait, strikes=strikes)
    rest = min(FIRST_REST * 2.0 ** min(clock.rests, 30), LONGEST_REST)
    return replace(clock, asked=now, wait=wait, strikes=strikes, rests=clock.rests + 1, rest_from=now, rest=rest)


def blames_host(error: FetchError) -> bool:
    """Whether a failure says that the host is in trouble, or us with it, and not just this page."""
    if isinstance(error, HTTPStatusError):
        return error.status in (429, 503) or error.retry_after is not None
    return isinstance(error, FetchTimeout | ConnectionFailed | TLSError)


def may_pass(error: ScraperError) -> bool:
    """Whether the page is worth another try in the same run."""
    if isinstance(error, HTTPStatusError):
        return error.status in _PASSING or 500 <= error.status < 600
    return isinstance(error, FetchTimeout | ConnectionFailed | WorkerDied)


def is_gone(error: ScraperError) -> bool:
    """404 and 410: the page is not there."""
    return isinstance(error, HTTPStatusError) and error.status in (404, 410)
