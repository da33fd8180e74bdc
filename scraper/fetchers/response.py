"""One HTTP response -> Page, or the typed reason why it is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from http import HTTPStatus

import requests

from ..errors import ConnectionFailed, FetchError, HTTPStatusError, UnsupportedContent
from ..model import Page
from ..sniff import PAGE_TYPES, signature, sniff_media_type
from .decoding import PIECE, DecodingError, LimitPassed, UnknownCoding, decoded
from .leash import Leash, Transient
from .retry import may_pass, retry_after

_MEDIA_TYPE = re.compile(r"\s*([\w.+-]+/[\w.+-]+)\s*(?:[;,]|$)", re.ASCII)
_CHARSET = re.compile(r"""charset\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;,"']+))""", re.IGNORECASE)
_NEXT_STEP = {
    401: "The page needs a login; save it from a browser and clean the file",
    402: "The page must be paid for; save it from a browser and clean the file",
    403: "The server refuses this client; set fetch.contact, or save the page from a browser and clean the file",
    404: "Check the address",
    410: "The page was removed for good; look for it in an archive",
    429: "Fetch this site more slowly",
    451: "The page is withheld for legal reasons where this runs",
}


def to_page(reply: requests.Response, leash: Leash, types: frozenset[str] | None) -> Page:
    """Check status and type, then read the body. ``types`` None accepts any media type.

    Page.headers are those of the wire: ``content-length`` and ``content-encoding`` describe what was sent, not
    ``Page.body``, which is decoded. Raises FetchError, Transient.
    """
    _check_status(reply, leash)
    header = reply.headers.get("content-type", "")
    media_type = _media_type(header)
    if types is not None and media_type is not None and media_type not in types:
        raise _unsupported(leash, media_type)
    body = b"" if reply.status_code == HTTPStatus.NOT_MODIFIED else _read(reply, leash)
    if types is not None and body:
        _check_bytes(body, media_type, types, leash)
    return Page(
        body=body,
        url=leash.url,
        final_url=leash.hop,
        media_type=media_type,
        charset=_charset(header),
        status=reply.status_code,
        fetched_at=datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        headers={name.lower(): value for name, value in reply.headers.items()},
    )


def _check_status(reply: requests.Response, leash: Leash) -> None:
    status = reply.status_code
    asked = "If-None-Match" in reply.request.headers or "If-Modified-Since" in reply.request.headers
    if 200 <= status < 300 or (status == HTTPStatus.NOT_MODIFIED and asked):
        return
    wait = retry_after(reply.headers.get("retry-after"), reply.headers.get("date"))
    error = leash.error(HTTPStatusError, f"answers {_named(status, wait)}", _NEXT_STEP.get(status, "Try again later"))
    error.status = status
    error.retry_after = wait
    error.args = (*error.args[:3], status, wait)
    raise Transient(error, wait) if may_pass(status) else error


def _named(status: int, wait: float | None) -> str:
    try:
        name = f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        name = str(status)
    return name if wait is None else f"{name} and asks to wait {wait:.0f} s"


def _media_type(header: str) -> str | None:
    found = _MEDIA_TYPE.match(header)
    return found.group(1).lower() if found else None


def _charset(header: str) -> str | None:
    found = _CHARSET.search(header)
    return next((name.strip().lower() for name in found.groups() if name), None) if found else None


def _check_bytes(body: bytes, declared: str | None, types: frozenset[str], leash: Leash) -> None:
    """A missing type is found out from the bytes; a declared page type must not be the label of something else."""
    found = sniff_media_type(body) if declared is None else signature(body)
    if found is not None and found not in types and declared in (None, *PAGE_TYPES):
        raise _unsupported(leash, found if declared is None else f"{found} sent as {declared}")


def _unsupported(leash: Leash, what: str) -> FetchError:
    return leash.error(UnsupportedContent, f"is {what}, not HTML or text", "Give the address of a page instead")


def _read(reply: requests.Response, leash: Leash) -> bytes:
    limit = leash.config.max_bytes
    announced = reply.headers.get("content-length", "")
    if announced.isdecimal() and int(announced[:20]) > limit:
        raise leash.too_large(f"announces {int(announced[:20]):,} bytes; the limit is {limit:,}")
    body = bytearray()
    try:
        for piece in decoded(_stream(reply), reply.headers.get("content-encoding", ""), limit):
            leash.seconds_left()
            body += piece
    except LimitPassed:
        raise leash.too_large(f"has more than {limit:,} decoded bytes, the limit") from None
    except UnknownCoding as coding:
        reason = f"is sent in a content coding that cannot be undone here ({str(coding)!r})"
        raise leash.error(UnsupportedContent, reason, "Save the page from a browser and clean the file") from None
    except DecodingError as error:
        raise Transient(leash.error(ConnectionFailed, f"sends a body that {error}", "Try again later")) from error
    return bytes(body)


def _stream(reply: requests.Response) -> Iterator[bytes]:
    chunks: Iterator[bytes] = reply.raw.stream(PIECE, decode_content=False)
    return chunks
