"""A review that runs on loopback while a test does, and requests made by hand."""

from __future__ import annotations

import http.client
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from scraper.config import DEFAULT, Config
from scraper.report.review.app import make_app, open_desk
from scraper.report.review.desk import Desk
from scraper.report.review.items import CaseItem, Item
from scraper.report.review.server import Door, open_door, running

PAGES = Path(__file__).resolve().parent.parent / "fixtures" / "pages"
URL = "https://www.harbour-post.example/news/ferries"

STORY = """<!DOCTYPE html><html lang="en"><head><title>Ferries stop for the winter | Harbour Post</title>
<meta property="og:site_name" content="Harbour Post"></head><body>
<nav class="menu"><ul><li><a href="/">Home</a><li><a href="/w">World news</a><li><a href="/s">Sport</a></ul></nav>
<main><article class="story"><h1>Ferries stop for the winter</h1>
<p>The last ferry of the year left Harbour Town on Monday morning with eleven passengers, two dogs and a piano
on board.</p>
<p>The company says that the boats need new engines before the spring, and that the crossing will be closed until
the end of March, when the first of them is to come back from the yard.</p>
<div class="newsletter-signup"><h3>The Tide, our letter</h3><p>Subscribe to our newsletter and get the harbour news
every morning.</p></div>
<p>Shopkeepers on the island have stored flour, oil and candles, as their parents did before there was a ferry at all,
and the doctor has moved into the school for the winter months.</p>
<p class="house-note">Our reporters stay on the island all winter long, and will write about it every week.</p>
</article></main><footer>Copyright Harbour Post</footer></body></html>"""


def make_case(root: Path, name: str, page: str = STORY, url: str | None = URL) -> Path:
    """A case without expectations."""
    folder = root / name
    folder.mkdir(parents=True)
    (folder / "page.html").write_text(page, encoding="utf-8")
    if url:
        (folder / "page.json").write_text(json.dumps({"url": url, "final_url": url, "status": 200}))
    return folder


def copy_case(root: Path, name: str) -> Path:
    """One of the project's own cases, to be changed."""
    return Path(shutil.copytree(PAGES / name, root / name))


@dataclass(frozen=True)
class Reply:
    status: int
    headers: dict[str, str]
    text: str


@dataclass(frozen=True)
class Running:
    """A review at work. ``ask`` sends a request as a browser with the token would, unless it is told otherwise."""

    desk: Desk
    door: Door

    @property
    def origin(self) -> str:
        return f"http://127.0.0.1:{self.door.port}"

    def ask(self, path: str, method: str = "GET", body: str = "", **changes: str | None) -> Reply:
        """``changes``: headers, with _ for -; None leaves one out."""
        headers: dict[str, str | None] = {
            "Host": f"127.0.0.1:{self.door.port}",
            "Cookie": f"review-{self.door.port}={self.door.token}",
            "Origin": self.origin if method == "POST" else None,
            "Content-Type": "application/x-www-form-urlencoded" if method == "POST" else None,
            "Content-Length": str(len(body)) if method == "POST" else None,
        }
        headers |= {name.replace("_", "-"): value for name, value in changes.items()}
        connection = http.client.HTTPConnection("127.0.0.1", self.door.port, timeout=60)
        try:
            connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
            for name, value in headers.items():
                if value is not None:
                    connection.putheader(name, value)
            connection.endheaders(body.encode() if body else None)
            answer = connection.getresponse()
            names = {name.lower(): value for name, value in answer.getheaders()}
            return Reply(answer.status, names, answer.read().decode())
        finally:
            connection.close()

    def post(self, path: str, body: str = "", **changes: str | None) -> Reply:
        return self.ask(path, "POST", body, **changes)


@contextmanager
def review_of(items: list[Item], config: Config = DEFAULT, survey: bool = False) -> Iterator[Running]:
    """A review of these, until the block ends."""
    desk, bench = open_desk("cases", items, config)
    door = open_door()
    try:
        with running(make_app(desk, door.token, door.port), door):
            if survey:
                desk.start()
            yield Running(desk, door)
    finally:
        bench.close()
        door.socket.close()


def cases(*folders: Path) -> list[Item]:
    return [CaseItem(folder.name, folder) for folder in folders]
