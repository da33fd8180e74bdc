"""Would it pay to ask trafilatura where ours is unsure? ``python -m benchmarks.opinion --corpora DIR``.

For each threshold: the pages on which ours is less sure of its result (``quality.score``) are given to trafilatura, and
its text is taken there. A last row takes the better of the two on every page, which nobody can know: the most that
asking could give.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from .accuracy import FOLDER, listed
from .corpora import SETS, Truth, load
from .evaluation import Results, extract_all
from .measures import exact, shingle_counts
from .systems import FOLDS_VARIABLE, Found

_PEER = "trafilatura"
_THRESHOLDS = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.01)


@dataclass(frozen=True, slots=True)
class Page:
    """F1 and exact of both on one page, and how sure ours is."""

    sure: float
    ours: tuple[float, float]
    theirs: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Row:
    """What comes of one way to choose."""

    name: str
    asked: float
    f1: float
    exact: float


def pages_of(truths: Sequence[Truth], results: Results) -> list[Page]:
    """The articles among the pages, with the scores of both systems."""
    found = []
    for truth in truths:
        if truth.text is None or truth.page_type not in ("article", "unknown"):
            continue
        ours, theirs = (results[system][truth.key].found for system in ("ours", _PEER))
        sure = ours.certainty if ours and ours.certainty is not None else 0.0
        found.append(Page(sure, _scores(ours, truth.text), _scores(theirs, truth.text)))
    return found


def _scores(found: Found | None, truth: str) -> tuple[float, float]:
    text = found.text if found else ""
    return shingle_counts(text, truth).f1, float(exact(text, truth))


def rows_of(pages: Sequence[Page]) -> list[Row]:
    """One row a threshold, and the row of who knows the truth."""
    rows = [_row(f"ours below {limit:.1f}" if limit <= 1 else "always", pages, _below(limit)) for limit in _THRESHOLDS]
    rows[0] = _row("never", pages, _below(0.0))
    return [*rows, _row("where it is better", pages, lambda page: page.theirs > page.ours)]


def _below(limit: float) -> Callable[[Page], bool]:
    return lambda page: page.sure < limit


def _row(name: str, pages: Sequence[Page], ask: Callable[[Page], bool]) -> Row:
    asked = [ask(page) for page in pages]
    chosen = [page.theirs if wanted else page.ours for page, wanted in zip(pages, asked, strict=True)]
    count = max(1, len(pages))
    return Row(name, sum(asked) / count, sum(f1 for f1, _ in chosen) / count, sum(right for _, right in chosen) / count)


@click.command()
@click.option("--corpora", required=True, type=FOLDER, help="Folder with the annotated pages.")
@click.option("--set", "sets", default="news,publishers,wcxb", callback=listed(SETS), help="Sets, with commas.")
@click.option("--cache", type=FOLDER, help="Keep what trafilatura found here; ours always runs.")
@click.option("--folds", type=FOLDER, help="Judge each page by the fold model that did not see its host.")
@click.option("--jobs", default=2, show_default=True, help="Processes.")
def main(corpora: Path, sets: tuple[str, ...], cache: Path | None, folds: Path | None, jobs: int) -> None:
    """Print what asking trafilatura gives, by how sure ours must be not to ask."""
    if folds:
        os.environ[FOLDS_VARIABLE] = str(folds.resolve())
    truths = load(corpora, sets)
    with Progress(console=Console(stderr=True), transient=True) as progress:
        tasks = {system: progress.add_task(system, total=len(truths)) for system in ("ours", _PEER)}
        results = extract_all(
            ("ours", _PEER), truths, cache, jobs, lambda system, done: progress.update(tasks[system], completed=done)
        )
    for name in sets:
        print_rows(name, rows_of(pages_of([truth for truth in truths if truth.set == name], results)))


def print_rows(name: str, rows: Sequence[Row]) -> None:
    """One table a set on standard output."""
    table = Table("trafilatura is asked", "pages asked", "mean F1 of a page", "exact", title=name)
    for row in rows:
        table.add_row(row.name, f"{row.asked:.1%}", f"{row.f1:.4f}", f"{row.exact:.3f}")
    Console().print(table)


if __name__ == "__main__":
    main()
