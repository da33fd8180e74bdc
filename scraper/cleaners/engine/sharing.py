"""Share bars: neighbouring blocks made of nothing but names of networks and words such as "share" and "copy link"."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Document
from .phrasebook import lists
from .words import bare, made_of, phrases, runs

Spans = Iterator[tuple[int, int, int, str]]
_LONGEST = 160  # characters of a block


def bars(document: Document) -> Spans:
    """Runs with two networks or more."""
    for run, networks in _runs(document):
        if len(networks) > 1:
            for number in run:
                yield number, 0, len(document.blocks[number].text), f"{len(networks)} networks and share words"


def lone_names(document: Document) -> Spans:
    """Runs with one network: a button, or a heading of an article about it."""
    for run, networks in _runs(document):
        if len(networks) == 1:
            for number in run:
                yield number, 0, len(document.blocks[number].text), "a network and share words"


def _runs(document: Document) -> Iterator[tuple[list[int], set[str]]]:
    names = frozenset(bare(name) for name in lists("share")["words"]["networks"])
    listed = phrases("share", "words")
    found = {}
    for block in document.blocks:
        if len(block.text) <= _LONGEST and (parts := made_of(block.text, listed)):
            found[block.index] = parts
    for run in runs(found):
        yield run, {part for number in run for part in found[number] if part in names}
