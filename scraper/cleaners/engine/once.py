"""What several rules ask of the same document is worked out once."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from ...model import Document

T = TypeVar("T")


def once(make: Callable[[Document], T]) -> Callable[[Document], T]:
    """``make``, keeping its answer for the latest document. It must be pure: then memory cannot change a result."""
    latest: list[tuple[Document, T]] = []

    def answer(document: Document) -> T:
        if not latest or latest[0][0] is not document:
            latest[:] = [(document, make(document))]
        return latest[0][1]

    return answer
