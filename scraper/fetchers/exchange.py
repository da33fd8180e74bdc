"""One request and its answer: what came over the wire, for those who keep all that a crawl saw."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

SECRET_HEADERS = frozenset(("authorization", "cookie", "proxy-authorization"))


@dataclass(frozen=True, slots=True)
class Exchange:
    """``url``: what was asked, without credentials; ``at``: when, ISO 8601 in UTC. ``request``: its head, secrets left
    out, empty when it is not known. ``headers`` of the answer in their order; ``body`` with content codings undone.

    ``truncated``: why the body is not whole, in the words of WARC (``length``, ``time``, ``disconnect``), else empty.
    """

    url: str
    at: str
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes
    request: bytes = b""
    reason: str = ""
    truncated: str = ""


Record = Callable[[Exchange], None]


def moment() -> str:
    """Now, in UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
