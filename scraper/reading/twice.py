"""UTF-8 that was taken for ISO 8859-1 and encoded once more: "Doctorâ\x80\x99s" in place of "Doctor’s".

A control character of the C1 range behind "â" is the sign of it: no text has one. On a page that has the sign every
run of characters whose codes are the bytes of one UTF-8 character is read as that character.
"""

from __future__ import annotations

import re

TOLD = "encoded twice: characters such as quotation marks were put right"
CONTROL = "\u0080"
"""A character of the sign: to look for it in text takes a tenth of the time that a search for the sign takes."""
_SIGN = f"\u00e2{CONTROL}".encode()  # how a double-encoded quotation mark or dash begins
_RUN = re.compile("[\u00c2-\u00df][\u0080-\u00bf]|[\u00e0-\u00ef][\u0080-\u00bf]{2}|[\u00f0-\u00f4][\u0080-\u00bf]{3}")


def is_twice(utf8: bytes) -> bool:
    """Whether a page in sound UTF-8 has text that was encoded twice."""
    return _SIGN in utf8


def once(utf8: bytes) -> bytes:
    """The page with such text encoded once."""
    return _RUN.sub(_read_again, utf8.decode()).encode()


def _read_again(run: re.Match[str]) -> str:
    try:
        return run[0].encode("latin-1").decode()
    except UnicodeDecodeError:  # bytes that only look like a character
        return run[0]
