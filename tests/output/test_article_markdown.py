"""Markdown is right when a CommonMark reader gets back the same structure and the same words from it."""

from __future__ import annotations

import time

import pytest
from articles import BLOCKS, article, empty
from hypothesis import example, given, settings
from hypothesis import strategies as st
from lxml import html
from markdown_it import MarkdownIt

from scraper.article import BodyBlock, Image, ListItem, Mark
from scraper.marks import canonical
from scraper.output.markdown import render_blocks

READER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
TAGS = {"strong": "strong", "em": "em", "code": "code", "a": "link"}


def rendered(markdown: str):
    """The elements that a reader makes of Markdown."""
    return list(html.fragment_fromstring(READER.render(markdown), create_parent="div"))


def shown(blocks, images=()):
    return [seen(element) for element in rendered("\n\n".join(render_blocks(blocks, images)))]


def words(element) -> str:
    """The text of an element as a browser shows it, nested lists left out."""
    text = raw(element).replace("\n\n", "\n").strip()
    return "\n".join(" ".join(line.split()) for line in text.split("\n"))


def raw(element) -> str:
    text = element.text or ""
    for child in element:
        if child.tag not in ("ul", "ol"):
            text += "\n" if child.tag == "br" else raw(child)
        text += child.tail or ""
    return text


def seen(element):
    """An element as plain data, to compare with ``meant``."""
    if element.tag in ("ul", "ol"):
        return element.tag, int(element.get("start", 1)), [entry(item) for item in element]
    if element.tag == "table":
        return "table", [[words(cell) for cell in row] for row in element.iter("tr")]
    if element.tag == "blockquote":
        return "quote", [words(p) for p in element]
    if element.tag == "pre":
        return "code", (element[0].get("class") or "").removeprefix("language-"), element[0].text[:-1]
    return element.tag, words(element)


def entry(item):
    inner = [child for child in item if child.tag in ("ul", "ol")]
    return words(item), *[seen(child) for child in inner]


def meant(block):
    if block.type == "list":
        return listed(block.items, block.ordered, block.start)
    if block.type == "table":
        width = max(len(row) for row in (*block.header, *block.rows))
        rows = [list(row) + [""] * (width - len(row)) for row in (*block.header, *block.rows)]
        return "table", rows if block.header else [[""] * width, *rows]
    if block.type == "quote":
        return "quote", block.text.split("\n\n")
    if block.type == "code":
        return "code", block.language or "", block.text
    return ("p", block.text) if block.type == "paragraph" else (f"h{block.level}", block.text.replace("\n", " "))


def listed(items, ordered, start=1):
    entries = [(i.text, *([listed(i.items, i.ordered)] if i.items else [])) for i in items]
    return "ol" if ordered else "ul", start if ordered else 1, entries


def test_the_whole_article():
    assert article().to_markdown() == (
        '# Ferries "stop" & \\<start>\n\n*A year of change*\n\n'
        "By Ada Pier, Bo Quay · 2024-05-01 10:00 · Harbour Post\n\n"
        "![A boat](https://example.org/i.jpg)\n\n*A boat leaves. (Cy Buoy)*\n\n"
        "**HARBOUR TOWN** — [_Ferries_](https://example.org/ferries?a=1&b=2) \\<stop> & start,\\\nsays the port.\n\n"
        "## What changes\n\n"
        "3. The early boat\n4. The _late_ boat\n   - Fridays\n   - 1\\. May\n\n"
        "1) Another list\n\n"
        "> We wait.\n>\n> **Then** we wait more.\n>\n"
        "> — [https://example.org/speech](https://example.org/speech)\n\n"
        "| Boat | Fare |\n| --- | --- |\n| Early | 3 \\| 4 |\n| Late<br>boat |  |\n\n"
        "```python\nfares = {\n    'early': 3,\n}\n```\n\n"
        "[Tube](https://video.example/embed/1)\n\nThe end.\n"
    )
    assert empty().to_markdown() == ""


@pytest.mark.parametrize("number", [n for n, block in enumerate(BLOCKS) if block.type not in ("image", "embed")])
def test_each_block_reads_back(number):
    block = BLOCKS[number]
    found = shown([block])[0]
    assert (found[0], found[1][:2] if block.type == "quote" else found[1:]) == (
        meant(block)[0],
        meant(block)[1] if block.type == "quote" else meant(block)[1:],
    )


STRINGS = "** __ ``` ~~~ ===== --- &amp; &#35; <b> </p> <!-- ](x) ![ http://a.example/_b_ a_b_c |---|".split()
STARTS = ["1986. ", "1) ", "+ ", "- ", "* ", "# ", " ", " ", "\n"]
NASTY = st.lists(
    st.sampled_from([*"*_[]<>#|\\+-=`~&!():;.\"'1aé€ß日", *STRINGS, *STARTS]), min_size=1, max_size=14
).map("".join)


