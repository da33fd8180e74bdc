"""Two lists -> what was changed, lost, gained and moved."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import Generic, TypeVar

T = TypeVar("T")
_ALIKE = 0.5  # the share of words that makes one item a changed form of another

Pair = tuple[T, T]


@dataclass
class Alignment(Generic[T]):
    """``changed`` and ``moved`` are pairs (old, new); a moved item is equal and stands elsewhere."""

    changed: list[Pair[T]] = field(default_factory=list)
    moved: list[Pair[T]] = field(default_factory=list)
    lost: list[T] = field(default_factory=list)
    gained: list[T] = field(default_factory=list)


def align(old: Sequence[T], new: Sequence[T], key: Callable[[T], str], words: Callable[[T], str]) -> Alignment[T]:
    """``key`` tells whether two items are equal; ``words`` whether one may be a changed form of the other."""
    found: Alignment[T] = Alignment()
    matcher = SequenceMatcher(None, [key(item) for item in old], [key(item) for item in new], autojunk=False)
    for kind, i, j, k, m in matcher.get_opcodes():
        if kind != "equal":
            _pair(found, old[i:j], new[k:m], words)
    _find_moved(found, key)
    return found


def _pair(found: Alignment[T], old: Sequence[T], new: Sequence[T], words: Callable[[T], str]) -> None:
    """Each old item with the most alike of the new ones that are left; the order is kept."""
    begin = 0
    for item in old:
        scores = [similarity(words(item), words(other)) for other in new[begin:]]
        best = max(scores, default=0.0)
        if best < _ALIKE:
            found.lost.append(item)
            continue
        place = begin + scores.index(best)
        found.gained += new[begin:place]
        found.changed.append((item, new[place]))
        begin = place + 1
    found.gained += new[begin:]


def similarity(one: str, other: str) -> float:
    """The share of words that two texts have in common, 0..1; of characters where a script sets no spaces."""
    first, second = one.split(), other.split()
    if len(first) < 3 or len(second) < 3:
        first, second = list(one), list(other)
    if not first or not second:
        return 0.0
    return 2 * (Counter(first) & Counter(second)).total() / (len(first) + len(second))


def _find_moved(found: Alignment[T], key: Callable[[T], str]) -> None:
    """What was lost in one place and gained in another has moved."""
    gained = {key(item): item for item in found.gained}
    for item in tuple(found.lost):
        if (twin := gained.pop(key(item), None)) is not None:
            found.moved.append((item, twin))
            found.lost.remove(item)
            found.gained.remove(twin)
