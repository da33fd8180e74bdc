"""Words inside the names that pages give to their elements: ``top-ad``, ``AdSlot`` and ``ad_2`` hold the word "ad".

Hashes made by build tools (``f9ad5``, ``kAdXyz``, UUIDs) and slugs made of a heading's text hold no words.
"""

from __future__ import annotations

import re
from functools import lru_cache

from ...model import Node

_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SHORT = 3  # letters; hashes are full of such "words", so they must begin a part of the name
_LONG_WORD = re.compile("[A-Z][a-z]{3}")
_PARTING = frozenset(" -_")
_UUID_CHARS = 32
_AROUND = "has have hide hides show shows no non not with without after before below above under clear user"
_ABOUT = re.compile(rf"(?:\b|_)(?:{_AROUND.replace(' ', '|')})[-_]")  # "has-ads" names what is around the box


def has_word(name: str, word: str) -> bool:
    """Whether a class or id attribute holds a word (lower case)."""
    lowered = name.lower()
    start = lowered.find(word)
    while start >= 0:
        if is_word(name, start, start + len(word)):
            return True
        start = lowered.find(word, start + 1)
    return False


def is_word(name: str, start: int, end: int) -> bool:
    """Whether the characters ``[start, end)`` of a name are a whole word of it."""
    short = end - start <= _SHORT
    before = name[start - 1] if start else " "
    if before.isalnum() and (short or not (before.islower() and name[start].isupper())):
        return False
    if before != " " and _names_around(name[name.rfind(" ", 0, start) + 1 : start]):
        return False
    after = name[end : end + 3]
    if not after or after[0] in _PARTING:  # as of most words
        return True
    after += "   "
    if after[0].isdigit():
        digits = 1 if short or not after[1].isdigit() else 2
        return not after[digits].isalnum()
    if short and after[0].isupper():
        return _LONG_WORD.match(name, end) is not None
    return not after[0].isalpha() or (after[0].isupper() and name[end - 1].islower() and after[1].islower())


@lru_cache(maxsize=4096)
def _names_around(beginning: str) -> bool:
    """Whether a name that begins so is about what stands around its element."""
    return _ABOUT.search(beginning.lower()) is not None


def is_slug(tag: str, ident: str) -> bool:
    """Whether an id only repeats words of the text, of a heading or made for links to a section, or is a UUID."""
    hyphens = ident.count("-")
    return tag in _HEADINGS or hyphens > 5 or (hyphens > 3 and len(ident) >= _UUID_CHARS)


_NAME_WORD = re.compile(r"[A-Z]?[a-z]{4,}|[a-z]+|[A-Z]+(?![a-z])")


def words_of(node: Node) -> frozenset[str]:
    """The words, in lower case, of a node's class and id; may hold pieces of hashes."""
    names = f"{node.attrs.get('class', '')} {node.attrs.get('id', '')}"
    return frozenset(word.lower() for word in _NAME_WORD.findall(names))
