"""What discovery finds: one address and what is known of it before it is fetched."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from typing import Literal

LinkKind = Literal["page", "feed", "sitemap", "section"]


@dataclass(frozen=True, slots=True)
class Link:
    """``url`` is normalised. ``date``: when the source says it was published or changed, ISO 8601 as far as it was
    given (``2024-05-12``, ``2024-05-12T10:00:00+02:00``). ``title``: what the source calls it."""

    url: str
    kind: LinkKind
    date: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Links:
    """The links ``taken`` from one source; ``more``: it names others that the job wants and a limit leaves out."""

    taken: tuple[Link, ...] = ()
    more: bool = False


@lru_cache(maxsize=1024)
def moment(date: str | None) -> float | None:
    """Seconds since 1970 for the date of a link; without a zone it is read as UTC."""
    if date is None:
        return None
    found = datetime.fromisoformat(date)
    try:
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).timestamp()
    except (ValueError, OverflowError):  # year 1 with a zone
        return None
