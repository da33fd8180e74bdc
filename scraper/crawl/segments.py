"""Full files of JSON lines: ``articles-00001.jsonl``, compressed ``articles-00001.jsonl.zst``; oldest first."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from ..errors import JobError, OutputError

_LEVEL = 10  # a rotated file is compressed once and read seldom
_CHUNK = 1024 * 1024


def segment_path(folder: Path, name: str, number: int) -> Path:
    return folder / f"{name}-{number:05d}.jsonl"


def segments(folder: Path, name: str) -> list[Path]:
    """The full files of ``name``, oldest first, each once: compressing leaves both forms only when it is killed."""
    pattern = re.compile(re.escape(name) + r"-(\d{5,})\.jsonl(\.zst)?")
    found: dict[int, Path] = {}
    for path in sorted(folder.iterdir() if folder.is_dir() else ()):
        if match := pattern.fullmatch(path.name):
            found.setdefault(int(match[1]), path)  # the plain form sorts first
    return [found[number] for number in sorted(found)]


def last_number(folder: Path, name: str) -> int:
    """The number of the newest full file, 0 when there is none."""
    return max(
        (int(path.name.removeprefix(f"{name}-").partition(".")[0]) for path in segments(folder, name)), default=0
    )


def is_compressed(path: Path) -> bool:
    return path.suffix == ".zst"


def check_compression(path: Path) -> None:
    """Raises JobError when files beside ``path`` cannot be compressed here: before a run, not after weeks."""
    _zstandard(path)


def compress(path: Path) -> Path:
    """Put a Zstandard file (RFC 8878) in the place of ``path``, whole or not. Raises JobError, OutputError."""
    target = path.with_name(path.name + ".zst")
    temporary = path.with_name(f".{target.name}.tmp")
    try:
        with path.open("rb") as source, temporary.open("wb") as sink:
            _zstandard(path).ZstdCompressor(level=_LEVEL, write_checksum=True).copy_stream(source, sink)
            sink.flush()
            os.fsync(sink.fileno())
        os.replace(temporary, target)
        path.unlink()
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise OutputError(str(target), f"cannot be written ({error.strerror})", "Check the space there") from error
    return target


def read_lines(path: Path, length: int | None = None) -> Iterator[bytes]:
    """The whole lines among the first ``length`` bytes, without line ends. Raises OutputError, JobError."""
    read, rest = 0, b""
    with _opened(path) as stream:
        while length is None or read < length:
            chunk = stream.read(_CHUNK if length is None else min(_CHUNK, length - read))
            if not chunk:
                return
            read += len(chunk)
            *lines, rest = (rest + chunk).split(b"\n")
            yield from lines


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    try:
        with path.open("rb") as file:
            if not is_compressed(path):
                yield file
                return
            with _zstandard(path).ZstdDecompressor().stream_reader(file, read_across_frames=True) as stream:
                yield stream
    except OSError as error:
        raise OutputError(str(path), f"cannot be read ({error.strerror})", "Check the permissions there") from error


def _zstandard(path: Path) -> Any:
    try:
        import zstandard  # noqa: PLC0415 - an extra: only who compresses needs it
    except ImportError as error:
        advice = "Install it: pip install 'article-scraper[zstd]', or set compress = false in [output]"
        raise JobError(str(path), "needs the package zstandard to be compressed or read", advice) from error
    return zstandard
