"""Pages nested deeper than the parser keeps: no word is lost, and the page says so."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markup import document, texts

from scraper.reading.flatten import flatten

DEEP = 3000


def test_text_nested_three_thousand_deep_is_kept() -> None:
    found = document("<p>Before</p>" + "<div>" * DEEP + "deep" + "</div>" * DEEP + "<p>after</p>")
    assert [block.text for block in found.blocks] == ["Before", "deep", "after"]
    assert found.warnings == ("nested too deep: the innermost containers were flattened",)


def test_a_page_of_usual_depth_is_left_alone() -> None:
    found = document("<div>" * 100 + "x" + "</div>" * 100)
    assert found.warnings == ()
    assert max(node.depth for node in found.nodes) > 100


@pytest.mark.parametrize("tag", ["div", "span", "b", "font"])
def test_words_beside_deep_containers_stay_apart_and_in_order(tag: str) -> None:
    inner = "".join(f"<{tag}>w{number} " for number in range(DEEP))
    assert " ".join(texts(inner)).split() == [f"w{number}" for number in range(DEEP)]


def test_containers_that_were_dropped_still_part_their_words() -> None:
    assert texts("<div>" * DEEP + "<p>One</p><p>Two</p>" + "</div>" * DEEP) == ["One", "Two"]


def test_scripts_and_escapes_survive() -> None:
    deep = "<div>" * DEEP
    markup = flatten(f'{deep}<script>if (a < b && c) {{ x("</p>") }}</script>1 &lt; 2 &amp; 3<img src=a.jpg>')
    assert '<script>if (a < b && c) { x("</p>") }</script>' in markup
    assert "1 &lt; 2 &amp; 3" in markup
    assert "<img src=a.jpg>" in markup


def test_a_slash_closes_nothing_in_html() -> None:
    assert flatten("<div/>a</div><br/>b<p>c</p>") == "<div/>a</div><br/>b<p>c</p>"


@settings(max_examples=50)
@given(st.lists(st.sampled_from(("<div>", "</div>", "<p>", "</p>", "<br>", "word", " ", "&amp;")), max_size=80))
def test_flattening_loses_no_letter(parts: list[str]) -> None:
    markup = "<body><p>start</p>" + "".join(parts)
    assert "".join("".join(texts(flatten(markup))).split()) == "".join("".join(texts(markup)).split())
