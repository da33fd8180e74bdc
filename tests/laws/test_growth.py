"""A page that is eight times as long takes about eight times as long: nothing compares every block with every other."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable

import pytest

from scraper import clean

SMALL, TIMES = 1_000, 8
_SENTENCE = "Number {0} of the letters that the harbour master of the northern islands wrote in the year {0} tells of "


def book(paragraphs: int) -> bytes:
    body = "".join(
        f"<p>{_SENTENCE.format(number)}{'wind and water, ' * 20}and rain.</p>" for number in range(paragraphs)
    )
    return f"<html><body><article><h1>Letters</h1>{body}</article></body></html>".encode()


def archive(titles: int) -> bytes:
    """A short article above a list of all the others."""
    links = "".join(f"<div><a href=/{n}>Letter {n} about the wind</a></div><p>By Ann</p>" for n in range(titles))
    return book(20).replace(b"</article>", b"</article><section><h2>Letters</h2>%b</section>" % links.encode())


def thread(comments: int) -> bytes:
    """A short article above what readers say of it."""
    said = "".join(f"<div><b>Reader {n}</b><p>Rain and wind here.</p><p>Reply</p></div>" for n in range(comments))
    return book(20).replace(b"</article>", b"</article><section><h3>Comments (9)</h3>%b</section>" % said.encode())


def gallery(pictures: int) -> bytes:
    shown = "".join(f"<p><img src=/{n}.jpg alt='Boat {n}'></p>" for n in range(pictures))
    return book(20).replace(b"</article>", b"%b</article>" % shown.encode())


def tagged(tags: int) -> bytes:
    """As many tags, authors and pictures as a page can name."""
    links = "".join(f"<a rel=tag href=/t/{n}>Letter {n}</a> " for n in range(tags))
    metas = "".join(
        f'<meta name=author content="Ann Lee{n}"><meta property=og:image content=/{n}.jpg>' for n in range(tags)
    )
    return b"<html><head>%b</head>%b</html>" % (metas.encode(), book(20)[6:-7] + links.encode())


def seconds(html: bytes) -> float:
    begun = time.process_time()
    clean(html)
    return time.process_time() - begun


@pytest.mark.parametrize("page", [book, archive, thread, gallery, tagged])
def test_time_grows_with_the_length_of_a_page(page: Callable[[int], bytes]) -> None:
    clean(page(10))  # what is loaded late
    small, large = seconds(page(SMALL)), seconds(page(SMALL * TIMES))
    assert math.log(large / small) / math.log(TIMES) < 1.35


def everywhere(text: str) -> bytes:
    """A page that says one thing in every place that is read for a field of its own."""
    said = {"headline": text, "datePublished": text, "description": text, "articleBody": text}
    said |= {"author": {"name": text}, "image": {"@type": "ImageObject", "url": "https://example.org/1.jpg"}}
    said["image"] |= {"caption": text, "creditText": text}
    metas = "".join(f'<meta property="{name}" content="{text}">' for name in ("og:title", "author", "date"))
    data = json.dumps({"@type": "NewsArticle", **said})
    head = f'<title>{text}</title>{metas}<script type="application/ld+json">{data}</script>'
    figure = f"<figure><img src=/1.jpg><figcaption>{text}</figcaption></figure>"
    lines = f"<h1>{text}</h1><p class=byline>{text}</p><time>{text}</time>{figure}<p>{text}</p><footer>{text}</footer>"
    return f"<html><head>{head}</head><body><article>{lines}</article></body></html>".encode()


@pytest.mark.parametrize(
    "piece",
    ["— ", "© ", "AP/", "(", "@x ", "a@b.c ", "Read more: ", "May 3, 2024 ", "SEOUL (AP) — ", "Photo: Ann Lee / AP, "],
)
def test_one_long_string_is_no_trap(piece: str) -> None:
    """What a field is looked for in has a bound: a headline of dashes once took minutes."""
    clean(everywhere(piece))
    assert seconds(everywhere(piece * (60_000 // len(piece)))) < 6
