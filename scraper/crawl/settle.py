"""What came of a page -> its row in the state, links in the frontier, lines for the files. One outcome a page."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any

from ..errors import FetchError, HTTPStatusError, JobError, OutputError, ScraperError, TooManyRedirects
from . import revisit
from .address import host_key, key_of
from .cleaning import Cleaned, Found
from .counts import Counts
from .discover import Link
from .emit import Emitter
from .events import Event, Failure, Outcome
from .families import Families, in_family
from .fetching import Fetched
from .frontier import Entry, Frontier
from .hosts import Host, Hosts
from .job import Job
from .jobchanges import names_sitemaps
from .language import same_language
from .politeness import LONGEST_ASKED, answered, blames_host, is_gone, may_pass, struck
from .robots import robots_for
from .turns import Refusal
from .wishes import Wishes

_NESTING = 3  # sitemap indexes and feeds below each other
_ROBOTS_HOPS = 5  # RFC 9309, 2.3.1.2
_REFUSALS = {"denied": "robots.txt forbids it", "unwanted": "the job does not allow it"}
_SOURCE_LONGEST = revisit.DAY


@dataclass(slots=True)
class Settler:
    """Callers hold a transaction. ``events`` collects what is to be told once it is committed."""

    job: Job
    wishes: Wishes
    frontier: Frontier
    hosts: Hosts
    families: Families
    emitter: Emitter
    counts: Counts
    events: list[Event] = field(default_factory=list)

    def came_back(self, fetched: Fetched) -> bool:
        """A request is over: the host's clock, and the page too unless there is something to clean (then True)."""
        entry, now = fetched.entry, fetched.ended
        if isinstance(fetched.error, OutputError | JobError):  # archive or state: nothing can be kept any more
            raise fetched.error
        self._let_go(fetched)
        self.counts.fetched(entry.host, fetched.size, fetched.seconds)
        if entry.kind == "robots":
            self._robots(fetched, now)
        elif fetched.redirect is not None:
            self._redirected(fetched, fetched.redirect, now)
        elif fetched.page is None:
            self._failed(fetched, fetched.error or FetchError(entry.target, "gave no page"), now)
        elif fetched.page.status != 304 and fetched.body_hash != entry.body_hash:
            return True
        elif not self.emitter.is_orphan(entry):
            self._done(fetched, "source" if entry.is_source else "unchanged", now, False, "has not changed")
        elif fetched.page.status == 304:
            unknown = {"etag": None, "last_modified": None, "body_hash": None}
            self._row(fetched, "retry", now, state="queued", due=now, **unknown)
        else:
            return True
        return False

    def _let_go(self, fetched: Fetched) -> None:
        host = self.hosts.get(fetched.entry.host)
        delay, error, rested = self.hosts.delay(host), fetched.error, host.clock.rests
        if isinstance(error, FetchError) and blames_host(error):
            asked = error.retry_after if isinstance(error, HTTPStatusError) else None
            clock = struck(host.clock, fetched.ended, delay, self.job.config.fetch.backoff_seconds, asked)
        else:
            clock = answered(host.clock, fetched.ended, delay)
        self.hosts.release(host, clock)
        if clock.rests > rested:
            words = f"{host.name} fails again and again and is left alone for {clock.rest / 60:.0f} minutes"
            self.events.append(Event("host", fetched.ended, words, host=host.name))

    def _robots(self, fetched: Fetched, now: float) -> None:
        """The rules of the host that the robots.txt was first asked of, wherever redirects led."""
        entry = fetched.entry
        owner = self.hosts.get(host_key(entry.url))
        if fetched.redirect is not None and entry.hops < _ROBOTS_HOPS:
            self._to(entry, fetched.redirect, now)
            return
        if fetched.error is not None and may_pass(fetched.error) and entry.tries < self.job.config.fetch.retries:
            self._later(fetched, fetched.error, now)
            return
        body = fetched.page.body if fetched.page else None
        endless = fetched.redirect is not None or isinstance(fetched.error, TooManyRedirects)
        status = HTTPStatus.NOT_FOUND if endless else _status(fetched)  # RFC 9309, 2.3.1.2: as if there were none
        before, robots = owner.robots, robots_for(status, body, now, owner.robots)
        self.hosts.set_robots(owner, robots)
        if before is None or (before.status, before.body) != (robots.status, robots.body):
            self.frontier.wake_denied(owner.name, now)
        owner.asking = False
        self.frontier.update(
            entry, state="done", target=entry.url, host=owner.name, hops=0, due=revisit.NEVER, visited=now,
            tries=0, outcome="source", status=_status(fetched), error=None,
        )  # fmt: skip
        self._add_sitemaps(robots.sitemaps, entry, now)
        self.hosts.wake(owner.name)
        words = str(fetched.error) if fetched.error and robots.unreachable else f"rules of {owner.name}"
        self._tell(fetched, "source", now, words)

    def _add_sitemaps(self, sitemaps: Iterable[str], entry: Entry, now: float) -> None:
        if names_sitemaps(self.job, entry.url):
            for link in (Link(address, "sitemap") for address in sitemaps if self.job.follows(address)):
                if not self._is_too_much(entry, link, now):
                    self._add(entry, link, 0, now)

    def _to(self, entry: Entry, target: str, now: float) -> None:
        """Ask another host for the same page."""
        host = host_key(target)
        self.frontier.update(entry, state="queued", target=target, host=host, hops=entry.hops + 1, due=now)
        self.hosts.wake(host)

    def _redirected(self, fetched: Fetched, target: str, now: float) -> None:
        """A page that is another page is that page's business; a source stays what the job calls it.

        The other page lies one step further away, in whichever run it is asked: a way without an end ends.
        """
        entry, depth = fetched.entry, fetched.entry.depth + 1
        most = self.job.config.fetch.max_redirects
        if entry.hops >= most or (not entry.is_source and depth > self.job.limits.depth + most):
            self._give_up(fetched, FetchError(entry.url, "redirects too often", "Check the address in a browser"), now)
        elif not self.wishes.follow(entry.url, target, entry.kind):
            self._done(fetched, "unwanted", now, True, f"redirects to {target}, which the job does not allow")
        elif entry.is_source or key_of(target) == key_of(entry.url):
            self._to(entry, target, now)
            self._tell(fetched, "redirected", now, f"is at {target}")
        else:
            self._wake(self.frontier.add(Link(target, "page"), depth, now, entry.found_on))
            self._done(fetched, "redirected", now, False, f"is at {target}")

    def cleaned(self, fetched: Fetched, result: Cleaned, now: float) -> None:
        """A page was read in a worker."""
        entry, article = fetched.entry, result.article
        self.counts.cleaning += result.seconds
        links, whole = self._add_links(entry, result.links.taken, now)
        if entry.is_source:
            rest = "; it names more, left out by limits.links_per_page or for its size" if result.links.more else ""
            self._done(fetched, "source", now, True, f"leads to {links} new pages{rest}", links=links)
        elif "noindex" in result.directives:
            self.emitter.retire(entry, "noindex", now)
            self._done(fetched, "noindex", now, True, "asks not to be kept")
        elif article is None:
            self._done(fetched, "not_article", now, entry.interval is None, f"is judged {result.kind}", links=links)
        elif self.job.language and article.language and not same_language(article.language, self.job.language):
            self._done(fetched, "unwanted", now, False, f"is in {article.language}, not in {self.job.language}")
        else:
            self._article(fetched, article, now)
        if not whole:
            self.frontier.forget(entry)

    def _article(self, fetched: Fetched, article: Found, now: float) -> None:
        outcome = self.emitter.found(fetched.entry, article, now)
        if outcome in ("new", "changed"):
            self.families.gave_article(fetched.entry.url)
        self.counts.cleaned(fetched.entry.host, article.quality, article.words, article.removed)
        words = f"{article.words} words, quality {article.quality:.2f}"
        known = {"article_id": article.id, "quality": article.quality}
        self._done(fetched, outcome, now, outcome == "changed", words, **known)

    def uncleanable(self, fetched: Fetched, error: ScraperError, now: float) -> None:
        """Reading the page failed; the same bytes would fail again, but for a process that was killed from outside."""
        self._failed(fetched, error, now)

    def refused(self, entry: Entry, refusal: Refusal, now: float) -> None:
        """The page may not be asked."""
        self._done(Fetched(entry, ended=now), refusal, now, False, _REFUSALS[refusal])

    def _failed(self, fetched: Fetched, error: ScraperError, now: float) -> None:
        if is_gone(error):
            self._gone(fetched, error, now)
        elif may_pass(error) and fetched.entry.tries < self.job.config.fetch.retries:
            self._later(fetched, error, now)
        else:
            self._give_up(fetched, error, now)

    def _later(self, fetched: Fetched, error: ScraperError, now: float) -> None:
        """Another try, after a pause that doubles or the one that the server asked for."""
        tries = fetched.entry.tries
        asked = error.retry_after if isinstance(error, HTTPStatusError) else None
        due = now + max(self.job.config.fetch.backoff_seconds * 2.0**tries, min(asked or 0.0, LONGEST_ASKED))
        self._row(fetched, "retry", now, state="queued", due=due, tries=tries + 1, error=str(error))
        self.hosts.wake(host_key(fetched.entry.url), due)
        self._tell(fetched, "retry", now, error.reason)

    def _gone(self, fetched: Fetched, error: ScraperError, now: float) -> None:
        entry = fetched.entry
        twice = entry.outcome == "gone" or _status(fetched) == 410
        retired = self.emitter.retire(entry, f"status {_status(fetched)}", now)
        if entry.is_source:
            due = now + revisit.SOURCE_AFTER_GONE
        else:
            due = revisit.NEVER if twice else now + revisit.AFTER_GONE
        unknown = {"etag": None, "last_modified": None, "body_hash": None}  # what comes back is new whatever it says
        self._row(fetched, "gone", now, state="gone", due=due, **unknown)
        self._tell(fetched, "gone", now, f"{error.reason}; its article is retired" if retired else error.reason)

    def _give_up(self, fetched: Fetched, error: ScraperError, now: float) -> None:
        entry, retries = fetched.entry, self.job.config.fetch.retries
        due = now + revisit.after_failures(max(1, entry.tries + 1 - retries))
        self._row(fetched, "failed", now, state="failed", due=due, tries=entry.tries + 1, error=str(error))
        self.counts.failed(Failure(entry.url, entry.host, str(error)))
        self._tell(fetched, "failed", now, f"{error.reason}. {error.advice}".strip())

    def _done(self, fetched: Fetched, outcome: Outcome, now: float, changed: bool, words: str, **more: Any) -> None:
        entry = fetched.entry
        interval = revisit.after_visit(entry.interval, changed)
        if entry.is_source:
            interval = min(interval, _SOURCE_LONGEST) if entry.interval is not None else revisit.SHORTEST
        values: dict[str, Any] = {"state": "done", "due": now + interval, "interval": interval, "tries": 0}
        if fetched.page is not None and fetched.page.status != 304:
            headers = fetched.page.headers
            values |= {
                "etag": headers.get("etag"), "last_modified": headers.get("last-modified"),
                "body_hash": fetched.body_hash,
            }  # fmt: skip
        self._row(fetched, outcome, now, **values)
        self._tell(fetched, outcome, now, words, **more)

    def _row(self, fetched: Fetched, outcome: Outcome, now: float, **values: Any) -> None:
        """Write the page's row; whatever is asked next time begins at its own address."""
        entry = fetched.entry
        fixed = {"target": entry.url, "host": host_key(entry.url), "hops": 0, "visited": now, "error": None}
        self.frontier.update(entry, **(fixed | {"outcome": outcome, "status": _status(fetched)} | values))

    def _add_links(self, entry: Entry, links: Iterable[Link], now: float) -> tuple[int, bool]:
        """Take the links that are not too deep; returns how many were new, and whether none was left for later."""
        new, whole = 0, True
        for link in links:
            depth = _depth(entry, link)
            if depth > (_NESTING if link.kind in ("feed", "sitemap") else self.job.limits.depth):
                continue
            if self._is_too_much(entry, link, now):
                whole = False
            else:
                new += self._add(entry, link, depth, now)
        return new, whole

    def _is_too_much(self, entry: Entry, link: Link, now: float) -> bool:
        """Whether this run takes no more like it; a later visit of ``entry`` may."""
        guessed = entry.kind in ("page", "section") and in_family(link.url)
        host = self.hosts.get(host_key(link.url)) if link.kind != "page" else None
        crowded = host is not None and host.has_noted_enough
        if not (guessed or crowded) or self.frontier.knows(link.url):
            return False
        if guessed and self.families.refuses(link.url):
            self.events.extend(filter(None, (self.families.notice(link.url, now),)))
            return True
        if host is not None and crowded:
            self.tell_many_sources(host, now)
        return crowded

    def tell_many_sources(self, host: Host, now: float) -> None:
        """Say once that a host has more sources than a run takes."""
        if not host.many_sources:
            host.many_sources = True
            words = f"{host.name} has very many feeds, sitemaps and sections: the rest of them is left to later runs"
            self.events.append(Event("host", now, words, host=host.name))

    def _add(self, entry: Entry, link: Link, depth: int, now: float) -> bool:
        """Whether there is something new to ask."""
        name = self.frontier.add(link, depth, now, entry.id)
        self._wake(name)
        if name and link.kind != "page":
            self.hosts.get(name).sources_noted += 1
        return name is not None

    def _wake(self, host: str | None) -> None:
        if host:
            self.hosts.wake(host)

    def _tell(self, fetched: Fetched, outcome: Outcome, now: float, words: str, **more: Any) -> None:
        """``more``: further fields of the event."""
        entry = fetched.entry
        self.counts.settled(host_key(entry.url), outcome, now)
        event = Event(
            "page", now, f"{outcome}: {entry.url}: {words}", entry.url, entry.host, outcome, entry.kind,
            _status(fetched) or None, fetched.size, fetched.seconds,
        )  # fmt: skip
        self.events.append(replace(event, **more))


def _depth(entry: Entry, link: Link) -> int:
    """A page of a feed or sitemap is one step from the source, however deep the sitemap lies in its index."""
    return 1 if entry.kind in ("feed", "sitemap") and link.kind == "page" else entry.depth + 1


def _status(fetched: Fetched) -> int:
    """The HTTP status, 0 when there was no answer."""
    if fetched.page is not None:
        return fetched.page.status or 0
    return fetched.error.status if isinstance(fetched.error, HTTPStatusError) else 0
