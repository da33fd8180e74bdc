"""Characters that nobody sees, texts compared by their letters alone, and scripts in which spaces do not part words."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]")
"""A character of a script without spaces (Chinese, Japanese, Thai, Lao, Khmer, Burmese): two count as one word."""

HAN_OR_KANA = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
"""A character of Chinese or Japanese."""

INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
"""Soft hyphens, zero-width spaces, word joiners, byte order marks: a word with them inside is no longer found."""

_JOINERS = re.compile("[\u200c\u200d\u200e\u200f]")  # what joins letters or turns them round
_NO_LETTERS = re.compile(r"[\W_]+")
_NO_ASCII_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum())
_ASCII = np.array([chr(code).isalnum() for code in range(128)])


def seen_of(text: str) -> str:
    """A text without invisible characters. Joiners, which matter in a word, go when there is nothing to join."""
    text = INVISIBLE.sub("", text)
    alone = _JOINERS.sub("", text)
    return text if alone and not alone.isspace() else alone


def letters(text: str) -> str:
    """Letters and digits only, in lower case: what is left when two texts differ in typography alone."""
    lower = text.lower()
    if lower.isascii():  # most texts are, and this is several times faster than a regular expression
        return lower.encode("ascii").translate(None, _NO_ASCII_LETTERS).decode("ascii")
    return _NO_LETTERS.sub("", lower)


def letters_of(texts: Sequence[str]) -> list[str]:
    """``letters`` of each of many texts: picked from one row of characters, which is faster than one by one."""
    lower = [text.lower() for text in texts]
    codes = np.frombuffer("".join(lower).encode("utf-32-le", "surrogatepass"), np.uint32)
    others = np.unique(codes[codes >= len(_ASCII)]).tolist()
    is_letter = _ASCII
    if others:
        is_letter = np.zeros(others[-1] + 1, np.bool_)
        is_letter[: len(_ASCII)] = _ASCII
        is_letter[others] = [chr(code).isalnum() for code in others]
    kept = is_letter[codes]
    ends = np.append(0, np.cumsum(kept))[np.cumsum([len(text) for text in lower], dtype=np.int64)].tolist()
    row = codes[kept].tobytes().decode("utf-32-le", "surrogatepass")
    return [row[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def words_in(text: str) -> float:
    """Words; two characters of a script without spaces are taken for one."""
    words = len(text.split())
    longer = len(text.encode("utf-8", "surrogatepass")) - len(text)  # by two bytes for each of those characters
    return words if longer / 4 <= words else max(words, len(UNSPACED.findall(text)) / 2)
