"""Copyright lines with a year: "© 2024 The Daily Example", "Copyright (c) 1999-2024 Example Ltd."."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ...model import Document

_LONGEST = 400
_SHORT = 120
_SIGN = re.compile(r"©|\(c\)|copyright", re.I)
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
_OPENING = 25  # characters that may stand before the sign: a site's name, "All content"
_REACH = {True: 60, False: 25}  # characters between the sign, or the mere word, and the year


def copyright_lines(document: Document) -> Iterator[tuple[int, int, int, str]]:
    """Short blocks that open with a copyright sign, a year near it."""
    for block in document.blocks:
        text = block.text
        if len(text) > _LONGEST or ("©" not in text and "c" not in text and "C" not in text):
            continue
        sign = _SIGN.search(text)
        if sign and (year := _YEAR.search(text, sign.end(), sign.end() + _REACH[len(sign[0]) < 4])):
            near = year.start() - sign.end() < 3 and len(text) < _SHORT
            if sign.start() <= _OPENING or near:
                yield block.index, 0, len(text), f"“{text[sign.start() : year.end()]}”"
