"""Share bars: neighbouring blocks made of nothing but names of networks and words such as "share" and "copy link"."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Document
from .once import once
from .words import blocks_made_of, phrases, runs

Spans = Iterator[tuple[int, int, int, str]]


def bars(document: Document) -> Spans:
    """Runs with two networks or more."""
    for run, networks in _all_runs(document):
        if len(networks) > 1:
            for number in run:
                yield number, 0, len(document.blocks[number].text), f"{len(networks)} networks and share words"


def lone_names(document: Document) -> Spans:
    """Runs with one network: a button, or a heading of an article about it."""
    for run, networks in _all_runs(document):
        if len(networks) == 1:
            for number in run:
                yield number, 0, len(document.blocks[number].text), "a network and share words"


def _runs(document: Document) -> Iterator[tuple[list[int], set[str]]]:
    names = phrases("share", "words", "networks")
    found = blocks_made_of(document, phrases("share", "words"))
    for run in runs(found):
        yield run, {part for number in run for part in found[number] if part in names}


_all_runs = once(lambda document: tuple(_runs(document)))
