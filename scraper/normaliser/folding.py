"""Forms of text for comparing: what a person would call the same words."""

from __future__ import annotations

import re
import unicodedata
from html import unescape

_QUOTES = str.maketrans(
    {**dict.fromkeys("“”„‟«»″＂", '"'), **dict.fromkeys("‘’‚‛‹›′`´", "'"), **dict.fromkeys("–—‑−", "-")}
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_NOT_ALNUM = re.compile(r"[\W_]+")
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
        return _NOT_ALNUM.sub("", text).lower()
    return _NOT_ALNUM.sub("", unicodedata.normalize("NFKC", text).casefold())


def unaccented(text: str) -> str:
    """``squashed`` without diacritics, for spotting one name in two spellings."""
    parts = unicodedata.normalize("NFKD", folded(text))
    return _NOT_ALNUM.sub("", parts)
