"""Small cases for the tests of fixtures: one article whose words the tests know, stored as users store theirs."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from scraper.model import Page
from scraper.pipeline import Result, clean
from scraper.regression.accept import accept
from scraper.regression.case import Case, load_case

URL = "https://www.quayside.example/2024/03/crane-moved"
OPENING = "The old harbour crane was lifted onto a barge on Tuesday morning after eleven weeks of work on its footings."
MIDDLE = "Engineers cut the last of its bolts at six o'clock, when the tide was high enough to carry the weight."
CLOSING = "It will stand beside the maritime museum from the summer on, and visitors may climb as far as the cabin."
SIGN_UP = "Sign up for our newsletter and get the best stories in your inbox every morning."
_PARAGRAPHS = (
    OPENING,
    "The crane had stood on the north quay since 1912 and unloaded its last ship, a cargo of jute, in 1968.",
    MIDDLE,
    "A crowd of several hundred people watched from the bridge, many of them with folding chairs and flasks.",
    "“My father drove her for nineteen years,” said Edda Wren, who had come with her two grandsons.",
    CLOSING,
)


def html(paragraphs: tuple[str, ...] = _PARAGRAPHS, title: str = "Harbour crane moves to the museum") -> bytes:
    """A page of a small news site."""
    text = "\n".join(f"<p>{words}</p>" for words in paragraphs)
    return f"""<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title} - Quayside News</title>
<meta property="og:type" content="article"><meta property="og:title" content="{title}">
<meta property="article:published_time" content="2024-03-12T09:30:00+00:00">
<script>window.tracker = {{page: "crane"}};</script></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/port">Port</a></li><li><a href="/sport">Sport</a></li></ul></nav>
<main><article><h1>{title}</h1><p class="byline">By <a rel="author" href="/people/jo-tarn">Jo Tarn</a></p>
{text}
<div class="newsletter-signup"><p>{SIGN_UP}</p><form action="/newsletter"><button>Sign up</button></form></div>
</article></main><footer><p>© 2024 Quayside News. All rights reserved.</p></footer></body></html>""".encode()


def without(words: str) -> bytes:
    """The page with one paragraph less."""
    return html(tuple(paragraph for paragraph in _PARAGRAPHS if paragraph != words))


def make_case(root: Path, name: str = "crane", body: bytes = b"", accepted: bool = True) -> Path:
    """The folder of a case, whose output is accepted as it is unless told otherwise."""
    folder = root / name
    folder.mkdir(parents=True)
    (folder / "page.html").write_bytes(body or html())
    meta = {"url": URL, "fetched_at": "2024-03-12T10:00:00Z", "headers": {"content-type": "text/html"}}
    (folder / "page.json").write_text(json.dumps(meta))
    if accepted:
        accept(*cleaned(folder))
    return folder


def cleaned(folder: Path) -> tuple[Case, Result]:
    """A case and what comes of its page now."""
    case = load_case(folder)
    return case, clean(case.page)


def cleaned_page(body: bytes) -> Result:
    """What comes of another page at the same address."""
    return clean(Page(body, url=URL, media_type="text/html", fetched_at="2024-03-12T10:00:00Z"))


def edit(path: Path, change: Callable[[Any], object]) -> None:
    """Change a JSON file."""
    data = json.loads(path.read_text())
    change(data)
    path.write_text(json.dumps(data, ensure_ascii=False, indent=2) + "\n")
