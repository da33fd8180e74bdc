"""What every system's output is brought to."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """What a system found on one page. Fields a system has no notion of stay None and are not scored.

    ``captions`` are those tied to an image; ``article`` is the verdict whether the page is an article at all;
    ``certainty`` (0..1) how sure the system is of its result.
    """

    text: str
    title: str | None = None
    authors: tuple[str, ...] | None = None
    date: str | None = None
    captions: tuple[str, ...] | None = None
    article: bool | None = None
    certainty: float | None = None
