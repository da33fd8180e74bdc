"""Web archives of Safari are read as the page in them."""

from __future__ import annotations

import contextlib
import plistlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import scraper
from scraper.document import read
from scraper.errors import ReadError
from scraper.fetchers import read_file
from scraper.model import Page

WORDS = "Über die Brücke fährt seit Montag wieder die Straßenbahn, und tausend Leute kamen zum Fest am alten Hafen."
HTML = f"<html><head><title>Brücke</title></head><body><h1>Brücke offen</h1><p>{WORDS}</p></body></html>"


def archive(**changes: Any) -> bytes:
    main = {
        "WebResourceData": HTML.encode("latin-1"),
        "WebResourceURL": "https://courier.example/bruecke",
        "WebResourceMIMEType": "text/html",
        "WebResourceTextEncodingName": "iso-8859-1",
        "WebResourceFrameName": "",
    }
    picture = {"WebResourceData": b"\x89PNG", "WebResourceURL": "https://courier.example/a.png"}
    whole = {"WebMainResource": main | changes, "WebSubresources": [picture]}
    return plistlib.dumps(whole, fmt=plistlib.FMT_BINARY)


def test_the_page_of_an_archive_is_read() -> None:
    document = read(Page(archive()))
    assert [block.text for block in document.blocks] == ["Brücke offen", WORDS]
    assert document.page.url == "https://courier.example/bruecke"


def test_a_file_is_known_by_what_it_holds(tmp_path: Path) -> None:
    (tmp_path / "saved.webarchive").write_bytes(archive())
    article = scraper.clean(read_file(tmp_path / "saved.webarchive"))
    assert (article.text, article.url) == (WORDS, "https://courier.example/bruecke")


def test_an_address_of_no_web_is_none() -> None:
    assert read(Page(archive(WebResourceURL="file:///Users/a.html"))).page.url is None


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (archive(WebResourceData="text"), "holds no page"),
        (plistlib.dumps(["WebMainResource"], fmt=plistlib.FMT_BINARY), "holds no page"),
        (archive()[:-20], "torn"),
        (archive(WebResourceMIMEType="application/pdf"), "is application/pdf, not a page"),
        (archive(WebResourceData=b""), "is empty"),
    ],
    ids=["no data", "no archive", "torn", "another format", "empty"],
)
def test_what_is_wrong_is_said(body: bytes, told: str) -> None:
    with pytest.raises(ReadError, match=told):
        read(Page(body))


@given(st.binary(max_size=60), st.integers(0, 400), st.integers(0, 60))
def test_any_archive_is_read_or_refused(noise: bytes, place: int, length: int) -> None:
    body = archive()
    with contextlib.suppress(ReadError):
        read(Page(body[: 8 + place] + noise + body[8 + place + length :]))
