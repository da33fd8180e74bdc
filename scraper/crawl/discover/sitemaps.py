"""Sitemaps and sitemap indexes (sitemaps.org 0.9), with news extensions, and lists of addresses in plain text."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from .feeds import Entry
from .xml import elements, local_name, pieces, streamed, text_of

_ENTRIES = frozenset(("url", "sitemap"))
_LONGEST_LINE = 4096


def read_sitemap(body: bytes) -> Iterator[tuple[str, Entry]]:
    """(``url`` or ``sitemap``, entry) for every entry, streamed: memory does not grow with the sitemap.

    What pictures, videos and translations add to an entry is no page and left alone; the title is that of a news entry.
    """
    for element in elements(streamed(body), _ENTRIES):
        url, dates, title = "", [], None
        for child in element:
            name = local_name(child)
            if name == "loc":
                url = text_of(child)
            elif name == "lastmod":
                dates.append(text_of(child))
            elif name == "news":
                news = {local_name(part): text_of(part) for part in child}
                dates.append(news.get("publication_date", ""))
                title = news.get("title")
        if url:
            yield local_name(element), Entry(url, tuple(dates), title)


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
