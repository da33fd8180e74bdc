"""``scraper job new URL``: a commented job file, with what the site itself says about its feeds and sitemaps."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from urllib.parse import urljoin, urlsplit

from ..config import DEFAULT, FetchConfig
from ..document import read
from ..errors import FetchError, HTTPStatusError, JobError, ReadError
from ..fetchers import Fetcher
from .address import normalise, same_site
from .discover.section import feed_links
from .robots import MOST, Robots, robots_for

_BARE_HOST = re.compile(r"[^\s:/?#@]+(?::\d+)?(?:[/?#]|$)")
_MOST = 20  # addresses of each kind that are written down


@dataclass(frozen=True, slots=True)
class Site:
    """A site as it shows itself: ``home`` normalised, the feeds its home page names, the sitemaps its robots.txt names.

    ``notes``: what could not be found out, and why, for the person who asked. ``fetch``: how it was asked.
    """

    home: str
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    fetch: FetchConfig = DEFAULT.fetch


def look_at(url: str, config: FetchConfig = DEFAULT.fetch) -> Site:
    """Fetch robots.txt and the page at ``url``. Raises JobError when ``url`` is no address; what cannot be fetched, or
    may not by robots.txt, becomes a note."""
    home = normalise(f"https://{url}" if _BARE_HOST.match(url) else url)
    if home is None:
        raise JobError(url, "is no http or https address", 'Write it as a browser shows it: "https://example.org"')
    with Fetcher(config) as fetcher:
        robots, notes = _robots(fetcher, home)
        if not robots.allows(home):
            why = "cannot be had, so nothing is fetched until it can" if robots.unreachable else "keeps robots out"
            return Site(home, (), robots.sitemaps[:_MOST], (*notes, f"{home}: its robots.txt {why}"), config)
        try:
            page = fetcher.fetch(home)
            feeds = [normalise(entry.url, page.final_url or home) for entry in feed_links(read(page))]
        except (FetchError, ReadError) as error:
            return Site(home, (), robots.sitemaps[:_MOST], (*notes, str(error)), config)
    here = normalise(page.final_url or home) or home
    chosen = dict.fromkeys(feed for feed in feeds if feed and same_site(feed, here))
    return Site(here, tuple(chosen)[:_MOST], robots.sitemaps[:_MOST], tuple(notes), config)


def _robots(fetcher: Fetcher, home: str) -> tuple[Robots, list[str]]:
    address = urljoin(home, "/robots.txt")
    try:
        page = fetcher.fetch(address, types=None, most=MOST)
    except HTTPStatusError as error:
        notes = [] if 400 <= error.status < 500 else [str(error)]
        return robots_for(error.status, None, 0.0), notes
    except FetchError as error:
        return robots_for(0, None, 0.0), [str(error)]
    return robots_for(page.status or 200, page.body, 0.0), []


def job_text(site: Site, file: str = "job.toml") -> str:
    """The job file for ``site``. What it found is written as comments where ``site`` discovers it anyway."""
    name = suggested_name(site)
    text = files("scraper.crawl").joinpath("template.toml").read_text(encoding="utf-8")
    parts = {
        "file": shlex.quote("".join(char if char.isprintable() else "?" for char in file)),
        "name": json.dumps(name),
        "plain": name,
        "sources": "\n".join(_sources(site)),
        "fetch": "\n".join(_fetch(site.fetch)),
    }
    return re.sub(r"\{(\w+)\}", lambda match: parts[match[1]], text)


def suggested_name(site: Site) -> str:
    """A name for the job: the host without ``www``, in letters that every file system takes."""
    host = (urlsplit(site.home).hostname or "").removeprefix("www.")
    return re.sub(r"[^a-z0-9]+", "-", host).strip("-")[:64].strip("-") or "job"


def _fetch(config: FetchConfig) -> Iterator[str]:
    """What was asked for when the site was looked at holds for the job too."""
    contact, mark = (config.contact, "") if config.contact else ("you@example.org", "# ")
    yield f"{mark}contact = {json.dumps(contact)}   # told to every server, so that it can reach you"
    if config.allow_private:
        yield "allow_private = true          # loopback and private networks may be fetched"


def _sources(site: Site) -> Iterator[str]:
    yield f"site = {json.dumps(site.home)}   # its feeds, sitemaps and sections are discovered in every run"
    for note in site.notes:
        yield f"# Not found out: {' '.join(note.split())}"
    for kind, found in (("feed", site.feeds), ("sitemap", site.sitemaps)):
        if found:
            yield "# Found now; take the # away to name them yourself, and 'site' out to follow nothing else:"
            yield f"# {kind} = {json.dumps(found[0]) if len(found) == 1 else '['}"
            if len(found) > 1:
                yield from (f"#     {json.dumps(address)}," for address in found)
                yield "# ]"
        else:
            yield f'# {kind} = "https://example.org/{kind}.xml"'
    yield '# section = ["https://example.org/politics"]   # pages that list articles'
