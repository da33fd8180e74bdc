"""Pages that a browser saved: the comment that says from where (the "mark of the web")."""

from __future__ import annotations

import dataclasses
import re

from ..model import Page

_SAMPLE = 4096  # it stands at the top
_MARK = re.compile(rb"<!--\s{0,9}saved from url=\(\d{4}\)(https?://[^\s<>\"]{4,2000})\s{0,9}-->", re.IGNORECASE)


def with_address(page: Page) -> Page:
    """The page with the address that it was saved from, where nothing else tells its address."""
    mark = None if page.url or page.final_url else _MARK.search(page.body, 0, _SAMPLE)
    return dataclasses.replace(page, url=mark[1].decode("ascii", "replace")) if mark else page
