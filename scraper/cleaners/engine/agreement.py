"""How sure a phrase is: what agrees with it in its block, and in the blocks beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ...model import Block, Verdict
from .phrasebook import PhraseHit
from .rules import Phrase
from .signals import CERTAIN, ENTRIES, count

Place = tuple[str, int]
"""A cleaner and a block."""

TWICE = ("it says so twice",)  # never the only signal
_BESIDE = ("the block beside it says the same",)


class Found(NamedTuple):
    """A phrase where its rule wants it, and the signals."""

    place: Place
    rule: Phrase
    block: Block
    phrase: str
    agreeing: tuple[str, ...]


def said_twice(hits: Iterable[tuple[str, PhraseHit]]) -> set[str]:
    """The cleaners of which two phrases stand in a block that do not overlap. The hits are in reading order."""
    until: dict[str, int] = {}
    return {cleaner for cleaner, hit in hits if hit.start >= until.setdefault(cleaner, hit.end)}


def verdicts(found: list[Found]) -> Iterator[Verdict]:
    """What follows from all the phrases of a document."""
    counted = [(hit, hit.place, count(hit.agreeing)) for hit in found]
    sure = _sure(counted)
    for (place, rule, block, phrase, agreeing), _, signs in counted:
        beside = _is_beside(place, sure)
        strength = rule.agreed if signs + beside >= rule.signals else rule.alone
        if strength == "strong" and signs + beside >= CERTAIN:
            strength = "certain"
        evidence = (f"phrase “{phrase}”", *agreeing, *_BESIDE[:beside])
        yield Verdict(place[0], rule.id, place[1], 0, len(block.text), strength, evidence)


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