def tidied(text: str) -> str:
    """Text as the body has it: single spaces, no empty lines."""
    lines = (" ".join(line.split()) for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


TEXT = NASTY.map(tidied).filter(bool)
LINE = TEXT.map(lambda text: text.replace("\n", " "))
URLS = [
    "https://a.example/x",
    "https://a.example/(x)?a=1&amp;b=<2>",
    "https://a.example/a b\\c_*d*",
    "mailto:a@b.example",
]


@st.composite
def runs(draw, text=TEXT):
    chosen = draw(text)
    marks = []
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(chosen) - 1))
        kind = draw(st.sampled_from(["strong", "em", "code", "link"]))
        url = draw(st.sampled_from(URLS)) if kind == "link" else None
        marks.append(Mark(start, draw(st.integers(start + 1, len(chosen))), kind, url))
    # Code is shown as it is but for line breaks, and code next to code would be one.
    return chosen, tuple(m for m in canonical(chosen, marks) if m.kind != "code" or "\n" not in chosen[m.start : m.end])


@settings(max_examples=200, deadline=None)
@given(runs())
@example(("1986. A great year", ()))
@example(("Wow!link", (Mark(4, 8, "link", "https://a.example/x"),)))
@example(('say"so"now', (Mark(3, 7, "strong"),)))
@example(("a_b", (Mark(0, 1, "strong"),)))
@example(("ab", (Mark(0, 1, "strong"), Mark(1, 2, "em"))))
@example(("a\n=====", ()))
@example(("a | b\n--- | ---", ()))
def test_paragraphs_read_back(run):
    assert shown([BodyBlock("paragraph", *run)]) == [("p", run[0])]


@settings(deadline=None)
@given(runs(LINE), st.integers(1, 6))
@example(("C #", ()), 2)
@example(("#", ()), 2)
def test_headings_read_back(run, level):
    assert shown([BodyBlock("heading", *run, level=level)]) == [(f"h{level}", run[0])]


@settings(deadline=None)
@given(st.lists(runs(), min_size=1, max_size=3))
def test_quotes_read_back(parts):
    block = BodyBlock("quote", "\n\n".join(text for text, _ in parts))
    assert shown([block, block]) == [meant(block), meant(block)]


ITEMS = st.recursive(
    runs().map(lambda run: ListItem(*run)),
    lambda inner: st.builds(
        lambda run, ordered, items: ListItem(*run, ordered, tuple(items)),
        runs() | st.just(("", ())),
        st.booleans(),
        st.lists(inner, min_size=1, max_size=3),
    ),
    max_leaves=6,
)
LISTS = st.builds(
    BodyBlock,
    st.just("list"),
    ordered=st.booleans(),
    start=st.just(1) | st.integers(2, 120),
    items=st.lists(ITEMS, min_size=1, max_size=3).map(tuple),
)


@settings(max_examples=200, deadline=None)
@given(st.lists(LISTS, min_size=1, max_size=3))
def test_lists_read_back_and_stay_apart(blocks):
    assert shown(blocks) == [meant(block) for block in blocks]


@settings(deadline=None)
@given(
    st.lists(st.lists(TEXT | st.just(""), min_size=3, max_size=3).map(tuple), min_size=1, max_size=3), st.integers(0, 2)
)
def test_tables_read_back(rows, heads):
    block = BodyBlock("table", header=tuple(rows[:heads]), rows=tuple(rows[heads:]))
    assert shown([block]) == [meant(block)]


@settings(deadline=None)
@given(st.lists(NASTY, max_size=3).map("\n  ".join), st.sampled_from([None, "c++", "python"]))
def test_code_reads_back(text, language):
    block = BodyBlock("code", text, language=language)
    assert shown([block]) == [meant(block)]


@settings(deadline=None)
@given(LINE, LINE, LINE)
def test_images_and_embeds_read_back(alt, caption, credit):
    image = Image("https://a.example/(i).jpg", alt, caption, credit)
    embed = BodyBlock("embed", url="https://a.example/v", provider=alt)
    picture, words_below, link = rendered("\n\n".join(render_blocks([BodyBlock("image", image=0), embed], [image])))
    assert picture[0].get("alt") == alt
    assert picture[0].get("src") == "https://a.example/(i).jpg"
    assert words(words_below) == f"{caption} ({credit})"
    assert words_below[0].tag == "em"
    assert (words(link), link[0].get("href")) == (alt, "https://a.example/v")


@pytest.mark.parametrize("kind", ["strong", "em", "code", "link"])
@pytest.mark.parametrize("text", ["one two three", "one(two)three", "onetwothree"])
def test_marks_are_there(kind, text):
    start = text.index("two")
    url = "https://a.example/" if kind == "link" else None
    (paragraph,) = rendered(
        "".join(render_blocks([BodyBlock("paragraph", text, (Mark(start, start + 3, kind, url),))], ()))
    )
    (child,) = paragraph
    assert (TAGS[child.tag], child.text) == (kind, "two")


@pytest.mark.parametrize("url", URLS)
def test_addresses_lead_to_the_same_place(url):
    (paragraph,) = rendered("".join(render_blocks([BodyBlock("paragraph", "x", (Mark(0, 1, "link", url),))], ())))
    expected = url.replace(" ", "%20").replace("<", "%3C").replace(">", "%3E").replace("\\", "%5C")
    assert paragraph[0].get("href") == expected


def test_deep_lists_and_long_text_are_written_quickly():
    item = ListItem("deepest")
    for _ in range(19):
        item = ListItem("x", items=(item,))
    text = "*_[a] `b` <c> 1. " * 20_000
    started = time.process_time()
    article(blocks=(BodyBlock("list", items=(item,)), BodyBlock("paragraph", text.strip()))).to_markdown()
    assert time.process_time() - started < 5
