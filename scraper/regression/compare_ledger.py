"""What differs between two ledgers, and which rule of a ledger took certain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from .align import align, similarity
from .difference import ARROW, Difference
from .fields import REMOVALS
from .ledger import Entry, Ledger

Labelled = tuple[str, Entry]  # ``cleaner/rule`` or ``to field/rule``, and the entry
_MOST = 0.5  # of the words must be in an entry that is to blame for them


def ledger_differences(expected: Ledger, actual: Ledger) -> Iterator[Difference]:
    """Words that are newly removed (``gained``), no longer (``lost``), by another rule, or from another place."""
    old, new = Counter(labelled(expected)), Counter(labelled(actual))
    before, after = list((old - new).elements()), list((new - old).elements())
    yield from _same_words(before, after)
    found = align(before, after, _key, lambda one: one[1].text)
    for (label, entry), (other, changed) in found.changed:
        yield Difference(REMOVALS, "changed", entry.text, changed.text, _labels(label, other))
    yield from (Difference(REMOVALS, "lost", entry.text, None, label) for label, entry in found.lost)
    yield from (Difference(REMOVALS, "gained", None, entry.text, label) for label, entry in found.gained)
    if old == new and (before_counts := _counts(expected)) != (after_counts := _counts(actual)):
        yield Difference(REMOVALS, "changed", before_counts, after_counts)


def labelled(ledger: Ledger) -> list[Labelled]:
    """Every entry with the rule as Difference.by names it."""
    removed = [(entry.rule_id, entry) for entry in ledger.removals]
    return removed + [(f"to {entry.rule_id}", entry) for entry in ledger.moves]


# What the same words may have in common besides, the closest first.
_KINSHIP: tuple[Callable[[Labelled], tuple[str, ...]], ...] = (
    lambda one: (one[1].text, one[1].path),
    lambda one: (one[1].text, one[0]),
    lambda one: (one[1].text,),
)


def _same_words(before: list[Labelled], after: list[Labelled]) -> Iterator[Difference]:
    """Pairs of the same words under another rule or in another place; takes them out of both lists."""
    for kinship in _KINSHIP:
        for one in tuple(before):
            twin = next((other for other in after if kinship(other) == kinship(one)), None)
            if twin:
                before.remove(one)
                after.remove(twin)
                yield _pair(one, twin)


def _pair(one: Labelled, twin: Labelled) -> Difference:
    (label, entry), (other, moved) = one, twin
    if label != other:
        return Difference(REMOVALS, "recategorised", entry.text, moved.text, _labels(label, other))
    return Difference(REMOVALS, "moved", f"{entry.text} [{entry.path}]", f"{moved.text} [{moved.path}]", label)


def _labels(old: str, new: str) -> str:
    return old if old == new else f"{old}{ARROW}{new}"


def _key(one: Labelled) -> str:
    return f"{one[0]}\n{one[1].text}"


def _counts(ledger: Ledger) -> str:
    return (
        f"{ledger.visible:,} visible = {ledger.kept:,} kept + {ledger.moved:,} moved + {ledger.removed:,} removed words"
    )


def taker(ledger: Ledger | None, words: str) -> str:
    """The rule that took ``words`` out, as Difference.by names it; empty when none did."""
    wanted = " ".join(words.split())
    if not ledger or not wanted:
        return ""
    scores = [(_overlap(" ".join(entry.text.split()), wanted), label) for label, entry in labelled(ledger)]
    best, label = max(scores, key=lambda one: one[0], default=(0.0, ""))
    return label if best >= _MOST else ""


def _overlap(taken: str, wanted: str) -> float:
    """1 when all the words are there; else how much of them, 0..1."""
    if not taken:
        return 0.0
    if wanted in taken:
        return 1.0
    return len(taken) / len(wanted) if taken in wanted else similarity(taken, wanted)
