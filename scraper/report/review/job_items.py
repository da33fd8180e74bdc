"""The pages of a crawl job for the review: lowest quality first, spread over its sites."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from ...crawl.export import Selection, selected
from ...crawl.sample import Stored, choose, kept_places, stored_pages
from ...errors import JobError
from ...fetchers.warc import Recorded
from ...regression.add import case_name, distinct_name
from .items import ArticleItem, Item, PageItem


def job_items(folder: Path, root: Path, count: int) -> list[Item]:
    """``count`` pages of the job in ``folder``, which become cases below ``root``; of those without a stored page the
    articles. Raises JobError when the job has written nothing."""
    places = kept_places(folder)
    chosen = sorted(choose(stored_pages(folder), count), key=lambda page: (page.quality, page.url))
    if not chosen:
        raise JobError(str(folder), "holds no article", "Run the job first: scraper crawl JOB.toml")
    names = _names(chosen, root)
    texts = _texts(folder, {page.url for page in chosen if _place_of(page, places) is None})
    items: list[Item] = []
    for page, name in zip(chosen, names, strict=True):
        place = _place_of(page, places)
        items.append(PageItem(name, root / name, place) if place else ArticleItem(name, texts[page.url]))
    return items


def _place_of(page: Stored, places: Mapping[str, Recorded]) -> Recorded | None:
    return places.get(page.final_url) or places.get(page.url)


def _names(pages: Sequence[Stored], root: Path) -> list[str]:
    """A name for each that no other and no case has."""
    used: dict[str, None] = {}
    for page in pages:
        name = case_name(page.url)
        used[distinct_name(page.url) if name in used or (root / name).exists() else name] = None
    return list(used)


def _texts(folder: Path, wanted: set[str]) -> dict[str, str]:
    """The articles of some addresses as JSON, without what the crawl says of them."""
    found = {}
    for line in selected(folder, Selection()) if wanted else ():
        url = line.article["url"] or line.page
        if url in wanted:
            found[url] = json.dumps({key: value for key, value in line.article.items() if key != "crawl"})
    return found
