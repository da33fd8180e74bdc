"""What was written on the command line -> the single sources it means."""

from __future__ import annotations

import glob
import os
import re
from collections.abc import Iterable

PAGE_SUFFIXES = (".html", ".htm", ".xhtml", ".xht", ".shtml", ".mhtml", ".mht", ".webarchive", ".txt", ".text")
_SAID_OF_A_PAGE = ("pins.txt", "known.txt")  # beside a page that is a fixture
STDIN = "-"
_URL = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


def is_url(source: str) -> bool:
    """Whether ``source`` is written as an address with a scheme, not as a file name."""
    return bool(_URL.match(source.strip()))


def expand_sources(sources: Iterable[str]) -> list[str]:
    """Addresses, files and ``-`` as they are; directories (recursively) and globs (``**`` too) as the files they hold.

    The order of ``sources`` is kept, what one of them expands to is sorted, and nothing comes twice. A directory or
    glob that holds no page stays in the list as it is, so that reading it reports the error beside the other results.
    """
    found: dict[str, None] = {}
    for source in sources:
        for item in _expand(source):
            found.setdefault(item, None)
    return list(found)


def has_wildcard(source: str) -> bool:
    """Whether ``source`` is written as a pattern for file names."""
    return glob.has_magic(source)


def _expand(source: str) -> list[str]:
    if source == STDIN or is_url(source):
        return [source]
    if os.path.isdir(source):
        return _pages_below(source) or [source]
    if has_wildcard(source) and not os.path.exists(source):
        matches = sorted(glob.glob(source, recursive=True))
        pages = [page for match in matches for page in (_pages_below(match) if os.path.isdir(match) else [match])]
        return sorted({os.path.normpath(page) for page in pages}) or [source]
    return [os.path.normpath(source)] if source else [source]


def _pages_below(directory: str) -> list[str]:
    """The pages in a directory tree, hidden files and directories left out; a part that cannot be listed is named."""
    pages = []
    unlisted: list[str] = []
    for folder, folders, files in os.walk(directory, onerror=lambda error: unlisted.append(str(error.filename))):
        folders[:] = [name for name in folders if not name.startswith(".")]
        pages += [os.path.normpath(os.path.join(folder, name)) for name in files if _is_page(name)]
    return sorted(pages + unlisted)


def _is_page(name: str) -> bool:
    if name in _SAID_OF_A_PAGE:
        return False
    return not name.startswith(".") and name.lower().removesuffix(".gz").endswith(PAGE_SUFFIXES)
