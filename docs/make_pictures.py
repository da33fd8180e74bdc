"""Draw the pictures of the documentation again: ``python -m docs.make_pictures`` (or ``make pictures``).

Needs a Chromium: Debian's ``chromium``, or the program named in CHROMIUM; and the extra ``test``.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

import scraper
from scraper.config import Config, HostConfig
from scraper.fetchers.browser import find_chromium
from scraper.pipeline import clean
from scraper.regression.accept import accept
from scraper.regression.case import load_case
from scraper.regression.check import check_case
from scraper.report import explain_page, fixture_terminal
from scraper.report.review.app import make_app, open_desk
from scraper.report.review.items import CaseItem
from scraper.report.review.server import open_door, running

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
CASE = ROOT / "fixtures" / "pages" / "news-with-everything"
SIZE = (1400, 900)
COLUMNS = 100  # of the terminal
# What somebody changed, so that there is a difference to show: two rules are off, one selector strips too much.
CHANGED = Config(
    disable=("related/cut-in", "related/related-box"),
    host={"harbourcourier.example": HostConfig(strip=("div.story-body > p:nth-of-type(2)",))},
)
THEME = TerminalTheme(
    (22, 24, 29),
    (230, 232, 236),
    [
        (22, 24, 29),
        (255, 138, 128),
        (126, 226, 160),
        (255, 194, 122),
        (138, 184, 255),
        (220, 170, 255),
        (120, 220, 230),
        (230, 232, 236),
    ],
)
PAGE = "<style>body{margin:0;background:#16181d}pre{margin:0;padding:20px 24px;color:#e6e8ec;width:fit-content}</style>"


def main() -> None:
    """Write ``docs/explain.png``, ``docs/check.png`` and ``docs/review.png``."""
    program = find_chromium()
    if not program:
        sys.exit("error: no Chromium was found. Install Debian's chromium, or name one in CHROMIUM.")
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        html = folder / "explain.html"
        result = scraper.explain((CASE / "page.html").read_bytes())
        html.write_text(explain_page.render(result, "page.html"), encoding="utf-8")
        shoot(program, html, DOCS / "explain.png")
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        case = differing(folder)
        show_check(browser, case)
        show_review(browser, case)
        browser.close()


def shoot(browser: str, page: Path, picture: Path) -> None:
    """A picture of ``page`` as a window of SIZE shows it. Raises CalledProcessError."""
    width, height = SIZE
    command = [
        browser, "--headless=new", "--no-sandbox", "--hide-scrollbars", "--disable-gpu", "--force-color-profile=srgb",
        f"--user-data-dir={page.parent}/profile", f"--window-size={width},{height}", f"--screenshot={picture}",
        page.as_uri(),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603 - the browser found above
    if not picture.exists():
        raise FileNotFoundError(picture)


def differing(folder: Path) -> Path:
    """A case that was right, and is not with what was CHANGED."""
    case = Path(shutil.copytree(CASE, folder / CASE.name))
    for name in ("known.txt", "pins.txt"):
        (case / name).unlink(missing_ok=True)
    loaded = load_case(case)
    accept(loaded, clean(loaded.page))
    return case


def show_check(browser: Browser, case: Path) -> None:
    """What ``scraper fixture check`` says on a terminal."""
    outcome = check_case(case, CHANGED)
    said = fixture_terminal.render_case(outcome, COLUMNS, True) + "\n"
    said += fixture_terminal.render_summary([outcome], COLUMNS, True)
    console = Console(record=True, width=COLUMNS, file=tempfile.TemporaryFile("w"), color_system="standard")  # noqa: SIM115
    console.print(Text("$ scraper fixture check", "bold"), Text.from_ansi(said), sep="\n", end="")
    page = browser.new_page(viewport={"width": 1100, "height": 700}, device_scale_factor=1.5)
    page.set_content(PAGE + console.export_html(theme=THEME, inline_styles=True, code_format="<pre>{code}</pre>"))
    page.locator("pre").screenshot(path=DOCS / "check.png")


def show_review(browser: Browser, case: Path) -> None:
    """The same case in ``scraper review``, with a sentence restored."""
    with reviewing(case) as (entry, address):
        page = browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]})
        page.goto(entry)
        page.goto(f"{address}?view=differences")
        page.frame_locator("#frame").get_by_text("Get the stories that matter").click()
        page.locator("#chosen [data-key=r]").wait_for()
        page.keyboard.press("r")
        page.locator(".advice").wait_for()
        page.wait_for_timeout(500)
        page.screenshot(path=DOCS / "review.png")


@contextmanager
def reviewing(case: Path) -> Iterator[tuple[str, str]]:
    """A review of one case: the address that opens it, and that of the case."""
    desk, bench = open_desk("fixtures/pages", [CaseItem(case.name, case)], CHANGED)
    door = open_door()
    try:
        with running(make_app(desk, door.token, door.port), door):
            yield door.url, f"http://127.0.0.1:{door.port}/case/{case.name}"
    finally:
        bench.close()


if __name__ == "__main__":
    main()
