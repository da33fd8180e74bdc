"""What React server components send: strings pushed by scripts, together lines of rows.

A row is ``id:`` and JSON, or ``id:T``, a length in bytes as hexadecimal number, a comma and raw text. JSON refers to
another row as ``"$id"``. Source: the "Flight" format, react-server-dom in https://github.com/facebook/react.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from .scripts import decoded

_PUSH = re.compile(r"__next_f\.push\(\s{0,9}(?=\[)")
_ROW = re.compile(rb"([0-9a-f]{1,8}):(?:T([0-9a-f]{1,7}),|([A-Z]*))")
_DECODER = json.JSONDecoder(strict=False)


def is_pushing(script: str) -> bool:
    """Whether a script pushes a part of the rows."""
    return "__next_f" in script


def rows_of(scripts: Iterable[str]) -> tuple[list[Any], dict[str, str]]:
    """The values of all JSON rows in page order, and the texts of the raw rows by reference (``$24``)."""
    payload = "".join(map(pushed, scripts))
    return _rows(payload.encode("utf-8", "replace"))


def pushed(script: str) -> str:
    """The string that a script pushes; empty when it pushes something else."""
    found = _PUSH.search(script)
    if not found:
        return ""
    try:
        value, _ = _DECODER.raw_decode(script, found.end())
    except (ValueError, RecursionError):
        return ""
    return value[1] if len(value) == 2 and value[0] == 1 and isinstance(value[1], str) else ""


def _rows(payload: bytes) -> tuple[list[Any], dict[str, str]]:
    values: list[Any] = []
    texts: dict[str, str] = {}
    position = 0
    while position < len(payload):
        row = _ROW.match(payload, position)
        if row and row[2]:
            position = row.end() + int(row[2], 16)
            texts[f"${row[1].decode()}"] = payload[row.end() : position].decode("utf-8", "replace")
            continue
        newline = payload.find(b"\n", position)
        end = newline if newline >= 0 else len(payload)
        if row and not row[3]:
            values.append(decoded(payload[row.end() : end].decode("utf-8", "replace")))
        position = end + 1
    return values, texts
