"""Learn the content model from annotated pages: ``python -m benchmarks.train --corpora DIR``.

Recorded and repeatable: fixed seeds, folds by host (no page is judged by a model that saw its host), the same pages in
the same order. Writes ``scraper/content/weights.npz`` and, with ``--folds DIR``, one model a fold for honest measuring
(``python -m benchmarks.accuracy --folds DIR``). Needs the extra ``benchmark``: CatBoost grows the trees.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import math
import re
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import numpy as np
from catboost import CatBoostClassifier, Pool

from benchmarks.labels import Labels, label_blocks, label_by_snippets
from scraper.cleaners.engine.examine import examiner
from scraper.content.context import context_features
from scraper.content.features import Odds, View, look
from scraper.content.pageview import page_row
from scraper.content.structure import Floats, class_tokens
from scraper.content.trees import Forest
from scraper.document import read
from scraper.errors import ScraperError
from scraper.model import Document, Page

FOLDS = 5
SETS = ("news", "publishers", "wcxb", "snippets")
WEIGHTS = Path(__file__).parent.parent / "scraper" / "content" / "weights.npz"
_VOCABULARY_WORDS = 40
_MIN_HOSTS = 4


@dataclass(frozen=True, slots=True)
class Sample:
    """One annotated page. ``kind`` is 1 for an article, 0 for another page, nan when unknown."""

    set: str
    id: str
    host: str
    body: bytes
    truth: Mapping[str, Any]
    kind: float


def fold_of(host: str) -> int:
    """The fold of a host, by its name alone: stable over runs, machines and sets."""
    return hashlib.sha256(host.encode()).digest()[0] % FOLDS


def host_of(url: str) -> str:
    """The site of an address: its last two labels, three below ``co.uk`` and the like; pseudo-addresses as they are."""
    name = urlsplit(url).hostname or re.sub(r"^.*::|\.html$|-.*$", "", url)
    labels = name.lower().removeprefix("www.").split(".")
    wide = len(labels) > 2 and len(labels[-1]) == 2 and len(labels[-2]) <= 3
    return ".".join(labels[-3 if wide else -2 :])


def samples(corpora: Path, sets: Sequence[str]) -> Iterator[Sample]:
    """Annotated pages of the sets, in the order of their files."""
    for name in sets:
        for line in (corpora / name / "truth.jsonl").open(encoding="utf-8"):
            truth = json.loads(line)
            body = gzip.decompress((corpora / name / "pages" / f"{truth['id']}.html.gz").read_bytes())
            kind = math.nan if name == "snippets" else float(truth["page_type"] == "article")
            yield Sample(name, truth["id"], host_of(truth["url"]), body, truth, kind)


def document_of(sample: Sample) -> Document | None:
    """The page read, None when it cannot be read or holds no text."""
    try:
        document = read(Page(sample.body, url=sample.truth["url"]))
    except ScraperError as error:
        print(f"left out {sample.set}/{sample.id}: {error}", file=sys.stderr)
        return None
    return document if document.blocks else None


def labels_of(document: Document, truth: Mapping[str, Any]) -> Labels:
    texts = [block.text for block in document.blocks]
    if "text" in truth:
        return label_blocks(texts, truth["text"])
    return label_by_snippets(texts, truth["with"], truth["without"])


def _counts(sample: Sample) -> tuple[str, Counter[str], Counter[str], Counter[str], Counter[str]] | None:
    """Host, then words in body and outside, class tokens over body and outside; each at most once a block."""
    document = document_of(sample)
    if document is None:
        return None
    words: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    classes: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for block, label in zip(document.blocks, labels_of(document, sample.truth), strict=True):
        if math.isnan(label):
            continue
        side = 0 if label else 1
        words[side].update(set(block.text.lower().split()[:_VOCABULARY_WORDS]))
        chain = document.ancestors(block.node)
        classes[side].update({token for node in chain for token in class_tokens(node)})
    return sample.host, *words, *classes


def learn_odds(counted: Iterable[Any]) -> Odds:
    """Smoothed log-odds of the words seen on enough hosts. A page counts as one vote a side, however long it is."""
    inside: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    outside: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    hosts: tuple[dict[str, set[str]], dict[str, set[str]]] = ({}, {})
    for host, *tables in counted:
        for kind, (body, rest) in enumerate((tables[:2], tables[2:])):
            inside[kind].update({word: min(count, 3) for word, count in body.items()})
            outside[kind].update({word: min(count, 3) for word, count in rest.items()})
            for word in (*body, *rest):
                hosts[kind].setdefault(word, set()).add(host)
    return Odds(*(_table(inside[kind], outside[kind], hosts[kind], limit) for kind, limit in ((0, 6000), (1, 3000))))


def _table(inside: Counter[str], outside: Counter[str], hosts: Mapping[str, set[str]], limit: int) -> dict[str, float]:
    seen = {word: len(found) for word, found in hosts.items() if len(found) >= _MIN_HOSTS and len(word) < 30}
    base = math.log((sum(inside.values()) + 1) / (sum(outside.values()) + 1))
    odds = {word: math.log((inside[word] + 1.5) / (outside[word] + 1.5)) - base for word in seen}
    told = sorted(seen, key=lambda word: (-abs(odds[word]) * math.log(1 + seen[word]), word))[:limit]
    return {word: round(odds[word], 2) for word in sorted(told)}


def _view(job: tuple[Sample, Odds]) -> tuple[View, Labels] | None:
    sample, odds = job
    document = document_of(sample)
    if document is None:
        return None
    view = look(document, examiner().examine(document), odds)
    return View(view.rows.astype(np.float32), view.structure, view.words), labels_of(document, sample.truth)


def weights_of(sample: Sample, view: View) -> Floats:
    """Long blocks count more, pages of many blocks less, pages without an article half."""
    weight = (1.0 + np.log1p(view.words)) * math.sqrt(200 / max(20, len(view.words)))
    return weight * (0.5 if sample.kind == 0 else 1.0)


def grow(rows: Floats, labels: Labels, weights: Floats, trees: int, depth: int = 6) -> Forest:
    """Oblivious trees by CatBoost, exported."""
    known = ~np.isnan(labels)
    model = CatBoostClassifier(
        iterations=trees, depth=depth, learning_rate=0.5 / math.sqrt(trees / 8), l2_leaf_reg=5, border_count=64,
        rsm=0.4, random_seed=7, thread_count=2, verbose=False, allow_writing_files=False, bootstrap_type="Bernoulli",
        subsample=0.7,
    )  # fmt: skip
    model.fit(Pool(rows[known].astype(np.float32), labels[known], weight=weights[known]))
    return _export(model, depth)


def _export(model: Any, depth: int) -> Forest:
    path = Path("/tmp") / f"forest-{id(model)}.json"
    model.save_model(str(path), format="json")
    told = json.loads(path.read_text())
    path.unlink()
    trees = told["oblivious_trees"]
    column = np.zeros((len(trees), depth), np.int64)
    border = np.full((len(trees), depth), np.inf, np.float32)
    leaf = np.zeros((len(trees), 2**depth), np.float32)
    features = [feature["flat_feature_index"] for feature in told["features_info"]["float_features"]]
    for number, tree in enumerate(trees):
        for bit, split in enumerate(tree["splits"]):
            column[number, bit] = features[split["float_feature_index"]]
            border[number, bit] = split["border"]
        values = np.array(tree["leaf_values"], np.float32)
        leaf[number, : len(values)] = values
    scale, bias = told["scale_and_bias"]
    return Forest(column, border, leaf * scale, float(np.ravel(bias)[0]))


def save(path: Path, odds: Odds, forests: Mapping[str, Forest]) -> None:
    """One compressed file without pickles; the same input gives the same bytes."""
    arrays: dict[str, Any] = {}
    for name, forest in forests.items():
        arrays |= {f"{name}_column": forest.column.astype(np.int16), f"{name}_border": forest.border}
        arrays |= {f"{name}_leaf": forest.leaf.astype(np.float16), f"{name}_bias": np.float64(forest.bias)}
    tables = json.dumps({"words": odds.words, "classes": odds.classes}, ensure_ascii=False, separators=(",", ":"))
    np.savez_compressed(path, odds=np.frombuffer(tables.encode(), np.uint8), **arrays)


def main() -> None:
    """Train the fold models, report their scores on the blocks of unseen hosts, train the final model."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--folds", type=Path, help="write the model of each fold here")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--trees", type=int, default=400)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    args = parser.parse_args()
    started = time.monotonic()

    def note(text: str) -> None:
        print(f"[{time.monotonic() - started:5.0f} s] {text}", file=sys.stderr, flush=True)

    pages = list(samples(args.corpora, SETS))
    with ProcessPoolExecutor(args.jobs) as pool:
        counted = list(pool.map(_counts, pages, chunksize=16))
        pages = [page for page, count in zip(pages, counted, strict=True) if count]
        counted = [count for count in counted if count]
        folds = np.array([fold_of(page.host) for page in pages])
        tables = [learn_odds(c for c, f in zip(counted, folds, strict=True) if f != fold) for fold in range(FOLDS)]
        note("odds learned")
        viewed = list(pool.map(_view, [(p, tables[f]) for p, f in zip(pages, folds, strict=True)], chunksize=16))
    views = [item[0] for item in viewed if item]
    labels = [item[1] for item in viewed if item]
    note(f"{len(pages)} pages, {sum(map(len, labels))} blocks looked at")
    train(pages, folds, views, labels, tables, learn_odds(counted), args, note)


