"""What can be reviewed: cases of a folder of fixtures, or stored pages of a crawl job."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ...fetchers.warc import Recorded


@dataclass(frozen=True, slots=True)
class CaseItem:
    """A case. ``folder`` holds its files."""

    name: str
    folder: Path


@dataclass(frozen=True, slots=True)
class PageItem:
    """A page that a crawl job stored. ``place``: where its record is.

    ``folder``: where it becomes a case when it is added.
    """

    name: str
    folder: Path
    place: Recorded


@dataclass(frozen=True, slots=True)
class ArticleItem:
    """An article of a crawl job whose page was not stored. ``text``: its JSON."""

    name: str
    text: str


Item = CaseItem | PageItem | ArticleItem
