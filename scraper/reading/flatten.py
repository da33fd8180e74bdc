"""Rescue for pages nested deeper than libxml2 keeps: drop the deepest container tags, keep every word.

libxml2 stops at 256 levels (2048 with ``huge_tree``) and silently loses what follows. This rewrites the markup with the
standard library's tokenizer, leaving out start and end tags below a depth that libxml2 is at home with.
"""

from __future__ import annotations

from html import escape
from html.parser import HTMLParser

_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_MAX_DEPTH = 200


def flatten(markup: str) -> str:
    """The same words in the same order, no element deeper than 200 levels."""
    writer = _Flattener()
    writer.feed(markup)
    writer.close()
    return "".join(writer.out)


class _Flattener(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.depth = 0
        self.raw = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self.out.append(self.get_starttag_text() or "")
            return
        self.depth += 1
        self.raw = tag in ("script", "style")
        # A boundary stays a boundary: a line break keeps the words of two dropped containers apart.
        self.out.append(self.get_starttag_text() or "" if self.depth <= _MAX_DEPTH or self.raw else "<br><br>")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            self.out.append(self.get_starttag_text() or "")
        else:  # in HTML the slash means nothing: the element stays open
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID or self.depth == 0:
            return
        if self.depth <= _MAX_DEPTH or self.raw:
            self.out.append(f"</{tag}>")
        self.depth -= 1
        self.raw = False

    def handle_data(self, data: str) -> None:
        self.out.append(data if self.raw else escape(data, quote=False))
