"""Identity and fingerprints of an article: exact (SHA-256) and near (simhash)."""

from __future__ import annotations

import hashlib
import re

_WORD = re.compile(r"\w+")
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
    words = _WORD.findall(text.lower())
    if len(words) == 1 and len(text) > _SHINGLE:  # scripts without spaces: shingles of characters
        words = list(words[0])
    totals = [0] * _BITS
    for shingle in {" ".join(words[i : i + _SHINGLE]) for i in range(max(1, len(words) - _SHINGLE + 1))}:
        value = int.from_bytes(hashlib.blake2b(shingle.encode(), digest_size=8).digest(), "big")
        for bit in range(_BITS):
            totals[bit] += 1 if value >> bit & 1 else -1
    return f"{sum(1 << bit for bit in range(_BITS) if totals[bit] > 0):016x}"
