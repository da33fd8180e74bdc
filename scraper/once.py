"""What several rules ask of the same document is worked out once."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from .model import Document

T = TypeVar("T")
_memories: list[list[tuple[Document, Any]]] = []  # one for each function


def once(make: Callable[[Document], T]) -> Callable[[Document], T]:
    """``make``, keeping its answer for the latest document. It must be pure: then memory cannot change a result."""
    latest: list[tuple[Document, T]] = []
    _memories.append(latest)

    def answer(document: Document) -> T:
        for known, value in latest:
            if known is document:
                return value
        value = make(document)
        latest[:] = [(document, value)]
        return value

    return answer


def forget(document: Document) -> None:
    """Drop all that was kept for a document: the next page is read faster into memory that this one has given back."""
    for latest in _memories:
        latest[:] = [entry for entry in latest if entry[0] is not document]
