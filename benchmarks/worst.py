"""The pages where ours does worst (or only just misses), and the fields it gets wrong: for people who improve it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rich.console import Console
from rich.markup import escape

from . import measures
from .corpora import Truth
from .differences import compare, different
from .scoring import Scores, score
from .systems import Found
from .workers import Run

FIELDS = ("title", "authors", "date", "captions", "verdict")
_SHOWN = 12  # differences a page
_WIDTH = 240  # characters of each


@dataclass(frozen=True, slots=True)
class Case:
    """One page with what was found on it. ``loss`` is 0 for a perfect body and 1 for a lost one."""

    truth: Truth
    found: Found
    error: str
    scores: Scores

    @property
    def loss(self) -> float:
        if "median" in self.scores:
            return 1 - self.scores["median"][0]
        kept, leaked = (self.scores.get(name, (0, 0)) for name in ("kept", "leaked"))
        return (kept[1] - kept[0] + leaked[0]) / max(kept[1] + leaked[1], 1)

    @property
    def right(self) -> bool:
        return bool(self.scores.get("exact", (self.loss == 0,))[0])


def cases(pages: list[Truth], results: dict[str, Run], fields: frozenset[str]) -> list[Case]:
    return [
        Case(page, run.found or Found(""), run.error, score(run.found, page, fields))
        for page in pages
        for run in (results[page.key],)
    ]


def worst(found: list[Case], count: int, near: bool) -> list[Case]:
    """The ``count`` cases with the greatest loss; with ``near`` those not right with the smallest."""
    wrong = [case for case in found if not case.right and (case.truth.text or case.truth.wanted or case.truth.unwanted)]
    return sorted(wrong, key=lambda case: (case.loss if near else -case.loss, case.truth.key))[:count]


def print_worst(console: Console, found: list[Case]) -> None:
    for case in found:
        console.rule(f"{case.truth.key}  {1 - case.loss:.3f}  {escape(case.truth.url or '')}", align="left")
        if case.error:
            console.print(f"[red]{escape(case.error)}")
        extra, missing = problems(case)
        _print_all(console, "-", "red", missing)
        _print_all(console, "+", "yellow", extra)


def problems(case: Case) -> tuple[list[str], list[str]]:
    """(extra, missing) stretches, or snippets where the set has no whole text."""
    if case.truth.text is not None:
        left, right = compare(case.found.text, case.truth.text)
        return different(left), different(right)
    extra = [snippet for snippet in case.truth.unwanted if measures.snippets_found(case.found.text, [snippet])]
    missing = [snippet for snippet in case.truth.wanted if not measures.snippets_found(case.found.text, [snippet])]
    return extra, missing


def _print_all(console: Console, sign: str, colour: str, texts: list[str]) -> None:
    for text in texts[:_SHOWN]:
        short = text if len(text) <= _WIDTH else f"{text[: _WIDTH // 2]} … {text[-_WIDTH // 2 :]}"
        console.print(f"[{colour}]{sign} {escape(short)}", soft_wrap=True)
    if len(texts) > _SHOWN:
        console.print(f"[dim]{sign} and {len(texts) - _SHOWN} more")


def wrong_fields(found: list[Case], field: str) -> Iterator[tuple[str, object, object]]:
    """(page key, found, truth) for each page where ``field`` is wrong; of captions those that were not found."""
    for case in found:
        name = "caption" if field == "captions" else field
        total, count = case.scores.get(name, (0, 0))
        if total < count:
            yield case.truth.key, *_values(case, field)


def _values(case: Case, field: str) -> tuple[object, object]:
    if field == "verdict":
        return case.found.article, case.truth.page_type
    if field == "captions":
        ours, truth = case.found.captions or (), case.truth.captions or ()
        return ours, tuple(caption for caption in truth if not measures.captions_found(ours, [caption]))
    return getattr(case.found, field), getattr(case.truth, field)
