"""What a crawl tells while it runs (Event), what came of it (Summary), and how a job stands (Status). All frozen.

Times are seconds since 1970 (UTC), durations seconds, sizes bytes. Hosts are host keys (``example.org``,
``127.0.0.1:8080``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Outcome = Literal[
    "new",  # an article that was not there before: written
    "changed",  # a known article with other words or fields: its next revision was written
    "unchanged",  # the server says so (304), the bytes are the same, or the article came out the same
    "duplicate",  # the same article as another page's: noted with duplicate_of, not written
    "not_article",  # a page without an article: a listing, an error page ...
    "noindex",  # the page asks not to be kept (robots meta, X-Robots-Tag)
    "source",  # a feed, sitemap, section page or robots.txt: read for its links or rules
    "gone",  # 404 or 410: retired, with a record when it was an article
    "denied",  # robots.txt forbids it
    "unwanted",  # redirected out of what the job allows
    "redirected",  # the target waits for its own host's turn
    "retry",  # failed, comes again in this run or, when its host asked for more patience, in a later one
    "failed",  # failed as often as is sensible; a later run tries again
]
Ended = Literal["finished", "stopped", "pages", "bytes", "locked", "unfinished"]
EventKind = Literal["start", "fetch", "page", "host", "progress", "note", "stop"]
PageState = Literal["queued", "leased", "done", "gone", "failed"]


@dataclass(frozen=True, slots=True)
class HostProgress:
    """One host in this run. ``waits_until`` 0: may be asked now; ``rests``: it kept failing and is left alone."""

    host: str
    done: int = 0
    articles: int = 0
    errors: int = 0
    queued: int = 0
    in_flight: int = 0
    bytes: int = 0
    fetch_seconds: float = 0.0
    delay: float = 0.0
    waits_until: float = 0.0
    rests: bool = False


@dataclass(frozen=True, slots=True)
class Progress:
    """The whole run so far. ``rate``: pages a second lately; ``seconds_left`` None when nothing can be said yet."""

    seconds: float
    done: int
    articles: int
    errors: int
    queued: int
    in_flight: int
    rate: float
    seconds_left: float | None
    hosts: tuple[HostProgress, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened. ``words`` is a line for a person and always there.

    ``start``, ``stop``, ``note``: words alone. ``fetch``: ``url`` is about to be asked. ``page``: it is finished, with
    ``outcome``, ``page_kind`` and, as far as they are known, ``status``, ``size``, ``seconds`` (of the fetch),
    ``article_id``, ``quality`` and ``links`` (new pages that it brought). ``host``: a host is rested or answers again.
    ``progress``: about every second, with ``progress``.
    """

    kind: EventKind
    at: float
    words: str
    url: str = ""
    host: str = ""
    outcome: Outcome | None = None
    page_kind: str = ""
    status: int | None = None
    size: int = 0
    seconds: float = 0.0
    article_id: str = ""
    quality: float | None = None
    links: int = 0
    progress: Progress | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A page that failed, with the reason as a person reads it."""

    url: str
    host: str
    words: str


@dataclass(frozen=True, slots=True)
class Summary:
    """One run. ``outcomes`` counts pages by Outcome; ``failures`` are examples, at most 20.

    ``ended``: ``finished`` (nothing left to do now), ``stopped`` (asked to), ``pages``, ``bytes`` (a limit of the job
    was reached), ``locked`` (another run of the job is at work: nothing was done, ``words`` says which) or
    ``unfinished`` (in the state alone: it is at work still, or was killed).
    ``seconds_fetching``, ``_cleaning`` add up over threads and processes, ``_writing`` is that of the one writer.
    """

    run: int
    job: str
    started: float
    seconds: float
    ended: Ended
    words: str
    outcomes: Mapping[str, int] = field(default_factory=dict)
    requests: int = 0
    bytes: int = 0
    queued: int = 0
    seconds_fetching: float = 0.0
    seconds_cleaning: float = 0.0
    seconds_writing: float = 0.0
    hosts: tuple[HostProgress, ...] = ()
    failures: tuple[Failure, ...] = ()

    @property
    def articles(self) -> int:
        """Lines added to articles.jsonl."""
        return self.outcomes.get("new", 0) + self.outcomes.get("changed", 0)

    @property
    def failed(self) -> int:
        """Pages given up in this run."""
        return self.outcomes.get("failed", 0)


@dataclass(frozen=True, slots=True)
class Status:
    """How a job stands between runs. ``due``: pages that a run started now would ask for.

    ``running``: who holds the lock (``process 123 since 12:00``), empty when nobody does. ``last`` is the last run.
    """

    job: str
    pages: Mapping[str, int]  # by PageState
    articles: int
    revisions: int
    duplicates: int
    due: int
    next_due: float | None
    running: str = ""
    last: Summary | None = None
    hosts: tuple[HostProgress, ...] = ()
    failures: tuple[Failure, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanEntry:
    """One address that a run started now would ask for, and why (``new``, ``due again``, ``source`` ...)."""

    url: str
    kind: str
    host: str
    why: str
