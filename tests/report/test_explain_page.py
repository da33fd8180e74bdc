"""The explain page as text: well-formed, whole, self-contained, inert."""

from __future__ import annotations

import base64
import hashlib
import re

import pytest
from explained import FATES, HOSTILE, explained, hostile
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from outline import Outline

from scraper.article import BodyBlock, Image
from scraper.report.explain_page import render


def rows(page: str):
    return html.document_fromstring(page).get_element_by_id("rows")


def source_words(page: str) -> list[str]:
    area = rows(page)
    for extra in area.xpath(".//*[@class='chip' or @class='gutter'] | .//ins/b"):
        extra.drop_tree()
    return area.text_content().split()


def test_it_is_well_formed_and_ids_are_unique():
    outline = Outline(render(explained(), "ferries.html"))
    ids = [attrs["id"] for _, attrs in outline.seen if "id" in attrs]
    assert len(ids) == len(set(ids))
    targets = {attrs["href"][1:] for tag, attrs in outline.seen if tag == "a" and attrs["href"].startswith("#")}
    assert targets <= set(ids)
    assert {"b2", "o0"} <= targets | set(ids)


def test_every_word_of_the_source_is_there_in_order():
    result = explained()
    expected = [word for block in result.cut.document.blocks for word in block.text.split()]
    assert source_words(render(result)) == expected


def test_each_word_shows_its_fate():
    area = rows(render(explained()))
    removed = {" ".join(e.text_content().split()): e.get("data-head") for e in area.iter("del")}
    assert removed == {"READ ALSO: Ten best boats": "removed by related/inline"}
    moved = [(e.find("b").text, e.find("b").tail.strip()) for e in area.iter("ins")]
    assert moved == [("title", "Ferries stop"), ("caption", "A boat leaves. (Cy Buoy)")]
    runs = [e.text_content().split("\n")[0] for e in area.xpath(".//*[contains(@class,'run')]")]
    assert [re.sub(r"\s+", " ", run) for run in runs] == [
        "navigation 3 words · menuHome World news",
        "signup 5 words · callSign up for our newsletter",
        "video 2 words · playerLoading player",
        "legal 3 words · copyrightCopyright Harbour Post",
    ]
    span = area.xpath(".//span[.='Home']")[0]
    assert span.get("data-reason") == "looks like navigation/menu"
    assert span.get("data-evidence") == "phrase Home"
    assert "nav" in span.get("data-path")
    assert area.xpath(".//i[@class='unseen' and .='Loading player']")


def test_head_legend_and_article():
    root = html.document_fromstring(render(explained(), "ferries.html"))
    assert root.find(".//header/h1").text == "Ferries stop"
    assert "45 visible = 20 kept + 7 moved + 18 removed ✓" in " ".join(root.find(".//header").text_content().split())
    legend = {
        box.get("value"): box.getparent().text_content().split()[-1]
        for box in root.xpath("//*[@class='legend']//input")
    }
    assert legend == {"related": "5", "signup": "5", "legal": "3", "navigation": "3", "video": "2"}
    assert root.xpath("//*[@class='warnings']/li")[0].text == "dates differ"
    assert "they differ" in root.xpath("//tr[th='title']")[0].text_content()
    assert [e.tag for e in root.xpath("//article/div/*[not(self::a)]")] == ["p", "h2", "ul", "pre"]


def test_words_that_do_not_add_up_are_shown():
    result = explained()
    broken = explained(fates={})
    object.__setattr__(broken, "cut", result.cut)
    object.__setattr__(result.cut, "conservation", type(result.conservation)(99, 1, 1, 1))
    assert "✗ words are missing" in render(broken)


def test_nothing_is_loaded_and_only_its_own_style_and_script_are_allowed():
    page = render(
        explained(images=(Image("https://example.org/i.jpg", "alt", "cap"),), blocks=(BodyBlock("image", image=0),))
    )
    outline = Outline(page)
    assert not [tag for tag, _ in outline.seen if tag in ("img", "iframe", "link", "object", "embed", "video", "audio")]
    policy = next(a["content"] for t, a in outline.seen if t == "meta" and a.get("http-equiv"))
    assert policy.startswith("default-src 'none';")
    for kind in ("style", "script"):
        text = re.search(rf"<{kind}>(.*?)</{kind}>", page, re.S)[1]
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}';" in policy
        assert not re.search(r"https?:|url\(|@import|innerHTML|eval|style\.", text)
    assert not [attrs for _, attrs in outline.seen if "style" in attrs]


@settings(deadline=None)
@given(st.permutations(HOSTILE))
def test_hostile_text_is_inert(words):
    outline = Outline(render(hostile(words), words[1]))
    assert [tag for tag, _ in outline.seen if tag in ("script", "style", "svg", "img", "iframe")] == ["style", "script"]
    for tag, attrs in outline.seen:
        assert not [name for name in attrs if name.startswith("on") or name == "autofocus"], tag
        assert attrs.get("href", "#").startswith(("#", "https:", "http:"))


@pytest.mark.parametrize("fates", [{}, dict.fromkeys(FATES, "=title")], ids=["all kept", "all moved"])
def test_one_sided_pages(fates):
    Outline(render(explained(fates=fates)))


def test_the_same_result_gives_the_same_page():
    assert render(explained(), "a") == render(explained(), "a")
