"""Marks of notes in the text: parted from the words around them, so that a rule can take them and leave the words."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml import html
from markup import texts

from scraper import explain
from scraper.notemarks import is_mark
from scraper.reading.notes import part
from scraper.reading.tree import walk

_ONE = '<sup><a href="#fn1">1</a></sup>'
_TWO = '<sup>[<a href="#cite_note-2">2</a>]</sup>'


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        (f"in 1871{_ONE} and", "in 1871 1 and"),
        (f"in 1871.{_ONE} And", "in 1871. 1 And"),
        (f"in 1871{_ONE}, and", "in 1871, 1 and"),
        (f"in 1871 {_ONE}.", "in 1871. 1"),
        (f"“in 1871{_ONE}”", "“in 1871” 1"),
        (f"in <i>1871</i>{_ONE}; and", "in 1871; 1 and"),
        (f"in <b>1871{_ONE}</b>, and", "in 1871, 1 and"),
        (f"in 1871{_ONE}{_TWO}.", "in 1871. 1[2]"),
        (f"in 1871{_ONE}, {_TWO}.", "in 1871. 1, [2]"),
        (f"in 1871{_ONE}<sup>,</sup>{_TWO}.", "in 1871. 1,[2]"),
        (f"in 1871{_TWO}", "in 1871 [2]"),
        ('in 1871<a href="#n"><sup>1</sup></a>.', "in 1871. 1"),
        ('in 1871<a class="footnote-anchor" href="#footnote-1-98">1</a>.', "in 1871. 1"),
        ('in 1871<a href="#x" role="doc-noteref">iv</a>.', "in 1871. iv"),
        ('in 1871<span><span><a href="#_ftn1">[1]</a></span></span>.', "in 1871. [1]"),
    ],
)
def test_a_mark_is_parted_from_the_words(markup: str, text: str) -> None:
    assert texts(f"<p>{markup}</p>") == [text]
    tree = html.fromstring(f"<html><body><p>{markup}</p></body></html>")
    part(tree)
    part(tree)
    assert " ".join("".join(map(str, tree.itertext())).split()) == text


@pytest.mark.parametrize(
    "markup",
    [
        f"{_ONE}The first word",  # nothing stands before it
        f"in 1871{_ONE}-1902",  # within a word
        f"in 1871{_ONE}<i>b</i> and",
        f"始于一八七一年{_ONE}。",  # nothing parts words there
        "40 m<sup>2</sup> of oak",  # no link
        'part<a href="#part-12">12</a> and',  # not raised, and its name is not that of a note
        'in 1871<sup><a href="#fn1">the first note</a></sup>.',
        'in 1871<a href="#fnref1">1</a>.',  # leads back
        f"<code>x{_ONE} </code>",
    ],
)
def test_what_is_no_mark_behind_words_stays(markup: str) -> None:
    unparted = " ".join("".join(map(str, html.fragment_fromstring(markup, create_parent="p").itertext())).split())
    assert texts(f"<p>{markup}</p>") == [unparted]


def test_marks_are_told_from_words() -> None:
    assert all(map(is_mark, ("1", "[12]", "(3)", "a", "iv", "*", "††", "1,2", "1–3", "[1][2]", "[1], [2]", "note 1")))
    assert not any(map(is_mark, ("", "word", "1871", "1.", "to", "[edit]", "1 2 3 4 5 6 7 8 9")))


def test_the_words_stay_whole_when_the_marks_go() -> None:
    words = f"It was built in 1871{_ONE}, of oak{_TWO}{_ONE}. It was the longest pier."
    page = f"<article><h1>Pier</h1><p>{words}</p></article>"
    result = explain(page)
    assert "built in 1871, of oak. It was the longest" in result.article.text
    assert [(found.rule, found.text) for found in result.removals] == [("note-mark", "1"), ("note-mark", "[2]1")]


_TEXTS = (
    "word",
    " ",
    ".",
    ", and",
    "”",
    "的",
    "4",
    _ONE,
    _TWO,
    '<a href="#_ftn3">[3]</a>',
    "<sup>,</sup>",
    "<sup>2</sup>",
)
_TAGS = ("<b>", "</b>", "<span>", "</span>", "<p>", "<br>", '<a href="#fn4">', "</a>", "<sup>", "</sup>", "<pre>")


@example(['<a href="#fn4">', "word", _ONE, '<a href="#_ftn3">[3]</a>'])
@example(["word", _ONE, ".", _ONE, "<p>", "word"])  # the second time two marks in a row, before a border
@given(st.lists(st.sampled_from((*_TEXTS, *_TAGS)), max_size=30))
def test_no_character_is_lost_and_twice_is_as_once(pieces: list[str]) -> None:
    tree = html.fromstring(f"<html><body>{''.join(pieces)}</body></html>")
    before = "".join(map(str, tree.itertext()))
    part(tree)
    after, once = "".join(map(str, tree.itertext())), [block.text for block in walk(tree).blocks]
    part(tree)
    assert sorted(after.replace(" ", "")) == sorted(before.replace(" ", ""))
    assert [block.text for block in walk(tree).blocks] == once
