"""Duplicates are found as a comparison with every article would find them; revisions tell what differs."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from articles import BLOCKS, article
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from scraper.crawl.duplicates import Print, bands, distance, find, forget, remember, signed, unsigned
from scraper.crawl.revisions import changes, fingerprint
from scraper.crawl.state import State, open_state

HASHES = st.integers(0, 2**64 - 1)
SLOW = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@pytest.fixture
def state(tmp_path: Path) -> Iterator[State]:
    with closing(open_state(tmp_path)) as opened:
        yield opened


def add(state: State, simhash: int, *, canonical: str | None = None, words: str = "", retired: bool = False) -> int:
    """A written article of a new page; returns the page."""
    page = state.run(
        "INSERT INTO pages (key, url, target, host, kind, rank, depth, due, found_at)"
        " VALUES ('key' || (SELECT count(*) FROM pages), '', '', '', 'page', 4, 0, 0, 0)"
    ).lastrowid
    assert page is not None
    state.run(
        "INSERT INTO articles (page, article_id, revision, canonical, content_hash, simhash, words, removed, quality,"
        " fingerprint, retired) VALUES (?, ?, 1, ?, ?, ?, 100, 0, 1, '', ?)",
        (page, f"id{page}", canonical, words or f"hash{page}", signed(simhash), 1.0 if retired else None),
    )
    remember(state, page, simhash)
    return page


def a_print(simhash: int, *, canonical: str | None = None, words: str = "other", count: int = 100) -> Print:
    return Print(canonical, words, simhash, count)


@given(HASHES)
def test_sqlite_keeps_all_64_bits(simhash: int) -> None:
    assert unsigned(signed(simhash)) == simhash
    assert -(2**63) <= signed(simhash) < 2**63
    assert sum(value << 16 * (3 - place) for place, value in enumerate(bands(simhash))) == simhash


@given(HASHES, st.sets(st.integers(0, 63), max_size=3))
def test_three_bits_leave_a_band_alone(simhash: int, flipped: set[int]) -> None:
    other = simhash
    for bit in flipped:
        other ^= 1 << bit
    assert distance(simhash, other) == len(flipped)
    assert any(one == two for one, two in zip(bands(simhash), bands(other), strict=True))


@SLOW
@given(st.data())
def test_look_up_by_bands_finds_what_comparing_all_finds(state: State, data: st.DataObject) -> None:
    with state.transaction():
        for table in ("bands", "articles", "pages"):
            state.run(f"DELETE FROM {table}")
        base = data.draw(HASHES)
        near = st.sets(st.integers(0, 63), max_size=6).map(lambda bits: base ^ sum(1 << bit for bit in bits))
        known = {add(state, simhash): simhash for simhash in data.draw(st.lists(near | HASHES, max_size=12))}
        wanted = data.draw(near)
        found = find(state, -1, a_print(wanted))
        brute = [page for page, simhash in sorted(known.items()) if distance(simhash, wanted) <= 3]
        assert (found.page if found else None) == (brute[0] if brute else None)


def test_equal_words_are_a_duplicate_however_few(state: State) -> None:
    page = add(state, 1, words="same")
    found = find(state, -1, a_print(2**63, words="same", count=3))
    assert found
    assert (found.page, found.by, found.article_id) == (page, "content_hash", f"id{page}")


def test_short_texts_are_not_near(state: State) -> None:
    add(state, 0)
    assert find(state, -1, a_print(1, count=10)) is None
    assert find(state, -1, a_print(1, count=100)) is not None


def test_a_canonical_address_is_believed_when_the_texts_are_akin(state: State) -> None:
    page = add(state, 0, canonical="example.org/a")
    near, far = (1 << 10) - 1, (1 << 40) - 1
    found = find(state, -1, a_print(near, canonical="example.org/a"))
    assert found
    assert (found.page, found.by) == (page, "canonical")
    assert find(state, -1, a_print(far, canonical="example.org/a")) is None


def test_canonical_points_to_the_page_itself(state: State) -> None:
    page = add(state, 0)
    found = find(state, -1, a_print((1 << 10) - 1, canonical="key0"))
    assert found
    assert found.page == page


def test_neither_itself_nor_a_retired_one_nor_a_forgotten_one(state: State) -> None:
    page = add(state, 5)
    add(state, 5, retired=True)
    assert find(state, page, a_print(5)) is None
    forget(state, page, 5)
    assert find(state, -1, a_print(5)) is None


def test_the_same_article_has_not_changed() -> None:
    one = fingerprint(article())
    other = fingerprint(article(quality=article().quality, url="https://elsewhere.example/", generator=None))
    assert not changes(one, other)


def test_changed_fields_are_named_in_the_order_of_the_schema() -> None:
    difference = changes(fingerprint(article()), fingerprint(article(title="Another", subtitle="Sub", section="Else")))
    assert difference.fields == ("title", "subtitle", "section")
    assert difference.to_dict()["blocks_added"] == []


@given(st.permutations(range(len(BLOCKS))), st.integers(0, len(BLOCKS)))
def test_blocks_that_came_and_went(order: list[int], kept: int) -> None:
    """From the first ``kept`` blocks of one order to all of another: what is new is what was not there."""
    blocks = tuple(BLOCKS[index] for index in order)
    before = dataclasses.replace(article(), blocks=blocks[:kept])
    after = dataclasses.replace(article(), blocks=BLOCKS)
    difference = changes(fingerprint(before), fingerprint(after))
    assert {BLOCKS[index] for index in difference.added} == set(blocks[kept:])
    assert difference.removed == 0
    assert difference.moved == (kept == len(BLOCKS) and blocks != BLOCKS)
    back = changes(fingerprint(after), fingerprint(before))
    assert (back.added, back.removed) == ((), len(BLOCKS) - kept)


def test_a_block_twice_counts_twice() -> None:
    twice = dataclasses.replace(article(), blocks=(*BLOCKS, BLOCKS[-1]))
    assert changes(fingerprint(article()), fingerprint(twice)).added == (len(BLOCKS),)
