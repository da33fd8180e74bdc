"""Elements that end while a <div> or <style> in them is open: browsers close both."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.document import read
from scraper.model import Document, Page
from scraper.reading.unclosed import closed

PAGE = "<!doctype html><html><body><div>{}<p>One <b>two</b></p></div><p>Three</p></body></html>"


def page(markup: str) -> Document:
    return read(Page(PAGE.format(markup).encode(), media_type="text/html"))


def around(document: Document, text: str) -> set[str]:
    """The tags of all elements around the block that begins with a text."""
    number = next(block.node for block in document.blocks if block.text.startswith(text))
    return {node.tag for node in document.ancestors(number)}


@pytest.mark.parametrize(
    ("markup", "tag"),
    [
        ("<template><div class=row></template>", "template"),
        ("<figure><figcaption>A jellyfish <div>Photo: Ola Moe</figcaption></figure>", "figcaption"),
        ("<aside class=newsletter><div><div>Sign up</aside>", "aside"),
        ("<SECTION><DIV>x</SECTION>", "section"),
        ("<noscript><div>x</noscript>", "noscript"),
        ("<object data=x><div>x</object>", "object"),
        ("<noscript><style>.js{display:none}</noscript>", "noscript"),
        ("<svg><style>.a{fill:red}</svg>", "svg"),
        ("<script>'<div>'</script><!-- <div> --><nav><div>Menu</nav>", "nav"),
        ("<aside><table><tr><td><div>x<td>y</table><div>z</aside>", "aside"),
    ],
)
def test_what_follows_stands_outside(markup: str, tag: str) -> None:
    document = page(markup)
    assert tag not in around(document, "One")
    assert around(document, "One") == around(page(""), "One")  # nothing around it was closed
    assert around(document, "Three") == around(page(""), "Three")


@pytest.mark.parametrize(
    "markup",
    [
        "<aside><div>x</div></aside>",
        "<div><aside>x</div>",
        "<aside><table><tr><td><div>x</table></aside></div><div>",  # the cell has ended it
        "<style>a{background:url('data:image/svg+xml,<svg></svg>')}</style>",
        "<!-- <aside><div></aside> -->",
        "<script>x = '<aside><div></aside>'</script>",
    ],
)
def test_what_is_closed_stays_as_it_is(markup: str) -> None:
    markup = PAGE.format(markup)
    assert closed(markup.encode()) == markup.encode()


def test_an_anchor_without_address_is_no_link() -> None:
    (block,) = read(Page(b"<p><a name=more>The ferry came back.</p>", media_type="text/html")).blocks
    assert block.marks == ()


def test_an_end_tag_of_a_line_break_is_one() -> None:
    (block,) = read(Page(b"<p>one</br>two</p>", media_type="text/html")).blocks
    assert block.text == "one\ntwo"


TAGS = ("<div>", "</div>", "<aside>", "</aside>", "<table>", "<td>", "</table>", "<!--", "-->", "x")


@given(st.lists(st.sampled_from((*TAGS, "<style>", "</style>", "</svg>")), max_size=30))
def test_nothing_but_end_tags_is_added(tags: list[str]) -> None:
    page = "".join(tags).encode()
    assert _without_ends(closed(page)) == _without_ends(page)


@given(st.lists(st.sampled_from(TAGS), max_size=30))
def test_what_was_closed_stays_as_it_is(tags: list[str]) -> None:
    once = closed("".join(tags).encode())
    assert closed(once) == once


def _without_ends(page: bytes) -> bytes:
    return page.replace(b"</div>", b"").replace(b"</style>", b"")
