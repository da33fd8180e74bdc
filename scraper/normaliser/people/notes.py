"""Notes below the article on who wrote it: they move to the authors, and what they call them becomes their role."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from ...article import Author
from ...model import Verdict
from ..fields.clues import Clues
from ..fields.moving import whole
from ..folding import ODD_CASES

_LONGEST = 90  # words
_VERB = r"\s+(?:is|was|ist|war|est|es|é|è|är|er|on|jest|je)\s+"
_ARTICLE = r"(?:an?|the|our|eine?|der|die|un|une|una|uno|um|uma|il|la|el|le|en|et)?\s*"
_CALLED = re.compile(_VERB + _ARTICLE + r"((?:[^.,;:()\n]|\.(?=\w)){3,90})", re.IGNORECASE)
_INTRODUCTION = re.compile(
    r"\W*(?:about the authors?|about|author|über den autor|über die autorin|zur person)?\W*", re.I
)
_ROLE_WORDS = 12
HOUSES = ("organization", "agency")


def author_notes(clues: Clues, authors: tuple[Author, ...]) -> tuple[tuple[Author, ...], tuple[Verdict, ...]]:
    """The authors with roles from notes, and the notes, when the content model leaves them out of the body."""
    result = list(authors)
    moves: list[Verdict] = []
    for number in _places(clues):
        block = clues.block(number)
        for index, author in enumerate(authors):
            if author.role in HOUSES or not is_about(block.text, author.name):
                continue
            if role := role_in(block.text, author.name):
                result[index] = replace(result[index], role=result[index].role or role)
            moves.append(whole(block, "authors", "author-note", f"about {author.name}", "below the body"))
            break
    return tuple(result), tuple(moves)


def _places(clues: Clues) -> Iterator[int]:
    if clues.first <= clues.last:
        for number in range(clues.last + 1, min(clues.hi + 1, len(clues.document.blocks))):
            block = clues.block(number)
            if not block.hidden and not clues.is_body(number) and 4 < len(block.text.split()) <= _LONGEST:
                yield number


def is_about(text: str, name: str) -> bool:
    """ "Jane Doe covers ...", "About the author: Jane Doe is ...": the name, then what the person does."""
    before, found, after = text.partition(name)
    words = after.lstrip(" ,").split()
    if not found or len(words) < 3 or (before.strip() and not _INTRODUCTION.fullmatch(before)):
        return False
    verb = re.sub(r"^\([^()]{1,40}\)\s*", "", after.strip())
    return verb[:1].islower() and not verb.startswith(("your ", "s ")) and after[:1] not in "'’"


def _called(text: str, name: str) -> re.Match[str] | None:
    """What follows the name, in any case. To make an expression for each name would cost more than to look for it."""
    if not name.isascii() or not ODD_CASES.isdisjoint(text):
        return re.search(re.escape(name) + _CALLED.pattern, text, re.IGNORECASE)
    low, wanted = text.lower(), name.lower()
    start = low.find(wanted)
    while start >= 0:
        if match := _CALLED.match(text, start + len(wanted)):
            return match
        start = low.find(wanted, start + 1)
    return None


def role_in(text: str, name: str) -> str | None:
    """``reporter at The Post`` in "Jane Doe is a reporter at The Post, where she covers ..."."""
    match = _called(text, name)
    if not match:
        return None
    words = re.split(r"\s(?:who|where|whose|covering|based|and is|der|die|wo|qui|que|che)\s", match[1])[0].split()
    return " ".join(words) if 0 < len(words) <= _ROLE_WORDS else None
