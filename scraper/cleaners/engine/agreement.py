"""How sure a phrase is: what agrees with it in its block, and in the blocks beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ...model import Block, Verdict
from .phrasebook import PhraseHit
from .prose import size
from .rules import Phrase
from .signals import CERTAIN, ENTRIES, count

Place = tuple[str, int]
"""A cleaner and a block."""

TWICE = ("it says so twice",)  # never the only signal
_BESIDE = ("the block beside it says the same",)


class Found(NamedTuple):
    """A phrase where its rule wants it (``start`` and ``end`` count in the text of all blocks), and the signals."""

    cleaner: str
    rule: Phrase
    block: Block
    phrase: str
    start: int
    end: int
    agreeing: tuple[str, ...] = ()

    @property
    def place(self) -> Place:
        return self.cleaner, self.block.index


def fits(rule: Phrase, hit: PhraseHit, offset: int, block: Block) -> bool:
    """Whether the phrase stands where the rule wants it, in a block short enough that begins at ``offset``."""
    text = block.text
    if len(text) > rule.max_words * 12:
        return False
    if rule.where in ("start", "whole") and any(map(str.isalnum, text[: hit.start - offset])):
        return False
    if rule.where in ("end", "whole") and any(map(str.isalnum, text[hit.end - offset :])):
        return False
    return size(text) <= rule.max_words


def said_twice(hits: Iterable[tuple[int, Found]]) -> set[Place]:
    """Where two phrases of a cleaner stand that do not overlap. The hits are in reading order."""
    until: dict[Place, int] = {}
    twice = set()
    for _, hit in hits:
        place = hit.place
        if hit.start >= until.setdefault(place, hit.end):
            twice.add(place)
    return twice


def verdicts(found: list[Found]) -> Iterator[Verdict]:
    """What follows from all the phrases of a document."""
    counted = [(hit, hit.place, count(hit.agreeing)) for hit in found]
    sure = _sure(counted)
    for hit, place, signs in counted:
        beside = _is_beside(place, sure)
        strength = hit.rule.agreed if signs + beside >= hit.rule.signals else hit.rule.alone
        if strength == "strong" and signs + beside >= CERTAIN:
            strength = "certain"
        evidence = (f"phrase “{hit.phrase}”", *hit.agreeing, *_BESIDE[:beside])
        yield Verdict(hit.cleaner, hit.rule.id, hit.block.index, 0, len(hit.block.text), strength, evidence)


def _sure(counted: list[tuple[Found, Place, int]]) -> set[Place]:
    """Where enough agrees with a phrase; what is beside such a block has one signal more.

    Two neighbours with a signal each agree with one another, unless they are entries of a list or table.
    """
    half = {place for hit, place, signs in counted if signs and hit.block.tag not in ENTRIES}
    sure = {place for place in half if _is_beside(place, half)}
    sure |= {place for hit, place, signs in counted if signs >= hit.rule.signals}
    nearly = {place for hit, place, signs in counted if signs == hit.rule.signals - 1}
    waiting = list(sure)
    while waiting:
        cleaner, block = waiting.pop()
        new = nearly.intersection(((cleaner, block - 1), (cleaner, block + 1))) - sure
        sure |= new
        waiting += new
    return sure


def _is_beside(place: Place, places: set[Place]) -> bool:
    cleaner, block = place
    return (cleaner, block - 1) in places or (cleaner, block + 1) in places
