"""No page stops a run, and peers are not asked twice."""

from __future__ import annotations

import pytest

from benchmarks.annotated import fold_of, host_of
from benchmarks.cache import cached_run
from benchmarks.corpora import Truth
from benchmarks.systems import FOLDS_VARIABLE, SYSTEMS, Found, System
from benchmarks.workers import SystemUnavailable, run
from scraper.content import model

SYSTEM = System("misbehaving", "click", "none", frozenset({"text"}), module="misbehaving")


@pytest.fixture
def pages(tmp_path):
    found = []
    for name in ("one", "hang", "two", "crash", "raise", "three"):
        (tmp_path / f"{name}.html").write_text(name)
        found.append(Truth("news", name, tmp_path / f"{name}.html"))
    return found


def test_pages_that_hang_crash_or_raise_are_reported_and_the_rest_is_done(pages):
    found = {result.key.removeprefix("news/"): result for result in run(SYSTEM, pages, jobs=2, seconds=1.0)}
    errors = {name: result.error for name, result in found.items() if result.error}
    assert errors == {"hang": "time limit", "crash": "process died", "raise": "KeyError: 'no such thing'"}
    assert {name: result.found for name, result in found.items() if result.found} == {
        name: Found(name) for name in ("one", "two", "three")
    }


def test_a_system_that_cannot_be_loaded_says_so(pages):
    with pytest.raises(SystemUnavailable, match="absent cannot be loaded: ModuleNotFoundError"):
        list(run(System("absent", "absent", "", frozenset()), pages))


def test_results_of_peers_are_kept_by_page_and_options(pages, tmp_path):
    pages = [page for page in pages if page.id in ("one", "raise")]
    fresh = {result.key: result for result in cached_run(SYSTEM, pages, tmp_path / "cache", jobs=1)}
    kept = {result.key: result for result in cached_run(SYSTEM, pages, tmp_path / "cache", jobs=1)}
    assert all(result.cpu_ms is not None for result in fresh.values())
    assert all(result.cpu_ms is None for result in kept.values())
    assert {key: (r.found, r.error) for key, r in fresh.items()} == {key: (r.found, r.error) for key, r in kept.items()}
    pages[0].page.write_text("other")
    changed = {result.key: result for result in cached_run(SYSTEM, pages, tmp_path / "cache", jobs=1)}
    assert changed["news/one"].found == Found("other")
    assert changed["news/raise"].cpu_ms is None


def test_a_page_without_an_address_is_judged_by_the_model_of_its_own_fold(tmp_path, monkeypatch):
    monkeypatch.setenv(FOLDS_VARIABLE, str(tmp_path))
    monkeypatch.setattr(model, "WEIGHTS", model.WEIGHTS)
    _, prepare = SYSTEMS["ours"].load()
    for source in ("https://www.example.org/a", "hard::harbour-post.com-victims.html"):
        prepare(source)
        assert tmp_path / f"fold{fold_of(host_of(source))}.npz" == model.WEIGHTS
    assert len({fold_of(host_of(source)) for source in ("https://www.example.org/a", "hard::harbour-post.com-v")}) == 2
