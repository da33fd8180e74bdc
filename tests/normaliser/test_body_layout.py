"""Body blocks from pieces: structure, order, and the law that no word is lost."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.article import Image, Video
from scraper.cut import ledger_of
from scraper.document import read
from scraper.model import Conservation, Cut, Document, Figures, Judgement, Page, Piece, Score
from scraper.normaliser.body import lay_out, orphan_headings
from scraper.normaliser.text import render_text


def document_of(html: str) -> Document:
    return read(Page(html.encode(), url="https://example.org/news/story"))


def cut_of(document: Document, kept=lambda index: True, figures: Figures | None = None) -> Cut:
    pieces = tuple(Piece(b.index, b.text, b.marks) for b in document.blocks if kept(b.index))
    words = sum(len(piece.text.split()) for piece in pieces)
    scores = tuple(Score(1.0) for _ in document.blocks)
    judgement = Judgement((), scores, figures=figures or Figures())
    return Cut(document, judgement, pieces, {}, Conservation(words, words, 0, 0), ledger_of)


def blocks_of(html: str, **options):
    return lay_out(cut_of(document_of(html), **options))[0]


def outline(items):
    return [(item.text, *([outline(item.items)] if item.items else [])) for item in items]


def test_paragraphs_headings_and_links():
    blocks = blocks_of(
        "<h2>Top<br>line</h2><p>See <a href='/a b'>this</a>, <a href='javascript:x()'>not</a> <a href=''>that</a></p>"
        "<div role=heading aria-level=4>Said</div><p>one<br>two</p>"
    )
    assert [(b.type, b.text, b.level) for b in blocks] == [
        ("heading", "Top line", 2),
        ("paragraph", "See this, not that", 0),
        ("heading", "Said", 4),
        ("paragraph", "one\ntwo", 0),
    ]
    assert [(m.kind, m.url) for m in blocks[1].marks] == [("link", "https://example.org/a%20b")]


def test_nested_lists_keep_their_nesting_and_order():
    (block,) = blocks_of(
        "<ol start=3><li>a<ul><li>b<li><p>c</p><p>d</p></ul>e<li>f<ol><li>g</ol></ol>",
    )
    assert block.ordered
    assert block.start == 3
    assert outline(block.items) == [("a", [("b",), ("c\nd",)]), ("e",), ("f", [("g",)])]
    assert [item.ordered for item in block.items] == [False, False, True]
    assert render_text([block]) == "a\nb\nc\nd\ne\nf\ng"


def test_list_right_inside_a_list_belongs_to_the_entry_before():
    (block,) = blocks_of("<ul><li>a<ul><li>b</ul><ul><li>c</ul></ul>")
    assert outline(block.items) == [("a", [("b",), ("c",)])]


def test_definition_list_puts_descriptions_below_terms():
    (block,) = blocks_of("<dl><dd>lone<dt>term<dd>one<dd>two<dt>next<dd>three</dl>")
    assert outline(block.items) == [("lone",), ("term", [("one",), ("two",)]), ("next", [("three",)])]


def test_code_in_an_entry_breaks_the_list_and_numbers_go_on():
    blocks = blocks_of("<ol><li>install<pre>pip  install x</pre>then wait<ul><li>long</ul><li>run</ol>")
    assert [(b.type, b.text, b.start, outline(b.items)) for b in blocks] == [
        ("list", "", 1, [("install",)]),
        ("code", "pip  install x", 1, []),
        ("paragraph", "then wait", 1, []),
        ("list", "", 1, [("long",)]),
        ("list", "", 2, [("run",)]),
    ]


def test_list_with_headings_is_layout():
    blocks = blocks_of("<ul><li><h3>One</h3><p>first</p><li><h3>Two</h3><p>second</p></ul>")
    assert [b.type for b in blocks] == ["heading", "paragraph"] * 2


def test_quotes_join_their_paragraphs_and_know_their_source():
    blocks = blocks_of(
        "<blockquote cite='/speech'><p>One.</p><p>Two <em>more</em>.</p></blockquote>"
        "<blockquote class=twitter-tweet><p>Ha</p>— A (@a) <a href='https://social.example/1'>May 1</a></blockquote>"
        "<figure><blockquote>Said</blockquote><figcaption>Someone</figcaption></figure>"
        "<aside class='c-pull-quote left'><p>Big words</p></aside>"
        "<div class='has-pullquote'><p>Not a quote</p></div>"
    )
    assert [(b.type, b.text, b.url) for b in blocks] == [
        ("quote", "One.\n\nTwo more.", "https://example.org/speech"),
        ("quote", "Ha\n\n— A (@a) May 1", "https://social.example/1"),
        ("quote", "Said\n\nSomeone", None),
        ("quote", "Big words", None),
        ("paragraph", "Not a quote", None),
    ]
    (mark,) = blocks[0].marks
    assert blocks[0].text[mark.start : mark.end] == "more"


def test_data_table_with_header_spans_and_caption():
    blocks = blocks_of(
        "<table><caption>Votes</caption><thead><tr><th>Place<th colspan=2>Party</thead>"
        "<tr><td rowspan=2>North<td>A<td>1<tr><td>B<br>b<td>2<tr><td><td><td></table>"
    )
    assert [b.type for b in blocks] == ["paragraph", "table"]
    assert blocks[1].header == (("Place", "Party", ""),)
    assert blocks[1].rows == (("North", "A", "1"), ("", "B\nb", "2"))
    assert render_text(blocks) == "Votes\n\nPlace\tParty\t\nNorth\tA\t1\n\tB b\t2"


def test_cells_of_a_table_with_header_cells_may_hold_code_and_lists():
    (block,) = blocks_of(
        "<table><tr><th>Name<th>Meaning<tr><td>mode<td>One of:<ul><li>fast<li>safe</ul>"
        "<tr><td>hook<td><p>Called so:</p><pre>f(\n  x)</pre></table>"
    )
    assert block.header == (("Name", "Meaning"),)
    assert block.rows == (("mode", "One of:\nfast\nsafe"), ("hook", "Called so:\nf(\n  x)"))


@pytest.mark.parametrize(
    "table",
    [
        "<table><tr><td>one</td></tr><tr><td>two</td></tr></table>",
        "<table><tr><td>one</td><td>two</td></tr></table>",
        "<table role=presentation><tr><td>1<td>2<tr><td>3<td>4</table>",
        "<table><tr><td><h2>News</h2><td>2<tr><td>3<td>4</table>",
        "<table><tr><td>1<td><table><tr><td>2<td>3<tr><td>4<td>5</table><tr><td>6<td>7</table>",
        f"<table><tr><td>1<td><p>{'word ' * 50}</p><p>{'word ' * 50}</p><tr><td>2<td>3</table>",
    ],
    ids=["one column", "one row", "role", "heading in it", "table in it", "prose in it"],
)
def test_layout_tables_are_no_tables(table):
    kinds = [b.type for b in blocks_of(table)]
    assert kinds.count("table") == ("table in it" in table) or kinds.count("table") == table.count("<table") - 1


def test_code_keeps_its_white_space_and_language():
    (block,) = blocks_of("<pre><code class='hljs language-Python'>def f():\n    return  1\n\n\n# end</code></pre>")
    assert (block.type, block.language) == ("code", "python")
    assert block.text == "def f():\n    return  1\n\n\n# end"


def test_images_and_embeds_stand_where_they_stood():
    document = document_of("<p>a</p><ul><li>b<li>c<li>d</ul><blockquote><p>e</p><p>f</p></blockquote><p>g</p>")
    images = (Image("lead.jpg", before=0), Image("c.jpg", before=2), Image("f.jpg", before=5), Image("meta.jpg"))
    videos = (Video("Tube", "https://tube.example/1", before=99), Video("Tube", None, before=1))
    cut = cut_of(document, figures=Figures(images, videos))
    blocks, laid = lay_out(cut)
    assert [(b.type, b.image) for b in blocks] == [
        ("image", 0),
        ("paragraph", None),
        ("list", None),
        ("image", 1),
        ("list", None),
        ("quote", None),
        ("image", 2),
        ("paragraph", None),
        ("embed", None),
    ]
    assert [image.block for image in laid] == [0, 3, 6, None]
    assert all(image.before is None for image in laid)
    assert (blocks[-1].url, blocks[-1].provider) == ("https://tube.example/1", "Tube")
    assert [b.source for b in blocks] == [(), (0,), (1,), (), (2, 3), (4, 5), (), (6,), ()]


@pytest.mark.parametrize(
    ("html", "gone", "orphans"),
    [
        ("<h2>A</h2><p>x</p><h2>B</h2><p>y</p>", {3}, ["B"]),
        ("<h2>A</h2><p>x</p><h2>B</h2><p>y</p>", {1}, ["A"]),
        ("<h2>A</h2><h3>B</h3><p>x</p><h2>C</h2><p>y</p>", {2}, ["A", "B"]),
        ("<h2>A</h2><h3>B</h3><p>x</p><h2>C</h2><p>y</p>", set(), []),
        ("<h4>Standfirst</h4><h2>A</h2><p>x</p>", set(), []),
        ("<h2>A</h2><figure><img src=a.jpg><figcaption>c</figcaption></figure><h2>B</h2><p>x</p>", {1}, []),
        ("<p>x</p><h2>End</h2>", set(), ["End"]),
        ("<h2>A</h2><p>x</p><p>y</p>", {1}, []),
    ],
)
def test_orphan_headings(html, gone, orphans):
    document = document_of(html)
    found = orphan_headings(document, [block.index not in gone for block in document.blocks])
    assert [document.blocks[number].text for number in found] == orphans


def test_a_heading_over_a_picture_whose_caption_moved_is_no_orphan():
    """Lists of pictures, each with its heading, up to the end of the page."""
    document = document_of("<p>x</p><h2>1. A</h2><div>c</div><h2>2. B</h2><div>d</div><h2>More</h2><div>e</div>")
    kept = [True, True, False, True, False, True, False]
    assert orphan_headings(document, kept, captions={2, 4}) == [5]
    assert orphan_headings(document, kept) == [1, 3, 5]


_TAGS = (
    "p div h1 h2 h4 ul ol li li li dl dt dd blockquote table tbody thead tr td td th caption pre code figure figcaption"
    " a b br span textarea section center"
).split()
_ATTRS = ("", " class=pullquote", " colspan=2", " rowspan=3", " role=heading", " cite=/x", " href=/y", " class=lang-c")


@st.composite
def markup(draw: st.DrawFn) -> str:
    """Tags opened and closed in any order around words: what parsers make of it is part of the test."""
    parts = []
    for number in range(draw(st.integers(1, 60))):
        tag = draw(st.sampled_from(_TAGS))
        kind = draw(st.integers(0, 3))
        if kind == 0:
            parts.append(f"</{tag}>")
        elif kind == 1:
            parts.append(f"w{number} " + draw(st.sampled_from(["x", "  y ", "\n", "é\u00a0z"])))
        else:
            parts.append(f"<{tag}{draw(st.sampled_from(_ATTRS))}>w{number}")
    return "".join(parts)


@settings(max_examples=400, deadline=None)
@given(markup(), st.integers(0, 2**32), st.sampled_from([0.0, 0.2, 0.6]))
def test_no_word_is_lost_whatever_is_kept(html, seed, drop):
    document = document_of(html + "<p>end")
    chance = random.Random(seed)
    figures = Figures(
        tuple(Image(f"{n}.jpg", before=chance.randrange(len(document.blocks) + 2)) for n in range(3)),
        (Video("Tube", "https://tube.example/1", before=chance.randrange(len(document.blocks))),),
    )
    cut = cut_of(document, kept=lambda index: chance.random() >= drop, figures=figures)
    blocks, images = lay_out(cut)
    assert render_text(blocks).split() == [word for piece in cut.pieces for word in piece.text.split()]
    assert all(blocks[image.block].image == index for index, image in enumerate(images))
    for block in blocks:
        assert all(0 <= mark.start < mark.end <= len(block.text) for mark in block.marks)
    assert (blocks, images) == lay_out(cut)


@pytest.mark.parametrize("open_tag", ["<ul><li>x", "<blockquote>x", "<table><tr><td>x<td>", "<dl><dd>x", "<div><ol>x"])
def test_deep_nesting_is_neither_slow_nor_lost(open_tag):
    document = document_of(open_tag * 3000)
    cut = cut_of(document)
    assert render_text(lay_out(cut)[0]).split() == ["x"] * 3000


def test_sentences_in_heading_elements_are_no_orphans() -> None:
    """Some pages print whole articles in headings."""
    sentence = "The ferry came back on Monday morning, and half the town stood on the pier to see it."
    document = document_of(f"<h1>Ferry returns</h1><h4>{sentence}</h4><h4>{sentence}</h4>")
    assert orphan_headings(document, [True, True, True]) == []
    assert orphan_headings(document, [True, False, False]) == [0]


@pytest.mark.parametrize(
    ("line", "is_heading"),
    [
        ("<p><b>Saws and a horse with spikes</b></p>", True),
        ("<p><strong>“No reason to close it”</strong></p>", True),
        ("<div><b>A slow <i>decline</i></b></div>", True),
        ("<p><b>The town has waited long enough.</b></p>", False),
        ("<p><b>What did you see?</b></p>", False),
        ("<p><b>Ingrid Sol:</b></p>", False),
        ("<p><b>Ingrid</b> Sol</p>", False),
        ("<p><b>&gt;&gt;&gt; Why the old pier fell</b></p>", False),
        ("<p><b><a href=/ferry>The ferry is back</a></b></p>", False),
        ("<p><b>The ferry<br>is back</b></p>", False),
        ("<p><b>One line of many more words than anyone would ever set over a section of a text</b></p>", False),
        ("<p><b>Saws and hooks</b></p><p><b>A horse with spikes</b></p>", False),
    ],
)
def test_a_line_in_bold_alone_above_text_is_a_heading(line: str, is_heading: bool) -> None:
    text = "<p>The ice was cut in January and lay in the house until the summer.</p>"
    below = blocks_of(f"{text}{line}{text}")[1]
    assert (below.type == "heading") == is_heading
    assert not is_heading or (below.level == 2 and all(mark.kind != "strong" for mark in below.marks))
    assert blocks_of(f"{text}{line}")[-1].type == blocks_of(f"{line}{text}")[0].type != "heading"


def test_a_bold_heading_is_one_level_below_the_last_of_the_page() -> None:
    text = "<p>The ice was cut in January and lay in the house until the summer.</p>"
    blocks = blocks_of(f"<h3>Ice</h3>{text}<p><b>Saws</b></p>{text}<p><b>Hooks</b></p>{text}")
    assert [block.level for block in blocks if block.type == "heading"] == [3, 4, 4]
