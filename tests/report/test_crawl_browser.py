"""The report of a crawl in a real browser: two widths, two colour schemes; nothing loads, nothing sticks out."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from scraper.report.crawl_data import CrawlReport, ErrorGroup, RunRow, SiteRow
from scraper.report.crawl_drift import Drift
from scraper.report.crawl_page import render

LONG = "a-very-long-host-name-that-goes-on-and-on-and-on." + "x" * 60 + ".example.org"
OUTCOMES = {
    "new": 40,
    "changed": 3,
    "unchanged": 900,
    "duplicate": 2,
    "source": 30,
    "denied": 1,
    "gone": 2,
    "failed": 5,
}
REPORT = CrawlReport(
    job="coast",
    made=1_760_000_000.0,
    runs=tuple(RunRow(n, 1_760_000_000.0 + 900 * n, 200, "finished", OUTCOMES, 980, 12_345_678) for n in range(30)),
    pages=OUTCOMES,
    articles=12_345,
    duplicates=77,
    retired=12,
    found=tuple((f"2025-10-{day:02d}", {"a.example": day, LONG: 5, "c.example": 1}) for day in range(1, 31)),
    dated=tuple((f"2025-10-{day:02d}", {"a.example": day}) for day in range(1, 31)),
    quality=(0, 0, 1, 2, 5, 9, 20, 300, 5000, 7000),
    removed=(10, 900, 4000, 5000, 2000, 400, 30, 4, 1, 0),
    sites=tuple(
        SiteRow(host, 500, 400 - n, 3, n, 0.9, 0.3, 700, 0.4 + n, (0.9, 0.8, 0.85))
        for n, host in enumerate(("a.example", LONG, "c.example"))
    ),
    errors=(ErrorGroup("status 500", 5, ((f"https://{LONG}/{'long/' * 40}", "answers 500. Try again later."),)),),
    drift=(Drift(LONG, "quality", "mean quality fell from 0.90 to 0.40"),),
)


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_and_loads_nothing(browser: Browser, tmp_path: Path, width: int, scheme: str) -> None:
    file = tmp_path / "report.html"
    file.write_text(render(REPORT), encoding="utf-8")
    trouble: list[str] = []
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
    page = context.new_page()
    page.on("console", lambda message: trouble.append(message.text))
    page.on("request", lambda request: request.url.startswith("file:") or trouble.append(request.url))
    page.goto(file.as_uri())
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("svg.chart").count() == 4
    assert page.locator("rect.c0").first.evaluate("e => getComputedStyle(e).fill") != "rgb(0, 0, 0)"
    context.close()
    assert trouble == []
