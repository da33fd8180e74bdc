"""A label is named after the box that it stands in."""

from __future__ import annotations

from scraper.judge import boxes_first
from scraper.model import Strength, Verdict


def claim(rule_id: str, end: int = 5, strength: Strength = "strong") -> Verdict:
    cleaner, rule = rule_id.split("/")
    return Verdict(cleaner, rule, 0, 0, end, strength, ())


def order(*entries: tuple[int, Verdict]) -> list[str]:
    return [claim.rule_id for _, claim in boxes_first(list(entries))]


def test_a_word_in_a_menu_is_an_item_of_the_menu() -> None:
    assert order((2, claim("video/label")), (3, claim("navigation/menu"))) == ["navigation/menu", "video/label"]


def test_what_moves_and_what_is_kept_goes_before_any_box() -> None:
    entries = (1, claim("metadata/kicker")), (2, claim("video/label")), (3, claim("navigation/menu"))
    assert order(*entries) == ["metadata/kicker", "navigation/menu", "video/label"]


def test_a_phrase_is_closer_than_the_box_of_its_own_cleaner() -> None:
    assert order((3, claim("comments/count")), (3, claim("comments/thread"))) == ["comments/count", "comments/thread"]


def test_headers_footers_and_technical_boxes_hold_things_of_all_kinds() -> None:
    for box in ("navigation/header", "navigation/page-footer", "technical/dialog"):
        assert order((3, claim("signup/label")), (3, claim(box))) == ["signup/label", box]


def test_a_sentence_is_named_by_what_it_says() -> None:
    said, box = (3, claim("signup/call", 80)), (3, claim("related/related-box", 80))
    assert order(said, box) == ["signup/call", "related/related-box"]
