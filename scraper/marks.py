"""Inline marks in one agreed form, and as a tree for writing them out.

Pages nest and cross inline markup in every way; here each kind covers disjoint stretches, so two marks of one kind
never touch and reading the written markup again gives the same marks.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .article import Mark

_RANK = {"link": 0, "strong": 1, "em": 2, "code": 3}  # outermost first when two marks cover the same words


class Span(NamedTuple):
    """Marked text: ``children`` are plain strings and further spans."""

    kind: str
    url: str | None
    children: tuple[str | Span, ...]


def canonical(text: str, marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Marks without white space at their borders, those of one kind joined where they touch, in reading order.

    Two links cannot overlap: the one that starts first keeps the shared words.
    """
    by_kind: dict[str, list[Mark]] = {}
    for mark in sorted(marks, key=lambda mark: (mark.start, -mark.end)):
        _add(text, by_kind.setdefault(mark.kind, []), mark)
    found = [mark for same in by_kind.values() for mark in same]
    return tuple(sorted(found, key=_order))


def _order(mark: Mark) -> tuple[int, int, int]:
    return mark.start, -mark.end, _RANK.get(mark.kind, len(_RANK))


def _add(text: str, same: list[Mark], mark: Mark) -> None:
    """Add a mark to those of its kind, which are disjoint and in order."""
    last = same[-1] if same else None
    joins = last is not None and mark.url == last.url and mark.start <= last.end
    taken = last.end if last else 0
    start, end = _trimmed(text, max(mark.start, taken), mark.end)
    if last and joins and end > start:
        same[-1] = Mark(last.start, end, mark.kind, mark.url)
    elif end > start:
        same.append(Mark(start, end, mark.kind, mark.url))


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    inner = text[start:end]
    start += len(inner) - len(inner.lstrip())
    return start, start + len(inner.strip())


def nest(text: str, marks: Iterable[Mark]) -> tuple[str | Span, ...]:
    """Text as strings and properly nested spans; a mark that crosses the end of another is split there."""
    return _nest(text, 0, len(text), canonical(text, marks))


def _nest(text: str, start: int, end: int, marks: Sequence[Mark]) -> tuple[str | Span, ...]:
    # Depth is bounded by the number of kinds: marks of one kind are disjoint.
    found: list[str | Span] = []
    waiting = deque(marks)
    while waiting:
        mark = waiting.popleft()
        shared = []
        while waiting and waiting[0].start < mark.end:
            shared.append(waiting.popleft())
        beyond = sorted((_clip(other, mark.end, other.end) for other in shared if other.end > mark.end), key=_order)
        waiting.extendleft(reversed(beyond))
        if mark.start > start:
            found.append(text[start : mark.start])
        inside = sorted((_clip(other, mark.start, mark.end) for other in shared), key=_order)
        found.append(Span(mark.kind, mark.url, _nest(text, mark.start, mark.end, inside)))
        start = mark.end
    if start < end:
        found.append(text[start:end])
    return tuple(found)


def _clip(mark: Mark, start: int, end: int) -> Mark:
    return Mark(max(mark.start, start), min(mark.end, end), mark.kind, mark.url)


def paragraphs(text: str, marks: Sequence[Mark]) -> list[tuple[str, tuple[Mark, ...]]]:
    """The paragraphs of a quote, which a blank line separates, each with its own marks."""
    found = []
    start = 0
    for part in text.split("\n\n"):
        end = start + len(part)
        inside = (_clip(mark, start, end) for mark in marks if mark.start < end and mark.end > start)
        found.append((part, tuple(Mark(m.start - start, m.end - start, m.kind, m.url) for m in inside)))
        start = end + 2
    return found
