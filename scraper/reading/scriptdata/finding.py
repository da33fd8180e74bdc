"""Decoded JSON -> Candidates: strings and lists of nodes that may be a story, and the objects they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from itertools import repeat
from typing import Any, NamedTuple

from ...letters import letters
from .markup import blocks, is_content, is_html, paragraphs
from .prose import words
from .scripts import decoded

_SHORTEST = 160  # characters of 80 words in scripts without spaces
_SURELY_LONG = 480
_WORDS = 60  # counted with tags between them; what a story needs is counted later
_MOST = 500  # candidates
_LONGEST = 1_500_000  # characters of one candidate
_LOOKED_AT = 40  # items of a list that tell what it is
_BODY_NAME = re.compile(r"body|text|content|story|article|html|copy", re.I)
_ESCAPED_TAG = re.compile(r"&lt;(?:p|div|br)\b", re.I)
_TITLE_NAMES = ("headline", "title", "heading", "name", "hed", "webTitle", "seoTitle", "pageTitle")
_COMPONENT = re.compile(
    r"[a-z][\w/.-]{0,60}|(?:[A-Z][a-z0-9]{1,30}){2,6}"
)  # names such as "body", "core/html", "ArticleText"
_TITLE_PARTS = ("basic", "text", "rendered", "default", "main", "value", "web")
_MARKUP = re.compile(r"<[^<>]{1,400}>")
_LONGEST_TITLE = 400


class Owner(NamedTuple):
    """An object that a candidate stands in, and the key it stands at."""

    above: Owner | None
    name: str
    data: Mapping[str, Any]


class Candidate(NamedTuple):
    """HTML that may be a story; ``name`` is the key it stands at."""

    markup: str
    owner: Owner | None
    name: str


_HOLDERS = (dict, list)

_Work = tuple[Any, Owner | None, str]


def candidates(values: Iterable[Any], texts: Mapping[str, str]) -> list[Candidate]:
    """All candidates of decoded scripts; ``texts`` are the raw rows that strings such as ``$24`` stand for.

    Visits every value once.
    """
    found: list[Candidate] = []
    rows = dict(texts)
    stack: list[_Work] = [(value, None, name) for name, value in _worth(zip(repeat(""), values))]
    stack.reverse()
    while stack and len(found) < _MOST:
        value, owner, name = stack.pop()
        if rows and isinstance(value, str) and value in rows:
            value = rows.pop(value)
        if isinstance(value, dict):
            if inside := _worth(value.items()):
                here = Owner(owner, name, value)
                stack += [(part, here, key) for key, part in inside]
            continue
        markup, more = _text_of(value, name) if isinstance(value, str) else _list_of(value)
        stack += [(part, owner, name) for _, part in _worth(zip(repeat(name), more))]
        if _SHORTEST <= len(markup) <= _LONGEST:
            found.append(Candidate(markup, owner, name))
    left = (Candidate(paragraphs(text), None, "") for text in rows.values() if is_html(text) and len(text) <= _LONGEST)
    return [*found, *left]


def _worth(named: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Those of the values that can hold a story or a reference to one, with their keys. Data has thousands of them."""
    found = []
    for pair in named:
        value = pair[1]
        if isinstance(value, str):
            if len(value) >= _SHORTEST or value[:1] == "$":
                found.append(pair)
        elif value and isinstance(value, _HOLDERS):
            found.append(pair)
    return found


def _text_of(text: str, name: str) -> tuple[str, list[Any]]:
    """HTML of a string that may be a story, or what is in it when it is JSON itself."""
    if len(text) < _SURELY_LONG and words(text) < _WORDS:
        return "", []
    if text[0] in "{[" and text[-1] in "}]" and (inside := decoded(text)) is not None:
        return "", [inside]
    if _ESCAPED_TAG.search(text, 0, 2000) and not is_html(text):
        text = unescape(text)
    if is_html(text) or text.count("\n") > 1 or _BODY_NAME.search(name):
        return paragraphs(text), []
    return "", []


def _list_of(items: list[Any]) -> tuple[str, list[Any]]:
    """HTML of a list whose items are the parts of one text, and what is left to be looked at."""
    shown = items[:_LOOKED_AT]
    if any(map(is_content, shown)):
        left: list[Any] = []
        return blocks(items, left), left
    strings = [item for item in shown if isinstance(item, str)]
    if len(strings) == len(shown) > 1 and sum(map(_is_sentence, strings)) * 2 >= len(strings):
        return "".join(map(paragraphs, filter(_is_string, items))), []
    return "", items


def _is_string(value: Any) -> bool:
    return isinstance(value, str)


def _is_sentence(text: str) -> bool:
    return words(text[:400]) >= 8


def titles_of(data: Mapping[str, Any]) -> Iterator[str]:
    """The titles that an object says it has, letters only."""
    for key in _TITLE_NAMES:
        said = data.get(key)
        if key == "name" and isinstance(said, str) and _COMPONENT.fullmatch(said):
            continue
        parts = map(said.get, _TITLE_PARTS) if isinstance(said, dict) else (said,)
        for part in parts:
            if isinstance(part, str) and 0 < len(part) <= _LONGEST_TITLE:
                yield letters(unescape(_MARKUP.sub(" ", part)))
