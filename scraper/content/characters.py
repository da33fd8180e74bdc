"""What kinds of characters texts have, counted for all texts of a page at once."""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from ..letters import UNSPACED
from .arrays import Floats, Ints

Flags = npt.NDArray[np.uint8]

SENTENCE_ENDS = frozenset(".!?。！？؟।…")
_COMMAS = frozenset(",;、，؛،")
_SEPARATORS = frozenset("|»›•·")
_SAMPLE = 200  # characters at the start of a text whose case and digits are counted


class Kind(IntEnum):
    """A character can be of several kinds. The number is that of a bit."""

    SPACE = 0
    UPPER = 1
    DIGIT = 2
    END = 3
    COMMA = 4
    SEPARATOR = 5
    BREAK = 6
    SPACELESS = 7


class Characters:
    """The characters of texts, counted text by text. No text is empty."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.sizes = np.fromiter(map(len, texts), np.int64, len(texts))
        self._starts = np.cumsum(self.sizes) - self.sizes
        codes = np.frombuffer("".join(texts).encode("utf-32-le", "surrogatepass"), np.uint32)
        self._kinds = _kinds_of(codes)

    def count(self, kind: Kind) -> Ints:
        """How many characters of the kind each text has."""
        return self._sum(self._has(kind))

    def share_of_sample(self, kind: Kind) -> Floats:
        """Share of the characters at the start of each text that are of the kind."""
        sizes = np.minimum(self.sizes, _SAMPLE)
        borders = np.column_stack([self._starts, self._starts + sizes]).ravel()
        padded = np.append(self._has(kind), np.uint8(0))  # a border may lie behind the last character
        return np.asarray(np.add.reduceat(padded, borders, dtype=np.int64)[::2] / sizes)

    def words(self) -> Floats:
        """Words of each text; in scripts without spaces two characters count as one word."""
        space = self._has(Kind.SPACE)
        begins = 1 - space
        begins[1:] &= space[:-1]
        begins[self._starts] = 1 - space[self._starts]
        spaced, spaceless = self._sum(begins), self.count(Kind.SPACELESS)
        return np.where(spaceless > spaced, spaced + spaceless / 2, spaced)

    def _has(self, kind: Kind) -> Flags:
        return self._kinds >> np.uint8(kind) & np.uint8(1)

    def _sum(self, flags: Flags) -> Ints:
        return np.asarray(np.add.reduceat(flags, self._starts, dtype=np.int64))


def _kinds_of(codes: npt.NDArray[np.uint32]) -> Flags:
    """The kinds of characters, as bits. Only those outside ASCII that the page has are looked at one by one."""
    others = np.unique(codes[codes >= len(_ASCII)])
    table = _ASCII
    if len(others):
        table = np.zeros(int(others[-1]) + 1, np.uint8)
        table[: len(_ASCII)] = _ASCII
        table[others] = [_kinds(code) for code in others.tolist()]
    return np.asarray(table[codes])


@lru_cache(maxsize=20_000)
def _kinds(code: int) -> int:
    char = chr(code)
    return (
        char.isspace() << Kind.SPACE
        | char.isupper() << Kind.UPPER
        | char.isdigit() << Kind.DIGIT
        | (char in SENTENCE_ENDS) << Kind.END
        | (char in _COMMAS) << Kind.COMMA
        | (char in _SEPARATORS) << Kind.SEPARATOR
        | (char == "\n") << Kind.BREAK
        | (UNSPACED.match(char) is not None) << Kind.SPACELESS
    )


_ASCII = np.array([_kinds(code) for code in range(128)], np.uint8)
