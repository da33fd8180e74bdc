"""What a job has written -> JSON Lines, CSV, Parquet or one file an article.

Read from the files alone, also while a crawl is writing. Of each page the newest revision is taken, without articles
that are gone, unless more is asked for. Nothing but the addresses is kept in memory.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Any, BinaryIO, Literal

from ..errors import ConfigError, JobError
from ..saving import file_name, make_folder, write_file, writing
from .segments import read_lines, segments
from .store import ARTICLES, NOTICES, records

Format = Literal["jsonl", "csv", "parquet", "files"]
_ROWS = 2000  # in one row group of a Parquet file

# Columns of the flat formats: name, Arrow type, value of an article as JSON.
_COLUMNS: tuple[tuple[str, str, Callable[[dict[str, Any]], Any]], ...] = (
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


@dataclass(frozen=True, slots=True)
class Selection:
    """``since``: fetched at or after (seconds since 1970). ``revisions``: every one, not only the newest of a page.
    ``retired``: articles whose page is gone, too."""

    since: float | None = None
    revisions: bool = False
    retired: bool = False


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


def export(folder: Path, selection: Selection, form: Format, target: Path | BinaryIO) -> int:
    """Write the selected articles of a job; returns their number. ``target``: a folder for ``files``, else a file.

    Raises JobError when the job has written nothing or a line is damaged, ConfigError without the extra that Parquet
    needs, OutputError.
    """
    lines = Counted(selected(folder, selection))
    if form == "files":
        assert isinstance(target, Path)
        _files(lines, target)
        return lines.number
    write = {"jsonl": _jsonl, "csv": _csv, "parquet": _parquet}[form]
    if form == "parquet":
        _pyarrow()  # before anything is opened
    with writing(target) if isinstance(target, Path) else nullcontext(target) as stream:
        write(lines, stream)
    return lines.number


@dataclass(slots=True)
class Counted:
    """Lines that are counted as they pass."""

    lines: Iterator[Line]
    number: int = 0

    def __iter__(self) -> Iterator[Line]:
        for line in self.lines:
            self.number += 1
            yield line


def selected(folder: Path, selection: Selection) -> Iterator[Line]:
    """The lines of a job, oldest first. Raises JobError."""
    if not folder.is_dir():
        raise JobError(str(folder), "holds no output of a job", "Run the job first: scraper crawl JOB.toml")
    since = selection.since or 0.0
    newest = {} if selection.revisions else {line.page: number for number, line in enumerate(_lines(folder, since))}
    gone = {} if selection.retired else _retired(folder)
    for number, line in enumerate(_lines(folder, since)):
        if newest.get(line.page, number) != number or line.fetched < since:
            continue
        if line.revision > gone.get(line.page, 0):
            yield line


def _lines(folder: Path, since: float) -> Iterator[Line]:
    """The lines of all files but those that were full before ``since``: nothing was appended to them later."""
    for path in (*segments(folder, ARTICLES), folder / f"{ARTICLES}.jsonl"):
        if not path.exists() or path.stat().st_mtime < since:
            continue
        for number, raw in enumerate(read_lines(path), 1):
            try:
                yield Line(raw, json.loads(raw))
            except ValueError as error:
                advice = "Restore the files from a copy, or run: scraper crawl JOB.toml --repair"
                raise JobError(f"{path}, line {number}", f"is no JSON ({error})", advice) from error


def _retired(folder: Path) -> dict[str, int]:
    """The last revision of a page that is gone, by address; a later one counts again, whatever the clock said."""
    notices = (json.loads(raw) for raw in records(folder, NOTICES))
    return {notice["page"]: notice["revision"] for notice in notices if notice["notice"] == "retired"}


def _jsonl(lines: Iterable[Line], stream: BinaryIO) -> None:
    for line in lines:
        stream.write(line.raw + b"\n")


def _csv(lines: Iterable[Line], stream: BinaryIO) -> None:
    """RFC 4180, UTF-8; lists are joined by a semicolon."""
    text = io.TextIOWrapper(stream, "utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(name for name, _, _ in _COLUMNS)
    for line in lines:
        row = (value(line.article) for _, _, value in _COLUMNS)
        writer.writerow("; ".join(cell) if isinstance(cell, list) else cell for cell in row)
    text.detach()


def _parquet(lines: Iterable[Line], stream: BinaryIO) -> None:
    """The columns with their types, and the whole article as JSON in the last one."""
    arrow, parquet = _pyarrow()
    types = {name: arrow.list_(arrow.string()) if kind == "list" else kind for name, kind, _ in _COLUMNS}
    schema = arrow.schema([*types.items(), ("article", "string")])
    rows = iter(lines)
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        while group := list(islice(rows, _ROWS)):
            cells = [{name: value(line.article) for name, _, value in _COLUMNS} for line in group]
            whole = [{**row, "article": line.raw.decode()} for row, line in zip(cells, group, strict=True)]
            writer.write_table(arrow.Table.from_pylist(whole, schema=schema))


def _pyarrow() -> tuple[Any, Any]:
    try:
        import pyarrow  # noqa: PLC0415 - an extra
        from pyarrow import parquet  # noqa: PLC0415
    except ImportError as error:
        advice = "Install it with: pip install 'article-scraper[parquet]'"
        raise ConfigError("--format parquet", "needs the package pyarrow, which is not installed", advice) from error
    return pyarrow, parquet


def _files(lines: Iterable[Line], folder: Path) -> None:
    """One indented JSON file a page, under the same name in every export; later revisions take its place."""
    make_folder(folder)
    for line in lines:
        text = json.dumps(line.article, ensure_ascii=False, indent=2)
        write_file(folder / file_name(line.page, ".json"), text.encode() + b"\n")


def moment(text: str, now: datetime | None = None) -> float:
    """``2026-03-01``, ``2026-03-01T08:00+01:00`` (UTC when no zone is given) or an age (``90m``, ``24h``, ``7d``,
    ``2w``) as seconds since 1970. Raises ConfigError."""
    units = {"m": 60, "h": 3600, "d": 86_400, "w": 604_800}
    if text[-1:] in units and text[:-1].replace(".", "", 1).isdecimal():
        return (now or datetime.now(UTC)).timestamp() - float(text[:-1]) * units[text[-1]]
    try:
        parsed = datetime.fromisoformat(text)
    except ValueError as error:
        advice = "Write a date (2026-03-01), a moment (2026-03-01T08:00) or an age (24h, 7d)"
        raise ConfigError("--since", f"'{text}' is not a time", advice) from error
    return (parsed if parsed.tzinfo else parsed.replace(tzinfo=UTC)).timestamp()
