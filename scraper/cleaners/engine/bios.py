"""Closing lines that begin with the author's own name: "Jane Doe is a staff writer at ..."."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...model import Document
from .fold import fold
from .prose import prose_of, size
from .texts import texts_of

_MOST_WORDS = 120
_LEAST_NAME = 6  # characters; shorter names are words as well
_AFTER = 2  # blocks of prose that may still follow: the bios of co-authors
_SAYS = frozenset(
    "is was has writes covers reports works lives joined ist schreibt arbeitet berichtet lebt war hat est ecrit couvre"
    " vit es escribe cubre trabaja vive e scrive lavora si schrijft werkt woont ar skriver arbetar bor er arbejder on"
    " kirjoittaa jest pisze pracuje je pise пишет пише ειναι".split()
)


def signed_bios(document: Document) -> Iterator[tuple[int, int, int, str]]:
    """Blocks near the end that open with an author's name and go on in the third person."""
    names = _names(document)
    prose = prose_of(document).places if names else []
    if not prose:
        return
    folded = texts_of(document).folded
    for block in document.blocks[prose[-_AFTER - 1] + 1 if len(prose) > _AFTER + 2 else prose[-1] :]:
        opening = folded[block.index][:60]
        name = next((name for name in names if opening.startswith(name)), None)
        if name and len(name) < len(block.text) and size(block.text) <= _MOST_WORDS:
            rest = opening[len(name) :].split()
            if rest and (rest[0] in _SAYS or rest[0][0] in ",(-"):
                yield block.index, 0, len(block.text), f"opens with the author's name “{name}”"


def _names(document: Document) -> list[str]:
    """The authors' names as the page's metadata has them, folded."""
    found = [value for name, value in document.meta if name in ("author", "article:author", "parsely-author")]
    for entry in document.jsonld:
        found += _people(entry.get("author"))
    return [fold(name.strip()) for name in found if _LEAST_NAME <= len(name.strip()) < 60 and " " in name.strip()]


def _people(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [name for entry in value for name in _people(entry)]
    if isinstance(value, Mapping) and isinstance(value.get("name"), str):
        return [value["name"]]
    return []
