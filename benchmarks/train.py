"""Learn the content model from annotated pages: ``python -m benchmarks.train --corpora DIR``.

Recorded and repeatable: fixed seeds, folds by host (no page is judged by a model that saw its host), the same pages in
the same order. Writes ``scraper/content/weights.npz`` and, with ``--folds DIR``, one model a fold for honest measuring
(``python -m benchmarks.accuracy --folds DIR``). Needs the extra ``benchmark``: scipy for the networks, CatBoost for the
trees that judge whole pages. Who learns from what is in ``benchmarks/trainer.py``.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from benchmarks.annotated import FOLDS, SETS, UNLABELLED, Sample, document_of, fold_of, labels_of, samples
from benchmarks.examples import Example, Form
from benchmarks.labels import Labels
from benchmarks.odds import Count, count, learn
from benchmarks.trainer import Note, Trainer
from benchmarks.variants import as_layout, as_text
from benchmarks.weightfile import save
from scraper.cleaners.engine.examine import examiner
from scraper.content.features import Odds, View, look

WEIGHTS = Path(__file__).parent.parent / "scraper" / "content" / "weights.npz"
_DOUBTFUL = Path(__file__).parent / "doubtful.txt"
_AS_TEXT = 700  # so many pages, the news first, are learned from as plain text too


def view_of(job: tuple[Sample, Odds]) -> tuple[View, Labels] | None:
    """The view of one page with the log-odds that were learned without its host, and its labels."""
    sample, odds = job
    document = document_of(sample)
    if document is None:
        return None
    view = look(document, examiner().examine(document), odds)
    return View(view.rows.astype(np.float32), view.structure, view.words, view.clues), labels_of(document, sample.truth)


class Gathering:
    """Reads the pages in many processes and makes examples of them."""

    def __init__(self, corpora: Path, pool: ProcessPoolExecutor, note: Note) -> None:
        self._pool, self._note = pool, note
        self._doubtful = tuple(_DOUBTFUL.read_text(encoding="utf-8").split())
        self._annotated = list(samples(corpora, SETS))
        self._unlabelled = list(samples(corpora, UNLABELLED))
        counted = list(self._counted())
        self._pages = [page for page, _ in counted]
        found = [(fold_of(page.host), words) for page, words in counted]
        self.by_fold = [learn(words for fold, words in found if fold != out) for out in range(FOLDS)]
        self.final = learn(words for _, words in found)
        note("odds learned")

    def examples(self) -> list[Example]:
        """Of all pages as they are and as text, of some in layout tables, of those without annotations."""
        layouts = self._each(as_layout, [page for page in self._annotated if page.set != "snippets"])
        found = [*self._seen(self._pages, "page"), *self._seen(layouts, "layout")]
        found += self._seen(self._unlabelled, "unlabelled")
        self._note(f"{len(found)} pages, {sum(len(example.labels) for example in found)} blocks looked at")
        return found

    def _counted(self) -> Iterator[tuple[Sample, Count]]:
        pages = self._annotated + self._each(as_text, self._annotated[:_AS_TEXT])
        for page, words in zip(pages, self._pool.map(count, pages, chunksize=16), strict=True):
            if words:
                yield page, words

    def _each(self, change: Callable[[Sample], Sample | None], pages: Sequence[Sample]) -> list[Sample]:
        return [changed for changed in self._pool.map(change, pages, chunksize=16) if changed]

    def _seen(self, pages: Sequence[Sample], form: Form) -> Iterator[Example]:
        folds = [fold_of(page.host) for page in pages]
        jobs = [(page, self.by_fold[fold]) for page, fold in zip(pages, folds, strict=True)]
        for page, fold, seen in zip(pages, folds, self._pool.map(view_of, jobs, chunksize=16), strict=True):
            if seen:
                doubtful = f"{page.set.partition('-')[0]}/{page.id}".startswith(self._doubtful)
                yield Example(*seen, page.kind, fold, form, doubtful)


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

    with ProcessPoolExecutor(args.jobs, get_context("spawn")) as pool:
        gathering = Gathering(args.corpora, pool, note)
        examples = gathering.examples()
    with ExitStack() as stack:
        networks = args.networks or Path(stack.enter_context(TemporaryDirectory()))
        networks.mkdir(parents=True, exist_ok=True)
        trainer = Trainer(examples, networks, args.jobs)
        by_fold, final = trainer.run(gathering.by_fold, gathering.final, note)
    if args.folds:
        for fold, parts in enumerate(by_fold):
            save(args.folds / f"fold{fold}.npz", parts)
    save(args.out, final)
    note(f"written {args.out} ({args.out.stat().st_size / 1e6:.1f} MB)")


if __name__ == "__main__":
    main()
