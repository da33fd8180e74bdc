"""A file or standard input -> Page. Compressed with gzip or not; HTML, text or web archive, told from the content."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from ..config import DEFAULT
from ..errors import ReadError
from ..model import Page
from ..sniff import READABLE, sniff_media_type
from .decoding import PIECE, DecodingError, LimitPassed, decoded
from .sources import PAGE_SUFFIXES, has_wildcard

_STDIN = "standard input"
_GZIP_MAGIC = b"\x1f\x8b"


def read_file(path: str | Path, max_bytes: int = DEFAULT.fetch.max_bytes) -> Page:
    """Read one saved page, of at most ``max_bytes`` after decompression. Raises ReadError.

    The page has no ``url``: where a file lies says nothing about where its article was published.
    """
    name = str(path)
    try:
        with Path(path).open("rb") as stream:
            body = _read(stream, name, max_bytes)
    except (OSError, ValueError) as error:  # ValueError: a null character in the name
        raise _unreadable(Path(path), error) from error
    suffixes = [suffix.lower() for suffix in Path(path).suffixes if suffix.lower() != ".gz"]
    return _page(body, name, suffixes[-1] if suffixes else "")


def read_stdin(stream: BinaryIO | None = None, max_bytes: int = DEFAULT.fetch.max_bytes) -> Page:
    """Read one page from standard input (or ``stream``), as read_file does. Raises ReadError."""
    if stream is None and sys.stdin is None:
        raise ReadError(_STDIN, "is closed", "Pipe a page into it, or name a file")
    try:
        body = _read(stream or sys.stdin.buffer, _STDIN, max_bytes)
    except OSError as error:
        raise ReadError(_STDIN, f"cannot be read ({error.strerror})", "Pipe a page into it, or name a file") from error
    return _page(body, _STDIN, "")


def _read(stream: BinaryIO, name: str, max_bytes: int) -> bytes:
    head = stream.read(len(_GZIP_MAGIC))
    body = bytearray()
    try:
        for piece in decoded(_chunks(head, stream), "gzip" if head == _GZIP_MAGIC else "", max_bytes):
            body += piece
    except LimitPassed:
        reason = f"has more than {max_bytes:,} bytes, the limit"
        raise ReadError(name, reason, "Check that it is a page; raise fetch.max_bytes if it must be so large") from None
    except DecodingError as error:
        raise ReadError(name, f"holds a compressed page that {error}", "Save or copy the file again") from error
    return bytes(body)


def _chunks(head: bytes, stream: BinaryIO) -> Iterator[bytes]:
    yield head
    while chunk := stream.read(PIECE):
        yield chunk


def _page(body: bytes, name: str, suffix: str) -> Page:
    if not body or body.isspace():
        raise ReadError(name, "is empty", "Check that the page was saved whole")
    media_type = sniff_media_type(body, suffix)
    if media_type not in READABLE:
        raise ReadError(name, f"is {media_type}, not HTML or text", "Convert it to HTML or text first")
    return Page(body=body, media_type=media_type)


def _unreadable(path: Path, error: OSError | ValueError) -> ReadError:
    name = str(path)
    if isinstance(error, IsADirectoryError):
        if not os.access(path, os.R_OK | os.X_OK):
            return ReadError(name, "is a directory that cannot be listed", "Check its permissions")
        return ReadError(name, "is a directory without pages", f"Pages are files named {', '.join(PAGE_SUFFIXES)}")
    if not isinstance(error, FileNotFoundError):
        return ReadError(name, f"cannot be read ({getattr(error, 'strerror', None) or error})", "Check the file")
    if has_wildcard(name):
        return ReadError(name, "matches no file", "Check the pattern; ** goes through directories")
    return ReadError(name, "does not exist", "Check the path; an address begins with https://")
