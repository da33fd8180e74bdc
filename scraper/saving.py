"""Results as files: names that stay the same from run to run, and writes that are whole or not there at all."""

from __future__ import annotations

import errno
import hashlib
import os
import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO
from urllib.parse import unquote, urlsplit

from .errors import OutputError
from .streams import is_stream, opened

_SLUG_CHARS = 60
_SAYS_NOTHING = re.compile(r"(?:index|page|article|default|story|news|amp|\d{1,2})?(?:\.\w{1,6})?", re.IGNORECASE)
_PAGE_SUFFIX = re.compile(r"\.(?:[sx]?html?|xht|php|aspx?|jsp|txt|text|gz)$", re.IGNORECASE)


def file_name(source: str, suffix: str) -> str:
    """``<slug>-<hash><suffix>`` for an address or a path.

    The slug is the part of ``source`` that says most, for people; the hash (40 bits of SHA-256 of the whole) keeps
    sources apart. Only ``source`` matters, so a source has the same file in every run.
    """
    digest = hashlib.sha256(source.encode("utf-8", "surrogateescape")).hexdigest()[:10]
    slug = _slug(_telling_part(source))
    return f"{slug}-{digest}{suffix}" if slug else f"{digest}{suffix}"


def _telling_part(source: str) -> str:
    """The last step of the path that is more than ``index.html``, else the host."""
    steps = source.split("/")
    if "://" in source:
        try:
            parts = urlsplit(source)
        except ValueError:
            return source
        steps = [parts.hostname or "", *unquote(parts.path).split("/")]
    for step in reversed(steps):
        if not _SAYS_NOTHING.fullmatch(step):
            return _without_suffixes(step)
    return _without_suffixes(steps[-1])


def _without_suffixes(name: str) -> str:
    while name != (shorter := _PAGE_SUFFIX.sub("", name)):
        name = shorter
    return name


def _slug(text: str) -> str:
    """Letters, their marks and digits of any script in lower case, joined by hyphens."""
    kept = (c if unicodedata.category(c)[0] in "LMN" else "-" for c in unicodedata.normalize("NFC", text.lower()))
    words = "-".join(word for word in "".join(kept).split("-") if word)
    while len(words[:_SLUG_CHARS].encode()) > 3 * _SLUG_CHARS:
        words = words[:-1]
    return words[:_SLUG_CHARS].rstrip("-")


def make_folder(folder: Path) -> None:
    """Make ``folder`` and what is above it. Raises OutputError."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = f"cannot be made a directory ({error.strerror})"
        raise OutputError(str(folder), reason, "Choose another --output") from error


def write_file(path: Path, data: bytes) -> None:
    """Write ``data`` so that ``path`` is what it was before, or all of it. Raises OutputError."""
    with writing(path) as stream:
        stream.write(data)


@contextmanager
def writing(path: Path) -> Iterator[BinaryIO]:
    """A file that takes the place of ``path`` when the block ends well; else, even when the machine stops half-way,
    ``path`` is what it was before.

    A link stays: what it leads to is replaced. A pipe, a device or a descriptor (``/dev/stdout``) is written into as it
    is. Raises OutputError; BrokenPipeError when the reader of a pipe has left.
    """
    try:
        with opened(path) if is_stream(path) else _replacing(Path(os.path.realpath(path))) as stream:
            yield stream
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = f"cannot be written ({error.strerror})"
        raise OutputError(str(path), reason, "Check the space and the permissions there") from error


@contextmanager
def _replacing(target: Path) -> Iterator[BinaryIO]:
    """Written beside the target, flushed to the disk, renamed (POSIX: rename is atomic)."""
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    temporary = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        with temporary.open("wb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(temporary, target)
        sync_folder(target.parent)
    finally:
        temporary.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """The new name reaches the disk too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
