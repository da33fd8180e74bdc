"""Texts by their letters alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.letters import letters, letters_of


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Ferry’s Last Day!", "theferryslastday"),
        ("snake_case 24-7", "snakecase247"),
        ("Ελλάς, 2024", "ελλάς2024"),
        ("…", ""),
    ],
)
def test_signs_and_spaces_go(text: str, expected: str) -> None:
    assert letters(text) == expected


@given(st.lists(st.text(max_size=40)))
def test_many_texts_at_once_are_the_same_as_one_by_one(texts: list[str]) -> None:
    assert letters_of(texts) == [letters(text) for text in texts]


def test_letters_are_the_same_for_expressions_and_for_strings() -> None:
    word = re.compile(r"[^\W_]")
    odd = [code for code in range(0x110000) if chr(code).isalnum() != (word.match(chr(code)) is not None)]
    assert odd == []
