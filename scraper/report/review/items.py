"""What can be reviewed: cases of a folder of fixtures, or stored pages of a crawl job."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class CaseItem:
    """A case. ``folder`` holds its files."""

    name: str
    folder: Path


@dataclass(frozen=True, slots=True)
class PageItem:
    """A page that a crawl job stored. ``place``: where its record is; ``quality``: of the article that was made of it.

    ``folder``: where it becomes a case when it is added.
    """

    name: str
    folder: Path
    place: Any
    quality: float | None = None


@dataclass(frozen=True, slots=True)
class ArticleItem:
    """An article of a crawl job whose page was not stored: a line of its articles file."""

    name: str
    line: bytes


Item = CaseItem | PageItem | ArticleItem
