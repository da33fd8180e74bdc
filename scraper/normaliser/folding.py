"""Forms of text for comparing: what a person would call the same words."""

from __future__ import annotations

import re
import string
import unicodedata
from functools import lru_cache
from html import unescape

_QUOTES = str.maketrans(
    {**dict.fromkeys("“”„‟«»″＂", '"'), **dict.fromkeys("‘’‚‛‹›′`´", "'"), **dict.fromkeys("–—‑−", "-")}
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_NOT_ALNUM = re.compile(r"[\W_]+")
# Most texts are ASCII, where bytes.translate is several times faster than a regular expression.
_SMALL = bytes.maketrans(string.ascii_uppercase.encode(), string.ascii_lowercase.encode())
_NO_ALNUM = bytes(code for code in range(128) if not chr(code).isalnum())
_SIGNS = bytes(code for code in _NO_ALNUM if not chr(code).isspace())
_PARTED = bytes.maketrans(_NO_ALNUM, b" " * len(_NO_ALNUM))
_ALNUM = re.compile(r"[^\W_]+")
ODD_CASES = frozenset("ıİſ\N{KELVIN SIGN}")  # where case does not matter they are equal to a letter of ASCII
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\u200e\u200f]")


def plain(text: str) -> str:
    """Text of an attribute or JSON string: entities resolved (also doubled ones), tags and invisible marks out."""
    if "&" in text:
        text = unescape(unescape(text))
    if "<" in text:
        text = _TAG.sub("", text)
    if not text.isascii():
        text = _INVISIBLE.sub("", text)
    return " ".join(text.split())


def folded(text: str) -> str:
    """Case, white space, quotation marks, dashes and compatibility forms made alike."""
    text = text.replace("`", "'") if text.isascii() else unicodedata.normalize("NFKC", text).translate(_QUOTES)
    return " ".join(text.split()).casefold()


def squashed(text: str) -> str:
    """Letters and digits only, folded: the same for two printings of one headline or name."""
    if text.isascii():
        return text.encode().translate(_SMALL, _NO_ALNUM).decode()
    return _NOT_ALNUM.sub("", unicodedata.normalize("NFKC", text).casefold())


def squashed_words(text: str) -> list[str]:
    """The words of a text, each ``squashed``, without those of signs alone."""
    if text.isascii():
        return text.encode().translate(_SMALL, _SIGNS).decode().split()
    return [form for word in text.split() if (form := squashed(word))]


def alnum_runs(text: str) -> list[str]:
    """The runs of letters and digits in a text."""
    return text.encode().translate(_PARTED).decode().split() if text.isascii() else _ALNUM.findall(text)


@lru_cache(maxsize=256)
def unaccented(text: str) -> str:
    """``squashed`` without diacritics, for spotting one name in two spellings. Pure; cached, as names are few."""
    if text.isascii():
        return squashed(text)
    parts = unicodedata.normalize("NFKD", folded(text))
    return _NOT_ALNUM.sub("", parts)
