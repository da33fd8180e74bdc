"""A browser for the pages that people look at, and what may go wrong in it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright
from reviewing import Running

from scraper.fetchers.browser import find_chromium

expect.set_options(timeout=60_000)  # milliseconds: a machine that does much else starts processes slowly


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = find_chromium()
    if not program:
        pytest.skip("needs Debian's chromium: apt-get install chromium")
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def visit(browser: Browser) -> Iterator[Callable[..., Page]]:
    """Opens a review; whatever goes wrong in the page, or is asked of anybody else, fails the test."""
    trouble: list[str] = []
    expected: list[str] = []
    with ExitStack() as stack:

        def opened(review: Running, path: str = "/", width: int = 1400, told: str = "", **options: Any) -> Page:
            expected.extend([told] if told else [])
            ours = f"{review.origin}/"
            context = browser.new_context(viewport={"width": width, "height": 900}, **options)
            stack.callback(context.close)
            context.set_default_timeout(90_000)
            page = context.new_page()
            page.on("console", lambda message: trouble.append(message.text))
            page.on("pageerror", lambda error: trouble.append(str(error)))
            page.on("dialog", lambda dialog: trouble.append(dialog.message))
            page.on("download", lambda download: trouble.append(download.url))
            page.on("popup", lambda popup: trouble.append(popup.url))
            context.on("request", lambda it: it.url.startswith(ours) or trouble.append(f"{it.method} {it.url}"))
            page.goto(review.door.url)
            if path != "/":
                page.goto(review.origin + path)
            return page

        yield opened
    assert [words for words in trouble if not any(part in words for part in expected)] == []
