"""What bytes are, told from the bytes: HTML, XHTML, plain text, or something that is not a page.

Signatures of other formats, the tags that open a page and the bytes that no text has follow the WHATWG MIME Sniffing
standard (section 7.1). Beyond it: fragments that open with text, XML vocabularies by their root, UTF-16 without a mark.
"""

from __future__ import annotations

import codecs
import re

HTML = "text/html"
XHTML = "application/xhtml+xml"
TEXT = "text/plain"
BINARY = "application/octet-stream"
MHTML = "multipart/related"
WEBARCHIVE = "application/x-bplist"
PAGE_TYPES = frozenset({HTML, XHTML, TEXT})
ARCHIVES = frozenset({MHTML, WEBARCHIVE})  # hold a page
READABLE = PAGE_TYPES | ARCHIVES

_SAMPLE = 4096
_MAGIC = (
    (b"%PDF-", "application/pdf"),
    (b"%!PS-Adobe", "application/postscript"),
    (b"{\\rtf", "application/rtf"),
    (b"WARC/", "application/warc"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"PK\x03\x04", "application/zip"),
    (b"\x1f\x8b\x08", "application/gzip"),
    (b"\x28\xb5\x2f\xfd", "application/zstd"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
    (b"\x7fELF", "application/x-executable"),
    (b"\x1aE\xdf\xa3", "video/webm"),
    (b"OggS\x00", "application/ogg"),
    (b"fLaC\x00", "audio/flac"),
    (b"wOFF", "font/woff"),
    (b"wOF2", "font/woff2"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (b"bplist00", WEBARCHIVE),
)
# Words could begin so: these count only among bytes that no text has.
_WEAK_MAGIC = (
    (b"BM", "image/bmp"),
    (b"ID3", "audio/mpeg"),
    (b"BZh", "application/x-bzip2"),
    (b"MZ", "application/x-msdownload"),
    (b"\x00\x00\x01\x00", "image/x-icon"),
)
_CONTAINERS = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo", b"avif": "image/avif"}
_XML_ROOTS = {
    "html": XHTML,
    "rss": "application/rss+xml",
    "feed": "application/atom+xml",
    "rdf:rdf": "application/rdf+xml",
    "svg": "image/svg+xml",
    "urlset": "application/xml",
    "sitemapindex": "application/xml",
}
_NOT_TEXT = bytes((*range(0x09), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20)))
_PROLOGUE = re.compile(r"(?:\s+|<\?.*?\?>|<!--.*?-->|<!doctype[^>]*>)*", re.IGNORECASE | re.DOTALL)
_ROOT = re.compile(r"<([a-z][a-z0-9:._-]*)(?=[\s/>]|$)", re.IGNORECASE)
_HTML_TAGS = frozenset(
    "html head body title meta link base style script noscript iframe template main article section header footer nav "
    "aside figure picture img video h1 h2 h3 h4 h5 h6 p div span a b i em strong br hr ul ol li dl table font center "
    "blockquote pre form".split()
)
_CLOSING = re.compile(
    r"</(?:p|div|h[1-6]|li|ul|ol|td|table|article|section|blockquote|figure|a|span)\s*>", re.IGNORECASE
)
_MAIL_HEADER = re.compile(r"[a-z][a-z-]*:", re.IGNORECASE)
_ARCHIVE = re.compile(r"^content-type:\s*multipart/related\b", re.IGNORECASE | re.MULTILINE)
_JSON = re.compile(r'\s*(?:\{\s*"[^"\n]*"\s*:|\[\s*\{\s*")')


def sniff_media_type(body: bytes, suffix: str = "") -> str:
    """The media type of ``body``, judged by its first 4 KiB: one of READABLE, or what it is instead.

    ``suffix`` (``.txt``, ``.html``; the last one of a file name) decides between HTML and text where the bytes leave
    it open. Never fails; bytes that are no text and have no known signature are ``application/octet-stream``.
    """
    sample = body[:_SAMPLE]
    if named := _by_magic(sample, _MAGIC):
        return named
    text = _as_text(sample)
    if text is None:
        return _by_magic(sample, _WEAK_MAGIC) or _CONTAINERS.get(sample[8:12]) or _video(sample) or BINARY
    return _by_root(text) or _archive(text) or _by_habit(text, suffix.lower())


def signature(body: bytes) -> str | None:
    """The media type of a binary format that ``body`` surely is by its first bytes, None when there is none."""
    return _by_magic(body, _MAGIC)


def _by_magic(sample: bytes, signatures: tuple[tuple[bytes, str], ...]) -> str | None:
    return next((name for magic, name in signatures if sample.startswith(magic)), None)


def _video(sample: bytes) -> str | None:
    return "video/mp4" if sample[4:8] == b"ftyp" else None


def _as_text(sample: bytes) -> str | None:
    """The sample with its ASCII readable, None when it is no text."""
    for mark, name in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if sample.startswith(mark):
            return sample[2:].decode(name, "ignore")
    controls = len(sample) - len(sample.translate(None, _NOT_TEXT))
    if controls * 32 <= len(sample):  # a stray control character makes no page a binary
        return sample.removeprefix(codecs.BOM_UTF8).decode("latin-1")
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if controls == even + odd and min(even, odd) * 8 < max(even, odd):
        return sample.decode("utf-16-le" if odd > even else "utf-16-be", "ignore")
    return None


def _by_root(text: str) -> str | None:
    """The type when the text opens with a declaration or a tag that says it."""
    start = _PROLOGUE.match(text)
    prologue = start.group().lower() if start else ""
    root = _ROOT.match(text, len(prologue))
    name = root.group(1).lower() if root else ""
    if "<?xml" in prologue and name:
        return _XML_ROOTS.get(name, HTML if "<!doctype html" in prologue else "application/xml")
    comment = text.startswith("<!--", len(prologue))  # longer than the sample
    if "<!doctype html" in prologue or name in _HTML_TAGS or comment:
        return HTML
    return _XML_ROOTS.get(name)


def _archive(text: str) -> str | None:
    """MHTML, when the text opens with the head of an e-mail that has pages as its parts."""
    text = text.lstrip()
    head = text.replace("\r\n", "\n").partition("\n\n")[0]
    return MHTML if _MAIL_HEADER.match(head) and _ARCHIVE.search(head) else None


def _by_habit(text: str, suffix: str) -> str:
    """HTML or text for what opens with words."""
    if suffix in (".html", ".htm", ".xhtml", ".xht", ".shtml"):
        return HTML
    if _JSON.match(text):
        return "application/json"
    closed = len(_CLOSING.findall(text))
    return HTML if suffix != ".txt" and closed >= 2 and closed * 40 >= len(text.split()) else TEXT
