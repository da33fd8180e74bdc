"""Known failures are counted: one more is a new defect, one less is mended; a command writes the numbers."""

from __future__ import annotations

from pathlib import Path

import pytest
from storedcases import CLOSING, MIDDLE, OPENING, edit, make_case

from scraper.config import DEFAULT
from scraper.errors import FixtureError
from scraper.regression.case import find_cases
from scraper.regression.check import check_case
from scraper.regression.known import Known, Stale, read_known, write_numbers

PAGES = Path(__file__).resolve().parents[2] / "fixtures" / "pages"


def _known(folder: Path, text: str) -> Path:
    (folder / "known.txt").write_text(text)
    return folder


def _expect_more(folder: Path, *paragraphs: str) -> Path:
    """The expected body has paragraphs that are not in the page."""

    def change(data: dict[str, list[object]]) -> None:
        data["blocks"] += [{"type": "paragraph", "text": words, "marks": []} for words in paragraphs]

    edit(folder / "article.json", change)
    return folder


def _fewer_removals(folder: Path) -> Path:
    edit(folder / "removals.json", lambda data: data["removals"].pop())
    return folder


def _sorted_by_failing(folder: Path) -> tuple[list[str], list[str], tuple[Stale, ...]]:
    """Fields of the differences, of the known ones, and the lines that are wrong."""
    outcome = check_case(folder, DEFAULT)
    assert outcome.failed == bool(outcome.differences or outcome.stale)
    return [one.field for one in outcome.differences], [one.field for one in outcome.known], outcome.stale


@pytest.mark.parametrize("number", ["", " 2"])
def test_as_many_as_are_known_do_not_fail(tmp_path: Path, number: str) -> None:
    folder = _expect_more(make_case(tmp_path), "The first.", "And the second one.")
    assert _sorted_by_failing(_known(folder, f"blocks{number}: two are lost")) == ([], ["blocks"] * 2, ())


def test_one_more_is_a_new_defect_and_all_are_shown(tmp_path: Path) -> None:
    folder = _known(_expect_more(make_case(tmp_path), "The first.", "And the second one."), "blocks 1: one is lost")
    assert _sorted_by_failing(folder) == (["blocks"] * 2, [], (Stale("blocks", 1, 2),))
    [line] = check_case(folder, DEFAULT).stale
    assert str(line) == "1 known, 2 found: a new defect, or its line in known.txt must say 2"


def test_one_less_is_mended(tmp_path: Path) -> None:
    folder = _known(_expect_more(make_case(tmp_path), "The first."), "blocks 2: two are lost")
    assert _sorted_by_failing(folder) == ([], ["blocks"], (Stale("blocks", 2, 1),))
    [line] = check_case(folder, DEFAULT).stale
    assert str(line) == "2 known, 1 found: something is mended, or its line in known.txt must say 1"


@pytest.mark.parametrize("number", ["", " 2"])
def test_none_at_all_is_mended_whole(tmp_path: Path, number: str) -> None:
    folder = _known(make_case(tmp_path), f"blocks{number}: two are lost")
    [line] = check_case(folder, DEFAULT).stale
    assert str(line) == "known to fail, yet it does not differ: take its line out of known.txt"


def test_an_entry_of_the_ledger_counts_one(tmp_path: Path) -> None:
    folder = _known(_fewer_removals(make_case(tmp_path)), "removals 1: the footer stays")
    assert not check_case(folder, DEFAULT).failed
    outcome = check_case(_fewer_removals(folder), DEFAULT)
    assert outcome.stale == (Stale("removals", 1, 2),)
    assert {one.by.partition("/")[0] for one in outcome.differences} >= {"signup"}


def test_each_kind_of_field_is_counted_as_it_is_told(tmp_path: Path) -> None:
    folder = make_case(tmp_path)

    def change(data: dict[str, object]) -> None:
        data |= {"title": "Another title of more words", "tags": ["ships", "cranes", "quays"]}
        blocks = [block for block in data["blocks"] if block["text"] != OPENING]  # one is newly there
        [middle] = [block for block in blocks if block["text"] == MIDDLE]
        middle["text"] = MIDDLE.replace("six", "seven").replace("last", "first")  # one is changed, in two places
        [closing] = [block for block in blocks if block["text"] == CLOSING]
        blocks.insert(0, blocks.pop(blocks.index(closing)))  # one is moved
        data["blocks"] = blocks

    edit(folder / "article.json", change)
    (folder / "pins.txt").write_text("KEEP never there\nSTRIP The old harbour crane\n")
    _known(folder, "title 1: other\ntags 3: none is found\nblocks 3: as they are\npins 2: both\n")
    assert _sorted_by_failing(folder)[::2] == ([], ())


def test_a_line_is_read_with_and_without_a_number(tmp_path: Path) -> None:
    _known(tmp_path, "# later\ntitle: the site: its name\n\n quality.warnings  12 :  as kind \n")
    assert read_known(tmp_path) == {"title": Known("the site: its name"), "quality.warnings": Known("as kind", 12)}


def test_numbers_are_written_and_reasons_stay(tmp_path: Path) -> None:
    text = "# by hand\ntitle: its: name\nblocks 4: two\n\nimages 2: both\nsection 1: mended\n"
    changed = write_numbers(_known(tmp_path, text), {"title": 1, "blocks": 3, "images": 2, "tags": 9})
    assert changed == (Stale("title", None, 1), Stale("blocks", 4, 3), Stale("section", 1, 0))
    written = (tmp_path / "known.txt").read_text()
    assert written == "# by hand\ntitle 1: its: name\nblocks 3: two\n\nimages 2: both\n"
    assert write_numbers(tmp_path, {"title": 1, "blocks": 3, "images": 2}) == ()
    assert (tmp_path / "known.txt").read_text() == written


def test_a_file_without_lines_goes(tmp_path: Path) -> None:
    assert write_numbers(_known(tmp_path, "title 1: cut off\n"), {}) == (Stale("title", 1, 0),)
    assert not (tmp_path / "known.txt").exists()
    assert write_numbers(tmp_path, {"title": 1}) == ()
    write_numbers(_known(tmp_path, "# as the ledger was in March\ntitle 1: cut off\n"), {})
    assert (tmp_path / "known.txt").read_text() == "# as the ledger was in March\n"


def test_a_file_that_is_wrong_is_left_alone(tmp_path: Path) -> None:
    text = "title: cut off\ntitel: cut off\n"
    with pytest.raises(FixtureError, match="no field is named 'titel'"):
        write_numbers(_known(tmp_path, text), {"title": 1})
    assert (tmp_path / "known.txt").read_text() == text


def test_our_own_known_failures_are_counted() -> None:
    """``scraper fixture known`` writes the numbers."""
    known = {folder.name: read_known(folder) for folder in find_cases(PAGES)}
    assert any(known.values())
    assert {name for name, lines in known.items() if any(line.number is None for line in lines.values())} == set()
