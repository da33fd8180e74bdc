"""A page that a browser saved says in a comment from where."""

from __future__ import annotations

import pytest

from scraper.document import read
from scraper.model import Page

REST = "<html><body><p>The ferry came back.</p><a href='/tides'>Tides</a></body></html>"


@pytest.mark.parametrize(
    ("top", "url"),
    [
        (
            "<!DOCTYPE html>\r\n<!-- saved from url=(0029)https://courier.example/ferry -->",
            "https://courier.example/ferry",
        ),
        ("<!-- saved from url=(0014)about:internet -->", None),
        ("<!-- saved from url=(0020)file:///C:/ferry.htm -->", None),
        ("<p>saved from url=(0029)https://courier.example/ferry</p>", None),
        ("<!-- saved -->" + " " * 5000 + "<!-- saved from url=(0029)https://courier.example/ferry -->", None),
    ],
    ids=["a page of the web", "internet", "file", "no comment", "far below"],
)
def test_the_address_that_a_page_was_saved_from(top: str, url: str | None) -> None:
    assert read(Page((top + REST).encode())).page.url == url


def test_an_address_that_is_known_is_believed() -> None:
    top = b"<!-- saved from url=(0029)https://courier.example/ferry -->"
    assert read(Page(top + REST.encode(), url="https://other.example/")).page.url == "https://other.example/"
    assert read(Page(top + REST.encode(), final_url="https://other.example/")).page.url is None
