"""One HTTP response -> Page, or the typed reason why it is none."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from urllib.parse import urlsplit

import requests

from ..errors import ConnectionFailed, FetchError, FetchTimeout, HTTPStatusError, TooLarge, UnsupportedContent
from ..model import Page
from ..sniff import PAGE_TYPES, signature, sniff_media_type
from .decoding import PIECE, DecodingError, LimitPassed, UnknownCoding, decoded
from .exchange import SECRET_HEADERS, Exchange, moment
from .failures import HTTP_ERRORS
from .leash import Leash, Most, Transient
from .retry import may_pass, retry_after

_MEDIA_TYPE = re.compile(r"\s*([\w.+-]+/[\w.+-]+)\s*(?:[;,]|$)", re.ASCII)
_CHARSET = re.compile(r"""charset\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;,"']+))""", re.IGNORECASE)
_REST = Most(1024 * 1024, cut=True)  # of an answer that is no page: an error, a redirect, a picture
_NEXT_STEP = {
    401: "The page needs a login; save it from a browser and clean the file",
    402: "The page must be paid for; save it from a browser and clean the file",
    403: "The server refuses this client; set fetch.contact, or save the page from a browser and clean the file",
    404: "Check the address",
    407: "The proxy asks who you are: write user:password@ before its name in the variable",
    410: "The page was removed for good; look for it in an archive",
    429: "Fetch this site more slowly",
    451: "The page is withheld for legal reasons where this runs",
}


def to_page(answer: Body, types: frozenset[str] | None) -> Page:
    """Check status and type, then read the body. ``types`` None accepts any media type.

    Page.headers are those of the wire: ``content-length`` and ``content-encoding`` describe what was sent, not
    ``Page.body``, which is decoded. Raises FetchError, Transient.
    """
    reply, leash = answer.reply, answer.leash
    _check_status(reply, leash)
    header = reply.headers.get("content-type", "")
    media_type = _media_type(header)
    if types is not None and media_type is not None and media_type not in types:
        raise _unsupported(leash, media_type)
    if reply.status_code == HTTPStatus.NOT_MODIFIED:
        reply.raw.drain_conn()  # it has no body (RFC 9110, 15.4.5), and so the connection can be used again
        body = b""
    else:
        body = answer.read(leash.most)
    if types is not None and body:
        _check_bytes(body, media_type, types, leash)
    return Page(
        body=body,
        url=leash.url,
        final_url=leash.hop,
        media_type=media_type,
        charset=_charset(header),
        status=reply.status_code,
        fetched_at=moment(),
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


@dataclass(slots=True)
class Body:
    """The body of an answer, to be read once. ``taken``: what was read so far, content codings undone.

    ``truncated``: None before it is read; then why it is not whole (``length``, ``time``, ``disconnect``), else empty.
    """

    reply: requests.Response
    leash: Leash
    taken: bytearray = field(default_factory=bytearray)
    truncated: str | None = None

    def read(self, most: Most) -> bytes:
        """All of it, or its beginning when ``most`` says that it may be cut. Raises FetchError, Transient."""
        self.truncated = "disconnect"
        try:
            return self._read(most)
        except FetchTimeout:
            self.truncated = "time"
            raise

    def _read(self, most: Most) -> bytes:
        announced, coding = (self.reply.headers.get(name, "") for name in ("content-length", "content-encoding"))
        if not most.cut and announced.isdecimal() and int(announced[:20]) > most.bytes:
            raise self._too_large(f"announces {int(announced[:20]):,} bytes; the limit is {most.bytes:,}")
        try:
            for piece in decoded(_stream(self.reply), coding, most.bytes + PIECE * most.cut):
                self.leash.seconds_left()
                self.taken += piece
                if most.cut and len(self.taken) > most.bytes:
                    return self._cut(most)
        except LimitPassed:
            if most.cut:
                return self._cut(most)
            raise self._too_large(f"has more than {most.bytes:,} decoded bytes, the limit") from None
        except UnknownCoding as error:
            reason = f"is sent in a content coding that cannot be undone here ({str(error)!r})"
            advice = "Save the page from a browser and clean the file"
            raise self.leash.error(UnsupportedContent, reason, advice) from None
        except DecodingError as error:
            reason = f"sends a body that {error}"
            raise Transient(self.leash.error(ConnectionFailed, reason, "Try again later")) from error
        self.truncated = ""
        return bytes(self.taken)

    def _cut(self, most: Most) -> bytes:
        self.truncated = "length"
        del self.taken[most.bytes :]
        return bytes(self.taken)

    def _too_large(self, reason: str) -> TooLarge:
        self.truncated = "length"
        return self.leash.too_large(reason)


def _stream(reply: requests.Response) -> Iterator[bytes]:
    chunks: Iterator[bytes] = reply.raw.stream(PIECE, decode_content=False)
    return chunks


def exchanged(reply: requests.Response, body: Body, at: str) -> Exchange:
    """What a server answered, the page's body or as much as was read of it. Of an answer whose body nobody wanted up to
    a MiB is read here."""
    if body.truncated is None:
        try:
            body.read(_REST)
        except (FetchError, Transient, *HTTP_ERRORS):
            pass  # ``body.truncated`` tells
    raw = reply.raw.headers
    return Exchange(
        url=str(reply.request.url),
        at=at,
        status=reply.status_code,
        headers=tuple((name, value) for name, value in raw.iteritems()),
        body=bytes(body.taken),
        request=_head(reply.request),
        reason=reply.reason or "",
        truncated=body.truncated or "",
    )


def _head(request: requests.PreparedRequest) -> bytes:
    lines = [f"{request.method} {request.path_url} HTTP/1.1", f"Host: {urlsplit(request.url or '').netloc}"]
    lines += [
        f"{name}: {_text(value)}" for name, value in request.headers.items() if name.lower() not in SECRET_HEADERS
    ]
    return "\r\n".join([*lines, "", ""]).encode("utf-8", "replace")


def _text(value: str | bytes) -> str:
    return value.decode("latin-1") if isinstance(value, bytes) else value
