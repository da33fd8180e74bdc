"""The same article under another address: found by canonical address, by equal words, by simhash within three bits.

Four bands of 16 bits: two fingerprints that differ in at most three bits are equal in at least one band, so only
articles that share a band have to be compared (Manku, Jain, Das Sarma, WWW 2007).
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Literal

from .state import State

NEAR_BITS = 3
_CANONICAL_BITS = 16  # a canonical address is believed when the texts are akin: sites point all pages to their home
_BANDS, _BAND_BITS = 4, 16
_ENOUGH_WORDS = 40  # fewer make fingerprints that differ in few bits by chance or by form alone
_BAND_ROWS = 5000  # a band shared by more says nothing; bounds the cost of a site of near-equal pages


@dataclass(frozen=True, slots=True)
class Print:
    """What tells an article from others. ``canonical``: key of its canonical address."""

    canonical: str | None
    content_hash: str
    simhash: int
    words: int


@dataclass(frozen=True, slots=True)
class Duplicate:
    """The page (its id in the state) that had the article first, and how that was found."""

    page: int
    article_id: str
    by: Literal["canonical", "content_hash", "simhash"]


def bands(simhash: int) -> tuple[int, ...]:
    """The four 16-bit bands of a 64-bit fingerprint, highest first."""
    return tuple(simhash >> _BAND_BITS * place & 0xFFFF for place in reversed(range(_BANDS)))


def distance(one: int, other: int) -> int:
    """Bits that differ."""
    return (one ^ other).bit_count()


def signed(simhash: int) -> int:
    """As SQLite holds 64 bits."""
    return simhash - (1 << 64) if simhash >> 63 else simhash


def unsigned(stored: int) -> int:
    return stored & 0xFFFFFFFFFFFFFFFF


def find(state: State, page: int, print_: Print) -> Duplicate | None:
    """The written, not retired article of another page that is this one too, the oldest if there are several."""
    return _by_canonical(state, page, print_) or _by_hash(state, page, print_) or _by_simhash(state, page, print_)


def remember(state: State, page: int, simhash: int) -> None:
    """Make a written article one that others can be duplicates of."""
    for band, value in enumerate(bands(simhash)):
        state.run("INSERT OR IGNORE INTO bands (band, value, page) VALUES (?, ?, ?)", (band, value, page))


def forget(state: State, page: int, simhash: int) -> None:
    """Take back what ``remember`` did with this fingerprint."""
    for band, value in enumerate(bands(simhash)):
        state.run("DELETE FROM bands WHERE band = ? AND value = ? AND page = ?", (band, value, page))


def strays(state: State, page: int) -> list[int]:
    """The pages that were not written as duplicates of ``page``, which does not show their article any more."""
    return [row["page"] for row in state.all(f"{_UNWRITTEN} AND a.duplicate_of = ?", (page,)) if _astray(row)]


def is_stray(state: State, page: int) -> bool:
    """Whether ``page`` was not written because of another one that does not show its article any more."""
    row = state.one(f"{_UNWRITTEN} AND a.page = ?", (page,))
    return row is not None and _astray(row)


_UNWRITTEN = (
    "SELECT a.page, a.simhash, a.duplicate_by, a.content_hash = first.content_hash AS same_words,"
    " first.simhash AS first_simhash, first.retired AS first_retired"
    " FROM articles a JOIN articles first ON first.page = a.duplicate_of"
    " WHERE (a.revision = 0 OR a.retired IS NOT NULL)"
)


def _astray(row: sqlite3.Row) -> bool:
    if row["first_retired"] is not None:
        return True
    enough = _CANONICAL_BITS if row["duplicate_by"] == "canonical" else NEAR_BITS
    return not row["same_words"] and distance(unsigned(row["simhash"]), unsigned(row["first_simhash"])) > enough


_LIVING = "a.revision > 0 AND a.retired IS NULL AND a.page <> :page ORDER BY a.page LIMIT 1"
_SAME_WORDS = "SELECT a.page, a.article_id FROM articles a WHERE a.content_hash = :hash AND "
_SAME_CANONICAL = "SELECT a.page, a.article_id, a.simhash FROM articles a WHERE a.canonical = :key AND "
_IS_CANONICAL = (
    "SELECT a.page, a.article_id, a.simhash FROM pages p JOIN articles a ON a.page = p.id WHERE p.key = :key AND "
)


def _by_canonical(state: State, page: int, print_: Print) -> Duplicate | None:
    if print_.canonical is None:
        return None
    # Two queries: one with OR over both tables would look at every article.
    for query in (_IS_CANONICAL, _SAME_CANONICAL):
        row = state.one(query + _LIVING, {"key": print_.canonical, "page": page})
        if row and distance(unsigned(row["simhash"]), print_.simhash) <= _CANONICAL_BITS:
            return Duplicate(row["page"], row["article_id"], "canonical")
    return None


def _by_hash(state: State, page: int, print_: Print) -> Duplicate | None:
    row = state.one(_SAME_WORDS + _LIVING, {"hash": print_.content_hash, "page": page})
    return Duplicate(row["page"], row["article_id"], "content_hash") if row and print_.words else None


def _by_simhash(state: State, page: int, print_: Print) -> Duplicate | None:
    if print_.words < _ENOUGH_WORDS:
        return None
    near: dict[int, str] = {}
    for band, value in enumerate(bands(print_.simhash)):
        rows = state.all(
            "SELECT a.page, a.article_id, a.simhash FROM bands b JOIN articles a ON a.page = b.page"
            " WHERE b.band = ? AND b.value = ? AND a.page <> ? AND a.revision > 0 AND a.retired IS NULL LIMIT ?",
            (band, value, page, _BAND_ROWS),
        )
        near |= {row[0]: row[1] for row in rows if distance(unsigned(row["simhash"]), print_.simhash) <= NEAR_BITS}
    return Duplicate(min(near), near[min(near)], "simhash") if near else None
