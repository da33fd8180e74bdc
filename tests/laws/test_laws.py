"""What holds for every page that can be made up, not only for those that were."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pages
import pytest
from hypothesis import HealthCheck, example, given, settings
from jsonschema import Draft202012Validator

import scraper
from scraper.cleaners import all_cleaners
from scraper.cleaners.engine.examine import Examiner
from scraper.config import DEFAULT
from scraper.output import Article, schema

ROOT = Path(__file__).resolve().parents[2]
BUNDLED = sorted(path for path in (ROOT / "fixtures" / "pages").glob("*/page.*") if path.suffix in (".html", ".txt"))
VALIDATOR = Draft202012Validator(schema())
MANY = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
FEW = settings(MANY, max_examples=40)
SECONDS = 10.0  # far above what a page of this size takes, far below what a hang takes


def cleaned(source: bytes | str) -> scraper.Result | None:
    """The result, None when the page is refused. Anything but ScraperError fails the test, and so does a hang."""
    begin = time.process_time()
    try:
        result = scraper.explain(source, url="https://paper.example/story")
    except scraper.ScraperError:
        result = None
    assert time.process_time() - begin < SECONDS
    return result


def check_ledger(result: scraper.Result) -> None:
    """Every word of every block is in exactly one place."""
    cut = result.cut
    kept = {piece.block: piece.text.split() for piece in cut.pieces}
    for block in cut.document.blocks:
        spans = sorted((gone.start, gone.end) for gone in (*cut.removals, *cut.moves) if gone.block == block.index)
        assert all(end <= start for (_, end), (start, _) in zip(spans, spans[1:], strict=False))
        gone = [word for start, end in spans for word in block.text[start:end].split()]
        assert Counter(gone) + Counter(kept.get(block.index, [])) == Counter(block.text.split())
    counts = result.conservation
    assert counts.kept + counts.moved + counts.removed == counts.visible
    assert counts.visible == sum(len(block.text.split()) for block in cut.document.blocks)
    assert Counter(result.article.text.split()) == Counter(word for words in kept.values() for word in words)


def check_article(article: Article) -> None:
    """It keeps to the schema, is read back as it is, and can be written in every format."""
    assert [error.message for error in VALIDATOR.iter_errors(json.loads(article.to_json()))] == []
    assert Article.from_json(article.to_json()) == article
    for written in (article.to_markdown(), article.to_html(), json.dumps(article.to_jsonld())):
        written.encode()


@MANY
@given(pages.html)
def test_every_word_of_a_page_is_accounted_for(page: str) -> None:
    if result := cleaned(page):
        check_ledger(result)
        check_article(result.article)


@MANY
@given(pages.text)
@example("By\nBy\n\nBy")
def test_every_word_of_a_text_is_accounted_for(text: str) -> None:
    if result := cleaned(text):
        check_ledger(result)
        check_article(result.article)


@MANY
@given(pages.anything)
@example(b"")
@example(b"\xff\xfe")
@example(b"\x00" * 100)
@example(b"<html>" * 3000)
@example(b"<div>" * 5000 + b"deep words" + b"</div>" * 5000)
@example(b"<p>" + b"a" * 100_000)
@example(b"<" * 20_000)
@example(b"&" * 20_000)
@example(b'<p class="' + b"newsletter " * 5000 + b'">x')
def test_nothing_but_a_scraper_error_comes_out(source: bytes) -> None:
    if result := cleaned(source):
        check_ledger(result)


@FEW
@given(pages.html, pages.html)
def test_a_page_is_cleaned_the_same_whatever_came_before(one: str, other: str) -> None:
    first = cleaned(one)
    cleaned(other)
    again = cleaned(one)
    assert (first is None) == (again is None)
    if first and again:
        assert first.article.to_json() == again.article.to_json()
        assert (first.removals, first.moves) == (again.removals, again.moves)


def shuffled(seed: int) -> Examiner:
    cleaners = list(all_cleaners())
    random.Random(seed).shuffle(cleaners)
    return Examiner(cleaners)


@pytest.fixture(scope="module")
def orders() -> list[Examiner]:
    return [Examiner(all_cleaners()[::-1]), shuffled(1), shuffled(2)]


@FEW
@given(page=pages.html)
def test_the_order_of_the_cleaners_does_not_matter(page: str, orders: list[Examiner]) -> None:
    expected = cleaned(page)
    for order in orders:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("scraper.judge.examiner", lambda order=order: order)
            found = cleaned(page)
        assert (expected is None) == (found is None)
        if expected and found:
            assert found.article.to_json() == expected.article.to_json()
            assert found.removals == expected.removals


def test_the_bundled_pages_too(orders: list[Examiner]) -> None:
    for path in BUNDLED:
        expected = cleaned(path.read_bytes())
        assert expected
        check_ledger(expected)
        check_article(expected.article)
        for order in orders:
            with pytest.MonkeyPatch.context() as patch:
                patch.setattr("scraper.judge.examiner", lambda order=order: order)
                found = cleaned(path.read_bytes())
            assert found
            assert found.article.to_json() == expected.article.to_json(), path


def test_processes_agree(tmp_path: Path) -> None:
    """With another hash seed and in another order, the same pages give the same bytes."""
    program = (
        "import sys, pathlib, scraper\nfor name in sys.argv[1:]:\n"
        "    print(name, scraper.clean(pathlib.Path(name).read_bytes()).to_json())\n"
    )
    names = [str(path) for path in BUNDLED]
    runs = []
    for seed, order in (("0", names), ("1", names[::-1]), ("4242", names)):
        env = dict(os.environ, PYTHONHASHSEED=seed, PYTHONIOENCODING="utf-8", PYTHONPATH=str(ROOT))
        done = subprocess.run(
            [sys.executable, "-c", program, *order], env=env, cwd=tmp_path, capture_output=True, check=True
        )
        runs.append(sorted(done.stdout.splitlines()))
    assert runs[0] == runs[1] == runs[2]
    assert len(runs[0]) == len(names)


def test_a_configuration_is_not_changed_by_use() -> None:
    before = repr(DEFAULT)
    cleaned("<p>Some words of a page.</p>")
    assert repr(DEFAULT) == before
