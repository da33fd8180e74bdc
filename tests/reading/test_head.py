"""What a page says about itself: title, language, base address, meta, links, JSON-LD."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markup import document

from scraper.reading.head import parse_jsonld


def test_meta_elements_by_any_kind_of_name_in_page_order() -> None:
    found = document(
        '<meta property="og:Title" content=" A "><meta name=Author content=B><meta itemprop=x content=C>'
        "<meta http-equiv=refresh content=5><meta name=empty content=' '><meta charset=utf-8><p>x"
    )
    assert found.meta == (("og:title", "A"), ("author", "B"), ("x", "C"), ("refresh", "5"))


def test_links_one_for_each_word_of_rel() -> None:
    found = document('<link rel="Canonical shortlink" href=" /a "><link rel=icon><link href=b><p>x')
    assert found.links == (("canonical", "/a"), ("shortlink", "/a"))


def test_the_title_is_the_first_outside_drawings() -> None:
    found = document("<svg><title>icon</title></svg><title> The \n &quot;title&quot; </title><title>No</title><p>x")
    assert found.title_tag == 'The "title"'
    assert document("<p>x").title_tag == ""


def test_the_language_of_html_else_of_body() -> None:
    assert document('<html lang=" de-AT "><body lang=fr>x').lang == "de-AT"
    assert document("<body lang=fr>x").lang == "fr"
    assert document('<html xml:lang="pt"><p>x').lang == "pt"
    assert document("<p>x").lang == ""


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("", "https://paper.example/news/story"),
        ("<base href=/files/>", "https://paper.example/files/"),
        ("<base target=_top><base href=https://cdn.example/>", "https://cdn.example/"),
        ("<base href='https://[broken'>", "https://paper.example/news/story"),
    ],
)
def test_the_base_address(base: str, expected: str) -> None:
    assert document(f"<head>{base}</head><p>x", url="https://paper.example/news/story").base_url == expected


# --------------------------------------------------------------------------- JSON-LD


@pytest.mark.parametrize(
    "script",
    [
        '{"@type": "NewsArticle", "headline": "A"}',
        '<!-- {"@type": "NewsArticle", "headline": "A"} -->',
        '//<![CDATA[\n{"@type": "NewsArticle", "headline": "A"}\n//]]>',
        '/* <![CDATA[ */ {"@type": "NewsArticle", "headline": "A",} ',
        '[{"@type": "NewsArticle", "headline": "A",},]',
    ],
)
def test_jsonld_in_every_wrapping_that_sites_ship(script: str) -> None:
    assert [found["headline"] for found in parse_jsonld([script])] == ["A"]


def test_graphs_and_lists_are_unfolded() -> None:
    script = json.dumps([{"@graph": [{"a": 1}, [{"b": 2}]]}, {"c": 3}, "text", 4])
    assert [sorted(found) for found in parse_jsonld([script, "null"])] == [["@graph"], ["a"], ["b"], ["c"]]


def test_line_breaks_inside_strings_are_tolerated() -> None:
    assert parse_jsonld(['{"headline": "A\n\tB"}'])[0]["headline"] == "A\n\tB"


@pytest.mark.parametrize("script", ["", "{", "not json", "[" * 5000, '{"a": ' * 5000])
def test_unreadable_scripts_give_nothing_and_harm_no_other(script: str) -> None:
    assert parse_jsonld([script, '{"a": 1}']) == ({"a": 1},)


def test_jsonld_is_found_in_head_and_body_and_other_scripts_are_counted() -> None:
    found = document(
        '<head><script type="application/ld+json">{"a": 1}</script><script>12345</script></head>'
        '<p>x<script type="application/ld+json; charset=utf-8">{"b": 2}</script><script src=x></script>'
    )
    assert found.jsonld == ({"a": 1}, {"b": 2})
    assert found.script_chars == 5


@given(
    st.recursive(
        st.none() | st.integers() | st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)
    )
)
def test_any_json_gives_objects_only(value: object) -> None:
    assert all(isinstance(found, dict) for found in parse_jsonld([json.dumps(value)]))
