"""Web archives: what browsers save as a single file is read as the page in it."""

from __future__ import annotations

import base64
import contextlib
import quopri
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import scraper
from scraper.document import read
from scraper.errors import ReadError
from scraper.fetchers import read_file
from scraper.fetchers.browser import find_chromium
from scraper.model import Page
from scraper.sniff import MHTML, sniff_media_type

WORDS = "The ferry came back to the old harbour on Monday, and two thousand people cheered; it cost 3 € = a coffee."
HTML = f"<html><head><title>Ferry</title></head><body><h1>Ferry returns</h1><p>{WORDS}</p></body></html>"
HEAD = (
    "From: <Saved by Blink>\nSnapshot-Content-Location: https://courier.example/ferry\nSubject: Ferry\n"
    "Date: Mon, 2 Nov 2026 09:30:00 +0100\nMIME-Version: 1.0\n"
    'Content-Type: multipart/related;\n\ttype="text/html";\n\tboundary="--x--"\n\n'
)


def part(media_type: str, content: bytes, encoding: str, location: str = "cid:a") -> bytes:
    head = f"Content-Type: {media_type}\nContent-Transfer-Encoding: {encoding}\nContent-Location: {location}\n\n"
    return head.encode() + content


def archive(*parts: bytes, head: str = HEAD) -> bytes:
    return head.encode() + b"".join(b"\n----x--\n" + each for each in parts) + b"\n----x------\n"


PICTURE = part("image/png", base64.encodebytes(b"\x89PNG" * 40), "base64")
FRAME = part("text/html", b"<p>A frame of the page, which is not the page.</p>", "8bit")
ENCODED = {
    "quoted-printable": quopri.encodestring(HTML.encode()),
    "base64": base64.encodebytes(HTML.encode()),
    "8bit": HTML.encode(),
    "binary": HTML.encode(),
}


@pytest.mark.parametrize("encoding", ENCODED)
@pytest.mark.parametrize("line", [b"\n", b"\r\n"], ids=["LF", "CRLF"])
def test_the_page_of_an_archive_is_read(encoding: str, line: bytes) -> None:
    body = archive(PICTURE, part("text/html", ENCODED[encoding], encoding), FRAME).replace(b"\n", line)
    assert sniff_media_type(body) == MHTML
    document = read(Page(body))
    assert [block.text for block in document.blocks] == ["Ferry returns", WORDS]


def test_address_and_time_are_those_of_the_archive() -> None:
    page = read(Page(archive(part("text/html", HTML.encode(), "8bit")))).page
    assert (page.url, page.fetched_at) == ("https://courier.example/ferry", "2026-11-02T08:30:00Z")
    assert read(Page(archive(FRAME), url="https://other.example/")).page.url == "https://other.example/"


@pytest.mark.parametrize(("told", "url"), [("https://a.example/b", "https://a.example/b"), ("file:///C:/a.html", None)])
def test_old_archives_name_the_address_in_the_part(told: str, url: str | None) -> None:
    head = 'MIME-Version: 1.0\nContent-Type: multipart/related; boundary="--x--"\nDate: yesterday\n\n'
    page = read(Page(archive(part("text/html", HTML.encode(), "8bit", told), head=head))).page
    assert (page.url, page.fetched_at) == (url, None)


def test_the_encoding_of_the_part_is_believed() -> None:
    text = "Über die Brücke fährt seit Montag wieder die Straßenbahn."
    body = archive(part("text/html; charset=iso-8859-1", f"<p>{text}</p>".encode("latin-1"), "8bit"))
    assert read(Page(body)).blocks[0].text == text


@pytest.mark.parametrize("name", ["saved.mhtml", "saved.mht", "saved", "saved.html"])
def test_a_file_is_known_by_what_it_holds(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(archive(part("text/html", ENCODED["base64"], "base64")))
    assert scraper.clean(read_file(tmp_path / name)).text == WORDS


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (archive(PICTURE), "holds no page"),
        (HEAD.encode(), "holds no page"),
        (HEAD.replace('boundary="--x--"', "x=y").encode(), "holds no page"),
        (archive(part("text/html", b"PGgxPkZl\ncnJ5", "base64").replace(b"cnJ5", b"c")), "torn"),
        (archive(part("text/html", b"", "8bit")), "empty"),
    ],
    ids=["no page", "head alone", "no boundary", "torn", "empty"],
)
def test_what_is_wrong_is_said(body: bytes, told: str) -> None:
    with pytest.raises(ReadError, match=told):
        read(Page(body))


@pytest.mark.parametrize(
    "text",
    [
        "Content-Type: a header of HTTP and of e-mail.\n\nmultipart/related is one of its values.",
        "On mail\n\nContent-Type: multipart/related; boundary=x\n\nis how an archive opens.",
        "<pre>MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x</pre>",
    ],
)
def test_texts_about_archives_are_none(text: str) -> None:
    assert sniff_media_type(text.encode()) != MHTML


PIECES = (
    "\n", "\n\n", "----x--", "----x------", "Content-Type: text/html; charset=\xff\xfe", "Content-Type: ;",
    "Content-Transfer-Encoding: base64", "Content-Transfer-Encoding: quoted-printable", "=\n=3", "=?utf-8?q?=FF?=",
    "<p>word</p>", "Content-Location: https://[", "Date: Mon, 99 Foo", "\x00", ": ", ';a="',
)  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_any_archive_is_read_or_refused(rest: str) -> None:
    for body in (HEAD + rest, 'Content-Type: multipart/related; boundary="--x--"' + rest):
        with contextlib.suppress(ReadError):
            read(Page(body.encode("latin-1")))


@pytest.mark.parametrize(
    "body",
    [
        b"Content-Type: multipart/related; " + b';a="' * 100_000,
        HEAD.encode() + b"----x--\n" * 100_000,
        HEAD.encode() + (b"\n----x--\nContent-Type: image/png" + b';a="' * 3000) * 100,
    ],
    ids=["parameters", "boundaries", "parts"],
)
def test_hostile_archives_do_not_take_long(body: bytes) -> None:
    started = time.process_time()
    with pytest.raises(ReadError):
        read(Page(body, media_type=MHTML))
    assert time.process_time() - started < 5


@pytest.mark.skipif(not find_chromium(), reason="no Chromium is installed: apt-get install chromium")
def test_what_a_browser_saves(tmp_path: Path) -> None:
    from playwright.sync_api import sync_playwright  # noqa: PLC0415 - slow to import, and no other test here needs it

    (tmp_path / "page.html").write_text(HTML, encoding="utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        page = browser.new_page()
        page.goto((tmp_path / "page.html").as_uri())
        saved = page.context.new_cdp_session(page).send("Page.captureSnapshot", {"format": "mhtml"})["data"]
        browser.close()
    article = scraper.clean(saved.encode())
    assert (article.title, article.text, article.url) == ("Ferry returns", WORDS, None)
