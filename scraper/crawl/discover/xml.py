"""Feeds and sitemaps as streams of elements, whatever they do: broken, endless, or built to exhaust memory.

libxml2 reads them in pieces and recovers from errors. Entities are never expanded and nothing outside is loaded.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from functools import lru_cache
from html.entities import html5

from lxml import etree

from ...reading.decode import decode

FETCHED_BYTES = 50 * 1024 * 1024  # of a sitemap, the limit of the protocol: so much is held in memory
MAX_BYTES = 100 * 1024 * 1024  # unpacked in pieces; some sitemaps have more than the protocol allows
_PIECE = 256 * 1024
_GZIP = b"\x1f\x8b"
_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*\?>")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_AMPERSAND = re.compile(rb"&(?:(#\d{1,7}|#x[0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos);|([A-Za-z][A-Za-z0-9]{1,30};))?")
_LONGEST_ENTITY = 34


class _Source:
    """What lxml reads from: pieces of bytes with every ``&`` made one that XML allows."""

    def __init__(self, parts: Iterator[bytes]) -> None:
        self._parts = parts
        self._held = b""  # the end of the last piece, when it may be the start of an entity

    def read(self, _size: int = -1) -> bytes:
        """The next piece, empty at the end."""
        part = next(self._parts, None)
        if part is None:
            rest, self._held = self._held, b""
            return _AMPERSAND.sub(_repaired, rest)
        text = self._held + part
        cut = text.rfind(b"&", max(0, len(text) - _LONGEST_ENTITY))
        cut = len(text) if cut <= 0 or b";" in text[cut:] else cut
        self._held = text[cut:]
        return _AMPERSAND.sub(_repaired, text[:cut])


def _repaired(match: re.Match[bytes]) -> bytes:
    """References that XML knows stay, those of HTML become characters, any other ``&`` is text."""
    if match[1]:
        return match[0]
    known = html5.get(match[2].decode()) if match[2] else None
    return known.encode() if known and not set("<>&") & set(known) else b"&amp;" + match[0][1:]


def pieces(body: bytes) -> Iterator[bytes]:
    """``body`` in pieces, unpacked when it is gzip, at most MAX_BYTES in all. A damaged end is left out."""
    if not body.startswith(_GZIP):
        yield from (body[start : start + _PIECE] for start in range(0, min(len(body), MAX_BYTES), _PIECE))
        return
    unpacker = zlib.decompressobj(wbits=31)
    waiting, total = body, 0
    while waiting and total < MAX_BYTES:
        try:
            piece = unpacker.decompress(waiting, _PIECE)
        except zlib.error:
            return
        if piece:
            yield piece
        total += len(piece)
        waiting = unpacker.unconsumed_tail
        if unpacker.eof:  # gzip files may be joined
            waiting, unpacker = unpacker.unused_data, zlib.decompressobj(wbits=31)


def opening(body: bytes) -> bytes:
    """The first bytes, unpacked: enough to tell what it is."""
    return next(pieces(body), b"")[:4096]


def readable(body: bytes, charset: str | None) -> str:
    """The whole text, decoded as pages are, without the declaration and the characters that XML forbids."""
    text, _ = decode(b"".join(pieces(body)), charset)
    return _NOT_XML.sub("", _DECLARATION.sub("", text.lstrip("\ufeff")))


def streamed(body: bytes) -> Iterator[bytes]:
    """``pieces`` for a reader that wants an encoding which extends ASCII."""
    if opening(body).startswith(_UTF16):
        yield readable(body, None).encode("utf-8", "replace")
    else:
        yield from pieces(body)


def elements(parts: Iterator[bytes], wanted: frozenset[str]) -> Iterator[etree._Element]:
    """Every element whose local name is ``wanted``, when it has ended; it is emptied when the next one is asked for.

    Ends without an error where the parser can read no further: what was read until there holds.
    """
    stream = etree.iterparse(
        _Source(parts), events=("end",), recover=True, resolve_entities=False, load_dtd=False, no_network=True
    )
    try:
        for _, element in stream:
            if local_name(element) in wanted:
                yield element
                _forget(element)
    except etree.XMLSyntaxError:
        return


def _forget(element: etree._Element) -> None:
    """Give back the memory of an element and of what stood before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and (before := element.getprevious()) is not None:
        parent.remove(before)


def local_name(element: etree._Element) -> str:
    """The name without namespace or prefix in lower case, empty for comments and entities."""
    tag = element.tag
    return _local(tag) if isinstance(tag, str) else ""


@lru_cache(maxsize=1024)
def _local(tag: str) -> str:
    return re.split("[}:]", tag)[-1].lower()


def namespace(element: etree._Element) -> str:
    """The namespace, or the prefix when it was never declared; empty when there is neither."""
    tag = str(element.tag)
    return tag[1:].partition("}")[0] if tag.startswith("{") else tag.rpartition(":")[0]


def text_of(element: etree._Element) -> str:
    """All text inside, white space folded."""
    written = "".join(map(str, element.itertext(with_tail=False))) if len(element) else element.text or ""
    return " ".join(str(written).split())
