"""Content codings (RFC 9110 section 8.4.1), undone while streaming and never beyond a limit.

Each stage gives out small pieces and counts them, so a bomb stops at the limit, in the middle of a stack of codings
too. brotli is used where the package can bound its output (1.2 and later). A stream that ends before its own end mark
was cut short.
"""

from __future__ import annotations

import importlib
import zlib
from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Any

PIECE = 64 * 1024
_MAX_STAGES = 4
_GZIP, _ZLIB, _RAW = 16 + zlib.MAX_WBITS, zlib.MAX_WBITS, -zlib.MAX_WBITS

# The IANA registry of content codings.
_REGISTERED = {
    "aes128gcm",
    "br",
    "compress",
    "dcb",
    "dcz",
    "deflate",
    "exi",
    "gzip",
    "pack200-gzip",
    "x-compress",
    "zstd",
}

Stage = Callable[[Iterable[bytes]], Iterator[bytes]]


class DecodingError(Exception):
    """The bytes are not what the coding says, or end too early."""


class UnknownCoding(Exception):
    """A coding that cannot be undone here; ``str()`` is its name."""


class LimitPassed(Exception):
    """A stage gave more bytes than the limit."""


def decoded(chunks: Iterable[bytes], codings: str, limit: int) -> Iterator[bytes]:
    """``chunks`` with the ``codings`` of a Content-Encoding header undone, at most ``limit`` bytes from any stage.

    A name that is no coding at all (``utf-8``, ``none``: servers send such) changes nothing, as in browsers.
    Raises UnknownCoding at once; DecodingError and LimitPassed while iterating.
    """
    written = [part.strip() for part in codings.lower().split(",")]
    names = [name for name in written if name in STAGES]
    unknown = next((name for name in written if name in _REGISTERED and name not in STAGES), None)
    if unknown or len(names) > _MAX_STAGES:
        raise UnknownCoding(unknown or f"{len(names)} codings on top of each other")
    pieces = _limited(chunks, limit)
    for name in reversed(names):
        pieces = _limited(STAGES[name](pieces), limit)
    return pieces


def _limited(pieces: Iterable[bytes], limit: int) -> Iterator[bytes]:
    total = 0
    for piece in pieces:
        total += len(piece)
        if total > limit:
            raise LimitPassed
        yield piece


def gunzip(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """One or more gzip members (RFC 1952). What follows the first and is no member is passed over, as gzip(1) does."""
    engine, members, fed = zlib.decompressobj(_GZIP), 0, False
    for chunk in chunks:
        rest, fed = chunk, True
        while rest:
            if engine.eof:
                engine, members = zlib.decompressobj(_GZIP), members + 1
            try:
                piece = engine.decompress(rest, PIECE)
            except zlib.error as error:
                if members:
                    return
                raise DecodingError(f"is not valid gzip ({error})") from error
            yield piece
            rest = engine.unused_data if engine.eof else engine.unconsumed_tail
    if fed:
        yield _end(engine, "gzip")


def inflate(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """``deflate``: a zlib stream (RFC 1950) by the standard, a bare deflate stream (RFC 1951) from some servers."""
    source = iter(chunks)
    head = b""
    while len(head) < 2 and (chunk := next(source, b"")):
        head += chunk
    if not head:
        return
    wrapped = head[0] & 0x0F == zlib.DEFLATED and int.from_bytes(head[:2], "big") % 31 == 0
    engine = zlib.decompressobj(_ZLIB if wrapped else _RAW)
    for chunk in chain((head,), source):
        rest = chunk
        while rest and not engine.eof:
            try:
                yield engine.decompress(rest, PIECE)
            except zlib.error as error:
                raise DecodingError(f"is not valid deflate ({error})") from error
            rest = engine.unconsumed_tail
    yield _end(engine, "deflate")


def _end(engine: zlib._Decompress, name: str) -> bytes:
    """What zlib still holds after the last input: at most one match, as everything before it was asked for."""
    last = engine.flush()
    if not engine.eof:
        raise DecodingError(f"ends in the middle of its {name} stream")
    return last


def unbrotli(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """A brotli stream (RFC 7932)."""
    engine, fed = _brotli.Decompressor(), False
    try:
        for fed_chunk in chunks:
            if engine.is_finished():
                return
            chunk, fed = fed_chunk, True
            # Its output waits inside even when it says that it can accept more data, so ask until nothing comes.
            while piece := engine.process(chunk, output_buffer_limit=PIECE):
                yield piece
                chunk = b""
    except _brotli.error as error:
        raise DecodingError(f"is not valid brotli ({error})") from error
    if fed and not engine.is_finished():
        raise DecodingError("ends in the middle of its brotli stream")


def _bounded_brotli() -> Any:
    """The brotli package, None when it is absent or too old to bound its output."""
    try:
        package = importlib.import_module("brotli")
        package.Decompressor().process(b"", output_buffer_limit=PIECE)
    except (ImportError, TypeError):
        return None
    return package


_brotli = _bounded_brotli()
STAGES: dict[str, Stage] = {"gzip": gunzip, "x-gzip": gunzip, "deflate": inflate}
if _brotli is not None:
    STAGES["br"] = unbrotli

ACCEPT_ENCODING = ", ".join(name for name in STAGES if name != "x-gzip")
