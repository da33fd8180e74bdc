"""Whatever a page contains, the reader answers, the same each time, with moves on word borders."""

from __future__ import annotations

import json

from described import page
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.document import read
from scraper.model import Document, Page
from scraper.normaliser.metadata import read_metadata

KEYS = (
    "@type", "@id", "@graph", "name", "headline", "author", "creator", "publisher", "datePublished", "dateModified",
    "url", "keywords", "articleSection", "inLanguage", "isAccessibleForFree", "mainEntityOfPage", "mainEntity",
    "itemListElement", "description", "jobTitle", "alternativeHeadline", "item",
)  # fmt: skip
TEXTS = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [
            "NewsArticle",
            "Person",
            "2024-05-03",
            "http://[",
            "By Jane Doe",
            "@x",
            "#a",
            "BreadcrumbList",
            "99999999999",
            "https://a.example/",
            "0000-00-00T99:99",
        ]
    ),
)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(allow_nan=False), TEXTS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(KEYS), inner, max_size=4)),
    max_leaves=12,
)
METAS = st.sampled_from(
    [
        "og:title",
        "author",
        "article:published_time",
        "date",
        "og:url",
        "article:tag",
        "og:locale",
        "article:content_tier",
        "citation_author",
        "twitter:label1",
        "twitter:data1",
    ]
)
TAGS = st.sampled_from(["h1", "h2", "p", "div", "time", "span", "a", "figure", "blockquote", "li"])
MARKS = st.sampled_from(
    [
        "",
        'class="byline"',
        'class="author" itemprop="author"',
        'class="tags"',
        'class="kicker"',
        'class="standfirst"',
        'datetime="2024-05"',
        'rel="author" href="http://["',
    ]
)
LINES = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            "By Jane Doe and John Roe, 3 May 2024",
            "Updated 31.02.2024 25:61 Uhr",
            "SEOUL (AP) — it is",
            "Correction: none",
            "@jane",
            "by",
            "a, b & c",
            "Twitter: @x",
            "2",
            "1.1.11",
        ]
    ),
)


@st.composite
def markups(draw: st.DrawFn) -> str:
    scripts = "".join(
        f'<script type="application/ld+json">{json.dumps(value)}</script>'
        for value in draw(st.lists(VALUES, max_size=3))
    )
    metas = "".join(
        f'<meta property="{name}" content="{content}">'
        for name, content in draw(st.lists(st.tuples(METAS, TEXTS), max_size=4))
    )
    parts = draw(st.lists(st.tuples(TAGS, MARKS, LINES), max_size=8))
    above = "".join(f"<{tag} {mark}>{line}</{tag}>" for tag, mark, line in parts)
    link = draw(
        st.sampled_from(["", '<link rel="canonical" href="http://[">', '<link rel="next" href="?page=9999999999">'])
    )
    return page(above, above, scripts + metas + link, body=draw(st.sampled_from(["", "<p>" + "word " * 40 + "</p>"])))


def parsed(markup: str) -> Document:
    return read(
        Page(markup.encode("utf-8", "replace"), url="https://www.harbourpost.example/a", media_type="text/html")
    )


@settings(max_examples=120, deadline=None)
@given(markups(), st.integers(min_value=0, max_value=2))
def test_never_raises_and_always_answers_the_same(markup: str, pattern: int) -> None:
    document = parsed(markup)
    scores = [(0.1, 0.9, 0.9 if block.words > 5 else 0.2)[pattern] for block in document.blocks]
    fields = read_metadata(document, scores)
    assert read_metadata(parsed(markup), scores) == fields


@settings(max_examples=80, deadline=None)
@given(markups())
def test_moves_are_disjoint_spans_of_whole_words(markup: str) -> None:
    document = parsed(markup)
    fields = read_metadata(document, [0.9 if block.words > 5 else 0.2 for block in document.blocks])
    ends: dict[int, int] = {}
    for move in fields.moves:
        text = document.blocks[move.block].text
        assert 0 <= move.start < move.end <= len(text)
        assert ends.get(move.block, 0) <= move.start
        assert move.start == 0 or text[move.start - 1].isspace()
        assert move.end == len(text) or text[move.end].isspace()
        assert move.cleaner == "metadata"
        assert move.field
        assert move.evidence
        ends[move.block] = move.end


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=400))
def test_plain_text_of_any_kind(text: str) -> None:
    body = text.encode("utf-8", "replace")
    if not body.decode("utf-8").strip("\x00 \n\r\t"):
        return
    document = Document(Page(body), "text", (), (), (), parsed(page()).encoding)
    assert read_metadata(document, []).title is None
