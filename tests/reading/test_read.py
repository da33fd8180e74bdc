"""Page -> Document: HTML or text, and what is neither."""

from __future__ import annotations

import pytest

from scraper.document import read
from scraper.errors import ReadError
from scraper.model import Page


@pytest.mark.parametrize("body", [b"", b" \n\t ", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_page_is_an_error_that_names_it(body: bytes) -> None:
    with pytest.raises(ReadError, match=r"^https://paper\.example/a: is empty\. Check"):
        read(Page(body, url="https://paper.example/a"))


@pytest.mark.parametrize(
    ("page", "told"),
    [
        (Page(b"%PDF-1.7 \n1 0 obj"), "application/pdf"),
        (Page(b'{"title": "A", "body": "B"}'), "application/json"),
        (Page(b"\x89PNG\r\n\x1a\n\x00\x00"), "image/png"),
        (Page(b"<p>x</p>", media_type="image/gif"), "image/gif"),
    ],
)
def test_what_is_no_page_is_named(page: Page, told: str) -> None:
    with pytest.raises(ReadError, match=f"^input: is {told}, not a page. Give an HTML"):
        read(page)


def test_html_without_any_element_or_text() -> None:
    with pytest.raises(ReadError, match="holds no HTML element"):
        read(Page(b"<!-- only a comment -->", media_type="text/html"))


def test_the_type_that_the_sender_named_decides() -> None:
    assert read(Page(b"<p>a</p>", media_type="text/plain")).kind == "text"
    assert read(Page(b"words only", media_type="text/html")).kind == "html"
    assert read(Page(b"<p>a</p>", media_type="application/xhtml+xml")).kind == "html"


def test_without_a_type_the_bytes_decide() -> None:
    assert read(Page(b"<!doctype html><title>A</title><p>a")).kind == "html"
    assert read(Page(b"First line.\n\nSecond line.\n")).kind == "text"


def test_a_text_has_one_node_that_covers_all_of_it() -> None:
    found = read(Page(b"Title\r\n\r\nA line.\r\nAnother line.\r\n", final_url="https://paper.example/t"))
    assert [block.text for block in found.blocks] == ["Title", "A line.", "Another line."]
    assert [(node.tag, node.first, node.last) for node in found.nodes] == [("body", 0, 2)]
    assert [found.blocks[number].text[start:end] for number, start, end in found.covered(found.nodes[0])] == [
        block.text for block in found.blocks
    ]
    assert (found.base_url, found.media, found.root) == ("https://paper.example/t", (), None)


def test_xhtml_with_a_declaration() -> None:
    body = (
        b'<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>'
        b'<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="en">'
        b"<head><title>A</title></head><body><p>One<br/>two</p></body></html>"
    )
    found = read(Page(body))
    assert (found.title_tag, found.lang) == ("A", "en")
    assert [block.text for block in found.blocks] == ["One\ntwo"]


def test_frames_give_their_fallback_as_hidden_text() -> None:
    found = read(Page(b"<html><frameset><frame src=a><noframes>Old browser</noframes></frameset></html>"))
    assert [(block.text, block.hidden) for block in found.blocks] == [("Old browser", True)]


def test_reading_twice_gives_the_same() -> None:
    page = Page(b"<article><h1>A</h1><p>b <a href=c>d</a></p><img src=e></article>")
    first, second = read(page), read(page)
    assert first.blocks == second.blocks
    assert [node[:5] for node in first.nodes if not node.attrs] == [node[:5] for node in second.nodes if not node.attrs]
    assert [dict(item.attrs) for item in first.media] == [dict(item.attrs) for item in second.media]


@pytest.mark.parametrize(
    ("markup", "texts"),
    [
        ("<html><body><p>One.</p></body></html> <div><h1>Two</h1><p>Three.</p></div></body></html>", "One. Two Three."),
        ("<html><body><p>One.</p></body></html>two <b>three</b> four", "One. two three four"),
        (
            "<html><body><p>One.</p></body></html><html><head><title>x</title></head><body>2<p>3</p></body></html>",
            "One. 2 3",
        ),
        ("<html><body>One.</body></html><p>2</p></html><p>3</p></html>four", "One. 2 3 four"),
    ],
)
def test_what_stands_behind_the_end_is_read(markup: str, texts: str) -> None:
    document = read(Page(markup.encode()))
    assert " ".join(block.text for block in document.blocks) == texts


@pytest.mark.parametrize("control", ["\x01", "\x1f", "\ufffe", "\x0c"])
def test_control_characters_behind_the_end_of_the_page(control: str) -> None:
    """libxml2 reads them, and lxml would refuse to move them into the body."""
    page = f"<html><body><p>One</p>tail{control}</body></html>two{control}three<body>four{control}</body></html>"
    words = " ".join(block.text for block in read(Page(page.encode(), media_type="text/html")).blocks)
    assert [word for word in ("One", "tail", "two", "three", "four") if word not in words] == []
