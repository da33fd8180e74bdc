"""Inline Markdown: text escaped no more than needed, marks where CommonMark's rules let them work."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from ..article import Mark
from ..marks import Span, nest

_ANYWHERE = re.compile(r"[\\`*\[\]~]|<(?=[A-Za-z/!?]|$)|&(?=#?\w+;)|(?<![^\W_])_|_(?![^\W_])|!$")
# At the start of a line these would open a list, a heading, a quote, a rule, or underline the line above.
_LINE_START = re.compile(r"#{1,6}(?=\s|$)|[-+](?=\s|$)|>|=+\s*$|-+\s*$|[|:-][|:\s-]*$")
_NUMBER = re.compile(r"(\d{1,9})([.)])(?=\s|$)")
_FENCES = frozenset(("**", "*", "_"))
_ASCII_PUNCTUATION = frozenset("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~")


def inline(text: str, marks: Iterable[Mark] = ()) -> str:
    """Text with its marks; a line break inside is a hard one."""
    return _parts(_workable(nest(text, marks), "\n", "\n"), at_start=True)


def literal(text: str) -> str:
    """Text without marks."""
    return inline(text)


def cell(text: str) -> str:
    """The text of a table cell, which is one line: breaks become ``<br>``, pipes are escaped once more."""
    lines = (_escape(line, at_start=False).replace("|", r"\|") for line in text.split("\n"))
    return "<br>".join(lines)


def destination(url: str) -> str:
    """A link's address: what would end it or be read as an entity is encoded."""
    safe = re.sub(r"[\s<>\\\x00-\x1f\x7f]", lambda found: quote(found[0]), url)
    safe = re.sub(r"&(?=#?\w+;)", r"\&", safe)
    return f"<{safe}>" if re.search(r"[()]", safe) else safe


def _workable(parts: Sequence[str | Span], before: str, after: str, *, touching: bool = False) -> list[str | Span]:
    """The parts without the emphasis that would not be read as such, strings joined again.

    ``before`` and ``after`` are the characters around; a line break stands for the border of the text. ``touching``:
    emphasis ends right before, and two delimiters in a row would be read as one.
    """
    found: list[str | Span] = []
    for place, part in enumerate(parts):
        previous = _plain(parts[place - 1])[-1] if place else before
        following = _plain(parts[place + 1])[0] if place + 1 < len(parts) else after
        if isinstance(part, str):
            _join(found, part)
        elif part.kind == "code":
            _join(found, Span("code", None, (_plain(part).replace("\n", " "),)))
        elif part.kind == "link":
            found.append(part._replace(children=tuple(_workable(part.children, "[", "]"))))
        else:
            near = _is_emphasis(found[-1]) if found else touching
            fence = "" if near else _fence(part, previous, following)
            children = _workable(part.children, fence[:1] or previous, fence[:1] or following, touching=near)
            for child in [Span(fence, None, tuple(children))] if fence else children:
                _join(found, child)
    return found


def _is_emphasis(part: str | Span) -> bool:
    return isinstance(part, Span) and part.kind in _FENCES


def _join(found: list[str | Span], part: str | Span) -> None:
    last = found[-1] if found else None
    if isinstance(part, str) and isinstance(last, str):
        found[-1] = last + part
    elif isinstance(part, Span) and isinstance(last, Span) and part.kind == last.kind == "code":
        found[-1] = Span("code", None, (_plain(last) + _plain(part),))
    else:
        found.append(part)


def _plain(part: str | Span) -> str:
    return part if isinstance(part, str) else "".join(_plain(child) for child in part.children)


def _parts(parts: Iterable[str | Span], at_start: bool) -> str:
    """``at_start``: the parts begin a line. In the tree emphasis has its delimiter for a kind."""
    out = ""
    for part in parts:
        if isinstance(part, str):
            lines = enumerate(part.split("\n"))
            out += "\\\n".join(_escape(line, place > 0 or (at_start and not out)) for place, line in lines)
        elif part.kind == "code":
            out += _code(_plain(part))
        elif part.kind == "link":
            out += f"[{_parts(part.children, at_start=False)}]({destination(part.url or '')})"
        else:
            out += part.kind + _parts(part.children, at_start=False) + part.kind
    return out


def _escape(line: str, at_start: bool) -> str:
    start = ""
    if at_start:
        if number := _NUMBER.match(line):
            start, line = f"{number[1]}\\{number[2]}", line[number.end() :]
        elif _LINE_START.match(line):
            start, line = "\\" + line[0], line[1:]
    return start + _ANYWHERE.sub(r"\\\g<0>", line)


def _code(text: str) -> str:
    fence = "`"
    while re.search(f"(?<!`){fence}(?!`)", text):
        fence += "`"
    pad = " " if text[0] in "` " or text[-1] in "` " else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _fence(span: Span, previous: str, following: str) -> str:
    """The delimiter of emphasis, empty where CommonMark (6.2) would not take it for one."""
    first, last, text = span.children[0], span.children[-1], _plain(span)
    if text[0].isspace() or text[-1].isspace():
        return ""
    opens = _is_loose(previous) or not (isinstance(first, Span) or _may_be_punctuation(first[0]))
    closes = _is_loose(following) or not (isinstance(last, Span) or _may_be_punctuation(last[-1]))
    if not (opens and closes):
        return ""
    if span.kind == "strong":
        return "**"
    return "_" if _is_loose(previous) and _is_loose(following) else "*"


def _is_loose(char: str) -> bool:
    """White space or punctuation by every version of the rules; ``_`` works only beside such a character."""
    return char.isspace() or char in _ASCII_PUNCTUATION or unicodedata.category(char).startswith("P")


def _may_be_punctuation(char: str) -> bool:
    """Punctuation by some version of the rules: symbols count since CommonMark 0.31."""
    return char in _ASCII_PUNCTUATION or unicodedata.category(char)[0] in "PS"
