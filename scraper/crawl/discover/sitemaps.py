"""Sitemaps and sitemap indexes (sitemaps.org 0.9), with news extensions, and lists of addresses in plain text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from lxml import etree

from .feeds import Entry
from .xml import elements, local_name, pieces, streamed, text_of

_ENTRIES = frozenset(("url", "sitemap"))
_LONGEST_LINE = 4096


def read_sitemap(body: bytes) -> Iterator[tuple[str, Entry]]:
    """(``url`` or ``sitemap``, entry) for every entry, streamed: memory does not grow with the sitemap.

    What pictures, videos and translations add to an entry is no page and left alone; the title is that of a news entry.
    """
    for element in elements(streamed(body), _ENTRIES):
        found = Entry("")
        for child in element:
            if local_name(child) == "loc":
                found = Entry(text_of(child), found.dates, found.title)
            elif local_name(child) == "lastmod":
                found = Entry(found.url, (*found.dates, text_of(child)), found.title)
            elif local_name(child) == "news":
                found = _with_news(found, child)
        if found.url:
            yield local_name(element), found


def _with_news(entry: Entry, news: etree._Element) -> Entry:
    texts = {local_name(child): text_of(child) for child in news}
    dates = (texts["publication_date"],) if texts.get("publication_date") else ()
    return Entry(entry.url, (*entry.dates, *dates), texts.get("title") or entry.title)


def read_list(body: bytes) -> Iterator[Entry]:
    """One address a line; other lines are passed over. Streamed."""
    rest = b""
    for piece in chain(pieces(body), (b"\n",)):
        *lines, rest = (rest + piece).split(b"\n")
        for line in lines:
            text = line.strip(b"\xef\xbb\xbf\r\t ").decode("utf-8", "replace")
            if text.startswith(("http://", "https://")) and len(text) <= _LONGEST_LINE:
                yield Entry(text)
        rest = rest if len(rest) <= _LONGEST_LINE else b""
