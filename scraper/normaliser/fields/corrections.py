"""Notes on mistakes: listed, and moved when they are set apart from the body."""

from __future__ import annotations

import re
from functools import cache

from ...letters import words_in
from ...model import Verdict
from ..wordlist import words
from .clues import Clues
from .jsonld import strings
from .moving import whole

_CORRECTS = re.compile(
    r"\s*\((?:Corrects|Refiles to correct|Updates to correct|This story corrects)\b"
)  # news agencies
_AGENCY_BEGINNINGS = ("co", "re", "up", "th")  # of what _CORRECTS matches
_FIRST_LETTERS = re.compile(r"\w.?", re.DOTALL)
# Up to the colon no sentence ends; the full stops of "Feb. 15" and "15. Februar 2024" end none.
_TO_COLON = r"(?:[^.。]|\.(?=\s?\d)|(?<=\d)\.(?=\s?[^\W\d_]{3,10}\.?(?:\s\d{4})?\s?[)）:：—–-])){0,60}?[:：—–-]"
_LEAST, _LONGEST = 5, 150  # words
_BELOW = 8  # blocks after the body


def read_corrections(clues: Clues) -> tuple[tuple[str, ...], tuple[Verdict, ...]]:
    """The notes as printed, else as stated. One inside the body stays there too: readers meet it in its place."""
    if clues.first > clues.last:
        return (), ()
    notes: list[str] = []
    moves: list[Verdict] = []
    for number in range(max(clues.lo, clues.first - 8), min(clues.last + _BELOW, len(clues.document.blocks))):
        block = clues.block(number)
        if block.hidden or block.tag == "h1" or not is_correction(block.text):
            continue
        notes.append(block.text)
        if not clues.is_body(number):
            moves.append(whole(block, "correction", "correction", "begins like a correction", "apart from the body"))
    return tuple(dict.fromkeys(notes or _stated(clues))), tuple(moves)


def _stated(clues: Clues) -> list[str]:
    """``correction`` of schema.org: text, or a CorrectionComment; an address of a page on corrections is no note."""
    found = [text for item in clues.articles[:1] for text in strings(item.get("correction"))]
    return [text for text in found if "://" not in text]


@cache
def _openings() -> re.Pattern[str]:
    forms = "|".join(sorted(map(re.escape, words("corrections", "opening")), key=len, reverse=True))
    return re.compile(rf"\W{{0,3}}(?:{forms})(?:\b|(?<=\W)){_TO_COLON}", re.IGNORECASE)


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(form[:2] for form in (*words("corrections", "opening"), *words("corrections", "phrase")))


@cache
def _phrases() -> tuple[str, ...]:
    return tuple(words("corrections", "phrase"))


def _first_letters(text: str) -> str:
    """The first two letters behind signs, folded."""
    first = _FIRST_LETTERS.search(text)
    return first[0].casefold() if first else ""


def is_correction(text: str) -> bool:
    """A note that opens with "Correction:" or tells of an earlier version."""
    letters = text[:2].casefold() if text[:1].isalnum() else _first_letters(text)  # nearly all begin with a letter
    if letters in _AGENCY_BEGINNINGS and _CORRECTS.match(text):
        return words_in(text) <= _LONGEST
    if letters not in _beginnings():
        return False  # nearly every paragraph, so the quick way out
    if not text[:160].casefold().lstrip("*([ ").startswith(_phrases()) and not _openings().match(text):
        return False
    return _LEAST <= words_in(text) <= _LONGEST
