"""As much of YAML as a workflow needs, strictly: block mappings and lists, plain and quoted scalars, literal blocks.

What YAML would read in another way than it looks (a tab, a key twice, ``a: b: c``, an unquoted ``@``) is refused.
"""

from __future__ import annotations

import re
from typing import Any, NoReturn

_KEY = re.compile(r"([A-Za-z][\w-]*):(?: +(.*))?")
_PLAIN = re.compile(r"(?![-?:,\[\]{}#&*!|>'\"%@`])(?:(?!: | #).)+(?<!:)")
_DOUBLE = re.compile(r'"([^"\\]*)"')
_COMMENT = re.compile(r"\s+#.*|#.*")
_WORDS = {"true": True, "false": False, "null": None}


class NotRead(Exception):
    """The line, and what is wrong with it."""


def load(text: str) -> Any:
    """Dicts, lists, texts, numbers, booleans and None. Raises NotRead."""
    reader = _Reader(text)
    found = reader.value(0)
    if reader.line() is not None:
        reader.refuse("stands too far to the left or the right")
    return found


class _Reader:
    def __init__(self, text: str) -> None:
        self.lines = text.splitlines()
        self.at = 0

    def refuse(self, reason: str) -> NoReturn:
        raise NotRead(f"line {self.at + 1} {reason}: {self.lines[self.at]!r}")

    def line(self) -> tuple[int, str] | None:
        """(indent, content) of the next line that says something, None at the end."""
        while self.at < len(self.lines):
            content = self.lines[self.at].lstrip(" ")
            if "\t" in self.lines[self.at]:
                self.refuse("has a tab")
            if content and not content.startswith("#"):
                return len(self.lines[self.at]) - len(content), content
            self.at += 1
        return None

    def value(self, indent: int) -> Any:
        found = self.line()
        return self.sequence(indent) if found and found[1].startswith("- ") else self.mapping(indent)

    def mapping(self, indent: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        while (line := self.line()) and line[0] == indent:
            pair = _KEY.fullmatch(line[1])
            if not pair:
                self.refuse("is no 'key: value'")
            if pair[1] in found:
                self.refuse("has a key that was there already")
            found[pair[1]] = self.after_key(pair[2] or "", indent)
        return found

    def after_key(self, rest: str, indent: int) -> Any:
        if rest == "|":
            self.at += 1
            return self.literal(indent)
        if not _COMMENT.fullmatch(rest or "#"):
            return self.scalar(rest)
        self.at += 1
        line = self.line()
        return self.value(line[0]) if line and line[0] > indent else None

    def sequence(self, indent: int) -> list[Any]:
        found: list[Any] = []
        while (line := self.line()) and line[0] == indent and line[1].startswith("- "):
            item = line[1][2:]
            if _KEY.fullmatch(item):
                self.lines[self.at] = " " * (indent + 2) + item  # as it would stand without the dash
                found.append(self.mapping(indent + 2))
            else:
                found.append(self.scalar(item))
        return found

    def literal(self, indent: int) -> str:
        lines: list[str] = []
        while self.at < len(self.lines):
            line = self.lines[self.at]
            if line.strip() and len(line) - len(line.lstrip(" ")) <= indent:
                break
            lines.append(line)
            self.at += 1
        depth = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), default=0)
        return "\n".join(line[depth:] for line in lines).rstrip("\n") + "\n"

    def scalar(self, text: str) -> Any:
        found = _DOUBLE.match(text) or _PLAIN.match(text)
        if not found:
            self.refuse("is no plain or quoted value")
        if found.end() < len(text) and not _COMMENT.fullmatch(text[found.end() :]):
            self.refuse("goes on after its value")
        self.at += 1
        return found[1] if found.re is _DOUBLE else _typed(found[0].rstrip())


def _typed(text: str) -> Any:
    if text in _WORDS:
        return _WORDS[text]
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text
