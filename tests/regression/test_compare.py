"""What differs is told by field and by block, with the rule to blame; word differences rebuild both sides."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from storedcases import CLOSING, MIDDLE, OPENING, SIGN_UP, cleaned, edit, make_case

from scraper.config import Config, load
from scraper.pipeline import clean
from scraper.regression.align import align
from scraper.regression.case import load_case
from scraper.regression.compare import Difference, compare
from scraper.regression.compare_fields import compared
from scraper.regression.compare_ledger import ledger_differences
from scraper.regression.ledger import Entry, Ledger
from scraper.regression.words import word_diff

_WORDS = st.text(st.sampled_from("ab cd,.\n日本語한"), max_size=30)


@given(_WORDS, _WORDS)
def test_the_parts_rebuild_both_sides(expected: str, actual: str) -> None:
    parts = word_diff(expected, actual)
    assert "".join(text for kind, text in parts if kind != "gained") == expected
    assert "".join(text for kind, text in parts if kind != "lost") == actual
    assert all(text for _, text in parts)
    assert [kind for kind, _ in parts] == ["same"] or expected != actual or not expected


def test_words_are_whole_and_neighbours_join() -> None:
    assert word_diff("the quick fox ran", "the slow dog ran") == (
        ("same", "the "), ("lost", "quick fox"), ("gained", "slow dog"), ("same", " ran"),
    )  # fmt: skip
    assert word_diff("駅は九年前", "駅は十年前") == (
        ("same", "駅は"),
        ("lost", "九"),
        ("gained", "十"),
        ("same", "年前"),
    )


def test_very_long_texts_are_compared_in_time() -> None:
    old, new = " ".join(f"a{n}" for n in range(5000)), " ".join(f"b{n}" for n in range(5000))
    assert [kind for kind, _ in word_diff(f"x {old}", f"x {new}")] == ["same", "lost", "gained"]


@given(st.lists(_WORDS, max_size=6, unique=True), st.lists(_WORDS, max_size=6, unique=True))
def test_every_item_is_told_once(old: list[str], new: list[str]) -> None:
    found = align(old, new, str, str)
    told_old = [one for one, _ in (*found.changed, *found.moved)] + found.lost
    told_new = [other for _, other in (*found.changed, *found.moved)] + found.gained
    assert len(told_old) == len(set(told_old))
    assert len(told_new) == len(set(told_new))
    assert not set(found.lost) & set(new)
    assert set(old) - set(new) <= set(told_old)
    assert set(new) - set(old) <= set(told_new)


def test_a_page_agrees_with_itself(tmp_path: Path) -> None:
    assert compare(*cleaned(make_case(tmp_path))) == ()


def _after(folder: Path, *disabled: str) -> list[Difference]:
    case = load_case(folder)
    return list(compare(case, clean(case.page, Config(disable=disabled))))


def test_boilerplate_that_comes_back_names_who_let_it_go(tmp_path: Path) -> None:
    found = _after(make_case(tmp_path), "signup", "content")
    [block] = [one for one in found if one.field == "blocks" and SIGN_UP in (one.actual or "")]
    assert (block.kind, block.expected) == ("gained", None)
    assert block.by.startswith("signup/")
    assert block.cleaners == ("signup",)
    assert any(one.field == "removals" and one.kind == "lost" and one.expected == SIGN_UP for one in found)


def test_a_lost_paragraph_names_who_took_it(tmp_path: Path) -> None:
    folder = make_case(tmp_path)
    (tmp_path / "strip.toml").write_text('[host."quayside.example"]\nstrip = ["article > p:nth-of-type(4)"]\n')
    case = load_case(folder)
    found = compare(case, clean(case.page, load(tmp_path / "strip.toml")))
    [block] = [one for one in found if one.field == "blocks"]
    assert (block.kind, block.expected, block.actual) == ("lost", MIDDLE, None)
    assert block.by.startswith("host/")
    [entry] = [one for one in found if one.field == "removals"]
    assert (entry.kind, entry.actual, entry.by) == ("gained", MIDDLE, block.by)


def test_blocks_move_change_and_keep_their_words(tmp_path: Path) -> None:
    folder = make_case(tmp_path)

    def change(data: dict[str, list[dict[str, object]]]) -> None:
        blocks = data["blocks"]
        places = {str(block.get("text")): number for number, block in enumerate(blocks)}
        blocks[places[OPENING]]["text"] = OPENING.replace("barge", "lorry")
        blocks[places[MIDDLE]] |= {"type": "heading", "level": 2}
        blocks.append(blocks.pop(places[CLOSING] - 1))

    edit(folder / "article.json", change)
    kinds = {one.kind: one for one in compare(*cleaned(folder)) if one.field == "blocks" and "##" not in str(one)}
    assert kinds["changed"].expected == OPENING.replace("barge", "lorry")
    assert kinds["moved"].expected == kinds["moved"].actual
    heading = [one for one in compare(*cleaned(folder)) if (one.expected or "").startswith("## ")]
    assert [(one.kind, one.actual) for one in heading] == [("changed", MIDDLE)]


def test_images_do_not_differ_by_their_number(tmp_path: Path) -> None:
    folder = make_case(tmp_path)
    image = {"url": "https://x.example/a.jpg", "alt": None, "caption": "A", "credit": None, "role": "lead", "block": 0}

    def change(data: dict[str, list[object]]) -> None:
        data["images"].insert(0, image)
        data["blocks"].insert(0, {"type": "image", "image": 0})

    edit(folder / "article.json", change)
    found = [(one.field, one.kind) for one in compare(*cleaned(folder))]
    assert found == [("blocks", "lost"), ("images", "lost")]


@pytest.mark.parametrize(
    ("field", "value", "kind"),
    [("title", "Other", "changed"), ("subtitle", "Other", "lost"), ("tags", ["a"], "lost"), ("authors", [], "gained")],
)
def test_fields_differ_by_themselves(tmp_path: Path, field: str, value: object, kind: str) -> None:
    folder = make_case(tmp_path)
    edit(folder / "article.json", lambda data: data.update({field: value}))
    assert [(one.field, one.kind) for one in compare(*cleaned(folder))] == [(field, kind)]


def test_a_form_of_the_same_author_is_changed(tmp_path: Path) -> None:
    folder = make_case(tmp_path)
    edit(folder / "article.json", lambda data: data["authors"][0].update(role="Editor"))
    [one] = compare(*cleaned(folder))
    assert (one.field, one.kind) == ("authors", "changed")
    assert "role: Editor" in str(one.expected)


def _ledger(*entries: tuple[str, str, str, str], moves: tuple[Entry, ...] = ()) -> Ledger:
    return Ledger(9, 9, 0, 0, tuple(Entry(*entry) for entry in entries), moves)


def test_the_same_words_by_another_rule_are_recategorised() -> None:
    old = _ledger(("signup", "call", "p", "Sign up"), ("legal", "copyright", "f", "All rights reserved"))
    new = _ledger(("promotion", "call", "p", "Sign up"), moves=(Entry("agency", "foot", "f", "All rights reserved"),))
    assert list(ledger_differences(old, new)) == [
        Difference("removals", "recategorised", "Sign up", "Sign up", "signup/call -> promotion/call"),
        Difference(
            "removals",
            "recategorised",
            "All rights reserved",
            "All rights reserved",
            "legal/copyright -> to agency/foot",
        ),
    ]


def test_entries_change_move_come_and_go() -> None:
    old = _ledger(
        ("a", "x", "p", "one two three four"), ("b", "y", "p", "gone words"), ("c", "z", "p", "elsewhere now")
    )
    new = _ledger(("a", "x", "p", "one two three five"), ("c", "z", "q", "elsewhere now"), ("d", "w", "p", "日本"))
    found = {one.kind: one for one in ledger_differences(old, new)}
    assert set(found) == {"changed", "lost", "moved", "gained"}
    assert (found["lost"].expected, found["gained"].actual) == ("gone words", "日本")
    assert (found["moved"].expected, found["moved"].actual) == ("elsewhere now [p]", "elsewhere now [q]")


def test_counts_alone_differ_too() -> None:
    old = _ledger(("a", "x", "p", "one"))
    [one] = ledger_differences(old, dataclasses.replace(old, visible=10, kept=10))
    assert (one.kind, one.by) == ("changed", "")


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("looks like an article with probability 0.11 only", "looks like an article with probability 0.04 only", True),
        ("unusual share removed: 96% of the words", "unusual share removed: 97% of the words", True),
        ("conflicting dates: 2024-05-03, 2024-06-01", "conflicting dates: 2024-05-03, 2024-06-02", False),
    ],
)
def test_numbers_that_change_with_every_model_are_not_compared(old: str, new: str, same: bool) -> None:
    one, other = ({"quality": {"warnings": [warning]}} for warning in (old, new))
    assert (compared(one, "quality.warnings") == compared(other, "quality.warnings")) is same
