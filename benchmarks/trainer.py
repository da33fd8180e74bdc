"""Who learns from what: teachers from the annotations, a student from the teachers and from more pages.

The student is the network that the scraper uses. It learns what the teachers, on the mean, say of the same pages and
what the annotations say (distillation: Hinton, Vinyals and Dean, 2015). It learns from pages as they would be in
layout tables too, and from pages without annotations, of which it has the word of the teachers alone.

The trees that judge whole pages see each page twice: with its address, and without it, as files are.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import numpy as np
from threadpoolctl import threadpool_limits

from benchmarks import network
from benchmarks.annotated import FOLDS
from benchmarks.examples import Example, targets, weights_of
from benchmarks.grove import Shape as Trees
from benchmarks.grove import Table, grow
from benchmarks.network import Shape, Weights
from benchmarks.packs import Lesson, Standard
from benchmarks.variants import unaddressed
from benchmarks.weightfile import Parts
from scraper.content.arrays import Floats
from scraper.content.features import Odds
from scraper.content.pageview import page_row

_TEACHER = Shape()
_STUDENT = Shape(width=56, layers=4, epochs=12, dropped=0.1)
_TEACHERS = (0, 1)  # their seeds
_STUDENT_SEED = 5
_PAGE = Trees(600, 6, 0.03)
_STANDARD_PAGES = 3  # features are standardised over one page in so many

_FORK = get_context("fork")  # the lessons are shared, not copied

Note = Callable[[str], None]
Pages = Sequence[int]


class Trainer:
    """Teachers and students out of fold and on everything, ``jobs`` students at a time; the page look on top of them.

    ``keep``: a folder for the networks, from which a run that was interrupted goes on.
    """

    def __init__(self, examples: Sequence[Example], keep: Path, jobs: int) -> None:
        self.examples, self.keep, self.jobs = examples, keep, jobs
        self.standard = Standard.of([e.view for e in examples if e.form == "page"][::_STANDARD_PAGES])
        self.lessons = [self.standard.lesson(e.view, e.labels, weights_of(e)) for e in examples]

    def run(self, by_fold: Sequence[Odds], final: Odds, note: Note) -> tuple[list[Parts], Parts]:
        """The models of the folds, and the one of all pages."""
        guess: dict[int, Floats] = {}
        *students, whole = self._students()
        for fold in range(FOLDS):
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
        parts = [self._parts(students[fold], table.outside(fold), by_fold[fold]) for fold in range(FOLDS)]
        return parts, self._parts(whole, table.outside(None), final)

    def _students(self) -> list[Weights]:
        """The students of the folds, and the one of all pages: each with its teachers in a process of its own."""
        chosen = {f"fold{fold}": [n for n, e in enumerate(self.examples) if e.fold != fold] for fold in range(FOLDS)}
        chosen["whole"] = list(range(len(self.examples)))
        waiting = list(chosen.items())
        while waiting:
            now, waiting = waiting[: self.jobs], waiting[self.jobs :]
            processes = [_FORK.Process(target=self._student, args=each) for each in now]
            for process in processes:
                process.start()
            for process, (name, _) in zip(processes, now, strict=True):
                process.join()
                if process.exitcode:
                    raise RuntimeError(f"{name}: its process ended with {process.exitcode}. What went wrong is above.")
        return [self._network(f"{name}-student", (), (), _STUDENT, _STUDENT_SEED) for name in chosen]

    def _student(self, name: str, chosen: Pages) -> None:
        """Teachers and student of the chosen pages, learned on one core and kept as files."""
        with threadpool_limits(1):
            self._learn(name, chosen)

    def _learn(self, name: str, chosen: Pages) -> None:
        annotated = [n for n in chosen if self.examples[n].form == "page" and not self.examples[n].doubtful]
        teachers = [
            self._network(f"{name}-teacher{seed}", self.lessons, annotated, _TEACHER, seed) for seed in _TEACHERS
        ]
        said = [network.judge(teacher, self.lessons, chosen) for teacher in teachers]
        lessons = list(self.lessons)
        for number in chosen:
            taught = np.mean([each[number] for each in said], axis=0)
            labels = targets(self.examples[number], taught)
            lessons[number] = dataclasses.replace(lessons[number], labels=labels)
        self._network(f"{name}-student", lessons, chosen, _STUDENT, _STUDENT_SEED)

    def _network(self, name: str, lessons: Sequence[Lesson], chosen: Pages, shape: Shape, seed: int) -> Weights:
        """The network of that name: the kept one, or else learned now and kept."""
        file = self.keep / f"{name}.npz"
        if not file.is_file():
            learned: dict[str, Any] = network.train(lessons, chosen, shape, seed)
            unfinished = file.with_suffix(".part.npz")
            np.savez(unfinished, **learned)
            unfinished.replace(file)
        with np.load(file) as arrays:
            return dict(arrays)

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
