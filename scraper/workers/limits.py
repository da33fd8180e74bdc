"""What a worker is asked to do, what it may use, and what came of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from ..errors import ScraperError
from ..model import Page

_NAME_CHARS = 200
S = TypeVar("S")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Limits:
    """``jobs`` processes; each source has ``load_seconds`` to be loaded and then ``seconds`` to be cleaned.

    ``megabytes`` (MiB) is what one source may use on top of what an idle worker uses. A process is replaced after
    ``per_process`` sources, so that a leak in a library stays small.
    """

    jobs: int = 1
    seconds: float = 30.0
    megabytes: int = 2048
    load_seconds: float = 90.0
    per_process: int = 500


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Order:
    """What every worker of a pool does: ``run(load(source))``, or ``run(source)`` without ``load``.

    Both must be picklable: module-level functions or instances of module-level classes. ``imports`` are the modules
    that a worker imports before it takes its first source.
    """

    run: Callable[[Any], Any]
    load: Callable[[Any], Any] | None = None
    imports: tuple[str, ...] = ("scraper.pipeline",)


@dataclass(frozen=True, slots=True)
class Outcome(Generic[S, T]):
    """What came of one source: ``value``, or ``error`` when there is none.

    ``number`` counts the sources from 0. ``trace`` is the traceback of an error that nobody foresaw, else empty.
    """

    number: int
    source: S
    value: T | None = None
    error: ScraperError | None = None
    trace: str = ""


def name_of(source: object) -> str:
    """What to call a source in errors: an address or path as it is, a page by its address."""
    if isinstance(source, Page):
        return source.url or "page"
    return str(source)[:_NAME_CHARS]
