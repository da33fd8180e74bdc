"""What the last lines say about the author: a handle, an address, a note on who they are. They move to the author."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from ...article import Author
from ...model import Verdict
from ..fields.clues import Clues
from ..fields.moving import move
from ..folding import unaccented
from ..wordlist import words

_HANDLE = re.compile(r"(?<![\w@/.])@(\w{2,40})")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63})+")
_TAIL = re.compile(r"[\s.,;|·•)\]]*(?:on (?:twitter|x|instagram|threads|bluesky|facebook))?[\s.,;|·•)\]]*$", re.I)
_SENTENCE = re.compile(r"(?<=[.!?”\"’)\]…。])\s+(?=\S|$)|\s[|•·]\s")  # a sentence begins
_LAST = 8  # blocks of the body searched from its end: what follows may still be taken for body
_TAIL_CHARS = 200
_LONGEST_LABEL = 90
_REACH = 3  # blocks after the body in which such lines stand


def read_closing(clues: Clues, authors: tuple[Author, ...]) -> tuple[tuple[Author, ...], tuple[Verdict, ...]]:
    """The authors with the contacts of the last lines, and the words that move to them.

    An address of the house ("write to us") is nobody's contact and stays where it is.
    """
    moves: list[Verdict] = []
    for number in _places(clues):
        block = clues.block(number)
        found = None if block.hidden else contact_at_end(block.text)
        if not found:
            continue
        contact, start = found
        given = with_contact(authors, contact)
        if given is not None:
            authors = given
            verdict = move(
                block, (start, len(block.text)), "contact", "contact-line", f"ends with the contact {contact}"
            )
            moves += [verdict] if verdict else []
    return authors, tuple(moves)


def _places(clues: Clues) -> Iterator[int]:
    """The last blocks of the body, last first, then those below it."""
    if clues.first > clues.last:
        return
    body = [number for number in range(clues.first, clues.last + 1) if clues.is_body(number)]
    yield from reversed(body[-_LAST:])
    yield from range(clues.last + 1, min(clues.last + 1 + _REACH, len(clues.document.blocks)))


def contact_at_end(text: str) -> tuple[str, int] | None:
    """(contact, where its label begins) when a text ends with a labelled handle or address: ``Twitter: @name``."""
    offset = max(0, len(text) - _TAIL_CHARS)
    tail = text[offset:]
    matches = [*_EMAIL.finditer(tail), *_HANDLE.finditer(tail)] if "@" in tail else []
    for match in sorted(matches, key=lambda match: match.start()):
        if not _TAIL.fullmatch(tail[match.end() :]):
            continue
        start = _label_start(tail[: match.start()])
        if start is not None:
            return match[0], offset + start
    return None


def _label_start(before: str) -> int | None:
    """Where the words that announce a contact begin; None when something else stands before it."""
    if not before.strip():
        return len(before)
    starts = [0, *(match.end() for match in _SENTENCE.finditer(before))]
    start = starts[-1]
    label = before[start:].strip().casefold().rstrip(":：@ ").strip("([ ")
    if not words("contacts", "house").isdisjoint(label.split()):
        return None
    if not label and len(starts) > 1:  # the handle is a sentence of its own
        return start
    if label.removeprefix("on ") in words("contacts", "label"):
        return start
    return start if label.startswith(_calling()) and len(label) < _LONGEST_LABEL else None


@cache
def _calling() -> tuple[str, ...]:
    return tuple(words("contacts", "calling"))


def with_contact(authors: tuple[Author, ...], contact: str) -> tuple[Author, ...] | None:
    """The authors, one of them with the contact; a handle without any author is one. None when it is nobody's."""
    if not authors:
        return (Author(contact[1:], contact=contact),) if contact.startswith("@") else None
    index = _owner(authors, contact)
    if index is None:
        return None
    known = authors[index]
    return (*authors[:index], replace(known, contact=known.contact or contact), *authors[index + 1 :])


def _owner(authors: tuple[Author, ...], contact: str) -> int | None:
    """The author whose name is in the contact; a handle may also be the only author's."""
    account = contact.lstrip("@").partition("@")[0]
    key = re.sub(r"[\W\d_]", "", unaccented(account))
    for number, author in enumerate(authors):
        parts = [unaccented(part) for part in re.findall(r"[^\W\d_]{3,}", author.name)]
        if any(part in key for part in parts):
            return number
    return 0 if len(authors) == 1 and contact.startswith("@") else None
