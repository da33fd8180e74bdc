"""What the last lines say about the author: a handle, an address, a note on who they are. They move to the author."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..article import Author
from ..model import Verdict
from .clues import Clues
from .moving import move

_HANDLE = re.compile(r"(?<![\w@/.])@(\w{2,40})")
_EMAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63})+")
_LABEL = re.compile(
    r"(?:^|(?<=[.!?”\"’)\]…。] ))(?:(?:follow|contact|reach|email|e-mail|write to|tweet|folgen|suivez|sigue|siga|segui|volg)\b[^.!?]{0,80}|"
    r"(?:on )?(?:twitter|x|instagram|threads|bluesky|mastodon|telegram|e-?mail|mail|kontakt|contact|contacto|contato)(?:/x)?(?: account)?)\s*[:：@]?\s*(?:at |on |@ )?$",
    re.I,
)
_TAIL = re.compile(r"[\s.,;|·•)\]]*(?:on (?:twitter|x|instagram|threads|bluesky|facebook))?[\s.,;|·•)\]]*$", re.I)
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
    body = [number for number in range(max(clues.first, clues.last - 4), clues.last + 1) if clues.is_body(number)]
    yield from reversed(body[-2:])
    yield from range(clues.last + 1, min(clues.last + 1 + _REACH, len(clues.document.blocks)))


def contact_at_end(text: str) -> tuple[str, int] | None:
    """(contact, where its label begins) when a text ends with a labelled handle or address: ``Twitter: @name``."""
    tail = text[-200:]
    offset = len(text) - len(tail)
    matches = [*_EMAIL.finditer(tail), *_HANDLE.finditer(tail)]
    for match in sorted(matches, key=lambda match: match.start()):
        if not _TAIL.fullmatch(tail[match.end() :]):
            continue
        label = _LABEL.search(tail[: match.start()])
        alone = not tail[: match.start()].strip()
        if label or (alone and len(text.split()) <= 3):
            return match[0], offset + (label.start() if label else match.start())
    return None


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
    key = re.sub(r"\W|_|\d", "", contact.split("@")[-1] if contact.startswith("@") else contact.split("@")[0]).lower()
    for number, author in enumerate(authors):
        parts = [part.lower() for part in re.findall(r"[^\W\d_]+", author.name) if len(part) > 2]
        if any(part in key for part in parts):
            return number
    return 0 if len(authors) == 1 else None
