"""A page becomes a case: a folder that is there whole or not at all."""

from __future__ import annotations

import gzip
import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from ..config import Config
from ..errors import FixtureError, OutputError
from ..model import Page
from ..output import Article
from ..pipeline import clean
from ..saving import file_name, make_folder, write_file
from ..sniff import TEXT, sniff_media_type
from .case import ARTICLE, META, PAGES, REMOVALS, meta_json
from .ledger import ledger_of, to_json
from .slim import slim

_CHARACTERS, _BYTES = 120, 200  # of a name: file systems take 255 bytes, and there is a longer one during the writing
LARGE = 512 * 1024  # bytes from which a page is stored compressed without being asked


@dataclass(frozen=True, slots=True)
class Storing:
    """How pages are stored: ``compressed`` also when small, ``slim`` without what cannot matter, ``replace`` a case
    of the same name (its pins and known failures stay)."""

    compressed: bool = False
    slim: bool = False
    replace: bool = False


@dataclass(frozen=True, slots=True)
class Added:
    """The new case, what came of its page, and what slimming did."""

    folder: Path
    article: Article
    slimmed: str = ""


def case_name(source: str) -> str:
    """A name for the case of an address or a path: the part that says most."""
    name = file_name(source, "")
    return name.rpartition("-")[0] or name


def distinct_name(source: str) -> str:
    """A name that no other source has."""
    return file_name(source, "")


def check_name(name: str) -> None:
    """Raises FixtureError for a name that no folder of a case can have."""
    fits = 0 < len(name) <= _CHARACTERS and len(name.encode()) <= _BYTES
    if not fits or name.startswith(".") or "/" in name or "\\" in name or not name.isprintable():
        raise FixtureError(f"--name {name}", "is no name for a folder", "Use letters, digits and hyphens")


def add(folder: Path, page: Page, config: Config, storing: Storing) -> Added:
    """Clean the page and write the case. Raises FixtureError when it is there already, OutputError, and what cleaning
    raises; then nothing is written."""
    check_free(folder, storing)
    found = slim(page, config) if storing.slim else None
    stored = found.page if found else page
    result = clean(stored, config)
    files = {
        page_name(stored, storing.compressed): stored.body,
        META: (meta_json(stored) + "\n").encode(),
        ARTICLE: (result.article.to_json(2) + "\n").encode(),
        REMOVALS: (to_json(ledger_of(result)) + "\n").encode(),
    }
    check_free(folder, storing)  # cleaning takes a while, and somebody else may have been faster
    _write(folder, files)
    return Added(folder, result.article, str(found) if found else "")


def check_free(folder: Path, storing: Storing) -> None:
    """Raises FixtureError when a case of this name is there and may not be replaced."""
    if folder.exists() and not storing.replace:
        raise FixtureError(str(folder), "is there already", "Choose another --name, or add it anew with --replace")


def page_name(page: Page, compressed: bool) -> str:
    """The name of the file that holds the page."""
    kind = page.media_type or sniff_media_type(page.body)
    name = "page.txt" if kind == TEXT else "page.html"
    return f"{name}.gz" if compressed or len(page.body) >= LARGE else name


def write_page(folder: Path, page: Page, compressed: bool) -> None:
    """Put another page in the place of that of a case. Raises OutputError."""
    name = page_name(page, compressed)
    _write(folder, {name: page.body, META: (meta_json(page) + "\n").encode()})


def _write(folder: Path, files: dict[str, bytes]) -> None:
    """A new folder appears with all its files; in one that is there each file takes the place of the old one."""
    data = {name: gzip.compress(body, 9, mtime=0) if name.endswith(".gz") else body for name, body in files.items()}
    target = folder if folder.exists() else folder.with_name(f".{folder.name}.{os.getpid()}.tmp")
    make_folder(target)
    try:
        for name, body in data.items():
            write_file(target / name, body)
        if target != folder:
            _rename(target, folder)
    finally:
        if target != folder:
            shutil.rmtree(target, ignore_errors=True)
    for name in set(PAGES) - set(data):
        (folder / name).unlink(missing_ok=True)


def _rename(target: Path, folder: Path) -> None:
    try:
        target.rename(folder)
    except OSError as error:
        raise OutputError(
            str(folder), f"cannot be made ({error.strerror})", "Check that nothing else writes there"
        ) from error
