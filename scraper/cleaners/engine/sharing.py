"""Share bars and calls to follow, by the names of social networks in them."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from ...model import Document
from ...once import once
from .prose import size
from .texts import texts_of
from .words import begins_with, blocks_made_of, book, first_words, phrases, runs

Spans = Iterator[tuple[int, int, int, str]]
_CALL_WORDS = 40


def bars(document: Document) -> Spans:
    """Runs of blocks made of nothing but networks and share words, with two networks or more."""
    for run, networks in _all_runs(document):
        if len(networks) > 1:
            for number in run:
                yield number, 0, len(document.blocks[number].text), f"{len(networks)} networks and share words"


def lone_names(document: Document) -> Spans:
    """Such runs with one network: a button, or a heading of an article about it."""
    for run, networks in _all_runs(document):
        if len(networks) == 1:
            for number in run:
                yield number, 0, len(document.blocks[number].text), "a network and share words"


def _runs(document: Document) -> Iterator[tuple[list[int], set[str]]]:
    names = _networks()
    found = blocks_made_of(document, phrases("share", "words"))
    for run in runs(found):
        yield run, {part for number in run for part in found[number] if part in names}


_all_runs = once(lambda document: tuple(_runs(document)))


@cache
def _networks() -> frozenset[str]:
    return phrases("share", "words", "networks") | phrases("share", "follow", "networks")


@cache
def _calls_to_follow() -> frozenset[str]:
    return phrases("share", "follow") - phrases("share", "follow", "networks")


def calls(document: Document) -> Spans:
    """Short blocks that open with a call to follow and name a network."""
    openings = _calls_to_follow()
    firsts, networks = first_words(openings), book("share", "follow", "networks")
    for number, (text, first) in texts_of(document).short.items():
        if first not in firsts or size(text) > _CALL_WORDS:
            continue
        opening = begins_with(text, openings)
        found = networks.find(text) if opening else None
        if found:
            yield number, 0, len(document.blocks[number].text), f"“{opening}” and “{found[0].phrase}”"
