"""lxml tree -> blocks: where a block begins and ends, its text, its marks, whether it is shown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markup import document, shown, tagged, texts

# --------------------------------------------------------------------------- borders


def test_block_level_elements_end_a_block_and_inline_ones_do_not() -> None:
    markup = "<div>Before <p>One <b>bold</b> word</p> after <ul><li>Item<li>Next</ul></div>"
    assert tagged(markup) == [
        ("div", "Before"),
        ("p", "One bold word"),
        ("div", "after"),
        ("li", "Item"),
        ("li", "Next"),
    ]


def test_a_lone_line_break_stays_in_the_block_and_two_split_it() -> None:
    assert texts("<div>Street 1<br>12345 Town<br><br>Next paragraph<br />\n<br>Last</div>") == [
        "Street 1\n12345 Town",
        "Next paragraph",
        "Last",
    ]


def test_line_breaks_at_the_borders_of_a_block_say_nothing() -> None:
    assert texts("<p><br>One<br></p><p><br><br>Two</p>") == ["One", "Two"]


def test_text_between_and_after_elements_belongs_to_the_element_around() -> None:
    assert tagged("<body>Loose <i>words</i><p>One</p>tail<p>Two</p>end") == [
        ("body", "Loose words"),
        ("p", "One"),
        ("body", "tail"),
        ("p", "Two"),
        ("body", "end"),
    ]


def test_tables_of_layout_give_a_block_for_each_cell() -> None:
    markup = "<table><tr><td>Menu<td><p>First</p><p>Second</p><tr><th>Left<td><table><tr><td>Inner</table></table>"
    assert tagged(markup) == [("td", "Menu"), ("p", "First"), ("p", "Second"), ("th", "Left"), ("td", "Inner")]


def test_unclosed_and_crossed_tags_keep_every_word_in_order() -> None:
    markup = "<div><p>One <b>two <i>three</b> four</i></div></p>five<li>six<td>seven</p>"
    assert " ".join(texts(markup)).split() == "One two three four five six seven".split()


def test_controls_are_blocks_of_their_own() -> None:
    markup = "<form><label>Name</label> <select><option>Red<option>Blue</select><button>Send</button></form>"
    assert tagged(markup) == [("form", "Name"), ("option", "Red"), ("option", "Blue"), ("button", "Send")]


def test_the_button_of_an_accordion_is_the_heading_that_it_fills() -> None:
    opened = "<h3><button aria-expanded=false aria-controls=a1>Can I be fined?</button></h3><div id=a1>Yes.</div>"
    assert tagged(opened) == [("h3", "Can I be fined?"), ("div", "Yes.")]


def test_another_button_beside_a_heading_is_a_block_of_its_own() -> None:
    markup = "<h3>Timetable <button>Copy link</button></h3><button aria-expanded=false>Menu</button>"
    assert tagged(markup) == [("h3", "Timetable"), ("button", "Copy link"), ("button", "Menu")]


# --------------------------------------------------------------------------- white space


def test_white_space_is_what_a_browser_would_show() -> None:
    assert texts("<p>\r\n  One\ttwo <b> three</b>,<i> four</i>\xa0five \n</p>") == ["One two three, four five"]


def test_words_split_over_inline_elements_stay_one_word() -> None:
    assert texts("<p>un<b>believ</b>a<wbr>bly <a href=x>link</a>s</p>") == ["unbelievably links"]


def test_joiners_stay_in_words_and_are_no_text_alone() -> None:
    alone = "<p>\u200d</p><div>\u200e \u200f</div>"
    markup = f"{alone}<p>می\u200cخواهم</p><p>👩\u200d🚀 flies</p>{alone}<p>un<b>\u200d</b>known</p>"
    assert texts(markup) == ["می\u200cخواهم", "👩\u200d🚀 flies", "unknown"]


def test_invisible_characters_are_dropped() -> None:
    assert texts("<p>Wort&shy;teil &#8203;zero&#xfeff; x&#x2060;y</p>") == ["Wortteil zero xy"]


def test_preformatted_text_keeps_its_lines() -> None:
    assert texts("<pre>\ndef f():\n    return 1<br>end</pre>") == ["def f():\n    return 1\nend"]
    assert texts("<pre>one<br><br>two</pre>") == ["one\n\ntwo"]


def test_null_characters_and_control_characters_do_no_harm() -> None:
    assert " ".join(texts("<p>One\x00 two</p><p>three\x01</p>")).startswith("One two three")


# --------------------------------------------------------------------------- marks


def marks(markup: str) -> list[tuple[str, str, str | None]]:
    return [
        (mark.kind, block.text[mark.start : mark.end], mark.url)
        for block in document(markup).blocks
        for mark in block.marks
    ]


def test_marks_cover_their_words_without_the_space_around() -> None:
    markup = "<p>See <a href=/x> the <em>old</em> page </a>and <strong>this</strong> <code>f(x)</code><b> </b></p>"
    assert marks(markup) == [
        ("link", "the old page", "/x"),
        ("em", "old", None),
        ("strong", "this", None),
        ("code", "f(x)", None),
    ]


def test_a_mark_goes_on_in_the_next_block() -> None:
    assert marks("<p><b>One<br><br>two</b> three</p><div><a href=y>A<p>B</p></a></div>") == [
        ("strong", "One", None),
        ("strong", "two", None),
        ("link", "A", "y"),
        ("link", "B", "y"),
    ]


def test_a_link_without_an_address() -> None:
    assert marks("<p><a class=top>Top</a></p>") == [("link", "Top", None)]


# --------------------------------------------------------------------------- what is shown


@pytest.mark.parametrize(
    "hiding", ["hidden", "hidden=until-found", 'style="display:none"', 'style="color:red; VISIBILITY : hidden"']
)
def test_hidden_elements_are_kept_and_marked(hiding: str) -> None:
    assert shown(f"<div>Seen<div {hiding}>Away <p>below</p></div>again</div>") == [
        ("Seen", True),
        ("Away", False),
        ("below", False),
        ("again", True),
    ]


def test_a_hidden_inline_element_is_a_block_of_its_own() -> None:
    assert shown("<p>Price <span hidden>old</span> 5</p>") == [("Price", True), ("old", False), ("5", True)]


def test_aria_hidden_is_seen() -> None:
    assert shown("<p aria-hidden=true>Seen</p>") == [("Seen", True)]


def test_what_stands_in_for_scripts_and_media_is_hidden() -> None:
    markup = "<noscript><p>Enable it</p></noscript><video src=a.mp4>Old browser</video><iframe src=b>Frame</iframe>"
    assert shown(markup + "<svg><text>Icon</text></svg><p>Text") == [
        ("Enable it", False),
        ("Old browser", False),
        ("Frame", False),
        ("Icon", False),
        ("Text", True),
    ]


def test_scripts_styles_comments_and_templates_are_no_text() -> None:
    markup = "<p>One<!-- note --> two<script>var x;</script><style>p{}</style> three</p><template><p>No</p></template>"
    assert texts(markup + "<?php echo ?><p>Four</p>") == ["One two three", "Four"]


def test_a_shadow_root_is_shown() -> None:
    markup = "<div><template shadowrootmode=open><p>Inside</p></template></div><p>After</p>"
    assert shown(markup) == [("Inside", True), ("After", True)]


# --------------------------------------------------------------------------- in general

TAGS = st.sampled_from("p div b span a br li td pre section template noscript x-card".split())
SCRAPS = st.lists(
    st.one_of(TAGS.map("<{}>".format), TAGS.map("</{}>".format), st.sampled_from(("alpha", " beta ", "\n", "&amp;"))),
    max_size=40,
).map("".join)


@given(SCRAPS)
def test_blocks_are_tidy_whatever_the_markup(scraps: str) -> None:
    found = document(f"<body>{scraps}<p>end")
    for number, block in enumerate(found.blocks):
        assert block.index == number
        assert block.text.strip()
        assert block.text == block.text.rstrip()
        assert found.nodes[block.node].tag == block.tag
        assert all(0 <= mark.start < mark.end <= len(block.text) for mark in block.marks)
    for number, node in enumerate(found.nodes):
        assert node.id == number
        assert node.parent < number
        assert all(start < end for _, start, end in found.covered(node))


# --------------------------------------------------------------------------- signs


def test_a_sign_that_is_a_link_stands_apart_from_the_words() -> None:
    assert texts('<h2>Rules<a href="#rules">¶</a></h2>') == ["Rules ¶"]
    assert texts('<h2><a href="#rules"><span>#</span></a>Rules</h2>') == ["# Rules"]
    assert texts('<p>As told in 1871.<a href="#fnref1">↩︎</a></p>') == ["As told in 1871. ↩︎"]
    edit = '<span class="mw-editsection"><span class="mw-editsection-bracket">[</span><a href="/e">edit</a>]</span>'
    assert texts(f"<h2>History{edit}</h2>") == ["History [edit]"]
    note = '<span class="sr-only">(opens in a new tab)</span>'
    assert texts(f"<p>See <a href=/m>the map{note}</a>.</p>") == ["See the map (opens in a new tab) ."]


def test_words_and_signs_within_words_stay_where_they_are() -> None:
    assert texts('<p>wind<a href="#mill">mill</a>s</p>') == ["windmills"]
    assert texts('<p>the mill<a href="#star">*</a>, <a href="/c">C</a># and <span class="x">y</span>s</p>') == [
        "the mill*, C# and ys"
    ]
    assert texts('<p>No<a href="/x">¶</a></p>') == ["No¶"]
