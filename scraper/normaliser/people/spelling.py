"""Names printed in capitals, written as names are: ``LORRAINE O'NEIL`` -> ``Lorraine O'Neil``."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..wordlist import words

_PARTS = re.compile(r"[^\W\d_]+")
_SCOTS = re.compile(r"(?<=\bMc)[^\W\d_]")
_VOWELS = frozenset("aeiouy")
_NUMERAL = re.compile(r"I{2,3}|IV|VI{0,3}")


def spelled(name: str, others: Iterable[str]) -> str:
    """A person's name; in capitals it gets the spelling of the first of ``others``, the same name elsewhere on the
    page, that is not, or else capitals at the beginning of its words.

    Initials, numerals and letters of degrees stay, particles become small. Words of one kind of letter (Arabic, Han)
    have no capitals. A Turkish İ says that I would be wrong: such names stay as they are.
    """
    if not name.isupper() or " " not in name or "İ" in name:
        return name
    return next((other for other in others if not other.isupper()), None) or " ".join(
        _word(word, first=not number) for number, word in enumerate(name.split(" "))
    )


def _word(word: str, first: bool) -> str:
    bare = word.strip(".,()\"'").casefold()
    if first and len(bare) == 2 and (bare.endswith("j") or _VOWELS.isdisjoint(bare)):  # "TJ", "RD"
        return word
    if "." in word.strip(".") or _NUMERAL.fullmatch(word.strip(".,")) or len(bare) < 2:
        return word
    if not first and bare.replace(".", "") in words("bylines", "credentials") and bare not in ("jr", "sr"):
        return word
    if not first and bare in words("bylines", "particles"):
        return word.lower()
    return _SCOTS.sub(lambda letter: letter[0].upper(), _PARTS.sub(lambda part: part[0].capitalize(), word))
