"""Full files of JSON lines: ``articles-00001.jsonl``, compressed ``articles-00001.jsonl.zst``; oldest first."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any, BinaryIO

from ..errors import JobError, OutputError
from ..saving import writing

_LEVEL = 10  # a rotated file is compressed once and read seldom
_CHUNK = 1024 * 1024
_PIECE = 16 * 1024


class Damaged(JobError):
    """A file, or a line of one, that a disk or another program has spoilt."""


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
    """The whole lines among the first ``length`` bytes, without line ends. Raises OutputError, JobError; Damaged after
    the last line before the damage when the file cannot be decompressed."""
    rest = b""
    for chunk in _chunks(path, length):
        *lines, rest = (rest + chunk).split(b"\n")
        yield from lines


def _chunks(path: Path, length: int | None) -> Iterator[bytes]:
    try:
        with path.open("rb") as file:
            if is_compressed(path):
                yield from _decompressed(path, file)
                return
            while chunk := file.read(_CHUNK if length is None else min(_CHUNK, length - file.tell())):
                yield chunk
    except OSError as error:
        raise OutputError(str(path), f"cannot be read ({error.strerror})", "Check the permissions there") from error


def _decompressed(path: Path, file: BinaryIO) -> Iterator[bytes]:
    """In small pieces, so that little is lost where the damage begins."""
    zstandard = _zstandard(path)
    frame, piece = zstandard.ZstdDecompressor().decompressobj(), b""
    try:
        while piece := piece or file.read(_PIECE):
            yield frame.decompress(piece)
            piece = frame.unused_data
            if frame.eof and piece:
                frame = zstandard.ZstdDecompressor().decompressobj()
    except zstandard.ZstdError as error:
        raise _cut_short(path, str(error)) from error
    if not frame.eof:
        raise _cut_short(path, "the file ends too early")


def _cut_short(path: Path, why: str) -> Damaged:
    advice = "Restore the file from a copy, or run: scraper crawl JOB.toml --repair"
    return Damaged(str(path), f"cannot be decompressed to its end ({why})", advice)


@contextmanager
def rewriting(path: Path) -> Iterator[IO[bytes]]:
    """What is written takes the place of ``path`` when the block ends well, compressed as it is. Raises OutputError."""
    with writing(path) as file:
        if not is_compressed(path):
            yield file
            return
        compressor = _zstandard(path).ZstdCompressor(level=_LEVEL, write_checksum=True)
        with compressor.stream_writer(file, closefd=False) as stream:
            yield stream


def _zstandard(path: Path) -> Any:
    try:
        import zstandard  # noqa: PLC0415 - an extra: only who compresses needs it
    except ImportError as error:
        advice = "Install it: pip install 'article-scraper[zstd]', or set compress = false in [output]"
        raise JobError(str(path), "needs the package zstandard to be compressed or read", advice) from error
    return zstandard
