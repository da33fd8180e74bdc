"""robots.txt (RFC 9309), and what single pages ask of robots."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from ..fetchers.leash import Most
from ..model import Page
from .address import normalise
from .robotrules import Rules

AGENT = "article-scraper"  # the product token that groups of rules are looked up by
MAX_BYTES = 512 * 1024  # RFC 9309, 2.5: at least 500 KiB must be read; what comes after is not
MOST = Most(MAX_BYTES + 1, cut=True)  # for fetching one: the byte more tells that there is more
FRESH_SECONDS = 24 * 3600.0  # RFC 9309, 2.4: not kept longer than 24 hours
UNREACHABLE_SECONDS = 1800.0  # how long a server that fails to answer is left alone
FORGIVEN_SECONDS = 30 * 24 * 3600.0  # RFC 9309, 2.3.1.4: unreachable for 30 days may be taken for "there is none"

_META = re.compile(rb"<!--.*?(?:-->|$)|<(script|style)\b.*?(?:</\1|$)|<meta\b[^<>]{0,4000}>", re.IGNORECASE | re.DOTALL)
_ATTRIBUTE = re.compile(r"""([a-z-]{1,40})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_HEAD_BYTES = 512 * 1024
_WITH_VALUE = frozenset(("unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"))


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one origin as its robots.txt gave them at ``fetched_at`` (seconds since 1970).

    ``status`` is that of the last hop, 0 when there was no answer. With 2xx the rules of ``body`` hold; 4xx, and
    redirects without an end, mean that there are none. 5xx, 429 and 0 mean that nothing may be fetched until
    ``expires_at``; ``failing_since`` is when that began.
    """

    body: bytes | None
    status: int
    fetched_at: float
    failing_since: float | None = None
    _read: dict[str, Rules] = field(default_factory=dict, init=False, repr=False, compare=False)  # by agent

    def _rules(self, agent: str) -> Rules:
        if agent not in self._read:
            read = _whole_lines(self.body or b"") if 200 <= self.status < 300 else b""
            self._read[agent] = Rules(read.decode("utf-8-sig", "replace"), agent)
        return self._read[agent]

    @property
    def unreachable(self) -> bool:
        """Whether the server failed to say what it allows."""
        return unreachable(self.status)

    @property
    def expires_at(self) -> float:
        """When robots.txt must be fetched again, in seconds since 1970."""
        return self.fetched_at + (UNREACHABLE_SECONDS if self.unreachable else FRESH_SECONDS)

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The addresses of Sitemap lines, normalised, each once; relative ones are none by the protocol."""
        return tuple(dict.fromkeys(address for line in self._rules(AGENT).sitemaps if (address := normalise(line))))

    def allows(self, url: str, agent: str = AGENT) -> bool:
        """Whether ``agent`` (a product token) may fetch ``url`` of this origin."""
        if self.unreachable:
            since = self.fetched_at if self.failing_since is None else self.failing_since
            return self.fetched_at - since >= FORGIVEN_SECONDS
        return self._rules(agent).allow(url)

    def delay(self, agent: str = AGENT) -> float | None:
        """Seconds between two requests by Crawl-delay or Request-rate, the larger one; None when neither is given."""
        return self._rules(agent).delay


def _whole_lines(body: bytes) -> bytes:
    """What is read of a robots.txt. A rule that the limit cuts in two would say more than the whole one: it is left."""
    return body if len(body) <= MAX_BYTES else body[:MAX_BYTES].rpartition(b"\n")[0]


def unreachable(status: int) -> bool:
    """Whether an answer for robots.txt (0: none) means that nothing may be fetched (RFC 9309, 2.3.1.4).

    429 is counted here though the RFC would let it pass: a server that asks to slow down is not to be fetched freely.
    """
    return status in (0, 429) or status >= 500


def robots_for(status: int, body: bytes | None, now: float, previous: Robots | None = None) -> Robots:
    """The rules that follow from an answer for ``/robots.txt``. ``previous``: what held before, to know since when it
    fails. Never raises: whatever the bytes are, what can be read of them holds."""
    since = None
    if unreachable(status):
        since = previous.failing_since if previous and previous.failing_since is not None else now
    return Robots(body, status, now, since)


def page_directives(page: Page, agent: str = AGENT) -> frozenset[str]:
    """What robots meta elements and X-Robots-Tag headers ask, in lower case: ``noindex``, ``nofollow``, ``noarchive``
    ... ``none`` is given as the two it stands for. Directives for other robots do not count."""
    asked = {*_of_header(page.headers.get("x-robots-tag", ""), agent), *_of_metas(page.body[:_HEAD_BYTES], agent)}
    return frozenset(asked | {"noindex", "nofollow"} if "none" in asked else asked) - {"none", ""}


def _of_header(value: str, agent: str) -> Iterator[str]:
    """``noindex, otherbot: nofollow``: a name holds until the next one; several headers come joined by commas."""
    mine = True
    for item in value.lower().split(","):
        name, colon, rest = item.partition(":")
        if colon and name.strip() not in _WITH_VALUE:
            mine = name.strip() in (agent, "*", "robots")
            name = rest
        else:
            name = item
        if mine:
            yield name.strip()


def _of_metas(head: bytes, agent: str) -> Iterator[str]:
    if b"robots" not in head.lower() and agent.encode() not in head:
        return
    for match in _META.finditer(head):
        tag = match.group()
        if tag[:5].lower() != b"<meta":
            continue
        pairs = {m[1].lower(): m[2] or m[3] or m[4] or "" for m in _ATTRIBUTE.finditer(tag.decode("utf-8", "replace"))}
        if html.unescape(pairs.get("name", "")).strip().lower() in ("robots", agent):
            yield from (word.strip() for word in html.unescape(pairs.get("content", "")).lower().split(","))
