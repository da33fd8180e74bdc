"""WARC files (ISO 28500:2017): the responses in one are sources, and what a crawl fetched is written into new ones.

Reading and writing need FastWARC, the extra ``warc``. A record is known by its place, so a file of any size is read
once to list its records and again, record by record, where the cleaning happens.
"""

from __future__ import annotations

import gzip
import io
import threading
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, Self

from ..config import DEFAULT
from ..errors import ConfigError, OutputError, ReadError
from ..model import Page
from ..sniff import PAGE_TYPES, sniff_media_type
from .decoding import PIECE, DecodingError, LimitPassed, UnknownCoding, decoded
from .exchange import Exchange, moment

if TYPE_CHECKING:
    from fastwarc.warc import WarcRecord

SUFFIXES = (".warc", ".warc.gz")
_ROTATE_BYTES = 1 << 30  # the size that annex C of the standard recommends
_OF_THE_WIRE = {"content-encoding", "transfer-encoding", "content-length"}  # a Page's body is decoded
_NOT_MODIFIED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"


@dataclass(frozen=True, slots=True)
class Recorded:
    """The place of one response: ``offset`` is that of its record (of its gzip member) in the file."""

    path: str
    offset: int
    url: str


def is_warc(name: str) -> bool:
    """Whether a file name is that of a WARC file."""
    return name.lower().endswith(SUFFIXES)


def recorded(path: str) -> Iterator[Recorded | ReadError]:
    """The pages in a WARC file: responses with a status of 200 to 299 and resources, of a media type that a page has.

    Responses that the network cut short are left out; those that were cut for their length are given as they are.

    A file that breaks off or is damaged gives what is before the damage, then a ReadError as its last item. Raises
    ConfigError without FastWARC.
    """
    warc = _fastwarc(path)
    wanted, found, last = (warc.WarcRecordType.response, warc.WarcRecordType.resource), 0, 0
    try:
        with Path(path).open("rb") as stream:
            for record in warc.ArchiveIterator(stream):
                last = record.stream_pos
                if record.record_type in wanted:
                    found += 1
                    if record.headers.get("WARC-Truncated", "length") == "length" and _is_page(record):
                        yield Recorded(path, last, record.headers["WARC-Target-URI"])
        _check_end(path, last)
    except (OSError, KeyError, EOFError, zlib.error) as error:
        yield ReadError(path, *_damage(error, found))
        return
    if not found:
        yield ReadError(path, "holds no response", "Check that it is a WARC file and was written whole")


def _check_end(path: str, last: int) -> None:
    """The iterator ends without a word where a compressed file breaks off. Raises EOFError."""
    with Path(path).open("rb") as stream:
        stream.seek(last)
        if stream.read(2) != b"\x1f\x8b":
            return
        stream.seek(last)
        engine = zlib.decompressobj(16 + zlib.MAX_WBITS)
        while not engine.eof and (chunk := stream.read(PIECE)):
            while chunk and not engine.eof:
                engine.decompress(chunk, PIECE)  # piece by piece: a bomb needs no memory
                chunk = engine.unconsumed_tail
        if not engine.eof or engine.unused_data or stream.read(1):
            raise EOFError("the last record breaks off")


def read_record(place: Recorded, max_bytes: int = DEFAULT.fetch.max_bytes) -> Page:
    """One response as a Page, of at most ``max_bytes`` decoded bytes. Raises ReadError, ConfigError."""
    try:
        try:
            return _page(place, max_bytes, "transfer")
        except OSError:  # many tools store the body without its chunks and keep the header that announces them
            return _page(place, max_bytes, "none")
    except (OSError, DecodingError, UnknownCoding, EOFError) as error:
        reason = f"is damaged in {place.path} ({error})"
        raise ReadError(place.url, reason, "Fetch the page or the WARC file again") from error
    except LimitPassed:
        reason = f"has more than {max_bytes:,} bytes, the limit"
        raise ReadError(place.url, reason, "Raise fetch.max_bytes if it must be so large") from None


def _page(place: Recorded, max_bytes: int, decode: str) -> Page:
    warc = _fastwarc(place.path)
    with Path(place.path).open("rb") as stream:
        stream.seek(place.offset)
        record = next(iter(warc.ArchiveIterator(stream, auto_decode=decode)), None)
        if record is None:
            raise EOFError("the record is not there any more")
        announced, http = record.content_length, record.http_headers
        headers = {name.lower(): value for name, value in http.items()} if http else {}
        whole = decode == "transfer" and "transfer-encoding" in headers
        raw = _limited(record, max_bytes, None if whole else announced)
    body = b"".join(decoded((raw,), headers.get("content-encoding", ""), max_bytes))
    kind = record.http_content_type if http else record.headers.get("Content-Type")
    return Page(
        body=body,
        url=place.url,
        final_url=place.url,
        media_type=kind,
        charset=record.http_charset if http else None,
        status=int(http.status_code) if http and http.status_code else None,
        fetched_at=record.headers.get("WARC-Date"),
        headers=headers,
    )


def _limited(record: WarcRecord, max_bytes: int, announced: int | None) -> bytes:
    raw = record.reader.read(max_bytes + 1)
    if len(raw) > max_bytes:
        raise LimitPassed
    if announced is not None and len(raw) < announced:
        raise EOFError("its body is cut short")
    return raw


