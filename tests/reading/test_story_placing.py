"""Where a story stands in the page, that it is counted like printed text, and what finding one costs."""

from __future__ import annotations

import json
import time
from collections.abc import Callable

import pytest
from markup import document, tagged
from storypages import SENTENCES, TITLE, data, html, page, pushed

from scraper.model import Page
from scraper.paths import path_of
from scraper.pipeline import Result, clean
from scraper.reading.scriptdata.rescue import TOLD

STORY = {"headline": TITLE, "body": html()}


def cleaned(markup: str) -> Result:
    return clean(Page(markup.encode(), url="https://bay.example/ferry", media_type="text/html", charset="utf-8"))


def test_a_story_stands_in_an_article_of_its_own() -> None:
    found = document(page(data(STORY)))
    assert path_of(found, len(found.blocks) - 1) == "body>main>article>div>p"
    assert found.warnings == (TOLD,)


def test_a_story_goes_on_where_the_page_breaks_off() -> None:
    printed = f'<article><h1>{TITLE}</h1><p class="x">{SENTENCES[0]}</p><p>{SENTENCES[1]}</p></article><p>The end</p>'
    found = tagged(page(data(STORY), printed=printed))
    assert [text for _, text in found] == ["Menu", TITLE, *SENTENCES, "The end"]


def test_a_beginning_inside_a_list_is_left_before_the_rest_goes_on() -> None:
    printed = f"<div><ul><li>{SENTENCES[0]}</li></ul></div><p>The end</p>"
    found = document(page(data(STORY), printed=printed))
    assert [block.text for block in found.blocks] == ["Menu", *SENTENCES, "The end"]
    assert [block.tag for block in found.blocks[1:3]] == ["li", "p"]


def test_the_article_is_that_of_a_page_which_prints_its_text() -> None:
    result = cleaned(page(data(STORY)))
    assert result.article.text == "\n\n".join(SENTENCES)
    assert result.article.kind == "article"
    assert TOLD in result.article.quality.warnings


@pytest.mark.parametrize("printed", ["", f"<p>{SENTENCES[0]}</p>", "<div><form>Your mail</form></div>"])
def test_every_word_is_accounted_for(printed: str) -> None:
    result = cleaned(page(data(STORY) + data({"x": html()}), printed=printed))
    counts = result.conservation
    assert counts.kept + counts.moved + counts.removed == counts.visible
    assert counts.visible >= len(" ".join(SENTENCES).split())


def test_the_same_page_gives_the_same_article() -> None:
    markup = page(data(STORY) + pushed(f"1:T{len(html()):x},{html()}"))
    assert cleaned(markup).article == cleaned(markup).article


def test_a_page_with_its_story_printed_reads_no_script(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise AssertionError("the scripts of a page that prints its text were read")

    monkeypatch.setattr("scraper.reading.scriptdata.rescue.script_texts", fail)
    with pytest.raises(AssertionError):
        document(page(data(STORY)))
    document(page(data(STORY), printed=html() * 3))


def script(text: str) -> str:
    return page(f"<script>{text}</script>")


def repeated(unit: str, size: int) -> str:
    return unit * (size // len(unit))


HOSTILE: dict[str, Callable[[int], str]] = {
    "brackets": lambda size: script("=[" * (size // 2)),
    "brackets in brackets": lambda size: script(repeated("=" + "[" * 1500 + " ", size)),
    "lists that fail late": lambda size: script(repeated('=["=[",",', size)),
    "numbers": lambda size: script(repeated("=[" + "1" * 4400 + "] ", size)),
    "open strings": lambda size: script(repeated("JSON.parse('", size)),
    "backslashes": lambda size: script("JSON.parse('" + "\\" * size),
    "open tags": lambda size: page(data({"body": repeated("<p ", size)})),
    "a tag of spaces": lambda size: page(data({"body": "<p" + " " * size})),
    "empty lines": lambda size: page(data({"body": repeated("\n" + " " * 50, size)})),
    "code": lambda size: page(data({"body": "<p>" + repeated("; a: b function a", size)})),
    "references": lambda size: page(pushed(f"1:T{len(html()):x},{html()}2:" + json.dumps(["$1"] * (size // 5)))),
    "rows": lambda size: page(pushed(repeated("1:T1,", size))),
    "strings in strings": lambda size: page(data(in_strings(size))),
    "paragraphs in paragraphs": lambda size: page(data([in_paragraphs()] * (size // 3000))),
    "short blocks": lambda size: page(data({"body": repeated(html(), size)}), printed=repeated("<p>ab cd</p>", size)),
}  # fmt: skip


def in_strings(size: int) -> str:
    value = "x" * (size // 40)
    for _ in range(5):
        value = json.dumps({"a": value})
    return value


def in_paragraphs() -> object:
    node: object = {"type": "text", "value": "word"}
    for _ in range(60):
        node = {"type": "paragraph", "content": [node, {"type": "x"}]}
    return node


@pytest.mark.parametrize("what", HOSTILE)
def test_time_grows_with_the_length_of_hostile_data(what: str) -> None:
    def seconds(size: int) -> float:
        markup = HOSTILE[what](size)
        begun = time.process_time()
        document(markup)
        return time.process_time() - begun

    small = min(seconds(60_000) for _ in range(2))
    assert min(seconds(480_000) for _ in range(2)) < max(0.25, 20 * small)
