"""How a byline is parted: at bars and dashes, at commas, at words that join names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from ..wordlist import words
from .agencies import TRIM, agency_of
from .shapes import CJK, looks_like_person

_STRONG = re.compile(r"\s*[|•·‧⋅;\n●∙]+\s*|\s+[-–—/]+\s+|\s*//\s*|(?<=[^\W\d_])/(?=[^\W\d_])")
_PLACE = re.compile(r"\s+(?:in|at|for|from|aus|For|on)\s+(?=[^\W\d_]).*$")
_MOST_PIECES = 60


def pieces(text: str) -> list[str]:
    """A text split at bars, bullets, spaced dashes and the ends of its lines."""
    return [piece for piece in _STRONG.split(text, _MOST_PIECES) if piece.strip()]


def before_place(text: str) -> str:
    """ "Jane Doe" of "Jane Doe in Berlin"."""
    return _PLACE.sub("", text)


def parts(piece: str) -> Iterator[str]:
    """A piece split at commas and joining words, where what stands between are names."""
    for comma in _commas().split(piece):
        sides = [side for side in _joint().split(comma) if side.strip()]
        if len(sides) > 1 and all(_may_stand_alone(side) for side in sides):
            yield from sides
        else:
            yield comma


def _may_stand_alone(side: str) -> bool:
    side = side.strip(TRIM)
    return looks_like_person(side) or agency_of(side) is not None or bool(CJK.fullmatch(side))


@cache
def _commas() -> re.Pattern[str]:
    return re.compile(rf"\s*[,，]\s+(?:(?:{_joining()})\s+)?", re.IGNORECASE)


@cache
def _joining() -> str:
    return "|".join(sorted(map(re.escape, words("bylines", "joining")), key=len, reverse=True))


@cache
def _joint() -> re.Pattern[str]:
    return re.compile(rf"\s*,?\s+(?:{_joining()})\s+|\s*[&＆+]\s*|\s*[、，]\s*", re.IGNORECASE)
