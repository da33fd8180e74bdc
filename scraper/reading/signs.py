"""Signs that a page puts at its words without a space: "Rules¶", "History[edit]", an arrow behind a footnote, a note
for screen readers.

They stand apart from the words on a screen, or are not on it. A border in the text lets a rule take them and leave the
words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from lxml import etree

from ..assistive import CLASSES, PARTS

_LONGEST = 4  # characters: an arrow and its variation selector, "[#]"
_NOTES = frozenset("*†‡")  # these belong to the word before them
_APART = re.compile("|".join((r"editsection(?:\s|\Z)", *CLASSES, *PARTS)))  # the first is MediaWiki's


def stands_apart(tag: str, attrs: Mapping[str, str], element: etree._Element) -> bool:
    """Whether an inline element is a sign beside the words, not a part of them."""
    if tag == "a":
        return "#" in attrs.get("href", "") and _is_sign(element)
    return tag == "span" and "class" in attrs and _is_named_apart(attrs["class"])


@lru_cache(4096)
def _is_named_apart(classes: str) -> bool:
    return _APART.search(classes) is not None


def _is_sign(element: etree._Element) -> bool:
    if len((element.text or "").strip()) > _LONGEST:  # most links are told by their first words
        return False
    sign = "".join(map(str, element.itertext())).strip()
    return 0 < len(sign) <= _LONGEST and not any(map(str.isalnum, sign)) and sign not in _NOTES
