"""A fetched source -> the links it gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ...errors import ReadError
from ...model import Page
from ..job import Job
from .choice import Chooser, newest
from .feeds import Entry, read_feed
from .forms import Form, form_of
from .link import LinkKind, Links
from .section import section_links
from .sitemaps import read_list, read_sitemap
from .xml import FETCHED_BYTES

_FITTING: dict[LinkKind, frozenset[Form]] = {
    "feed": frozenset(("feed", "json", "sitemap", "list")),
    "sitemap": frozenset(("sitemap", "feed", "list")),  # the protocol lets feeds and lists be sitemaps
    "section": frozenset(("page", "feed", "json", "sitemap")),
    "page": frozenset(("page",)),
}
_ADVICE = "Open it in a browser; correct the kind of the source in the job file, or take it out"


def links_of(page: Page, kind: LinkKind, job: Job) -> Links:
    """What ``page``, fetched as ``kind``, links to that ``job`` wants; at most ``limits.links_per_page``, best first.

    A feed or sitemap gives its entries, the newest first, a sitemap index the sitemaps it names; a section page gives
    its feeds, the links that look like articles, and its sections; a page the links that look like articles. Pure:
    ages count from ``page.fetched_at``. Raises ReadError when a source is not what it should be.
    """
    form = form_of(page.body, page.charset)
    if form not in _FITTING[kind]:
        if kind == "page":
            return Links()
        name, found = page.url or kind, "an HTML page" if form == "page" else "nothing that can be read"
        raise ReadError(name, f"was expected to be a {kind} and is {found}", _ADVICE)
    most = job.limits.links_per_page
    if form == "page":
        found_links = section_links(page, kind, job)
        return Links(found_links[:most], len(found_links) > most)
    chooser = Chooser(page, job, anywhere=form in ("feed", "json"))
    chosen = newest(_entries(page, form), chooser, most)
    return replace(chosen, more=True) if len(page.body) > FETCHED_BYTES else chosen


def _entries(page: Page, form: Form) -> Iterator[tuple[LinkKind, Entry]]:
    if form == "sitemap":
        for name, entry in read_sitemap(page.body):
            yield "sitemap" if name == "sitemap" else "page", entry
    elif form == "list":
        yield from (("page", entry) for entry in read_list(page.body))
    else:
        yield from (("page", entry) for entry in read_feed(page.body, page.charset))
