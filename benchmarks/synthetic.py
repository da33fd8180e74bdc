"""Pages made to size, to see how time grows. The same size always gives the same bytes."""

from __future__ import annotations

import random
from collections.abc import Iterator

_WORDS = (
    "the a of to and in that on for with was is by as at from council river bridge harbour minister budget school "
    "teacher winter market farmer engine report study water light city village mountain road train worker doctor "
    "court judge decision year month morning evening plan price cost growth number question answer letter company "
    "said told found built opened closed raised lowered agreed refused returned expected measured showed began ended"
).split()
_MENU = ("World", "Politics", "Business", "Culture", "Sport", "Weather", "Opinion", "Contact")


def page_of_bytes(size: int) -> bytes:
    """A news page of about ``size`` bytes: menu, byline, paragraphs of prose, a box of links now and then, footer."""
    return _page(_parts(random.Random(size), size))


def page_of_elements(count: int) -> bytes:
    """A page of about ``count`` elements with little text each, as dense markup has: lists, spans, nested boxes."""
    source = random.Random(count)
    rows = [f"<p>{_sentence(source)} {_sentence(source)}</p>" for _ in range(20)]
    rows += [
        f"<div class='row r{number % 7}'><span><b>{source.choice(_WORDS)}</b> {source.choice(_WORDS)}</span>"
        f"<a href='/item/{number}'>{source.choice(_WORDS)}</a></div>"
        for number in range(max(0, count - 60) // 4)
    ]
    return _page(rows)


def _parts(source: random.Random, size: int) -> Iterator[str]:
    """Parts of the body until ``size`` bytes are reached."""
    done = 900  # what _page adds
    number = 0
    while done < size:
        number += 1
        part = _links(source) if number % 12 == 0 else _paragraph(source, number)
        done += len(part) + 1
        yield part


def _paragraph(source: random.Random, number: int) -> str:
    text = " ".join(_sentence(source) for _ in range(source.randint(2, 5)))
    heading = f"<h2>{_sentence(source)[:40]}</h2>" if number % 9 == 0 else ""
    return f"{heading}<p class='text'>{text}</p>"


def _links(source: random.Random) -> str:
    items = "".join(f"<li><a href='/story/{source.randint(1, 10**6)}'>{_sentence(source)}</a></li>" for _ in range(5))
    return f"<aside class='related-stories'><h3>Read more</h3><ul>{items}</ul></aside>"


def _sentence(source: random.Random) -> str:
    words = source.choices(_WORDS, k=source.randint(7, 18))
    return " ".join(words).capitalize() + "."


def _page(body: Iterator[str] | list[str]) -> bytes:
    menu = "".join(f"<li><a href='/{name.lower()}'>{name}</a></li>" for name in _MENU)
    return (
        "<!doctype html><html lang=en><head><meta charset=utf-8><title>A bridge for the harbour - The Example</title>"
        "<meta property='og:title' content='A bridge for the harbour'>"
        "<meta property='article:published_time' content='2024-05-06T07:08:09+00:00'></head><body>"
        f"<nav><ul>{menu}</ul></nav><main><article><h1>A bridge for the harbour</h1><p class=byline>By Jo Doe</p>"
        + "\n".join(body)
        + f"</article></main><footer><ul>{menu}</ul><p>© 2024 The Example. All rights reserved.</p></footer>"
        "</body></html>"
    ).encode()
