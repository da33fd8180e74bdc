"""Web archives (MHTML, RFC 2557): what browsers write for "save as a single file". The page alone is taken from them.

Their outside is that of an e-mail: a head, then parts between lines that begin with a boundary, each with a head of its
own. They are taken apart by hand, as archives come from anywhere and parsers of e-mail go into parts of parts.
"""

from __future__ import annotations

import base64
import binascii
import dataclasses
import quopri
import re
from collections.abc import Iterator
from datetime import UTC
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime

from ..errors import ReadError
from ..model import Page
from ..sniff import PAGE_TYPES

_HEAD_END = re.compile(rb"\r?\n\r?\n")
_LONGEST_HEAD = 16_384  # bytes; the parameters of a longer one would take long to read
_END = b"--"  # behind the last boundary
_NEXT_STEP = "Open it in a browser and save the page again"


def unpacked(page: Page) -> Page:
    """The page that an archive holds, with the address and the time that the archive names. Raises ReadError.

    It is the first part that is a page: the others are its frames, pictures and styles.
    """
    head, body = _split(page.body)
    boundary = head.get_boundary()
    for part in _parts(body, boundary.encode("utf-8", "replace") if boundary else b""):
        about, content = _split(part)
        if about.get_content_type() in PAGE_TYPES:
            return dataclasses.replace(
                page,
                body=_decoded(content, str(about.get("Content-Transfer-Encoding", "")), page),
                url=page.url or _address(head, about),
                media_type=about.get_content_type(),
                charset=page.charset or about.get_content_charset(),
                fetched_at=page.fetched_at or _saved_at(head),
            )
    raise ReadError(page.url or "input", "is a web archive (MHTML) that holds no page", _NEXT_STEP)


def _split(text: bytes) -> tuple[Message, bytes]:
    """Head and body of an archive or a part."""
    text = text.lstrip(b"\r\n")
    end = _HEAD_END.search(text, 0, _LONGEST_HEAD)
    head, body = (text[: end.start()], text[end.end() :]) if end else (text[:_LONGEST_HEAD], b"")
    return BytesHeaderParser().parsebytes(head), body


def _parts(body: bytes, boundary: bytes) -> Iterator[bytes]:
    if not boundary:
        return
    line = b"--" + boundary
    start = body.find(line)
    while start >= 0 and not body.startswith(_END, start + len(line)):
        start += len(line)
        stop = body.find(b"\n" + line, start)
        yield body[body.find(b"\n", start) + 1 : stop if stop >= 0 else len(body)]
        start = stop + 1 if stop >= 0 else -1


def _decoded(content: bytes, encoding: str, page: Page) -> bytes:
    match encoding.strip().lower():
        case "quoted-printable":
            return quopri.decodestring(content)
        case "base64":
            try:
                return base64.b64decode(content)
            except binascii.Error as error:
                reason = f"is a web archive (MHTML) whose page is torn ({error})"
                raise ReadError(page.url or "input", reason, _NEXT_STEP) from error
    return content


def _address(head: Message, about: Message) -> str | None:
    """Where the page was saved from; ``cid:`` and ``file:`` name no place of the web."""
    told = (head.get("Snapshot-Content-Location"), about.get("Content-Location"), head.get("Content-Location"))
    addresses = ("".join(str(each).split()) for each in told if each)
    return next((address for address in addresses if address.startswith(("http://", "https://"))), None)


def _saved_at(head: Message) -> str | None:
    try:
        moment = parsedate_to_datetime(str(head.get("Date", "")))
        return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}" if moment.tzinfo else None
    except (ValueError, OverflowError):  # no date, or none that there is
        return None
