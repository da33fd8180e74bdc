"""Text that may be put into a tree: libxml2 reads control characters from a page, lxml refuses to write them."""

from __future__ import annotations

# All that is no Char of XML 1.0 (2.2): a form feed and a vertical tab are white space, the others are nothing.
_ILLEGAL = dict.fromkeys((*range(0x09), *range(0x0E, 0x20), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)) | {
    0x0B: " ",
    0x0C: " ",
}


def legal(text: str | None) -> str:
    """The text without the characters that XML has not; an empty one for None."""
    return text.translate(_ILLEGAL) if text else ""
