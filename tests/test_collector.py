"""The garbage collector waits while a page is cleaned, and only then."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

import scraper
from scraper import collector
from scraper.errors import ReadError


@pytest.fixture(autouse=True)
def _as_it_was() -> Iterator[None]:
    was_on = gc.isenabled()
    gc.enable()
    yield
    if not was_on:
        gc.disable()


def test_the_collector_is_off_inside_and_on_again_after() -> None:
    with collector.paused():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    gc.disable()
    with collector.paused():
        pass
    assert not gc.isenabled()


def test_pauses_that_overlap_end_with_the_first() -> None:
    with collector.paused():
        with collector.paused():
            pass
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_page_that_cannot_be_read_leaves_the_collector_on() -> None:
    with pytest.raises(ReadError):
        scraper.clean(b" ")
    assert gc.isenabled()


def test_the_page_is_gone_before_the_collector_is_on_again() -> None:
    page = b"<html><body><article>" + b"<p>The ferry came back on Monday.</p>" * 3000 + b"</article></body></html>"
    scraper.clean(page)  # what is imported late is imported now
    gc.collect()
    young: list[int] = []

    def look(phase: str, _: object) -> None:
        if phase == "start":
            young.append(len(gc.get_objects(generation=0)))

    gc.callbacks.append(look)
    try:
        article = scraper.clean(page)
        _ = [[] for _ in range(2000)]
    finally:
        gc.callbacks.remove(look)
    assert young
    assert max(young) < len(article.blocks) + 9000
