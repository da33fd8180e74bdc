"""Identity and fingerprints of an article: exact (SHA-256) and near (simhash)."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable

import numpy as np

# What parts words: beyond ASCII by an expression, in it by a table, which is faster.
_BETWEEN = re.compile(r"[^\x00-\x7f\w]+")
_SPACED = bytes(code if code > 127 or chr(code).isalnum() or chr(code) == "_" else ord(" ") for code in range(256))
_SHINGLE = 3
_BITS = 64


def content_hash(text: str) -> str:
    """SHA-256 of the body's words, in hexadecimal: equal for texts that differ in white space alone."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()


def identity(address: str | None, text: str) -> str:
    """Sixteen hexadecimal digits, from the address where there is one, else from the words."""
    return hashlib.sha256((address or content_hash(text)).encode()).hexdigest()[:16]


def simhash(text: str) -> str:
    """64-bit simhash over 3-word shingles, sixteen hexadecimal digits; near texts differ in few bits.

    Source: Charikar, "Similarity estimation techniques from rounding algorithms" (STOC 2002); shingles as in Manku,
    Jain and Das Sarma, "Detecting near-duplicates for web crawling" (WWW 2007).
    """
    lower = text.lower()
    words = (lower if lower.isascii() else _BETWEEN.sub(" ", lower)).encode().translate(_SPACED).split()
    if len(words) == 1 and len(text) > _SHINGLE:  # scripts without spaces: shingles of characters
        words = [char.encode() for char in words[0].decode()]
    last = max(1, len(words) - _SHINGLE + 1)
    shingles = set(map(b" ".join, zip(*(words[i : i + last] for i in range(min(_SHINGLE, len(words)))), strict=False)))
    shingles = shingles or {b""}
    bits = np.unpackbits(np.frombuffer(_digests(shingles), np.uint8)).reshape(-1, _BITS)
    ones = bits.sum(axis=0, dtype=np.uint32)
    return np.packbits(ones * 2 > len(shingles)).tobytes().hex()


def _digests(shingles: Iterable[bytes]) -> bytes:
    digests = []
    empty = hashlib.blake2b(digest_size=_BITS // 8)
    for shingle in shingles:
        hashed = empty.copy()  # made faster than a new one
        hashed.update(shingle)
        digests.append(hashed.digest())
    return b"".join(digests)
