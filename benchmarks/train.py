"""Learn the content model from annotated pages: ``python -m benchmarks.train --corpora DIR``.

Recorded and repeatable: fixed seeds, folds by host (no page is judged by a model that saw its host), the same pages in
the same order. Writes ``scraper/content/weights.npz`` and, with ``--folds DIR``, one model a fold for honest measuring
(``python -m benchmarks.accuracy --folds DIR``). Needs the extra ``benchmark``: JAX trains the network, CatBoost grows
the trees that judge whole pages.
"""

from __future__ import annotations

import argparse
import dataclasses
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
from scraper.content.arrays import Floats, log_odds, probability
from scraper.content.features import COLUMN, Odds, View, look
from scraper.content.lead import LEAD_NAMES
from scraper.content.pageclues import WORD_NAMES
from scraper.content.pageview import page_row

WEIGHTS = Path(__file__).parent.parent / "scraper" / "content" / "weights.npz"
_PAGE = Trees(600, 6, 0.03)
_AS_TEXT = 700  # so many pages, the news first, are learned from as plain text too
_LEAD = 2  # so many blocks below the headline are the lead
_LATER = (*LEAD_NAMES, *WORD_NAMES, "echo")
_SHAPES = (Shape(), Shape(epochs=12, dropped=0.15, lead=1.0, blind=_LATER))  # each errs in its own way
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
    return View(view.rows.astype(np.float32), view.structure, view.words, view.clues), labels_of(document, sample.truth)


def weights_of(kind: float, view: View, lead: float) -> Floats:
    """Long blocks count more, ``lead`` times what follows the headline; blocks of large and of other pages less."""
    rank = view.rows[:, COLUMN["lead_rank"]]
    weight = (1.0 + np.log1p(view.words)) * math.sqrt(200 / max(20, len(view.words)))
    weight *= np.where((rank >= 0) & (rank < _LEAD), lead, 1.0)
    return np.asarray(weight * (_OTHER_PAGES if kind == 0 else 1.0))


def told(guess: Sequence[Floats], lessons: Sequence[Lesson]) -> str:
    """Weighted log loss and share of right answers over all labelled blocks, in words."""
    labels, weights = (np.concatenate([getattr(lesson, name) for lesson in lessons]) for name in ("labels", "weights"))
    known = ~np.isnan(labels)
    values, truth, weights = np.concatenate(guess)[known], labels[known] > 0.5, weights[known]
    loss = -np.average(np.log(np.clip(np.where(truth, values, 1 - values), 1e-6, 1)), weights=weights)
    return f"log loss {loss:.4f}, right {np.average((values > 0.5) == truth, weights=weights):.4f}"


class Trainer:
    """The networks out of fold, the page look on top of them; then each once more on everything.

    ``keep``: a folder for the networks, from which a run that was interrupted goes on.
    """

    def __init__(self, seen: Sequence[tuple[View, Labels]], kinds: Floats, folds: Any, keep: Path | None) -> None:
        self.views, self.kinds, self.folds, self.keep = [view for view, _ in seen], kinds, folds, keep
        self.standard = Standard.of(self.views[::_STANDARD_PAGES])
        plain = [self.standard.lesson(view, labels, np.zeros(0)) for view, labels in seen]
        self.lessons = [
            [
                dataclasses.replace(lesson, weights=weights_of(kind, view, shape.lead))
                for lesson, view, kind in zip(plain, self.views, kinds, strict=True)
            ]
            for shape in _SHAPES
        ]

    def run(self, by_fold: Sequence[Odds], final: Odds, note: Note) -> tuple[list[Parts], Parts]:
        """The models of the folds, and the one of all pages."""
        guess: dict[int, Floats] = {}
        nets = []
        lessons = self.lessons[-1]
        for fold in range(FOLDS):
            inside, outside = (np.flatnonzero(where).tolist() for where in (self.folds == fold, self.folds != fold))
            nets.append([self._network(f"fold{fold}", number, outside) for number in range(len(_SHAPES))])
            guess |= self._judged(nets[fold], inside)
            note(f"fold {fold}: {told([guess[n] for n in inside], [lessons[n] for n in inside])}")
        guesses = [guess[number] for number in range(len(lessons))]
        note(f"all folds: {told(guesses, lessons)}")
        sights = np.vstack([page_row(view, found) for view, found in zip(self.views, guesses, strict=True)])
        table = Table(sights, self.kinds, np.ones(len(self.kinds)), self.folds)
        everything = list(range(len(lessons)))
        whole = [self._network("whole", number, everything) for number in range(len(_SHAPES))]
        parts = [self._parts(nets[fold], table.outside(fold), by_fold[fold]) for fold in range(FOLDS)]
        return parts, self._parts(whole, table.outside(None), final)

    def _network(self, name: str, number: int, chosen: Sequence[int]) -> network.Weights:
        file = self.keep / f"{name}-{number}.npz" if self.keep else None
        if file and file.is_file():
            with np.load(file) as arrays:
                return dict(arrays)
        weights = network.train(self.lessons[number], chosen, _SHAPES[number], seed=number)
        if file:
            np.savez(file, **weights)
        return weights

    def _judged(self, nets: Sequence[network.Weights], chosen: Sequence[int]) -> dict[int, Floats]:
        """Probabilities from the mean of the networks' log-odds."""
        found = [network.judge(weights, self.lessons[-1], chosen) for weights in nets]
        return {
            page: probability(np.mean([log_odds(probabilities[page]) for probabilities in found], axis=0))
            for page in chosen
        }

    def _parts(self, nets: Sequence[network.Weights], table: Table, odds: Odds) -> Parts:
        networks = tuple(network.plain(weights, self.standard) for weights in nets)
        return Parts(networks, grow(table, _PAGE), odds)


def main() -> None:
    """Learn the log-odds, look at all pages, train, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--folds", type=Path, help="write the model of each fold here")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--networks", type=Path, help="keep each network here, and go on with what is kept")
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
    if args.networks:
        args.networks.mkdir(parents=True, exist_ok=True)
    trainer = Trainer(seen, kinds, folds, args.networks)
    by_fold, final = trainer.run(tables, learn(found for _, found in counted), note)
    if args.folds:
        for fold, parts in enumerate(by_fold):
            save(args.folds / f"fold{fold}.npz", parts)
    save(args.out, final)
    note(f"written {args.out} ({args.out.stat().st_size / 1e6:.1f} MB)")


if __name__ == "__main__":
    main()
