"""Learn the content model from annotated pages: ``python -m benchmarks.train --corpora DIR``.

Recorded and repeatable: fixed seeds, folds by host (no page is judged by a model that saw its host), the same pages in
the same order. Writes ``scraper/content/weights.npz`` and, with ``--folds DIR``, one model a fold for honest measuring
(``python -m benchmarks.accuracy --folds DIR``). Needs the extra ``benchmark``: JAX trains the network, CatBoost grows
the trees that judge whole pages.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks import network
from benchmarks.annotated import FOLDS, Sample, as_text, document_of, fold_of, labels_of, samples
from benchmarks.grove import Shape as Trees
from benchmarks.grove import Table, grow
from benchmarks.labels import Labels
from benchmarks.network import Lesson, Shape, Standard
from benchmarks.odds import count, learn
from benchmarks.weightfile import Parts, save
from scraper.cleaners.engine.examine import examiner
from scraper.content.arrays import Floats
from scraper.content.features import Odds, View, look
from scraper.content.pageview import page_row

WEIGHTS = Path(__file__).parent.parent / "scraper" / "content" / "weights.npz"
_PAGE = Trees(200, 4, 0.05)
_AS_TEXT = 700  # so many pages, the news first, are learned from as plain text too
_OTHER_PAGES = 0.3  # the weight of blocks of pages that hold no article
_STANDARD_PAGES = 3  # features are standardised over one page in so many

Note = Callable[[str], None]


def view_of(job: tuple[Sample, Odds]) -> tuple[View, Labels] | None:
    """The view of one page with the log-odds that were learned without its host, and its labels."""
    sample, odds = job
    document = document_of(sample)
    if document is None:
        return None
    view = look(document, examiner().examine(document), odds)
    return View(view.rows.astype(np.float32), view.structure, view.words), labels_of(document, sample.truth)


def weights_of(kind: float, view: View) -> Floats:
    """Long blocks count more, blocks of pages with many of them less, pages without an article least."""
    weight = (1.0 + np.log1p(view.words)) * math.sqrt(200 / max(20, len(view.words)))
    return np.asarray(weight * (_OTHER_PAGES if kind == 0 else 1.0))


def told(guess: Sequence[Floats], lessons: Sequence[Lesson]) -> str:
    """Weighted log loss and share of right answers over all labelled blocks, in words."""
    labels, weights = (np.concatenate([getattr(lesson, name) for lesson in lessons]) for name in ("labels", "weights"))
    known = ~np.isnan(labels)
    values, truth, weights = np.concatenate(guess)[known], labels[known] > 0.5, weights[known]
    loss = -np.average(np.log(np.clip(np.where(truth, values, 1 - values), 1e-6, 1)), weights=weights)
    return f"log loss {loss:.4f}, right {np.average((values > 0.5) == truth, weights=weights):.4f}"


class Trainer:
    """The network out of fold, the page look on top of it; then each once more on everything."""

    def __init__(self, seen: Sequence[tuple[View, Labels]], kinds: Floats, folds: Any, shape: Shape) -> None:
        self.views, self.kinds, self.folds, self.shape = [view for view, _ in seen], kinds, folds, shape
        self.standard = Standard.of(self.views[::_STANDARD_PAGES])
        self.lessons = [
            self.standard.lesson(view, labels, weights_of(kind, view))
            for (view, labels), kind in zip(seen, kinds, strict=True)
        ]

    def run(self, by_fold: Sequence[Odds], final: Odds, note: Note) -> tuple[list[Parts], Parts]:
        """The models of the folds, and the one of all pages."""
        guess: dict[int, Floats] = {}
        nets = []
        for fold in range(FOLDS):
            inside, outside = (np.flatnonzero(where).tolist() for where in (self.folds == fold, self.folds != fold))
            nets.append(network.train(self.lessons, outside, self.shape))
            guess |= network.judge(nets[fold], self.lessons, inside)
            note(f"fold {fold}: {told([guess[n] for n in inside], [self.lessons[n] for n in inside])}")
        guesses = [guess[number] for number in range(len(self.lessons))]
        note(f"all folds: {told(guesses, self.lessons)}")
        sights = np.vstack([page_row(view, found) for view, found in zip(self.views, guesses, strict=True)])
        table = Table(sights, self.kinds, np.ones(len(self.kinds)), self.folds)
        whole = network.train(self.lessons, list(range(len(self.lessons))), self.shape)
        parts = [self._parts(nets[fold], table.outside(fold), by_fold[fold]) for fold in range(FOLDS)]
        return parts, self._parts(whole, table.outside(None), final)

    def _parts(self, weights: network.Weights, table: Table, odds: Odds) -> Parts:
        return Parts(network.plain(weights, self.standard), grow(table, _PAGE), odds)


def main() -> None:
    """Learn the log-odds, look at all pages, train, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--folds", type=Path, help="write the model of each fold here")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--epochs", type=int, default=Shape().epochs)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    args = parser.parse_args()
    started = time.monotonic()

    def note(text: str) -> None:
        print(f"[{time.monotonic() - started:5.0f} s] {text}", file=sys.stderr, flush=True)

    pages = list(samples(args.corpora))
    with ProcessPoolExecutor(args.jobs, get_context("spawn")) as pool:
        pages += [text for text in pool.map(as_text, pages[:_AS_TEXT], chunksize=16) if text]
        tried = zip(pages, pool.map(count, pages, chunksize=16), strict=True)
        counted = [(page, found) for page, found in tried if found]
        folds = np.array([fold_of(page.host) for page, _ in counted])
        tables = [learn(c for (_, c), f in zip(counted, folds, strict=True) if f != fold) for fold in range(FOLDS)]
        note("odds learned")
        jobs = [(page, tables[fold]) for (page, _), fold in zip(counted, folds, strict=True)]
        seen = [item for item in pool.map(view_of, jobs, chunksize=16) if item]
    note(f"{len(seen)} pages, {sum(len(labels) for _, labels in seen)} blocks looked at")
    kinds = np.array([page.kind for page, _ in counted])
    trainer = Trainer(seen, kinds, folds, Shape(epochs=args.epochs))
    by_fold, final = trainer.run(tables, learn(found for _, found in counted), note)
    if args.folds:
        for fold, parts in enumerate(by_fold):
            save(args.folds / f"fold{fold}.npz", parts)
    save(args.out, final)
    note(f"written {args.out} ({args.out.stat().st_size / 1e6:.1f} MB)")


if __name__ == "__main__":
    main()
