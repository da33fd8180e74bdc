"""How the differences of cases are told: headings, and what is told once though it differs in two places."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from ..regression.difference import ARROW
from ..regression.words import Part, word_diff

if TYPE_CHECKING:
    from ..regression.check import Outcome
    from ..regression.difference import Difference
    from ..regression.known import Stale

_CONTEXT = 8  # words beside a change that are shown
_WHOLE = 45  # words of what was lost or gained whole
_BODY, _LEDGER = "blocks", "removals"


def heading(one: Difference) -> str:
    """What happened, in a few words."""
    if one.kind == "pin":
        return "pin broken"
    if one.field == _LEDGER:
        return _of_ledger(one)
    if one.field == _BODY and one.by:
        verb = {"lost": "lost, taken by", "gained": "gained, no longer taken by"}.get(one.kind, f"{one.kind}, see")
        return f"{verb} {one.by}"
    return one.kind


def _of_ledger(one: Difference) -> str:
    old, _, new = one.by.partition(ARROW)
    if one.kind == "gained":
        return f"newly moved {old}" if old.startswith("to ") else f"newly removed by {old}"
    if one.kind == "lost":
        return f"no longer moved {old}" if old.startswith("to ") else f"no longer removed by {old}"
    if one.kind == "recategorised":
        return f"the same words, {old} before, now {new}"
    if one.kind == "moved":
        return f"by {old} from another place"
    return f"more or less taken by {new or old}" if old else "counted otherwise"


def problem(outcome: Outcome) -> str:
    """Why a case could not be checked, without the name that stands above it; empty when it could."""
    told = str(outcome.error) if outcome.error else ""
    return told.removeprefix(f"{outcome.case}: ")


def failing(differences: Sequence[Difference], stale: Sequence[Stale]) -> int:
    """How much differs: the differences, and the lines of known.txt that know of more than there is."""
    return len(differences) + sum(1 for line in stale if not line.worse)


def failing_fields(outcome: Outcome) -> tuple[str, ...]:
    """The fields that make a case fail, each once."""
    fields = (one.field for one in outcome.differences), (line.field for line in outcome.stale)
    return tuple(dict.fromkeys(chain(*fields)))


def known_fields(outcome: Outcome) -> str:
    """The fields that differ as is known, with the number of their differences; empty when none does."""
    counts = Counter(one.field for one in outcome.known)
    return ", ".join(field if count == 1 else f"{field} ({count})" for field, count in counts.items())


def how_to_unpin(case: str, one: Difference) -> str:
    """The command that takes a broken pin out."""
    kind, _, words = (one.expected or "").partition(" ")
    quoted = words.replace('"', '\\"')
    return f'scraper fixture unpin {kind} "{quoted}" {case}'


def parts(one: Difference) -> tuple[Part, ...]:
    """The words of a difference, what is the same far from any change left out."""
    if one.kind == "pin":
        return (("same", one.expected or ""),)
    if one.actual is None:
        return (("lost", _short(one.expected or "")),)
    if one.expected is None:
        return (("gained", _short(one.actual)),)
    if one.expected == one.actual:
        return (("same", _short(one.actual)),)
    found = word_diff(one.expected, one.actual)
    return tuple(
        (kind, _around(text, number, len(found)) if kind == "same" else text)
        for number, (kind, text) in enumerate(found)
    )


def _short(text: str) -> str:
    words = text.split(" ")
    if len(words) <= _WHOLE:
        return text if len(text) <= 12 * _WHOLE else text[: 12 * _WHOLE] + " …"
    return f"{' '.join(words[:_WHOLE])} … ({len(text.split()):,} words)"


def _around(text: str, number: int, parts: int) -> str:
    """The beginning and end of a stretch that is the same, as far as a change is near."""
    words = text.split(" ")
    if len(words) <= 2 * _CONTEXT + 2:
        return text
    before = "" if number == parts - 1 else " ".join(words[-_CONTEXT:])
    after = "" if number == 0 else " ".join(words[:_CONTEXT])
    return " … ".join((after, before)).lstrip() if number == 0 else " … ".join((after, before)).rstrip()


def told_once(differences: Sequence[Difference]) -> tuple[tuple[Difference, ...], int]:
    """Without the entries of the ledger whose words are told as blocks already, and the number of these."""
    body = [one for one in differences if one.field == _BODY]
    lost = [_folded(one.expected) for one in body if one.kind in ("lost", "changed")]
    gained = [_folded(one.actual) for one in body if one.kind in ("gained", "changed")]
    kept = tuple(one for one in differences if not _echo(one, lost, gained))
    return kept, len(differences) - len(kept)


def _echo(one: Difference, lost: Iterable[str], gained: Iterable[str]) -> bool:
    if one.field != _LEDGER:
        return False
    if one.kind == "gained":
        return any(_folded(one.actual) in text for text in lost)
    return one.kind == "lost" and any(_folded(one.expected) in text for text in gained)


def _folded(text: str | None) -> str:
    return " ".join((text or "").split())


@dataclass(frozen=True, slots=True)
class CleanerCount:
    """Words of all cases by one cleaner: newly taken out, no longer taken out, or taken over from or by another."""

    cleaner: str
    taken: int
    let_go: int
    changed_hands: int


def by_cleaner(outcomes: Iterable[Outcome]) -> tuple[CleanerCount, ...]:
    """The most changed cleaners first."""
    counts: dict[str, Counter[str]] = {}
    for outcome in outcomes:
        for one in (*outcome.differences, *outcome.known):
            for cleaner in one.cleaners if one.field == _LEDGER else ():
                counts.setdefault(cleaner, Counter()).update(_words(one))
    rows = (CleanerCount(name, it["gained"], it["lost"], it["recategorised"]) for name, it in counts.items())
    return tuple(sorted(rows, key=lambda row: (-(row.taken + row.let_go + row.changed_hands), row.cleaner)))


def _words(one: Difference) -> dict[str, int]:
    old, new = len((one.expected or "").split()), len((one.actual or "").split())
    if one.kind == "changed":
        return {"gained": max(0, new - old), "lost": max(0, old - new)}
    return {one.kind: max(old, new)}


def tally(outcomes: Sequence[Outcome]) -> str:
    """All cases in one line."""
    failed = sum(1 for one in outcomes if one.failed and not one.error)
    errors = sum(1 for one in outcomes if one.error)
    known = sum(1 for one in outcomes if one.known and not one.failed)
    counts = [
        f"{len(outcomes)} case{'' if len(outcomes) == 1 else 's'}",
        f"{len(outcomes) - failed - errors} agree" + (f" ({known} but for what is known)" if known else ""),
        *([f"{failed} differ{'s' if failed == 1 else ''}"] if failed else []),
        *([f"{errors} could not be checked"] if errors else []),
    ]
    return f"{counts[0]}: {', '.join(counts[1:])}"
