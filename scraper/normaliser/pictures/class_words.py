"""What the words in an element's class and id say about pictures: caption, credit, player, foreign matter ..."""

from __future__ import annotations

import re
from functools import lru_cache

from ..wordlist import table, words

CAPTION, CREDIT, WEAK_CREDIT, MEDIA, GALLERY, FOREIGN, PLAYER, TITLE, SOFT, DESCRIBING, PICTURE, QUOTE, DESCRIBED = (
    1 << bit for bit in range(13)
)
_NAMES = (
    "caption",
    "credit",
    "weak_credit",
    "media",
    "gallery",
    "foreign",
    "player",
    "title",
    "soft_foreign",
    "describing",
    "picture",
    "quote",
)

LABELS_ALONE = words("figures", "alone")
PLAYER_FALLBACKS = tuple(words("figures", "fallback"))
LABELS_BEFORE = words("figures", "before")
LABELS_AFTER = words("figures", "after")
DECORATION = words("figures", "decoration")
PORTRAITS = words("figures", "portraits")
GENERIC = words("figures", "generic")

_JOINTS = b"_:/.[]()-"
_PARTED = bytes.maketrans(_JOINTS, b" " * len(_JOINTS))
_CAMEL = re.compile(r"[A-Z]?[a-z]{3,}")  # shorter pieces come from generated names

_BITS: dict[str, int] = {}
for _bit, _name in enumerate(_NAMES):
    for _word in table("figures")["class_words"][_name]:
        _BITS[_word] = _BITS.get(_word, 0) | 1 << _bit
_KNOWN = frozenset((*_BITS, *(word.capitalize() for word in _BITS)))


@lru_cache(maxsize=8192)
def bits_of(value: str) -> int:
    """The bits of all words in a class, id or itemprop value."""
    lowered = value.lower()
    known = _KNOWN.isdisjoint
    if known(_parts(lowered)) and (lowered == value or known(_CAMEL.findall(value))):
        return 0  # most values, so the quick way out
    bits = 0
    for name in value.split():
        own = _bits_of_name(name)
        if own & DESCRIBING and own & PICTURE:
            own |= DESCRIBED
        bits |= own
    if bits & SOFT and not bits & MEDIA:
        bits |= FOREIGN
    return bits


def _parts(name: str) -> list[str]:
    return name.encode().translate(_PARTED).decode().split()


@lru_cache(maxsize=4096)
def _bits_of_name(name: str) -> int:
    """The bits of one class name. What follows ``--`` is a variant, not what the element is."""
    block, _, variant = name.partition("--")
    return _bits_of_part(block) | _bits_of_part(variant) & ~MEDIA if variant else _bits_of_part(name)


def _bits_of_part(name: str) -> int:
    bits = 0
    for part in _parts(name):
        lowered = part.lower()
        bits |= _BITS.get(lowered, 0)
        if lowered != part:
            for piece in _CAMEL.findall(part):
                bits |= _BITS.get(piece.lower(), 0)
    return bits
