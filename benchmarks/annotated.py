"""Annotated pages as the training recipe reads them, and the folds that keep hosts apart."""

from __future__ import annotations

import gzip
import hashlib
import json
import math
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.labels import Labels, label_blocks, label_by_snippets
from scraper.document import read
from scraper.errors import ScraperError
from scraper.model import Document, Page

FOLDS = 5
SETS = ("news", "publishers", "wcxb", "snippets")
UNLABELLED = ("dates",)
_KIND_UNKNOWN = ("snippets", *UNLABELLED)


@dataclass(frozen=True, slots=True)
class Sample:
    """One annotated page. ``kind`` is 1 for an article, 0 for another page, nan when unknown."""

    set: str
    id: str
    host: str
    body: bytes
    truth: Mapping[str, Any]
    kind: float
    media_type: str = "text/html"


def fold_of(host: str) -> int:
    """The fold of a host, by its name alone: stable over runs, machines and sets."""
    return hashlib.sha256(host.encode()).digest()[0] % FOLDS


def host_of(url: str) -> str:
    """The site of an address: its last two labels, three below ``co.uk`` and the like; pseudo-addresses as they are."""
    name = urlsplit(url).hostname or re.sub(r"^.*::|\.html$|-.*$", "", url)
    labels = name.lower().removeprefix("www.").split(".")
    wide = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3
    return ".".join(labels[-3 if wide else -2 :])


def samples(corpora: Path, sets: Sequence[str] = SETS) -> Iterator[Sample]:
    """Annotated pages of the sets, in the order of their files."""
    for name in sets:
        with (corpora / name / "truth.jsonl").open(encoding="utf-8") as lines:
            for truth in map(json.loads, lines):
                body = gzip.decompress((corpora / name / "pages" / f"{truth['id']}.html.gz").read_bytes())
                kind = math.nan if name in _KIND_UNKNOWN else float(truth["page_type"] == "article")
                yield Sample(name, truth["id"], host_of(truth["url"]), body, truth, kind)


def document_of(sample: Sample) -> Document | None:
    """The page read, None when it cannot be read or holds no text."""
    try:
        document = read(Page(sample.body, url=sample.truth["url"], media_type=sample.media_type))
    except ScraperError as error:
        print(f"left out {sample.set}/{sample.id}: {error}", file=sys.stderr)
        return None
    return document if document.blocks else None


def labels_of(document: Document, truth: Mapping[str, Any]) -> Labels:
    """Labels of a page's blocks, from its text where there is one, else from the known sentences, if any."""
    texts = [block.text for block in document.blocks]
    if "text" in truth:
        return label_blocks(texts, truth["text"])
    return label_by_snippets(texts, truth.get("with", ()), truth.get("without", ()))
