"""Pages to learn from, many at a time: features, who stands with whom, labels.

A pack is a run of pages joined into one long list of blocks; no block sees another page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from benchmarks.labels import Labels
from scraper.content.arrays import Floats, Ints
from scraper.content.features import View
from scraper.content.model import weights_of
from scraper.content.network import LEVELS, Single
from scraper.content.structure import Structure

PACK = 2048  # a pack ends with the page that brings it to so many blocks


@dataclass(frozen=True, slots=True)
class Groups:
    """The containers of a page, level by level, and last its kin.

    ``means`` (groups x blocks): what each block says for the mean of each group. ``own`` (for each kind of group, each
    blocks): which group is a block's own, counted from the first of its kind. ``count``: how many there are of each.
    """

    means: sparse.csr_matrix
    own: tuple[Ints, ...]
    count: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Lesson:
    """One page to learn from: standardised features (half precision), groups, labels (nan: unknown), weights."""

    features: npt.NDArray[np.float16]
    groups: Groups
    labels: Labels
    weights: Floats


@dataclass(frozen=True, slots=True)
class Pack:
    """Lessons joined: ``page`` numbers the page of each block; ``gathered`` has, for each kind of group, the sum over
    the blocks whose own it is (groups x blocks)."""

    features: Single
    page: Ints
    groups: Groups
    gathered: tuple[sparse.csr_matrix, ...]
    labels: Single
    weights: Single


@dataclass(frozen=True, slots=True)
class Standard:
    """Mean and deviation of the squeezed features over many pages."""

    mean: Floats
    scale: Floats

    @classmethod
    def of(cls, views: Sequence[View]) -> Standard:
        rows = np.vstack([_squeezed(view.rows) for view in views])
        return cls(rows.mean(axis=0), rows.std(axis=0) + 1e-6)

    def lesson(self, view: View, labels: Labels, weights: Floats) -> Lesson:
        """A page as the network sees it."""
        features = np.clip((_squeezed(view.rows) - self.mean) / self.scale, -6, 6).astype(np.float16)
        return Lesson(features, _groups(view.structure, weights_of(view)), labels, weights)


def packs(lessons: Sequence[Lesson], order: Sequence[int]) -> Iterator[tuple[Pack, list[int]]]:
    """Lessons in an order, joined to packs, each with the numbers of its lessons."""
    waiting: list[int] = []
    filled = 0
    for page in order:
        waiting.append(page)
        filled += len(lessons[page].labels)
        if filled >= PACK:
            yield _joined([lessons[number] for number in waiting]), waiting
            waiting, filled = [], 0
    if waiting:
        yield _joined([lessons[number] for number in waiting]), waiting


def _squeezed(rows: Floats) -> Floats:
    return np.asarray(np.sign(rows) * np.log1p(np.abs(rows)))


def _groups(structure: Structure, says: Single) -> Groups:
    kinds = [np.unique(level, return_inverse=True) for level in structure.levels[:LEVELS]]
    rows = [
        np.arange(structure.first[node], structure.last[node] + 1) for containers, _ in kinds for node in containers
    ]
    names, kin = np.unique(structure.kin, return_inverse=True)
    order = np.argsort(kin, kind="stable")
    rows += np.split(order, np.cumsum(np.bincount(kin))[:-1])
    shares = [says[row] / says[row].sum() for row in rows]
    ends = np.concatenate([[0], np.cumsum([len(row) for row in rows])])
    shape = len(rows), len(says)
    means = sparse.csr_matrix((np.concatenate(shares), np.concatenate(rows), ends), shape, dtype=np.float32)
    return Groups(means, (*(own for _, own in kinds), kin), (*(len(nodes) for nodes, _ in kinds), len(names)))


def _joined(lessons: Sequence[Lesson]) -> Pack:
    labels = np.concatenate([lesson.labels for lesson in lessons])
    weights = np.concatenate([lesson.weights for lesson in lessons])
    lengths = [len(lesson.labels) for lesson in lessons]
    groups = _joined_groups([lesson.groups for lesson in lessons])
    number = np.arange(len(labels))
    gathered = tuple(
        sparse.csr_matrix((np.ones(len(own), np.float32), (own, number)), (count, len(own)))
        for own, count in zip(groups.own, groups.count, strict=True)
    )
    return Pack(
        np.concatenate([lesson.features for lesson in lessons]).astype(np.float32),
        np.repeat(np.arange(len(lessons)), lengths),
        groups,
        gathered,
        np.nan_to_num(labels).astype(np.float32),
        np.where(np.isnan(labels), 0.0, weights).astype(np.float32),
    )


def _joined_groups(parts: Sequence[Groups]) -> Groups:
    """Kind after kind, the groups of all pages of one kind side by side."""
    whole = sparse.block_diag([part.means for part in parts], "csr")
    starts = np.cumsum([0, *(sum(part.count) for part in parts)])[:-1]
    order, own, count = [], [], []
    for kind in range(LEVELS + 1):
        here = [part.count[kind] for part in parts]
        before = np.cumsum([0, *here])[:-1]
        own.append(np.concatenate([part.own[kind] + shift for part, shift in zip(parts, before, strict=True)]))
        count.append(sum(here))
        for part, start in zip(parts, starts, strict=True):
            first = start + sum(part.count[:kind])
            order.append(np.arange(first, first + part.count[kind]))
    return Groups(whole[np.concatenate(order)], tuple(own), tuple(count))
