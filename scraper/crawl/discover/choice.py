"""Which of the many addresses a source names are followed: wanted by the job, new enough, each once, within bounds."""

from __future__ import annotations

import heapq
import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...model import Page
from ..address import key_of, normalise, same_site
from ..job import Job
from ..traps import trap_of
from .dates import iso_date, latest
from .feeds import Entry
from .link import Link, LinkKind, Links, moment

MOST_ENTRIES = 200_000  # looked at in one source; sitemaps have 50,000 at the most by their protocol
_DAY = 86400.0
_TITLE_CHARS = 500
_TAG = re.compile(r"<[^<>]{1,500}>")
# What is no page by the end of its path: pictures, recordings, documents, archives, programs, parts of pages.
_FILE = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|ico|bmp|tiff?|mp[34]|m4[av]|og[gva]|wav|flac|aac|avi|mov|mkv|webm|wmv|flv|m3u8?"
    r"|pdf|docx?|xlsx?|pptx?|od[tsp]|rtf|epub|mobi|csv|zip|gz|tgz|rar|7z|tar|bz2|xz|exe|dmg|apk|msi|iso|css|m?js|json"
    r"|woff2?|ttf|eot|ics|vcf|torrent|swf)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Chooser:
    """Entries of one page -> links. ``anywhere``: other sites are fine (a feed is chosen for what it lists)."""

    page: Page
    job: Job
    anywhere: bool = False

    @property
    def base(self) -> str:
        """The address that relative ones are resolved against."""
        return self.page.final_url or self.page.url or ""

    def link(self, entry: Entry, kind: LinkKind) -> Link | None:
        """The link an entry stands for, None when it is not followed."""
        url = normalise(entry.url.replace("&amp;", "&"), self.base or None)
        if url is None or trap_of(url, self._year) or not self._in_scope(url) or not self._permitted(url, kind):
            return None
        date = latest(entry.dates)
        return None if kind == "page" and self._too_old(date) else Link(url, kind, date, _plain(entry.title))

    def links(self, entries: Iterable[tuple[LinkKind, Entry]]) -> Iterator[Link]:
        """The links of all entries that are followed."""
        return filter(None, (self.link(entry, kind) for kind, entry in entries))

    def _permitted(self, url: str, kind: LinkKind) -> bool:
        return self.job.permits(url, kind) and not (kind == "page" and _FILE.search(url.partition("?")[0]))

    def _in_scope(self, url: str) -> bool:
        return self.anywhere or same_site(url, self.base) or any(same_site(url, s.address) for s in self.job.sources)

    @property
    def _year(self) -> int | None:
        """The year of the fetch."""
        date = iso_date(self.page.fetched_at or "")
        return int(date[:4]) if date else None

    def _too_old(self, date: str | None) -> bool:
        """By the clock of the fetch; what has no date is never too old."""
        now, then = moment(iso_date(self.page.fetched_at or "")), moment(date)
        limit = self.job.limits.age_days
        return bool(limit) and now is not None and then is not None and now - then > limit * _DAY


def newest(entries: Iterable[tuple[LinkKind, Entry]], chooser: Chooser, most: int) -> Links:
    """At most ``most`` links, one for each page; the latest dates are preferred, then the order of the source.

    Memory is bound by ``most``, and once something was left out only what is newer than the oldest kept is looked at
    closely.
    """
    seen: set[str] = set()
    best: list[tuple[float, int, str, Link]] = []
    more = False
    for number, (kind, entry) in enumerate(entries):
        if number >= MOST_ENTRIES:
            more = True
            break
        when = moment(latest(entry.dates)) or 0.0
        late = len(best) >= most and (not best or (when, -number) < best[0][:2])
        if late and more:
            continue
        link = chooser.link(entry, kind)
        if link is None or (key := key_of(link.url)) in seen:
            continue
        more = more or len(best) >= most
        if late:
            continue
        seen.add(key)
        item = (when, -number, key, link)
        if len(best) < most:
            heapq.heappush(best, item)
        else:
            seen.discard(heapq.heapreplace(best, item)[2])
    return Links(tuple(item[3] for item in sorted(best, reverse=True)), more)


def _plain(title: str | None) -> str | None:
    """A title as text: feeds hold markup, and references twice over."""
    text = " ".join(html.unescape(_TAG.sub(" ", html.unescape(title or ""))).split())
    return text[:_TITLE_CHARS] or None
