"""Learn the content model from annotated pages: ``python -m benchmarks.train --corpora DIR``.

Recorded and repeatable: fixed seeds, folds by host (no page is judged by a model that saw its host), the same pages in
the same order. Writes ``scraper/content/weights.npz`` and, with ``--folds DIR``, one model a fold for honest measuring
(``python -m benchmarks.accuracy --folds DIR``). Needs the extra ``benchmark``: CatBoost grows the trees.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import numpy as np

from benchmarks.annotated import FOLDS, Sample, document_of, fold_of, labels_of, samples
from benchmarks.grove import Shape, Table, grow, save, told
from benchmarks.labels import Labels
from benchmarks.odds import count, learn
from scraper.cleaners.engine.examine import examiner
from scraper.content.context import context_features
from scraper.content.features import Odds, View, look
from scraper.content.pageview import page_row
from scraper.content.structure import Floats
from scraper.content.trees import Forest

WEIGHTS = Path(__file__).parent.parent / "scraper" / "content" / "weights.npz"
_SIEVE = Shape(60, 5, 0.2)
_PAGE = Shape(200, 4, 0.05)
_EASY = 0.01  # blocks that a small model already puts below this ...
_EASY_KEPT = 8  # ... teach little: one in so many is kept, with so many times its weight


def view_of(job: tuple[Sample, Odds]) -> tuple[View, Labels] | None:
    """The view of one page with the log-odds that were learned without its host, and its labels."""
    sample, odds = job
    document = document_of(sample)
    if document is None:
        return None
    view = look(document, examiner().examine(document), odds)
    return View(view.rows.astype(np.float32), view.structure, view.words), labels_of(document, sample.truth)


def weights_of(kind: float, view: View) -> Floats:
    """Long blocks count more, blocks of pages with many of them less, pages without an article half."""
    weight = (1.0 + np.log1p(view.words)) * math.sqrt(200 / max(20, len(view.words)))
    return np.asarray(weight * (0.5 if kind == 0 else 1.0))


def sieve(table: Table) -> Table:
    """Leave out most of the easy blocks (menus far from any text) and let those that stay speak for them."""
    known = table.outside(None)
    small = Table(known.rows[::6], known.labels[::6], known.weights[::6], known.fold[::6])
    easy = (grow(small, _SIEVE).probability(table.rows) < _EASY) & (table.labels == 0)
    kept = ~easy | (np.arange(len(easy)) % _EASY_KEPT == 0)
    weights = np.where(easy, table.weights * _EASY_KEPT, table.weights)
    labels = np.where(kept, table.labels, np.nan)
    return Table(table.rows, labels, weights, table.fold)


def out_of_fold(table: Table, shape: Shape) -> tuple[Floats, list[Forest]]:
    """Each row judged by the forest that did not see its fold; and the forests."""
    grown = [grow(table.outside(fold), shape) for fold in range(FOLDS)]
    guess = np.zeros(len(table.rows))
    for fold, forest in enumerate(grown):
        guess[table.fold == fold] = forest.probability(table.rows[table.fold == fold])
    return guess, grown


class Trainer:
    """First look out of fold, second look on top of it, page look on top of that; then each once more on everything."""

    def __init__(self, views: Sequence[View], labels: Sequence[Labels], kinds: Floats, folds: Floats) -> None:
        self.views, self.kinds, self.folds = views, kinds, folds
        self.ends = np.cumsum([len(view.words) for view in views])[:-1]
        rows = np.vstack([view.rows for view in views])
        weights = np.concatenate([weights_of(kind, view) for kind, view in zip(kinds, views, strict=True)])
        where = np.repeat(folds, [len(view.words) for view in views])
        self.table = Table(rows, np.concatenate(labels), weights, where)

    def run(self, shape: Shape, note: Callable[[str], None]) -> tuple[dict[str, Forest], list[dict[str, Forest]]]:
        """The final forests by name, and the forests of each fold."""
        sieved = sieve(self.table)
        first, firsts = out_of_fold(sieved, shape)
        note(f"first look: {told(first, self.table)}")
        around = [context_features(v, p) for v, p in zip(self.views, np.split(first, self.ends), strict=True)]
        rows = np.hstack([sieved.rows, np.vstack(around).astype(np.float32)])
        both = Table(rows, sieved.labels, sieved.weights, sieved.fold)
        second, seconds = out_of_fold(both, shape)
        note(f"second look: {told(second, self.table)}")
        sights = [page_row(v, p) for v, p in zip(self.views, np.split(second, self.ends), strict=True)]
        whole = Table(np.vstack(sights), self.kinds, np.ones(len(self.kinds)), self.folds)
        page, pages = out_of_fold(whole, _PAGE)
        note(f"page look: {told(page, whole)}")
        final = {"first": grow(sieved.outside(None), shape), "second": grow(both.outside(None), shape)}
        final["page"] = grow(whole.outside(None), _PAGE)
        folds = [
            dict(zip(("first", "second", "page"), trio, strict=True))
            for trio in zip(firsts, seconds, pages, strict=True)
        ]
        return final, folds


def main() -> None:
    """Learn the log-odds, look at all pages, train, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--folds", type=Path, help="write the model of each fold here")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--trees", type=int, default=500)
    parser.add_argument("--rate", type=float, default=0.08)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    args = parser.parse_args()
    started = time.monotonic()

    def note(text: str) -> None:
        print(f"[{time.monotonic() - started:5.0f} s] {text}", file=sys.stderr, flush=True)

    pages = list(samples(args.corpora))
    with ProcessPoolExecutor(args.jobs) as pool:
        tried = zip(pages, pool.map(count, pages, chunksize=16), strict=True)
        counted = [(page, found) for page, found in tried if found]
        folds = np.array([fold_of(page.host) for page, _ in counted])
        tables = [learn(c for (_, c), f in zip(counted, folds, strict=True) if f != fold) for fold in range(FOLDS)]
        note("odds learned")
        jobs = [(page, tables[fold]) for (page, _), fold in zip(counted, folds, strict=True)]
        seen = [item for item in pool.map(view_of, jobs, chunksize=16) if item]
    note(f"{len(seen)} pages, {sum(len(labels) for _, labels in seen)} blocks looked at")
    kinds = np.array([page.kind for page, _ in counted])
    trainer = Trainer([view for view, _ in seen], [labels for _, labels in seen], kinds, folds)
    final, by_fold = trainer.run(Shape(args.trees, 6, args.rate), note)
    if args.folds:
        for fold, forests in enumerate(by_fold):
            save(args.folds / f"fold{fold}.npz", tables[fold], forests)
    save(args.out, learn(found for _, found in counted), final)
    note(f"written {args.out} ({args.out.stat().st_size / 1e6:.1f} MB)")


if __name__ == "__main__":
    main()
