"""The live page: what the site changed and what the cleaning changed are never mixed."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from storedcases import MIDDLE, edit, html, make_case, without

from scraper.config import DEFAULT
from scraper.errors import FixtureError
from scraper.model import Page
from scraper.regression.case import load_case
from scraper.regression.check import check_case
from scraper.regression.refresh import Refreshed, address_of, refresh, save


def _refreshed(folder: Path, body: bytes) -> Refreshed:
    case = load_case(folder)
    return refresh(case, dataclasses.replace(case.page, body=body, status=200), DEFAULT)


def test_a_site_that_stayed_the_same(tmp_path: Path) -> None:
    found = _refreshed(make_case(tmp_path), html())
    assert (found.site, found.cleaning, found.same_bytes) == ((), (), True)


def test_the_site_and_the_cleaning_are_told_apart(tmp_path: Path) -> None:
    folder = make_case(tmp_path)
    edit(folder / "article.json", lambda data: data.update(title="As it was cleaned before"))
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    found = _refreshed(folder, without(MIDDLE))
    assert [(one.field, one.kind, one.expected) for one in found.site if one.field == "blocks"] == [
        ("blocks", "lost", MIDDLE)
    ]
    assert {one.field for one in found.site} <= {"blocks", "removals"}
    assert [(one.field, one.expected) for one in found.cleaning] == [("title", "As it was cleaned before")]
    assert not found.same_bytes
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_a_pin_that_the_live_page_breaks_is_the_sites_doing(tmp_path: Path) -> None:
    folder = make_case(tmp_path)
    (folder / "pins.txt").write_text(f"KEEP {MIDDLE}\nKEEP never there\n")
    found = _refreshed(folder, without(MIDDLE))
    assert [one.expected for one in found.site if one.kind == "pin"] == [f"KEEP {MIDDLE}"]
    assert [one.expected for one in found.cleaning] == ["KEEP never there"]


def test_what_is_known_to_fail_is_nobodys_change(tmp_path: Path) -> None:
    folder = make_case(tmp_path)
    edit(folder / "article.json", lambda data: data.update(title="The right title"))
    for line in ("title: cut off\n", "title 1: cut off\n"):
        (folder / "known.txt").write_text(line)
        assert _refreshed(folder, html()).cleaning == ()


def test_more_than_is_known_is_the_cleanings_doing(tmp_path: Path) -> None:
    folder = make_case(tmp_path)
    edit(folder / "article.json", lambda data: data.update(tags=["ships", "quays"]))
    (folder / "known.txt").write_text("tags 1: a label is not known\n")
    found = _refreshed(folder, html())
    assert [one.expected for one in found.cleaning] == ["ships", "quays"]
    with pytest.raises(FixtureError, match="scraper fixture known crane"):
        save(load_case(folder), found)


def test_saving_takes_the_sites_changes(tmp_path: Path) -> None:
    folder = make_case(tmp_path)
    case = load_case(folder)
    taken = save(case, refresh(case, dataclasses.replace(case.page, body=without(MIDDLE)), DEFAULT))
    assert any(one.expected == MIDDLE for one in taken)
    assert load_case(folder).page.body == without(MIDDLE)
    assert not check_case(folder, DEFAULT).failed


def test_saving_waits_for_the_cleaning(tmp_path: Path) -> None:
    folder = make_case(tmp_path)
    edit(folder / "article.json", lambda data: data.update(title="Other"))
    case = load_case(folder)
    with pytest.raises(FixtureError, match=r"the cleaning changed title.*scraper fixture accept crane"):
        save(case, refresh(case, dataclasses.replace(case.page, body=without(MIDDLE)), DEFAULT))
    assert load_case(folder).page.body == html()


def test_an_address_is_needed(tmp_path: Path) -> None:
    case = load_case(make_case(tmp_path))
    assert address_of(case) == case.page.url
    with pytest.raises(FixtureError, match=r"has no address in page\.json"):
        address_of(dataclasses.replace(case, page=Page(html())))
