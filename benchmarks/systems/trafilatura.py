"""trafilatura (A. Barbaresi), with metadata and its own fallbacks: the defaults apart from comments."""

from __future__ import annotations

from typing import Any

from trafilatura import bare_extraction

from .found import Found


def extract(html: bytes, url: str | None) -> Found:
    found: Any = bare_extraction(html, url=url, with_metadata=True, include_comments=False, include_tables=True)
    if found is None:
        return Found("")
    authors = tuple(name.strip() for name in (found.author or "").split(";") if name.strip())
    return Found(found.text or "", found.title, authors, found.date)
