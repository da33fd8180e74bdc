"""Pins: lines of a file that people write too, and whether an article keeps them."""

from __future__ import annotations

from pathlib import Path

import pytest
from storedcases import MIDDLE, SIGN_UP, cleaned_page, html

from scraper.errors import FixtureError
from scraper.model import Page
from scraper.regression.pinning import nearest, stands_in
from scraper.regression.pins import Pin, broken, nearest_pin, pin_of, read_pins, remove_pin, write_pin


def test_comments_stay_and_pins_are_there_once(tmp_path: Path) -> None:
    path = tmp_path / "pins.txt"
    path.write_text("# what we know\n\nKEEP  one   two\n")
    write_pin(tmp_path, Pin("STRIP", "three"))
    write_pin(tmp_path, Pin("STRIP", "three"))
    assert path.read_text() == "# what we know\n\nKEEP  one   two\nSTRIP three\n"
    assert read_pins(tmp_path) == (Pin("KEEP", "one two"), Pin("STRIP", "three"))


def test_the_opposite_pin_goes(tmp_path: Path) -> None:
    write_pin(tmp_path, Pin("KEEP", "one"))
    write_pin(tmp_path, Pin("STRIP", "one"))
    assert read_pins(tmp_path) == (Pin("STRIP", "one"),)


def test_a_pin_is_taken_out_and_the_rest_stays(tmp_path: Path) -> None:
    (tmp_path / "pins.txt").write_text("# why\nKEEP one\n")
    assert remove_pin(tmp_path, Pin("KEEP", "one"))
    assert (tmp_path / "pins.txt").read_text() == "# why\n"
    assert not remove_pin(tmp_path, Pin("KEEP", "one"))
    write_pin(tmp_path / ".", Pin("KEEP", "two"))
    (tmp_path / "pins.txt").write_text("KEEP two\n")
    assert remove_pin(tmp_path, Pin("KEEP", "two"))
    assert not (tmp_path / "pins.txt").exists()


def test_white_space_is_folded() -> None:
    assert pin_of("KEEP", "  one\n two ") == Pin("KEEP", "one two")
    with pytest.raises(FixtureError, match="has no words"):
        pin_of("STRIP", " \n")


@pytest.mark.parametrize(
    ("pin", "holds"),
    [
        (Pin("KEEP", MIDDLE), True),
        (Pin("KEEP", "Harbour crane moves"), True),  # the title
        (Pin("KEEP", SIGN_UP), False),
        (Pin("KEEP", "on Tuesday morning after eleven weeks of work on its footings. The crane had stood"), True),
        (Pin("STRIP", SIGN_UP), True),
        (Pin("STRIP", MIDDLE), False),
    ],
)
def test_what_an_article_keeps(pin: Pin, holds: bool) -> None:
    article = cleaned_page(html()).article
    assert broken((pin,), article) == (() if holds else (pin,))


def test_words_must_stand_in_the_page() -> None:
    page = Page(html())
    assert stands_in(page, SIGN_UP)
    assert stands_in(page, "Harbour crane moves to the museum - Quayside News")
    assert not stands_in(page, MIDDLE.replace("tide", "time"))
    assert nearest(page, MIDDLE.replace("tide", "time")) == MIDDLE
    assert nearest(page, "xyz") == ""


def test_the_nearest_pin() -> None:
    pins = (Pin("KEEP", "the old crane"), Pin("STRIP", "sign up"))
    assert nearest_pin(Pin("KEEP", "the old crone"), pins) == pins[0]
    assert nearest_pin(Pin("KEEP", "zzz"), pins) is None
