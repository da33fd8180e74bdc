"""A page becomes a case."""

from __future__ import annotations

import gzip
from pathlib import Path

from ..errors import FixtureError
from ..model import Page
from ..saving import file_name, make_folder, write_file
from ..sniff import TEXT, sniff_media_type
from .case import META, meta_json


def case_name(source: str) -> str:
    """A name for the case of an address or a path: the part that says most."""
    return file_name(source, "").rpartition("-")[0] or file_name(source, "")


def save_page(folder: Path, page: Page, compressed: bool = False) -> None:
    """Write the page and what is known of it. Raises FixtureError when the case is there already, OutputError."""
    if folder.exists():
        raise FixtureError(str(folder), "is there already", "Choose another --name")
    make_folder(folder)
    kind = page.media_type or sniff_media_type(page.body)
    name = "page.txt" if kind == TEXT else "page.html"
    if compressed:
        write_file(folder / f"{name}.gz", gzip.compress(page.body, 9, mtime=0))
    else:
        write_file(folder / name, page.body)
    write_file(folder / META, (meta_json(page) + "\n").encode())
