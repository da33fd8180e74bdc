"""HTML and JSON-LD: right, safe, and the same body when it is read again."""

from __future__ import annotations

import dataclasses
import json

import pytest
from articles import BLOCKS, article, empty
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from outline import Outline

import scraper
from scraper.article import Access, Author, BodyBlock, Image, Mark
from scraper.cut import ledger_of
from scraper.document import read
from scraper.model import Conservation, Cut, Figures, Judgement, Page, Piece
from scraper.normaliser.body import lay_out
from scraper.output.html import script_json
from scraper.output.html_blocks import body_html


def test_the_whole_article_is_well_formed_and_semantic():
    text = article().to_html()
    outline = Outline(text)
    assert {tag for tag, _ in outline.seen} <= set(
        "html head meta title link script style body main article header h1 h2 p a span time img figure figcaption"
        " strong em br ol ul li blockquote table thead tbody tr th td pre code iframe".split()
    )
    root = html.document_fromstring(text)
    assert root.get("lang") == "en"
    assert root.findtext(".//title") == root.findtext(".//h1") == 'Ferries "stop" & <start>'
    assert root.find(".//link[@rel='canonical']").get("href") == "https://example.org/news/ferries"
    assert root.find(".//meta[@name='author']").get("content") == "Ada Pier, Bo Quay"
    assert root.find(".//time").get("datetime") == "2024-05-01T10:00:00+02:00"
    assert root.find(".//figcaption").text_content() == "A boat leaves. Cy Buoy"
    assert root.find(".//ol").get("start") == "3"
    assert json.loads(root.findtext(".//script")) == article().to_jsonld()


def test_nothing_known_gives_an_empty_document():
    Outline(empty().to_html())
    assert '<article dir="auto">' in empty().to_html()


def reread(text: str) -> list[BodyBlock]:
    """The body blocks of our own HTML, laid out again."""
    document = read(Page(f"<html><body>{text}</body></html>".encode(), url="https://example.org/"))
    pieces = tuple(Piece(block.index, block.text, block.marks) for block in document.blocks)
    cut = Cut(document, Judgement((), (), figures=Figures()), pieces, {}, Conservation(0, 0, 0, 0), ledger_of)
    return list(lay_out(cut)[0])


def test_reading_our_own_html_gives_the_same_body():
    # What stands for an image or an embed is not laid out again without its figures.
    blocks = tuple(block for block in BLOCKS if block.type not in ("image", "embed"))
    assert reread(body_html(article(blocks=blocks, images=()))) == list(blocks)


PAGES = st.lists(
    st.sampled_from(
        "<p>a b|<p>a<br>b</p>|<h2>h <i>i</i></h2>|<ul><li>x<ul><li>y</ul>z</ul>|<ol start=4><li><b>o</b><li>p</ol>|"
        "<blockquote>q<p>r <a href='/s'>s</a></p></blockquote>|<table><tr><th>t<th>u<tr><td>1<td><td>2</table>|"
        "<table><tr><td>1<td>2<tr><td>3<td>4<br>5</table>|<pre><code class=lang-c>x  y\n  z</code></pre>|"
        "<dl><dt>t<dd>d</dl>|"
        "<b>bold <i>both</b> em</i>|<a href=/x>l <code>c</code></a> tail &lt;b&gt; &amp;amp;".split("|")
    ),
    max_size=8,
).map("<p>first</p>".join)


@settings(deadline=None)
@given(PAGES)
def test_reading_our_own_html_of_any_page_gives_the_same_body(page):
    once = reread(page)
    assert reread(body_html(article(blocks=tuple(once), images=()))) == once


HOSTILE = (
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "<!--<script>",
    "]]>",
    "javascript:alert(1)",
    " java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "//evil.example/x",
    "https://[broken",
    "\u2028</style><b>",
    "&lt;script&gt;",
    "'onmouseover='alert(1)",
)


