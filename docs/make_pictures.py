"""Draw the pictures of the documentation again: ``python -m docs.make_pictures`` (or ``make pictures``).

Needs a Chromium: Debian's ``chromium``, or the program named in CHROMIUM.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import scraper
from scraper.fetchers.browser import find_chromium
from scraper.report import explain_page

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "fixtures" / "pages" / "news-with-everything" / "page.html"
SIZE = (1400, 900)


def main() -> None:
    """Write ``docs/explain.png``."""
    browser = find_chromium()
    if not browser:
        sys.exit("error: no Chromium was found. Install Debian's chromium, or name one in CHROMIUM.")
    with tempfile.TemporaryDirectory() as folder:
        html = Path(folder, "explain.html")
        html.write_text(explain_page.render(scraper.explain(PAGE.read_bytes()), "page.html"), encoding="utf-8")
        shoot(browser, html, ROOT / "docs" / "explain.png")


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


if __name__ == "__main__":
    main()
