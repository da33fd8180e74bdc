"""Bytes -> str: byte order mark, HTTP header, meta element, then statistics.

The order and the label table follow the WHATWG Encoding and HTML standards; two deviations are deliberate: a declared
encoding loses against bytes that are valid UTF-8 with multi-byte sequences (servers often send a stale default, and
pages are saved anew with the meta element left as it was), and one that does not fit the bytes is passed over.
"""

from __future__ import annotations

import codecs
import logging
import re
from dataclasses import dataclass

from ..article import Encoding
from .twice import CONTROL, TOLD, is_twice, once

_QUIET = logging.NullHandler()
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
# Labels that the web uses for a larger encoding than their name says (WHATWG Encoding, section 4.2).
_WEB_LABELS = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "tis-620": "cp874",
    "iso8859-11": "cp874",
}
_SINGLE_BYTE = re.compile(r"cp(125\d|874|437|866)|iso8859|koi8|mac")
_WEB_CODEC = re.compile(
    r"utf-8|utf-8-sig|cp125\d|cp874|cp866|cp932|cp949|iso8859-\d+|koi8-[ru]|mac-(?:roman|cyrillic)|gb18030|big5hkscs"
    r"|euc_jp|iso2022_jp|hz"
)  # the encodings of the standard; Python knows others that are no encodings of pages (utf-7, unicode_escape)
_XML_DECLARATION = re.compile(rb"\s*<\?xml[^>]*?\sencoding\s*=\s*[\"']([^\"'>]*)", re.I)
_META = re.compile(rb"<meta\s[^>]*?charset\s*=\s*[\"']?\s*([^\s\"'/;>]+)", re.I)
_ASCII = bytes(range(128))
_TELLING = 30  # bytes beyond ASCII: in no other encoding of two bytes a letter so many are valid UTF-8 by chance
_DECLARED_WITHIN = 4096  # bytes; the standard asks for the first 1024
_DAMAGE_ALLOWED = 0.005  # a few broken bytes do not refute a declared encoding
_STATISTICS_BYTES = 65536
_PART_BYTES = 16384


@dataclass(frozen=True, slots=True)
class Encoded:
    """The bytes of a page, without a byte order mark, and their encoding.

    The text is made when it is asked for: most pages go to the parser as they came.
    """

    body: bytes
    encoding: Encoding
    is_utf8: bool = False  # sound from beginning to end
    warnings: tuple[str, ...] = ()

    def text(self) -> str:
        """Never fails: what cannot be read is U+FFFD."""
        return self.body.decode(self.encoding.value, "replace")

    def utf8(self) -> bytes:
        """The text as the parser wants it."""
        return self.body if self.is_utf8 else self.text().encode("utf-8", "replace")


def decode(body: bytes, http_charset: str | None) -> tuple[str, Encoding]:
    """The text of a page and the encoding it was read with. Never fails: the last resort is UTF-8 with U+FFFD."""
    found = detect(body, http_charset)
    return found.text(), found.encoding


def detect(body: bytes, http_charset: str | None) -> Encoded:
    """How the bytes of a page are to be read. Never fails."""
    for mark, name in _BOMS:
        if body.startswith(mark):
            return Encoded(body[len(mark) :], Encoding(name, "bom"))
    is_utf8, has_control = _looked_through(body)
    for label, source in ((http_charset, "http"), (_declared(body), "meta")):
        codec = _codec(label)
        if codec and not (is_utf8 and _is_stale(codec, body)):
            as_it_is = is_utf8 and codec == "utf-8"
            if as_it_is:
                return _sound(body, source, has_control)
            if _fits(body, codec):
                return Encoded(body, Encoding(codec, source))
    if is_utf8:
        return _sound(body, "statistics", has_control)
    return Encoded(body, Encoding(_by_statistics(body), "statistics"))


def _is_stale(codec: str, utf8: bytes) -> bool:
    """Whether a page in sound UTF-8 is labelled with an encoding that it is not in."""
    if codec == "utf-8" or utf8.isascii():
        return False
    return bool(_SINGLE_BYTE.match(codec)) or len(utf8.translate(None, _ASCII)) >= _TELLING


def _sound(utf8: bytes, source: str, has_control: bool) -> Encoded:
    """A page in sound UTF-8."""
    if has_control and is_twice(utf8):
        return Encoded(once(utf8), Encoding("utf-8", source), is_utf8=True, warnings=(TOLD,))
    return Encoded(utf8, Encoding("utf-8", source), is_utf8=True)


def _looked_through(body: bytes) -> tuple[bool, bool]:
    """Whether all of it is UTF-8, and whether a CONTROL is in it.

    It is looked at in parts, since the memory for a long text costs more than reading it.
    """
    decoder = codecs.getincrementaldecoder("utf-8")()
    has_control = False
    try:
        for start in range(0, len(body), _PART_BYTES):
            text = decoder.decode(body[start : start + _PART_BYTES])
            has_control = has_control or CONTROL in text
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False, False
    return True, has_control


def _declared(body: bytes) -> str | None:
    """The label in the XML declaration, else in the first meta element that has one."""
    start = body[:_DECLARED_WITHIN]
    found = _XML_DECLARATION.match(start) or _META.search(start)
    return found[1].decode("ascii", "replace") if found else None


def _codec(label: str | None) -> str | None:
    """The Python codec for a label of the web, None when there is none."""
    if not label:
        return None
    try:
        name = codecs.lookup(label.strip().strip("'\"")).name
    except (LookupError, ValueError):
        return None
    # A page whose meta element could be read as ASCII is not UTF-16, whatever it says (HTML standard, 13.2.3.2).
    name = "utf-8" if name.startswith("utf-16") else name
    name = _WEB_LABELS.get(name, name)
    return name if _WEB_CODEC.fullmatch(name) else None


def _fits(body: bytes, name: str) -> bool:
    """Whether no more than a sliver of the decoded text is damage."""
    try:
        body.decode(name)
    except UnicodeDecodeError:
        text = body.decode(name, "replace")
        return text.count("\N{REPLACEMENT CHARACTER}") <= len(text) * _DAMAGE_ALLOWED + 1
    return True


def _by_statistics(body: bytes) -> str:
    """UTF-8 with a little damage if it is that; else what bs4's detector makes of the first bytes."""
    if _fits(body, "utf-8"):
        return "utf-8"
    from bs4.dammit import UnicodeDammit  # noqa: PLC0415 - slow to import, and few pages need it

    logging.getLogger("bs4.dammit").addHandler(_QUIET)  # or its remarks would go to standard error
    return _codec(UnicodeDammit(body[:_STATISTICS_BYTES], is_html=True).original_encoding) or "cp1252"
