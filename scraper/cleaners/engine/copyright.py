"""Copyright lines with a year: "© 2024 The Daily Example", "Copyright (c) 1999-2024 Example Ltd."."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import Document
from .texts import texts_of

_LONGEST = 400
_SHORT = 120
_SIGNS = ("©", "(c)", "copyright")
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
_OPENING = 25  # characters that may stand before the sign: a site's name, "All content"
_REACH = 60  # characters between the sign and the year
_SMALL_WORDS = frozenset("by the of and for bei der die das de la du e y et por von".split())


def copyright_lines(document: Document) -> Iterator[tuple[int, int, int, str]]:
    """Short blocks that open with a copyright sign, a year near it."""
    texts = texts_of(document)
    signs = [sign for sign in _SIGNS if sign in texts.joined]
    for number in sorted({number for sign in signs for number, text in enumerate(texts.folded) if sign in text}):
        text = document.blocks[number].text
        if len(text) <= _LONGEST and (found := _sign_and_year(text, texts.folded[number])):
            yield number, 0, len(text), f"“{text[found[0] : found[1]]}”"


def _sign_and_year(text: str, folded: str) -> tuple[int, int] | None:
    """Where the first sign begins and its year ends."""
    start, sign = min((place, sign) for sign in _SIGNS if (place := folded.find(sign)) >= 0)
    end = start + len(sign)
    year = _YEAR.search(text, end, end + _REACH)
    if not year or (sign == "copyright" and not _is_name(text[end : year.start()])):
        return None
    if start <= _OPENING or (year.start() - end < 3 and len(text) < _SHORT):
        return start, year.end()
    return None


def _is_name(text: str) -> bool:
    """Whether it could be an owner's name, not a sentence about rights: its words are capitalized."""
    return not any(word[0].islower() and word not in _SMALL_WORDS for word in text.split())
