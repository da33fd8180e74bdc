"""Pages that leave out the tags of head and body, as HTML allows."""

from __future__ import annotations

import pytest

from scraper.document import read
from scraper.model import Page


def texts(markup: str) -> list[str]:
    return [block.text for block in read(Page(markup.encode(), media_type="text/html")).blocks]


@pytest.mark.parametrize("tag", ["article", "main", "section", "header", "my-page", "div", "p"])
@pytest.mark.parametrize("head", ["<title>Story</title>", "<meta charset=utf-8><link rel=icon href=/i.png>", "<head>"])
def test_the_body_begins_where_the_head_cannot_go_on(head: str, tag: str) -> None:
    markup = f"<!doctype html>{head}<{tag}>The ferry</{tag}><script>x()</script><footer>The end</footer>"
    assert texts(markup) == ["The ferry", "The end"]


def test_what_the_parser_put_into_the_body_follows() -> None:
    assert texts("<title>Story</title><section>One</section> two <p>three</p>four") == ["One", "two", "three", "four"]


def test_a_head_that_is_one_stays() -> None:
    document = read(
        Page(b"<title>Story</title><meta name=author content=Ann><noscript><p>No</p></noscript><body><p>Yes</p>")
    )
    assert [block.text for block in document.blocks] == ["Yes"]
    assert (document.title_tag, document.meta) == ("Story", (("author", "Ann"),))


def test_title_and_meta_behind_the_first_words_are_read_all_the_same() -> None:
    document = read(
        Page(b"<base href=/><main><p>The ferry</p></main><title>Story</title><meta name=author content=Ann>")
    )
    assert [block.text for block in document.blocks] == ["The ferry"]
    assert (document.title_tag, document.meta) == ("Story", (("author", "Ann"),))
