"""Which pages of a job are worth to be kept as cases: spread over its sites, those of the lowest quality first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..errors import ScraperError
from ..fetchers.warc import Recorded, is_warc, recorded
from .export import Selection, selected

_WARC = "warc"  # the folder of a job that keeps its pages


@dataclass(frozen=True, slots=True)
class Stored:
    """The article of one page of a job: its address, the one after redirects, its site and quality (0..1)."""

    url: str
    final_url: str
    site: str
    quality: float


def stored_pages(folder: Path) -> Iterator[Stored]:
    """What a job has written. Raises JobError."""
    for line in selected(folder, Selection()):
        article = line.article
        url = article["url"] or line.page
        yield Stored(url, article["final_url"] or url, article["site"]["domain"] or "", article["quality"]["score"])


def choose(pages: Iterable[Stored], count: int) -> tuple[Stored, ...]:
    """``count`` pages: of every site the worst one, then of every site the next, sites with the worst page first."""
    sites: dict[str, list[Stored]] = {}
    for page in sorted(pages, key=lambda page: (page.quality, page.url)):
        sites.setdefault(page.site, []).append(page)
    rounds = max(map(len, sites.values()), default=0)
    turns = (found[turn] for turn in range(rounds) for found in sites.values() if turn < len(found))
    return tuple(page for page, _ in zip(turns, range(count), strict=False))


def kept_places(folder: Path) -> dict[str, Recorded]:
    """Where the pages of a job lie in its WARC files, by address: the newest of each. {} when it keeps none.

    A file that breaks off counts up to there: a crawl may be writing it. Raises ConfigError without FastWARC.
    """
    files = sorted(path for path in (folder / _WARC).glob("*") if is_warc(path.name))
    places = (place for path in files for place in recorded(str(path)))
    return {place.url: place for place in places if not isinstance(place, ScraperError)}
