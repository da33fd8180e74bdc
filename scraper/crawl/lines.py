"""One line of the files of a job: what makes it an article or a notice, whoever reads it.

A line that is neither was damaged by a disk or another program: it is told and left out, and ``--repair`` takes it out
of the file.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from .segments import Damaged

# Columns of the flat formats: name, Arrow type, value of an article as JSON.
COLUMNS: tuple[tuple[str, str, Callable[[dict[str, Any]], Any]], ...] = (
    ("id", "string", lambda it: it["id"]),
    ("url", "string", lambda it: it["url"]),
    ("canonical_url", "string", lambda it: it["canonical_url"]),
    ("site", "string", lambda it: it["site"]["domain"]),
    ("kind", "string", lambda it: it["kind"]),
    ("quality", "double", lambda it: it["quality"]["score"]),
    ("title", "string", lambda it: it["title"]),
    ("subtitle", "string", lambda it: it["subtitle"]),
    ("description", "string", lambda it: it["description"]),
    ("authors", "list", lambda it: [author["name"] for author in it["authors"]]),
    ("date_published", "string", lambda it: it["date_published"]),
    ("date_modified", "string", lambda it: it["date_modified"]),
    ("section", "string", lambda it: it["section"]),
    ("tags", "list", lambda it: it["tags"]),
    ("language", "string", lambda it: it["language"]),
    ("word_count", "int64", lambda it: it["word_count"]),
    ("removed_words", "int64", lambda it: it["removed"]["words"]),
    ("images", "list", lambda it: [image["url"] for image in it["images"]]),
    ("fetched_at", "string", lambda it: it["fetch"]["fetched_at"]),
    ("revision", "int64", lambda it: it["crawl"]["revision"]),
    ("content_hash", "string", lambda it: it["content_hash"]),
    ("text", "string", lambda it: it["text"]),
)
_OF = {"string": (str, type(None)), "list": (list,), "double": (int, float), "int64": (int,)}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of ``articles.jsonl``: its bytes, and the article with the key ``crawl``."""

    raw: bytes
    article: dict[str, Any]

    @property
    def page(self) -> str:
        return str(self.article["crawl"]["page"])

    @property
    def revision(self) -> int:
        """From 1."""
        return int(self.article["crawl"]["revision"])

    @property
    def fetched(self) -> float:
        """Seconds since 1970, 0 when unknown."""
        moment = self.article["fetch"]["fetched_at"]
        return datetime.fromisoformat(moment).timestamp() if moment else 0.0

    @property
    def row(self) -> dict[str, Any]:
        """The columns of the flat formats."""
        return {name: value(self.article) for name, _, value in COLUMNS}


def read_article(raw: bytes) -> Line:
    """Raises ValueError with the reason for what is no line of an article."""
    line = Line(raw, _object(raw))
    try:
        row, page, _ = line.row, line.article["crawl"]["page"], line.fetched
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(f"has no article in it: {type(error).__name__} {error}") from error
    wrong = [name for name, kind, _ in COLUMNS if not isinstance(row[name], _OF[kind])]
    wrong += [name for name, kind, _ in COLUMNS if kind == "list" and not all(isinstance(v, str) for v in row[name])]
    if wrong or not isinstance(page, str):
        raise ValueError(f"has something else where {(wrong or ['page'])[0]} belongs")
    return line


def read_notice(raw: bytes) -> dict[str, Any]:
    """Raises ValueError with the reason for what is no line of ``notices.jsonl``."""
    notice = _object(raw)
    if not isinstance(notice.get("notice"), str) or not isinstance(notice.get("page"), str):
        raise ValueError("has no notice in it")
    dated = isinstance(notice.get("revision"), int) and isinstance(notice.get("at"), int | float)
    if notice["notice"] == "retired" and not dated:
        raise ValueError("does not say when which revision was retired")
    return notice


def damaged(path: Path, number: int, error: ValueError) -> Damaged:
    """What is said of such a line."""
    advice = "Restore the file from a copy, or run: scraper crawl JOB.toml --repair"
    return Damaged(f"{path}, line {number}", f"is damaged ({error})", advice)


def _object(raw: bytes) -> dict[str, Any]:
    try:
        found = json.loads(raw.decode())  # of bytes it would guess the encoding
    except RecursionError as error:
        raise ValueError("is nested too deep") from error
    if not isinstance(found, dict):
        raise ValueError("is no JSON object")
    return found
