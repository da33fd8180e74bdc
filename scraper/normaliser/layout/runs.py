"""Runs: text with inline marks. Joining, tidying of white space, and addresses made absolute."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urljoin, urlsplit

from ...article import Mark
from ...marks import canonical

Run = tuple[str, tuple[Mark, ...]]

# An address that resolves to itself: most are such, and taking one apart costs more than all else done to a mark.
_RESOLVED = re.compile(r"https?://[A-Za-z0-9.-]+(?:/[!-\"$-:<->@-Z^-~]*(?:\?[!-\"$-:<->@-Z^-~]+)?)?")
_SCHEMES = ("http", "https", "mailto")


def join(runs: Iterable[Run], between: str) -> Run:
    """One run, ``between`` put between the texts, marks moved along."""
    text = ""
    marks: list[Mark] = []
    for piece, own in runs:
        if text:
            text += between
            marks += [Mark(mark.start + len(text), mark.end + len(text), mark.kind, mark.url) for mark in own]
        else:
            marks += own
        text += piece
    return text, tuple(marks)


def tidy(text: str, marks: Sequence[Mark]) -> Run:
    """The same words with single spaces or line breaks between them and none at the borders; marks in order."""
    if _is_tidy(text):
        return text, canonical(text, marks) if marks else ()
    out = ""
    moved = []  # for every character, and the end, where it stands in ``out``
    gap = ""
    for char in text:
        if char.isspace():
            moved.append(len(out))
            gap = "\n" if char == "\n" or gap == "\n" else " "
            continue
        out += gap if out else ""
        gap = ""
        moved.append(len(out))
        out += char
    moved.append(len(out))
    shifted = (Mark(moved[mark.start], moved[mark.end], mark.kind, mark.url) for mark in marks)
    return out, canonical(out, shifted)


def _is_tidy(text: str) -> bool:
    """Most text is: only preformatted elements that are no code bring in what the reader never leaves."""
    if text.isprintable():  # no white space but spaces
        return "  " not in text and text == text.strip()
    return "\n\n" not in text and text == "\n".join([" ".join(line.split()) for line in text.split("\n")]).strip("\n")


def one_line(text: str) -> str:
    """Line breaks as spaces; the length stays, so marks still fit."""
    return text.replace("\n", " ")


class Addresses:
    """Makes addresses absolute; those that lead nowhere a reader can go are None."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._known: dict[str, str | None] = {}

    def resolve(self, url: str | None) -> str | None:
        """An http, https or mailto address, or None: empty, ``javascript:``, ``data:``, no base to resolve against."""
        if url not in self._known:
            self._known[url or ""] = self._resolved((url or "").strip())
        return self._known[url or ""]

    def _resolved(self, url: str) -> str | None:
        if not url:
            return None
        if _RESOLVED.fullmatch(url):
            return url
        try:
            # Browsers drop line breaks and tabs, and encode spaces (URL standard, 4.4).
            full = urljoin(self._base, re.sub(r"[\t\n\r]", "", url)).replace(" ", "%20")
            parts = urlsplit(full)
        except ValueError:  # no address at all, such as an unclosed IPv6 bracket
            return None
        if parts.scheme.lower() not in _SCHEMES or not (parts.netloc or parts.scheme.lower() == "mailto"):
            return None
        return full

    def absolute(self, marks: Iterable[Mark]) -> list[Mark]:
        """The marks with absolute links; links that lead nowhere are left out, the words stay."""
        found = []
        for mark in marks:
            if mark.kind != "link":
                found.append(mark)
            elif url := self.resolve(mark.url):
                found.append(mark if url == mark.url else Mark(mark.start, mark.end, "link", url))
        return found
