"""Names, fields, running times, copyright lines, closing calls, bios and the rest of boxes."""

from __future__ import annotations

import pytest

from scraper.cleaners.engine.bios import signed_bios
from scraper.cleaners.engine.clock import lone_times, running_times
from scraper.cleaners.engine.copyright import copyright_lines
from scraper.cleaners.engine.endings import closing_calls
from scraper.cleaners.engine.fields import email_boxes, login_boxes
from scraper.cleaners.engine.names import has_word, is_slug
from scraper.cleaners.engine.rest import unclaimed
from scraper.cleaners.engine.rules import Rest
from scraper.document import read
from scraper.model import Document, Page

PROSE = (
    "The harbour authority said on Tuesday that the old terminal will be rebuilt from the ground up after two winters"
    " of flooding had damaged its foundations and its roof."
)


def html(body: str, head: str = "") -> Document:
    return read(Page(f"<head>{head}</head><body>{body}</body>".encode(), media_type="text/html", charset="utf-8"))


def text(*lines: str) -> Document:
    return read(Page("\n\n".join(lines).encode(), media_type="text/plain"))


def claimed(document: Document, find: object) -> list[str]:
    return [document.blocks[block].text[start:end] for block, start, end, _ in find(document)]  # type: ignore[operator]


@pytest.mark.parametrize("name", ["ad", "top-ad", "ad_2", "adWrapper", "x Ad__slot", "div-ad-1"])
def test_words_in_names(name: str) -> None:
    assert has_word(name, "ad")


@pytest.mark.parametrize("name", ["header", "f9ad5", "ad7b2c", "kAdXyz", "adKqa", "has-ad", "hide-after-ad", "shadow"])
def test_no_words_in_names(name: str) -> None:
    assert not has_word(name, "ad")


@pytest.mark.parametrize(
    ("tag", "ident"),
    [
        ("h2", "newsletter"),
        ("section", "how-to-sign-up-for-the-course"),
        ("p", "ddd261f2-56d7-4daf-ad66-f086977fc075"),
    ],
)
def test_slugs(tag: str, ident: str) -> None:
    assert is_slug(tag, ident)
    assert not is_slug("div", "newsletter-box-2")


def test_an_email_field_takes_its_small_box_with_it() -> None:
    box = "<section><h3>Stay close</h3><form><input type=email><button>Go</button></form></section>"
    document = html(f"<article><p>{PROSE}</p>{box}<p>{PROSE}</p></article>")
    assert claimed(document, email_boxes) == ["Stay close", "Go"]


def test_a_field_for_questions_is_no_sign_up() -> None:
    document = html("<form><p>Ask us</p><input type=email><textarea></textarea></form>")
    assert not claimed(document, email_boxes)


def test_a_password_makes_it_a_login() -> None:
    document = html("<form><p>Members</p><input type=email><input type=password></form>")
    assert claimed(document, login_boxes) == ["Members"]
    assert not claimed(document, email_boxes)


@pytest.mark.parametrize("line", ["02:31", "1:04:22", "Duration: 3:15", "0:00 / 3:15", "2:31 min"])
def test_running_times_beside_a_video(line: str) -> None:
    assert claimed(text("Now playing", line), running_times) == [line]


@pytest.mark.parametrize("line", ["The boat left at 14:05.", "14", "Mark 12:45 and 13:01", "12:45 Uhr im Hafen"])
def test_times_in_sentences_are_no_running_times(line: str) -> None:
    assert not claimed(text("Latest videos", line), lone_times)


@pytest.mark.parametrize(
    "line",
    ["© 2024 The Courier", "Copyright (c) 1999-2024 X", "All content © Courier, 2021", "Copyright The Courier 2024"],
)
def test_copyright_lines(line: str) -> None:
    assert claimed(text(line), copyright_lines) == [line]


@pytest.mark.parametrize(
    "line", ["The copyright law of 1911 was short-lived in 1921.", "© Jane Doe", "He paid in 2019."]
)
def test_no_copyright_lines(line: str) -> None:
    assert not claimed(text(line), copyright_lines)


def test_a_closing_call_needs_a_link_or_a_line_of_its_own() -> None:
    find = closing_calls("signup", "call")
    call = "Sign up for our newsletter here."
    assert claimed(html(f"<p>{PROSE} <a href=/n>{call}</a></p>"), find) == [call]
    assert claimed(html(f"<p>{PROSE}<br>{call}</p>"), find) == [call]
    assert not claimed(html(f"<p>{PROSE} {call}</p>"), find)


def test_bios_open_with_the_author_and_end_the_text() -> None:
    bio = "Jane Doe writes about boats."
    author = '<meta name="author" content="Jane Doe">'
    assert claimed(html(f"<p>{PROSE}</p><p>{bio}</p>", author), signed_bios) == [bio]
    assert not claimed(html(f"<p>{bio}</p><p>{PROSE}</p>", author), signed_bios)
    assert not claimed(html(f"<p>{PROSE}</p><p>{bio}</p>"), signed_bios)


def test_the_rest_of_a_box() -> None:
    document = html("<div><p>One</p><p>Two</p><p>Three</p><p>Four</p></div>")
    assert [block for block, _ in unclaimed(document, {0, 3}, Rest("rest", ""))] == [1, 2]
    assert not list(unclaimed(document, {0}, Rest("rest", "")))


def test_running_text_is_not_the_rest_of_a_box() -> None:
    document = html(f"<div><p>One</p><p>{PROSE}</p><p>Three</p><p>Four</p></div>")
    assert not list(unclaimed(document, {0, 3}, Rest("rest", "", gap=0)))


def test_lines_between_lines_in_plain_text() -> None:
    document = text("One", "Two", "Three", "Four", PROSE)
    assert [block for block, _ in unclaimed(document, {0, 3}, Rest("rest", "", gap=2))] == [1, 2]
    assert not list(unclaimed(document, {0, 3}, Rest("rest", "", gap=1)))
