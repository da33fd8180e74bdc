"""Files, directories, globs and standard input."""

from __future__ import annotations

import gzip
import io
import os
import sys
from pathlib import Path

import pytest
from faults import bomb
from faultserver import PAGE

from scraper.errors import ReadError
from scraper.fetchers import expand_sources, read_file, read_stdin


def _write(path: Path, body: bytes = PAGE) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    return path


def _words(value: object) -> str:
    """The name of a case; bytes do not help, and those of gzip hold the time."""
    return value if isinstance(value, str) else ""


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("b.html", "a.htm", "notes.txt", "deep/er/c.XHTML", "deep/d.html.gz", "data.json", "deep/picture.png"):
        _write(tmp_path / "site" / name)
    for name in (".hidden.html", ".git/page.html", "page.html.bak", "deep/pins.txt", "deep/er/known.txt"):
        _write(tmp_path / "site" / name)
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


PAGES = ["site/a.htm", "site/b.html", "site/deep/d.html.gz", "site/deep/er/c.XHTML", "site/notes.txt"]


@pytest.mark.parametrize(
    ("name", "body", "media_type"),
    [
        ("page.html", PAGE, "text/html"),
        ("page", PAGE, "text/html"),
        ("page.txt", PAGE, "text/html"),
        ("note.txt", b"Plain words.", "text/plain"),
        ("note", b"Plain words.", "text/plain"),
        ("note.html", b"Plain words.", "text/html"),
        ("NOTE.HTML.GZ", gzip.compress(b"Plain words.", mtime=0), "text/html"),
        ("page.html", gzip.compress(PAGE, mtime=0), "text/html"),
        ("page.xhtml", b"<?xml version='1.0'?><html>", "application/xhtml+xml"),
    ],
    ids=_words,
)
def test_a_file_becomes_a_page(tmp_path: Path, name: str, body: bytes, media_type: str) -> None:
    page = read_file(_write(tmp_path / name, body))
    assert page.media_type == media_type
    assert page.body == (gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body)
    assert page.url is page.final_url is page.status is page.charset is page.fetched_at is None


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "is empty"),
        (b" \n\t ", "is empty"),
        (gzip.compress(b"", mtime=0), "is empty"),
        (b"%PDF-1.7 ...", "is application/pdf, not HTML or text"),
        (b"\x89PNG\r\n\x1a\n....", "is image/png"),
        (b"<rss version='2.0'>", "is application/rss\\+xml"),
        (bytes(range(32)), "is application/octet-stream"),
        (gzip.compress(b"%PDF-1.7 ...", mtime=0), "is application/pdf"),
        (gzip.compress(gzip.compress(PAGE, mtime=0), mtime=0), "is application/gzip"),
        (gzip.compress(PAGE, mtime=0)[:-9], "ends in the middle of its gzip stream"),
        (b"\x1f\x8bnonsense", "is not valid gzip"),
        (b"x" * 200_001, "has more than 200,000 bytes"),
        (bomb("gzip", 3_000_000), "has more than 200,000 bytes"),
    ],
    ids=_words,
)
def test_what_is_no_page_says_why(tmp_path: Path, body: bytes, reason: str) -> None:
    path = _write(tmp_path / "file.html", body)
    with pytest.raises(ReadError, match=reason) as caught:
        read_file(path, max_bytes=200_000)
    assert caught.value.subject == str(path)
    assert caught.value.advice


def test_what_cannot_be_opened_says_why(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, reason in (
        ("missing.html", "does not exist.*https://"),
        ("site/*.xyz", "matches no file"),
        ("empty", "is a directory without pages"),
        ("site/b.html/c", "cannot be read"),
        ("a\0b", "cannot be read"),
        ("n" * 300, "cannot be read"),
    ):
        with pytest.raises(ReadError, match=reason):
            read_file(name)
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(ReadError, match="cannot be listed"):
        read_file("empty")


def test_a_file_of_just_the_limit_passes(tmp_path: Path) -> None:
    assert len(read_file(_write(tmp_path / "a.txt", b"x" * 200_000), max_bytes=200_000).body) == 200_000


def test_a_pipe_can_be_read(tmp_path: Path) -> None:
    reader, writer = os.pipe()
    os.write(writer, PAGE)
    os.close(writer)
    assert read_file(f"/dev/fd/{reader}").body == PAGE
    os.close(reader)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    for body, media_type in ((PAGE, "text/html"), (b"Plain words.", "text/plain"), (gzip.compress(PAGE), "text/html")):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(body)))
        assert read_stdin().media_type == media_type
    with pytest.raises(ReadError, match="standard input: is empty"):
        read_stdin(io.BytesIO(b""))
    with pytest.raises(ReadError, match="more than 10 bytes"):
        read_stdin(io.BytesIO(PAGE), max_bytes=10)


def test_directories_are_walked(tree: Path) -> None:
    assert expand_sources(["site"]) == PAGES
    assert expand_sources(["site/"]) == PAGES
    assert expand_sources(["."]) == PAGES
    assert expand_sources([str(tree / "site" / "deep")]) == [str(tree / name) for name in PAGES[2:4]]


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("site/?.htm*", ["site/a.htm", "site/b.html"]),
        ("site/**/?.html*", ["site/b.html", "site/deep/d.html.gz"]),
        ("site/[ab].*", ["site/a.htm", "site/b.html"]),
        ("site/d*", ["site/data.json", "site/deep/d.html.gz", "site/deep/er/c.XHTML"]),
        ("**/er", ["site/deep/er/c.XHTML"]),
    ],
)
def test_globs(tree: Path, pattern: str, found: list[str]) -> None:
    assert expand_sources([pattern]) == found


def test_the_order_is_kept_and_nothing_comes_twice(tree: Path) -> None:
    sources = [
        "https://site.example/b",
        "-",
        "site/b.html",
        "./site",
        "site/*.html",
        "site/b.html",
        "https://site.example/b",
        "-",
    ]
    assert expand_sources(sources) == [
        "https://site.example/b",
        "-",
        "site/b.html",
        *[p for p in PAGES if p != "site/b.html"],
    ]


def test_what_holds_nothing_stays_to_be_reported(tree: Path) -> None:
    sources = ["missing.html", "empty", "site/*.xyz", "", "ftp://site.example/*"]
    assert expand_sources(sources) == sources


def test_a_name_with_brackets_is_taken_as_it_is_when_it_exists(tree: Path) -> None:
    _write(tree / "a[b].html")
    assert expand_sources(["a[b].html"]) == ["a[b].html"]


def test_links_in_a_circle_end(tree: Path) -> None:
    (tree / "site" / "deep" / "up").symlink_to(tree / "site")
    assert expand_sources(["site"]) == PAGES


def test_a_directory_that_cannot_be_listed_is_named(tree: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("er"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert expand_sources(["site"]) == [
        "site/a.htm",
        "site/b.html",
        "site/deep/d.html.gz",
        "site/deep/er",
        "site/notes.txt",
    ]