@settings(deadline=None)
@given(st.lists(st.sampled_from(HOSTILE), min_size=12, max_size=12))
def test_hostile_text_is_inert_everywhere(words):
    blocks = (
        BodyBlock("paragraph", words[0], (Mark(0, 5, "link", words[1]),)),
        BodyBlock("quote", words[2], url=words[3]),
        BodyBlock("code", words[4], language=words[5]),
        BodyBlock("table", header=((words[6],),), rows=((words[7],),)),
        BodyBlock("image", image=0),
        BodyBlock("embed", url=words[8], provider=words[9]),
    )
    hostile = article(
        blocks=blocks,
        images=(Image(words[1], words[2], words[3], words[4]),),
        authors=(Author(words[10], words[11], words[0], words[1]),),
        tags=tuple(words),
        **dict.fromkeys("title subtitle kicker description section language canonical_url".split(), words[0]),
    )
    outline = Outline(hostile.to_html())
    assert [tag for tag, _ in outline.seen if tag in ("script", "svg", "b", "style")] == ["script", "style"]
    for tag, attrs in outline.seen:
        assert not [name for name in attrs if name.startswith("on")], tag
        for name in ("href", "src", "cite"):
            assert (attrs.get(name) or "https:").startswith(("https:", "http:", "mailto:")), (tag, attrs)
    assert json.loads(html.document_fromstring(hostile.to_html()).findtext(".//script")) == hostile.to_jsonld()


@pytest.mark.parametrize("text", HOSTILE)
def test_json_in_a_script_element_cannot_end_it(text):
    written = script_json({"a": text})
    assert json.loads(written) == {"a": text}
    assert not set(written) & set("<>&\u2028\u2029")


def test_jsonld_says_what_is_known():
    found = article().to_jsonld()
    assert found["@type"] == "NewsArticle"
    assert found["headline"] == article().title
    assert found["author"] == [
        {
            "@type": "Person",
            "name": "Ada Pier",
            "url": "https://example.org/ada",
            "jobTitle": "Reporter",
            "alternateName": "@adapier",
        },
        {"@type": "Person", "name": "Bo Quay"},
    ]
    assert found["image"] == [
        {
            "@type": "ImageObject",
            "name": "A boat",
            "url": "https://example.org/i.jpg",
            "caption": "A boat leaves.",
            "creditText": "Cy Buoy",
        }
    ]
    assert found["publisher"] == {"@type": "Organization", "name": "Harbour Post", "url": "https://example.org"}
    assert found["mainEntityOfPage"] == {"@type": "WebPage", "@id": "https://example.org/news/ferries"}
    assert found["isAccessibleForFree"] is True
    assert found["articleBody"] == article().text
    assert (found["datePublished"], found["dateline"]) == ("2024-05-01T10:00:00+02:00", "HARBOUR TOWN")
    json.dumps(found)


def test_jsonld_has_no_address_that_is_a_script():
    page = """<html><head><title>Ferry</title><script type="application/ld+json">{"@type": "NewsArticle",
    "headline": "Ferry", "image": "javascript:alert(1)"}</script></head>
    <body><article><h1>Ferry</h1><p>It came back on Monday, said Ina.</p>"""
    found = scraper.clean(page, url="javascript:alert(2)")
    assert found.images == ()
    assert "javascript" not in json.dumps(found.to_jsonld())


def test_jsonld_gives_the_text_of_what_is_no_article():
    found = dataclasses.replace(article(), kind="not_article").to_jsonld()
    assert (found["@type"], found["text"]) == ("WebPage", article().text)
    assert "articleBody" not in found


def test_jsonld_leaves_out_what_is_unknown_and_keeps_false():
    assert empty().to_jsonld() == {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
    }
    assert article(access=Access(False, "wall")).to_jsonld()["isAccessibleForFree"] is False


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"canonical_url": "https://blog.example.org/x"}, "BlogPosting"),
        ({"canonical_url": "https://example.org/blogs/x"}, "BlogPosting"),
        ({"canonical_url": "https://example.org/x-blog-news"}, "NewsArticle"),
        ({"canonical_url": "https://[broken"}, "NewsArticle"),
        ({"kind": "live_blog"}, "LiveBlogPosting"),
        ({"kind": "listing"}, "CollectionPage"),
        ({"kind": "not_article"}, "WebPage"),
    ],
)
def test_jsonld_type(changes, expected):
    assert article(**changes).to_jsonld()["@type"] == expected
