"""Where pages are found: feeds, sitemaps, section pages -> links (``links.py``, for those that read pages)."""

from __future__ import annotations

from ..job import Job
from .link import Link, LinkKind, Links, moment
from .xml import FETCHED_BYTES

__all__ = ["FETCHED_BYTES", "Link", "LinkKind", "Links", "moment", "seeds"]

_FIRST: dict[str, LinkKind] = {
    "site": "section", "section": "section", "feed": "feed", "sitemap": "sitemap", "urls": "page"
}  # fmt: skip


def seeds(job: Job) -> tuple[Link, ...]:
    """The first addresses of a run, in the order of the job file. A site begins with its home page, read as a section
    page; the sitemaps of its robots.txt come through ``Robots.sitemaps``."""
    return tuple(dict.fromkeys(Link(source.address, _FIRST[source.kind]) for source in job.sources))
