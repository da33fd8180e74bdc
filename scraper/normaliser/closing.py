"""What the last lines say about the author: a handle, an address, a note on who they are. They move to the author."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from ..article import Author
from ..model import Verdict
from .clues import Clues
from .moving import move
from .wordlist import words

_HANDLE = re.compile(r"(?<![\w@/.])@(\w{2,40})")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63})+")
_TAIL = re.compile(r"[\s.,;|·•)\]]*(?:on (?:twitter|x|instagram|threads|bluesky|facebook))?[\s.,;|·•)\]]*$", re.I)
_SENTENCE = re.compile(r"(?<=[.!?”\"’)\]…。])\s+(?=\S|$)|\s[|•·]\s")  # a sentence begins
_LAST = 8  # blocks of the body searched from its end: what follows may still be taken for body
_TAIL_CHARS = 200
_LONGEST_LABEL = 90
_REACH = 3  # blocks after the body in which such lines stand


@dataclass(frozen=True, slots=True)
class Closing:
    """Contacts found, best first, and the words that move."""

    contacts: tuple[str, ...]
    moves: tuple[Verdict, ...]


def read_closing(clues: Clues) -> Closing:
    """Contact lines at the end of the body and just below it."""
    contacts: list[str] = []
    moves: list[Verdict] = []
    for number in _places(clues):
        block = clues.block(number)
        if block.hidden:
            continue
        if found := contact_at_end(block.text):
            contact, start = found
            contacts.append(contact)
            verdict = move(
                block, (start, len(block.text)), "contact", "contact-line", f"ends with the contact {contact}"
            )
            moves += [verdict] if verdict else []
    return Closing(tuple(dict.fromkeys(contacts)), tuple(moves))


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
    if not label and len(starts) > 1:  # the handle is a sentence of its own
        return start
    if label.removeprefix("on ") in words("contacts", "label"):
        return start
    return start if label.startswith(_calling()) and len(label) < _LONGEST_LABEL else None


@cache
def _calling() -> tuple[str, ...]:
    return tuple(words("contacts", "calling"))


def with_contacts(authors: tuple[Author, ...], contacts: tuple[str, ...]) -> tuple[Author, ...]:
    """Contacts given to their authors: by likeness of name, else to the only author; without any, they are one."""
    if not contacts:
        return authors
    if not authors:
        return tuple(Author(contact.lstrip("@"), contact=contact) for contact in contacts[:1])
    result = list(authors)
    for contact in contacts:
        index = _owner(result, contact)
        if index is not None and result[index].contact is None:
            result[index] = replace(result[index], contact=contact)
    return tuple(result)


def _owner(authors: list[Author], contact: str) -> int | None:
    """The author whose name is in the contact, else the only one there is."""
    account = contact.lstrip("@").partition("@")[0]
    key = re.sub(r"[\W\d_]", "", account).lower()
    for number, author in enumerate(authors):
        if any(part.lower() in key for part in re.findall(r"[^\W\d_]{3,}", author.name)):
            return number
    return 0 if len(authors) == 1 else None
