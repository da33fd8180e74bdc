"""Where each key of a TOML file stands, so that a mistake can be shown with its line (tomllib keeps no positions)."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping

Path = tuple[str | int, ...]

_PIECE = re.compile(
    r'(?P<string>"""(?:\\.|[^\\])*?"""(?!")|\'\'\'.*?\'\'\'(?!\')|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\')'
    r"|(?P<comment>\#[^\n]*)|(?P<newline>\n)|(?P<space>[ \t\r]+)|(?P<mark>[\[\]{},=.])|(?P<bare>[^\s\[\]{},=.\#\"']+)",
    re.DOTALL,
)


def key_lines(text: str) -> Mapping[Path, int]:
    """The line (from 1) of every table, key and array entry of valid TOML: ``("sources", "feed", 0): 12``.

    What stands inside inline tables is found at their key; ``line_of`` looks up the nearest that is known.
    """
    return _Scan().run(text)


def line_of(lines: Mapping[Path, int], *path: str | int) -> int:
    """The line of ``path`` or of the nearest thing around it, 1 when there is none."""
    return next((lines[path[:size]] for size in range(len(path), 0, -1) if path[:size] in lines), 1)


class _Scan:
    """One pass over the text. ``table`` and ``key`` say where it is, ``depth`` how many brackets are open."""

    def __init__(self) -> None:
        self.lines: dict[Path, int] = {}
        self.table: Path = ()
        self.key: list[str] = []
        self.depth = 0
        self.in_value = self.in_header = self.entry_next = False
        self.entry = 0

    def run(self, text: str) -> Mapping[Path, int]:
        line = 1
        for match in _PIECE.finditer(text):
            kind, piece = str(match.lastgroup), match.group()
            if kind not in ("space", "comment"):
                self._piece(kind, piece, line)
            line += piece.count("\n")
        return self.lines

    def _piece(self, kind: str, piece: str, line: int) -> None:
        if self.in_value:
            self._value(kind, piece, line)
        elif piece == "[" and not self.key:
            self.in_header = True
        elif piece == "]" or kind == "newline":
            self._header_ends(line)
        elif piece == "=":
            self.lines.setdefault((*self.table, *self.key), line)
            self.in_value, self.entry = True, 0
        elif kind in ("bare", "string"):
            self.key.append(_unquoted(piece) if kind == "string" else piece)

    def _header_ends(self, line: int) -> None:
        if self.in_header and self.key:
            self.table = tuple(self.key)
            for size in range(1, len(self.table) + 1):
                self.lines.setdefault(self.table[:size], line)
        self.in_header, self.key = False, []

    def _value(self, kind: str, piece: str, line: int) -> None:
        if kind == "newline" and self.depth == 0:
            self.in_value, self.key = False, []
            return
        if self.entry_next and kind != "newline" and piece not in "],":
            self.lines[(*self.table, *self.key, self.entry)] = line
            self.entry_next = False
        if piece in ("[", "{"):
            self.depth += 1
            self.entry_next = self.depth == 1 and piece == "["
        elif piece in ("]", "}"):
            self.depth -= 1
        elif piece == "," and self.depth == 1:
            self.entry, self.entry_next = self.entry + 1, True


def _unquoted(piece: str) -> str:
    return str(next(iter(tomllib.loads(f"{piece} = 0"))))
