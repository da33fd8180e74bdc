"""Identity and fingerprints of an article: exact (SHA-256) and near (simhash)."""

from __future__ import annotations

import hashlib
import re

import numpy as np

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
    tokens = [word.encode() for word in words]
    last = max(1, len(tokens) - _SHINGLE + 1)
    shingles = set(
        map(b" ".join, zip(*(tokens[i : i + last] for i in range(min(_SHINGLE, len(tokens)))), strict=False))
    )
    shingles = shingles or {b""}
    digest, size = hashlib.blake2b, _BITS // 8
    digests = b"".join([digest(shingle, digest_size=size).digest() for shingle in shingles])
    bits = np.unpackbits(np.frombuffer(digests, np.uint8).reshape(-1, _BITS // 8), axis=1)
    return np.packbits(bits.sum(axis=0) * 2 > len(shingles)).tobytes().hex()
