"""What bytes are, told from the bytes."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scraper.sniff import PAGE_TYPES, signature, sniff_media_type

HTML = [
    b"<!DOCTYPE html><html><body><p>Words.</p></body></html>",
    b"<!doctype HTML PUBLIC '-//W3C//DTD HTML 4.01//EN'>\n<HTML>",
    b"\xef\xbb\xbf \r\n\t<html lang=en>",
    b"<HEAD><TITLE>Old page</TITLE>",
    b"<!-- saved from url=(0022)https://site.example/ --><div>",
    b"<!-- " + b"x" * 10_000 + b" --><html>",
    b"<p>A fragment</p>",
    b"<a href=/>link</a>",
    b"<article><h1>Title</h1>",
    b"<?xml version='1.0'?><!DOCTYPE html><x>",
    b"Words first <p>one</p> and <p>two</p>",
    "<html><body>Ærø</body></html>".encode("utf-16"),
    "<html><body>Words</body></html>".encode("utf-16-le"),
    "<html><body>Words</body></html>".encode("utf-16-be"),
    b"<html>\x00 a stray null" + b" words" * 50,
    b"<script>var x = 1</script>",
]
TEXT = [
    b"",
    b" \r\n ",
    b"Plain words.",
    b"SEOUL \xe2\x80\x94 Officials said on Tuesday that 3 < 4 and 5 > 4.",
    b"<john@example.org> wrote:",
    b"BMW sold more cars. ID3 tags. MZ",
    b"In HTML a paragraph is written <p>like this</p>, which " + b"many words explain at length. " * 30,
    "Слова без разметки".encode("koi8-r"),
    "日本語の文章です。".encode("iso-2022-jp"),
    "日本語の文章です。".encode("shift-jis"),
    "Plain words.".encode("utf-16"),
    b"[Photo: a bridge] (Agency)",
    b"{curly} words",
    b"Title\n=====\n\n- one\n- two",
    b"100% of %PDF readers",
    b"words with a form feed\x0c and an escape \x1b",
]
OTHER = [
    (b"%PDF-1.7\n%\xe2\xe3", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "image/png"),
    (b"\xff\xd8\xff\xe0\x00\x10JFIF", "image/jpeg"),
    (b"GIF89a\x01\x00", "image/gif"),
    (b"PK\x03\x04\x14\x00", "application/zip"),
    (b"\x1f\x8b\x08\x00", "application/gzip"),
    (b"{\\rtf1\\ansi", "application/rtf"),
    (b"WARC/1.1\r\nWARC-Type: warcinfo", "application/warc"),
    (b"RIFF\x24\x00\x00\x00WEBPVP8 \x18\x00\x00\x00", "image/webp"),
    (b"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00", "video/mp4"),
    (b"\x00\x00\x00\x18ftypavif\x00\x00\x00\x00", "image/avif"),
    (b"BM\x36\x00\x0c\x00\x00\x00\x00\x00", "image/bmp"),
    (b"ID3\x04\x00\x00\x00\x00\x00\x23", "audio/mpeg"),
    (b"\x00\x01\x02\x03\x04", "application/octet-stream"),
    (b'{"title": "words"}', "application/json"),
    (b'\n[ {"title": "words"} ]', "application/json"),
    (b"<?xml version='1.0'?><rss version='2.0'>", "application/rss+xml"),
    (b"<rss version='2.0'>", "application/rss+xml"),
    (b"<?xml version='1.0'?>\n<!-- c --><feed xmlns='http://www.w3.org/2005/Atom'>", "application/atom+xml"),
    (b"<svg xmlns='http://www.w3.org/2000/svg'>", "image/svg+xml"),
    (b"<?xml version='1.0'?><urlset>", "application/xml"),
    (b"<?xml version='1.0'?><book>", "application/xml"),
    (b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'>", "application/xhtml+xml"),
]


@pytest.mark.parametrize("body", HTML)
def test_html(body: bytes) -> None:
    assert sniff_media_type(body) == "text/html"


@pytest.mark.parametrize("body", TEXT)
def test_text(body: bytes) -> None:
    assert sniff_media_type(body) == "text/plain"


@pytest.mark.parametrize(("body", "name"), OTHER)
def test_other_formats_have_their_names(body: bytes, name: str) -> None:
    assert sniff_media_type(body) == name


def test_the_suffix_decides_only_what_the_bytes_leave_open() -> None:
    assert sniff_media_type(b"Plain words.", ".HTML") == "text/html"
    assert sniff_media_type(b"Words <p>one</p> and <p>two</p>", ".txt") == "text/plain"
    assert sniff_media_type(b"<!DOCTYPE html><p>", ".txt") == "text/html"
    assert sniff_media_type(b"%PDF-1.7", ".html") == "application/pdf"


def test_a_signature_is_one_that_words_cannot_be() -> None:
    assert signature(b"%PDF-1.4") == "application/pdf"
    assert signature(b"BM\x00\x00") is None
    assert signature(b"<html>") is None


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_never_fails(body: bytes) -> None:
    assert "/" in sniff_media_type(body)


@settings(deadline=None)
@given(st.text(st.characters(blacklist_categories=["Cc", "Cs"], blacklist_characters="<{["), min_size=1, max_size=200))
def test_written_words_are_text_in_utf_8(text: str) -> None:
    assert sniff_media_type(b"x" + text.encode()) in PAGE_TYPES


@pytest.mark.parametrize(
    "piece", [b"<!--", b"<?", b"<!doctype ", b" ", b"<!doctype html[", b"<p", b"</p", b"-->", b"{\n", b'{"']
)
def test_no_input_is_slow(piece: bytes) -> None:
    body = piece * (5000 // len(piece))
    begun = time.process_time()
    for _ in range(5):
        sniff_media_type(body)
    assert time.process_time() - begun < 0.1
