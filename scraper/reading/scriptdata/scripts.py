"""Script elements -> the JSON in them, whatever stands around it.

Data is the whole script (``application/json``), is assigned (``window.STATE = {...}``), is handed to a call
(``push({...})``) or is a string that ``JSON.parse`` reads. Code is never run; what is no JSON gives nothing.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

_SHORTEST = 200  # characters; less holds no story
_LONGEST = 4_000_000
_ALL = 8_000_000  # characters of all scripts of a page
_DATA = r"""\s{0,40}(?=\{\s{0,40}"|\[\s{0,40}[\[{"])"""
_OPENING = re.compile(_DATA)  # at the start of a script
# All that data begins behind; told by its first characters, since a search for one of four takes a tenth of the time.
_START = re.compile(rf"""[=(<J](?:(?:(?<=[=(])|(?<=<)!--){_DATA}|(?<=J)SON\.parse\(\s{{0,40}}(?=["']))""")
_QUOTED = re.compile(r"'((?:[^'\\]|\\.)*+)'", re.S)
_UNDEFINED = re.compile(r"(?<=[:,\[])undefined(?=[,}\]])")
_ESCAPE = re.compile(r'\\x([0-9a-fA-F]{2})|\\.|"', re.S)
_JSON_ESCAPES = frozenset('"\\/bfnrtu')
_DECODER = json.JSONDecoder(strict=False)
_TRIED = 250  # what a failed try costs beside the characters that were read
_WINDOW = 65_536  # characters: an error of the decoder counts the lines before it
_TOO_DEEP = 10_000  # characters of depth that Python gives up at, and more


def script_texts(root: etree._Element) -> list[str]:
    """The texts of all scripts but JSON-LD, in page order, as many as may be looked at."""
    texts, room = [], _ALL
    for script in root.iter("script"):
        text = script.text or ""
        if "ld+json" in (script.get("type") or "") or not 0 < len(text) <= min(room, _LONGEST):
            continue
        room -= len(text)
        texts.append(text)
    return texts


def decoded(text: str) -> Any:
    """The value of a text that is JSON from end to end, else None."""
    try:
        return _DECODER.decode(text)
    except (ValueError, RecursionError):
        return None


def values(text: str) -> Iterator[Any]:
    """Every object, list and parsed string of a script. Takes time in step with its length."""
    if len(text) < _SHORTEST:
        return
    if ":undefined" in text:  # JavaScript has it, JSON does not
        text = _UNDEFINED.sub("null", text)
    budget, position = 2 * len(text), 0
    start = _OPENING.match(text) or _START.search(text)
    while budget > 0 and start:
        value, end, cost = _value_at(text, start.end())
        budget -= cost
        position = max(end, start.end())
        if value is not None:
            yield value
        if position > _WINDOW:
            text, position = text[position:], 0
        elif position == 0:
            break  # what begins like data and is none is code: nothing else in it is looked at
        start = _START.search(text, position)


def _value_at(text: str, start: int) -> tuple[Any, int, int]:
    """The value that begins here or None, where it ends, and what it cost to find that there is none."""
    try:
        if text[start] == "'":
            return _single_quoted(text, start)
        value, end = _DECODER.raw_decode(text, start)
    except json.JSONDecodeError as error:
        return None, start, error.pos - start + _TRIED
    except (RecursionError, ValueError):  # nested too deep, a number too long
        return None, start, _TOO_DEEP
    return (value if len(value) else None), end, 0


def _single_quoted(text: str, start: int) -> tuple[Any, int, int]:
    """A JavaScript string in single quotes, read as JSON reads one in double quotes."""
    if not (found := _QUOTED.match(text, start)):
        return None, start, len(text) - start
    return decoded(f'"{_ESCAPE.sub(_as_json, found[1])}"'), found.end(), 0


def _as_json(found: re.Match[str]) -> str:
    if found[1]:
        return f"\\u00{found[1]}"
    escape = found[0]
    return '\\"' if escape == '"' else escape if escape[1] in _JSON_ESCAPES else escape[1]
