"""The explain page in a real browser: filters, keyboard, two widths, two colour schemes, nothing runs or loads."""

from __future__ import annotations

from pathlib import Path

import pytest
from contrast import CONTRAST
from explained import HOSTILE, PAGE, explained, hostile

import scraper
from scraper.report.explain_page import render


@pytest.fixture
def show(browser, tmp_path):
    """Opens HTML from disk at a width; anything that goes wrong in the page fails the test."""
    trouble: list[str] = []
    contexts = []

    def opened(text: str, width: int = 1400, scheme: str = "light"):
        file = tmp_path / "page.html"
        file.write_text(text, encoding="utf-8")
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: trouble.append(message.text))
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on("dialog", lambda dialog: trouble.append(dialog.message))
        page.on("request", lambda request: request.url.startswith("file:") or trouble.append(request.url))
        page.goto(file.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not trouble


def visible(page) -> list[str]:
    """The first words of every row that is shown."""
    rows = page.locator(".row").all()
    return [row.locator("p").last.inner_text().split()[0] for row in rows if row.is_visible()]


EVERYTHING = ["Home", "title", "HARBOUR", "caption", "What", "The", "The", "fares", "Sign", "Loading", "Copyright"]


def test_filters(show):
    page = show(render(explained()))
    assert visible(page) == EVERYTHING
    assert page.inner_text("#shown") == "11 rows"
    page.uncheck(".legend input[value=navigation]")
    page.uncheck(".legend input[value=related]")
    assert visible(page) == EVERYTHING[1:], "a row that also holds kept words stays"
    page.check("#only")
    assert visible(page) == ["Sign", "Loading", "Copyright"]
    page.check(".legend input[value=related]")
    assert visible(page) == ["HARBOUR", "Sign", "Loading", "Copyright"]
    page.click("#none")
    assert visible(page) == []
    assert page.is_visible("#nothing")
    page.click("#all")
    page.uncheck("#only")
    page.fill("#search", "BOAT")
    assert visible(page) == ["HARBOUR", "caption", "The", "The"]
    assert page.inner_text("#shown") == "4 of 11 rows"
    assert page.evaluate("CSS.highlights.get('found').size") == 4
    page.fill("#search", "")
    assert visible(page) == EVERYTHING


def test_why_is_told_on_hover_and_on_focus(show):
    page = show(render(explained()))
    assert not page.is_visible("#why")
    page.hover(".run span >> text=World news")
    assert page.inner_text("#why").startswith("removed by navigation/menu — looks like navigation/menu phrase World")
    page.hover("h1")
    assert not page.is_visible("#why")
    page.focus(".legend button >> nth=1")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent").startswith("navigation 3 words")
    assert "phrase Home" in page.inner_text("#why")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    told = page.inner_text("#why")
    assert told.startswith("partly kept — score 0.90; for body: its length")
    assert "removed by related/inline" in told
    page.keyboard.press("Escape")
    assert not page.is_visible("#why")
    page.keyboard.press("ArrowUp")
    assert "moved to title" in page.inner_text("#why")


def test_source_and_article_lead_to_each_other(show):
    page = show(render(explained()))
    page.click("#o2 .back")
    assert page.evaluate("document.querySelector(':target').textContent").endswith("The early boat")
    page.click("#b2 ~ .row[data-tag=h2] .gutter a")
    assert page.evaluate("document.querySelector(':target h2').textContent") == "What changes"


@pytest.mark.parametrize(("width", "beside"), [(1400, True), (390, False)])
def test_two_widths(show, width, beside):
    long = PAGE.replace("Home", "H" * 400).replace("The early boat", "https://example.org/" + "x" * 300)
    page = show(render(explained(long), "/a/very/long/path/" + "y" * 200), width)
    source, article = page.locator("#source").bounding_box(), page.locator("#article").bounding_box()
    assert (article["x"] > source["x"] + source["width"]) == beside
    assert (article["y"] > source["y"] + source["height"]) == (not beside)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_of_all_text_is_at_least_4_5(show, scheme):
    """WCAG 2.2, 1.4.3, for as many colours as there could be cleaners."""
    words = [f"word{number}" for number in range(24)]
    page = "".join(f"<p>{word}" for word in words) + "<p>kept moved <a href='/x'>link</a>"
    fates = {word: f"cleaner{number:02}/rule" for number, word in enumerate(words)} | {"moved": "=title"}
    shown = show(render(explained(page, {**fates, "word23": "content/low-score"})), scheme=scheme)
    assert shown.evaluate(CONTRAST) == []


def test_hostile_pages_do_not_run(show):
    page = show(render(hostile(HOSTILE), HOSTILE[1]))
    assert page.evaluate("window.pwned") is None
    assert page.inner_text("#shown").endswith(" rows"), "its own script runs"


@pytest.mark.parametrize("width", [1400, 360])
def test_a_hostile_page_of_its_own_markup(show, width):
    """Cleaned as every page is: nothing of it runs, and ``show`` fails on any request but for the file."""
    markup = Path(__file__).with_name("hostile.html").read_text().replace("AWAY", "http://127.0.0.2:9")
    page = show(render(scraper.explain(markup, url="https://example.org/hostile")), width)
    assert page.locator(".row").count() > 3
    assert page.evaluate("window.pwned") is None
    assert page.locator("script, iframe, img, object, embed, form, base, link").count() == 1, "its own script"
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.reload()
    assert page.inner_text("#shown").endswith(" rows")


def test_print_shows_everything_on_one_column(show):
    page = show(render(explained(PAGE.replace("The early boat", "The early boat " * 3000))), 1000)
    page.emulate_media(media="print")
    article, source = page.locator("#article").bounding_box(), page.locator("#source").bounding_box()
    assert article["y"] >= source["y"] + source["height"]
    assert page.evaluate(
        "document.querySelector('#article').scrollHeight <= document.querySelector('#article').clientHeight"
    )
    assert not page.is_visible("#search")
