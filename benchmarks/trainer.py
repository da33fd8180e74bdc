"""Who learns from what: a teacher from the annotations, a student from the teacher and from more pages.

The student is the network that the scraper uses. It learns what the teacher says of the same pages as much as what the
annotations say (distillation: Hinton, Vinyals and Dean, 2015), of pages as they would be in layout tables, and of pages
without annotations, of which it has the teacher's word alone. Of the same size and alone it would be worse.

The trees that judge whole pages see each page twice: with its address, and without it, as files are.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from benchmarks import network
from benchmarks.annotated import FOLDS
from benchmarks.examples import Example, targets, weights_of
from benchmarks.grove import Shape as Trees
from benchmarks.grove import Table, grow
from benchmarks.network import Lesson, Shape, Standard, Weights
from benchmarks.variants import unaddressed
from benchmarks.weightfile import Parts
from scraper.content.arrays import Floats
from scraper.content.features import Odds
from scraper.content.pageview import page_row

_TEACHER = Shape()
_STUDENT = Shape(width=56, layers=4, epochs=12, dropped=0.1)
_SEEDS = {"teacher": 0, "student": 5}
_PAGE = Trees(600, 6, 0.03)
_STANDARD_PAGES = 3  # features are standardised over one page in so many

Note = Callable[[str], None]
Pages = Sequence[int]


class Trainer:
    """Teachers and students out of fold, the page look on top of them; then each once more on everything.

    ``keep``: a folder for the networks, from which a run that was interrupted goes on.
    """

    def __init__(self, examples: Sequence[Example], keep: Path | None) -> None:
        self.examples, self.keep = examples, keep
        self.standard = Standard.of([e.view for e in examples if e.form == "page"][::_STANDARD_PAGES])
        self.lessons = [self.standard.lesson(e.view, e.labels, weights_of(e)) for e in examples]

    def run(self, by_fold: Sequence[Odds], final: Odds, note: Note) -> tuple[list[Parts], Parts]:
        """The models of the folds, and the one of all pages."""
        guess: dict[int, Floats] = {}
        students = []
        for fold in range(FOLDS):
            students.append(self._student(f"fold{fold}", [n for n, e in enumerate(self.examples) if e.fold != fold]))
            inside = [n for n, e in enumerate(self.examples) if e.fold == fold and e.form != "unlabelled"]
            guess |= network.judge(students[fold], self.lessons, inside)
            note(f"fold {fold}: {self._told(guess, inside)}")
        judged = sorted(guess)
        note(f"all folds: {self._told(guess, judged)}")
        views = [self.examples[number].view for number in judged]
        sights = [page_row(view, guess[number]) for number, view in zip(judged, views, strict=True)]
        sights += [page_row(unaddressed(view), guess[number]) for number, view in zip(judged, views, strict=True)]
        kinds, folds = (np.array([getattr(self.examples[n], name) for n in judged * 2]) for name in ("kind", "fold"))
        table = Table(np.vstack(sights), kinds, np.ones(len(kinds)), folds)
        whole = self._student("whole", list(range(len(self.examples))))
        parts = [self._parts(students[fold], table.outside(fold), by_fold[fold]) for fold in range(FOLDS)]
        return parts, self._parts(whole, table.outside(None), final)

    def _student(self, name: str, chosen: Pages) -> Weights:
        annotated = [n for n in chosen if self.examples[n].form == "page" and not self.examples[n].doubtful]
        teacher = self._network(f"{name}-teacher", self.lessons, annotated, _TEACHER)
        taught = network.judge(teacher, self.lessons, chosen)
        lessons = list(self.lessons)
        for number in chosen:
            labels = targets(self.examples[number], taught[number])
            lessons[number] = dataclasses.replace(lessons[number], labels=labels)
        return self._network(f"{name}-student", lessons, chosen, _STUDENT)

    def _network(self, name: str, lessons: Sequence[Lesson], chosen: Pages, shape: Shape) -> Weights:
        file = self.keep / f"{name}.npz" if self.keep else None
        if file and file.is_file():
            with np.load(file) as arrays:
                return dict(arrays)
        weights = network.train(lessons, chosen, shape, seed=_SEEDS[name.rpartition("-")[2]])
        if file:
            np.savez(file, **weights)
        return weights

    def _told(self, guess: dict[int, Floats], chosen: Pages) -> str:
        """Weighted log loss and share of right answers over the labelled blocks of pages, in words."""
        lessons = [self.lessons[number] for number in chosen]
        labels, weights = (np.concatenate([getattr(each, name) for each in lessons]) for name in ("labels", "weights"))
        known = ~np.isnan(labels)
        values, truth = np.concatenate([guess[number] for number in chosen])[known], labels[known] > 0.5
        weights = weights[known]
        loss = -np.average(np.log(np.clip(np.where(truth, values, 1 - values), 1e-6, 1)), weights=weights)
        return f"log loss {loss:.4f}, right {np.average((values > 0.5) == truth, weights=weights):.4f}"

    def _parts(self, weights: Weights, table: Table, odds: Odds) -> Parts:
        return Parts(network.plain(weights, self.standard), grow(table, _PAGE), odds)