def _is_page(record: WarcRecord) -> bool:
    if record.http_headers is None:
        return (record.headers.get("Content-Type") or "").partition(";")[0].strip() in PAGE_TYPES
    kind = record.http_content_type or sniff_media_type(record.reader.read(4096))
    return str(record.http_headers.status_code or "")[:1] == "2" and kind in PAGE_TYPES


def _damage(error: Exception, found: int) -> tuple[str, str]:
    what = "does not exist" if isinstance(error, FileNotFoundError) else f"is damaged or cut short ({error})"
    if found:
        return (
            f"{what} after {found} response{'' if found == 1 else 's'}",
            "Those before are cleaned; write the file again for the rest",
        )
    return what, "Check the path and that it is a WARC file"


def _fastwarc(subject: str) -> Any:
    try:
        from fastwarc import warc  # noqa: PLC0415 - an extra
    except ImportError as error:
        advice = "Install it with: pip install 'article-scraper[warc]'"
        raise ConfigError(subject, "needs the package FastWARC, which is not installed", advice) from error
    return warc


@dataclass
class WarcWriter:
    """Writes exchanges into ``folder/<name>-<time>-<number>.warc.gz``, from any thread; a new file a GiB.

    Each record is a gzip member of its own and given to the system at once, so a file that a kill cut short can be
    read up to there. ``about`` goes into the warcinfo record. Raises ConfigError without FastWARC, OutputError.
    """

    folder: Path
    name: str
    about: Mapping[str, str] = field(default_factory=dict)
    rotate_bytes: int = _ROTATE_BYTES
    _stream: BinaryIO | None = None
    _number: int = 0

    def __post_init__(self) -> None:
        self._warc = _fastwarc("--warc")
        self._lock = threading.Lock()
        self._begun = datetime.now(UTC).strftime("%Y%m%d%H%M%S")

    def write(self, page: Page) -> None:
        """Append a page whose exchange is not at hand. Raises OutputError."""
        url, at = page.final_url or page.url or "", page.fetched_at or moment()
        self.record(Exchange(url, at, page.status or 200, tuple(page.headers.items()), page.body))

    def record(self, exchange: Exchange) -> None:
        """Append a request and its answer; a 304 as a revisit record. Raises OutputError."""
        answer = self._answer(exchange)
        members = [self._member(answer)]
        if exchange.request:
            asked = self._new("request", exchange, "application/http; msgtype=request", exchange.request)
            asked.headers["WARC-Concurrent-To"] = answer.headers["WARC-Record-ID"]
            members.insert(0, self._member(asked))
        self._append(b"".join(members))

    def _answer(self, exchange: Exchange) -> WarcRecord:
        kept = [(name, value) for name, value in exchange.headers if name.lower() not in _OF_THE_WIRE]
        kept.append(("content-length", str(len(exchange.body))))
        reason = exchange.reason or _phrase(exchange.status)
        lines = [
            f"HTTP/1.1 {exchange.status} {reason}",
            *(f"{name}: {' '.join(value.split())}" for name, value in kept),
        ]
        head = "\r\n".join([*lines, "", ""]).encode("utf-8", "replace")
        kind = "revisit" if exchange.status == HTTPStatus.NOT_MODIFIED else "response"
        record = self._new(kind, exchange, "application/http; msgtype=response", head + exchange.body)
        if kind == "revisit":
            record.headers["WARC-Profile"] = _NOT_MODIFIED
        if exchange.truncated:
            record.headers["WARC-Truncated"] = exchange.truncated
        return record

    def _new(self, kind: str, exchange: Exchange | None, content_type: str, content: bytes) -> WarcRecord:
        record: WarcRecord = self._warc.WarcRecord()
        record.init_headers(getattr(self._warc.WarcRecordType, kind))
        record.headers["WARC-Date"] = exchange.at if exchange else moment()
        if exchange and exchange.url:
            record.headers["WARC-Target-URI"] = exchange.url
        record.headers["Content-Type"] = content_type
        record.set_bytes_content(content)
        return record

    def _member(self, record: WarcRecord) -> bytes:
        buffer = io.BytesIO()
        record.write(buffer, checksum_data=True)
        return gzip.compress(buffer.getvalue(), 6)

    def _append(self, data: bytes) -> None:
        with self._lock, _told(self.folder):
            if self._stream and self._stream.tell() + len(data) > self.rotate_bytes:
                self._stream.close()
                self._stream = None
            if not self._stream:
                self._stream = self._open()
            self._stream.write(data)
            self._stream.flush()

    def _open(self) -> BinaryIO:
        self.folder.mkdir(parents=True, exist_ok=True)
        self._number += 1
        path = self.folder / f"{self.name}-{self._begun}-{self._number:05d}.warc.gz"
        stream = path.open("ab")
        facts = {"software": "article-scraper", "format": "WARC File Format 1.1", **self.about}
        text = "".join(f"{name}: {value}\r\n" for name, value in facts.items())
        info = self._new("warcinfo", None, "application/warc-fields", text.encode())
        info.headers["WARC-Filename"] = path.name
        stream.write(self._member(info))
        return stream

    def close(self) -> None:
        """Close the file; ``write`` begins another one."""
        with self._lock:
            if self._stream:
                self._stream.close()
                self._stream = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase if status in HTTPStatus._value2member_map_ else ""


@contextmanager
def _told(folder: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        reason = f"cannot be written ({error.strerror})"
        raise OutputError(str(folder), reason, "Check the space and the permissions there") from error
