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
from typing import Any, BinaryIO, Literal, TypeVar

from ..errors import ConfigError, JobError
from ..saving import file_name, make_folder, write_file, writing
from .lines import COLUMNS, Line, read_article, read_notice
from .lines import damaged as damaged_line
from .segments import Damaged, read_lines
from .store import ARTICLES, NOTICES, files

Format = Literal["jsonl", "csv", "parquet", "files"]
T = TypeVar("T")
_ROWS = 2000  # in one row group of a Parquet file


@dataclass(frozen=True, slots=True)
class Selection:
    """``since``: fetched at or after (seconds since 1970). ``revisions``: every one, not only the newest of a page.
    ``retired``: articles whose page is gone, too."""

    since: float | None = None
    revisions: bool = False
    retired: bool = False


Tell = Callable[[Damaged], None]


def export(
    folder: Path, selection: Selection, form: Format, target: Path | BinaryIO, damaged: Tell | None = None
) -> int:
    """Write the selected articles of a job; returns their number. ``target``: a folder for ``files``, else a file.

    Raises JobError when the job has written nothing, ConfigError without the extra that Parquet needs, OutputError.
    ``damaged``: is told of lines that were left out, and of files that end early; None: the first one is raised.
    """
    lines = Counted(selected(folder, selection, damaged))
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


def selected(folder: Path, selection: Selection, damaged: Tell | None = None) -> Iterator[Line]:
    """The lines of a job, oldest first. ``damaged`` as in ``export``. Raises JobError."""
    if not folder.is_dir():
        raise JobError(str(folder), "holds no output of a job", "Run the job first: scraper crawl JOB.toml")
    since = selection.since or 0.0
    tell = damaged or _raise
    read = () if selection.revisions else _lines(folder, since, _ignore if damaged else _raise)  # each is told once
    newest = {line.page: number for number, line in enumerate(read)}
    gone = {} if selection.retired else _retired(folder, tell)
    for number, line in enumerate(_lines(folder, since, tell)):
        if newest.get(line.page, number) != number or line.fetched < since:
            continue
        if line.revision > gone.get(line.page, 0):
            yield line


def _raise(error: Damaged) -> None:
    raise error


def _ignore(_: Damaged) -> None:
    """Nothing."""


def _lines(folder: Path, since: float, tell: Tell) -> Iterator[Line]:
    """The lines of all files but those that were full before ``since``: nothing was appended to them later."""
    paths = (path for path in files(folder, ARTICLES) if path.stat().st_mtime >= since)
    return _read(paths, read_article, tell)


def _retired(folder: Path, tell: Tell) -> dict[str, int]:
    """The last revision of a page that is gone, by address; a later one counts again, whatever the clock said."""
    notices = _read(files(folder, NOTICES), read_notice, tell)
    return {notice["page"]: notice["revision"] for notice in notices if notice["notice"] == "retired"}


def _read(paths: Iterable[Path], read: Callable[[bytes], T], tell: Tell) -> Iterator[T]:
    """What can be read of the lines of files; the rest is told."""
    for path in paths:
        try:
            for number, raw in enumerate(read_lines(path), 1):
                try:
                    yield read(raw)
                except ValueError as error:
                    tell(damaged_line(path, number, error))
        except Damaged as error:
            tell(error)


def _jsonl(lines: Iterable[Line], stream: BinaryIO) -> None:
    for line in lines:
        stream.write(line.raw + b"\n")


def _csv(lines: Iterable[Line], stream: BinaryIO) -> None:
    """RFC 4180, UTF-8; lists are joined by a semicolon."""
    text = io.TextIOWrapper(stream, "utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(name for name, _, _ in COLUMNS)
    for line in lines:
        writer.writerow("; ".join(cell) if isinstance(cell, list) else cell for cell in line.row.values())
    text.detach()


def _parquet(lines: Iterable[Line], stream: BinaryIO) -> None:
    """The columns with their types, and the whole article as JSON in the last one."""
    arrow, parquet = _pyarrow()
    types = {name: arrow.list_(arrow.string()) if kind == "list" else kind for name, kind, _ in COLUMNS}
    schema = arrow.schema([*types.items(), ("article", "string")])
    rows = iter(lines)
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        while group := list(islice(rows, _ROWS)):
            whole = [{**line.row, "article": line.raw.decode()} for line in group]
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