def train(
    pages: Sequence[Sample], folds: Any, views: Sequence[View], labels: Sequence[Labels], tables: Sequence[Odds],
    odds: Odds, args: argparse.Namespace, note: Any,
) -> None:  # fmt: skip
    """First look out of fold, second look on top of it, page look on top of that; then each once more on everything."""
    ends = np.cumsum([len(view.words) for view in views])[:-1]
    where = np.repeat(folds, [len(view.words) for view in views])
    rows = np.vstack([view.rows for view in views])
    truth = np.concatenate(labels)
    weights = np.concatenate([weights_of(page, view) for page, view in zip(pages, views, strict=True)])

    def out_of_fold(
        table: Floats, target: Labels, weight: Floats, place: Any, trees: int, depth: int
    ) -> tuple[Any, list[Forest]]:
        grown = [grow(table[place != f], target[place != f], weight[place != f], trees, depth) for f in range(FOLDS)]
        guess = np.zeros(len(table))
        for fold, forest in enumerate(grown):
            guess[place == fold] = forest.probability(table[place == fold])
        return guess, grown

    first, firsts = out_of_fold(rows, truth, weights, where, args.trees, 6)
    note(f"first look: {_told(first, truth, weights)}")
    seen = np.vstack([context_features(v, p) for v, p in zip(views, np.split(first, ends), strict=True)])
    both = np.hstack([rows, seen.astype(np.float32)])
    second, seconds = out_of_fold(both, truth, weights, where, args.trees, 6)
    note(f"second look: {_told(second, truth, weights)}")
    sights = np.vstack([page_row(v, p) for v, p in zip(views, np.split(second, ends), strict=True)])
    kinds = np.array([page.kind for page in pages])
    ones = np.ones(len(pages))
    page, grown = out_of_fold(sights, kinds, ones, folds, 150, 4)
    note(f"page look: {_told(page, kinds, ones)}")
    if args.folds:
        args.folds.mkdir(parents=True, exist_ok=True)
        for fold in range(FOLDS):
            forests = {"first": firsts[fold], "second": seconds[fold], "page": grown[fold]}
            save(args.folds / f"fold{fold}.npz", tables[fold], forests)
    final = {"first": grow(rows, truth, weights, args.trees), "second": grow(both, truth, weights, args.trees)}
    save(args.out, odds, final | {"page": grow(sights, kinds, ones, 150, 4)})
    note(f"written {args.out} ({args.out.stat().st_size / 1e6:.1f} MB)")


def _told(guess: Floats, truth: Labels, weights: Floats) -> str:
    known = ~np.isnan(truth)
    guess, truth, weights = guess[known], truth[known], weights[known]
    loss = -np.average(np.log(np.clip(np.where(truth > 0.5, guess, 1 - guess), 1e-6, 1)), weights=weights)
    return f"log loss {loss:.4f}, right {np.average((guess > 0.5) == (truth > 0.5), weights=weights):.4f}"


if __name__ == "__main__":
    main()
