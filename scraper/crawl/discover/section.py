"""A section or home page -> its feeds, the articles it links to, and the sections below it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from lxml import etree

from ...document import read
from ...model import Document, Page
from ..address import key_of, same_site
from ..job import Job
from .anchors import Anchor, anchors
from .choice import Chooser
from .feeds import Entry
from .link import Link, LinkKind
from .scoring import article_points, letters

MOST_SECTIONS = 60
MOST_FEEDS = 10
_FEED_TYPES = re.compile(r"application/(?:(?:rss|atom|rdf)\+xml|feed\+json|json)|text/(?:rss|xml)", re.IGNORECASE)
_COMMENTS = re.compile(r"comment|wp-json|oembed|opensearch|format=xml", re.IGNORECASE)
_SECTION_LETTERS = 30  # names of sections are short
_SECTION_SEGMENTS = 2


def section_links(page: Page, kind: LinkKind, job: Job) -> tuple[Link, ...]:
    """Feeds first, then what looks like an article, best first, then sections. Raises ReadError.

    Feeds and sections of a whole site are followed when a ``site`` source asks for it; of a single section only its
    further pages and what is below it. A page that is no section gives links only when its whole site is wanted.
    """
    chooser = Chooser(page, job)
    whole = any(source.kind == "site" and same_site(source.address, chooser.base) for source in job.sources)
    if kind == "page" and not whole:
        return ()
    document = read(page)
    found = anchors(document)
    points = article_points(found, chooser.base)
    ranked = sorted(zip(points, found, strict=True), key=lambda pair: -pair[0])
    articles = [("page", Entry(anchor.url, (), anchor.text)) for value, anchor in ranked if value >= 0]
    links = list(chooser.links((("page", entry) for _, entry in articles)))
    if kind == "section":
        rest = [anchor for value, anchor in zip(points, found, strict=True) if value < 0]
        feeds = [("feed", entry) for entry in feed_links(document)] if whole else []
        links = [*chooser.links((("feed", entry) for _, entry in feeds)), *links, *_sections(rest, chooser, whole)]
    own = key_of(chooser.base)
    unique = {key_of(link.url): link for link in reversed(links) if link.kind == "feed" or key_of(link.url) != own}
    return tuple(link for link in links if unique.get(key_of(link.url)) is link)


def feed_links(document: Document) -> tuple[Entry, ...]:
    """The feeds that a page names in its head (HTML standard, 4.6.7.1), those of comments left out."""
    elements: Iterator[etree._Element] = iter(()) if document.root is None else document.root.iter("link")
    found = [
        Entry(href.strip(), (), element.get("title"))
        for element in elements
        if {"alternate", "feed"} & set((element.get("rel") or "").lower().split())
        and _FEED_TYPES.match((element.get("type") or "").strip())
        and (href := element.get("href"))
        and not _COMMENTS.search(f"{href} {element.get('title') or ''}")
    ]
    return tuple(dict.fromkeys(found))[:MOST_FEEDS]


def _sections(rest: Sequence[Anchor], chooser: Chooser, whole: bool) -> Iterator[Link]:
    chosen = (anchor for anchor in rest if _is_section(anchor, chooser.base, whole))
    links = chooser.links(("section", Entry(anchor.url, (), anchor.text)) for anchor in chosen)
    return (link for _, link in zip(range(MOST_SECTIONS), links, strict=False))


def _is_section(anchor: Anchor, own: str, whole: bool) -> bool:
    parts, here = urlsplit(anchor.url), urlsplit(own)
    if "next" in anchor.rel:
        return True
    segments = [segment for segment in parts.path.split("/") if segment]
    if parts.query or not segments or letters(anchor.text) > _SECTION_LETTERS or anchor.place == "footer":
        return False
    below = parts.path.startswith(here.path.rstrip("/") + "/") and here.path.strip("/") != ""
    return below or (whole and len(segments) <= _SECTION_SEGMENTS)
