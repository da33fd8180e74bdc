"""Numbers and signs in the text that point to notes and references, and raised remarks of editors."""

from __future__ import annotations

from collections.abc import Iterator

from ...model import Document
from ...notemarks import is_editors, is_mark, raised
from ...tagged import tagged


def note_marks(document: Document) -> Iterator[tuple[int, int, int, str]]:
    """Words that are nothing but such links or remarks, where words of the text stand before them."""
    done: set[tuple[int, int]] = set()
    for node in tagged(document, "a"):
        if "#" not in node.attrs.get("href", "") or node.first != node.last:
            continue
        start, end = _whole(document.blocks[node.first].text, node.start, node.end)
        text = document.blocks[node.first].text[start:end]
        if start and (node.first, start) not in done and is_mark(text) and raised(node.element) is not None:
            done.add((node.first, start))
            yield node.first, start, end, f"a link to {node.attrs['href'].partition('#')[2] or 'a note'}"
    for node in tagged(document, "sup"):
        if node.start and node.first == node.last:
            start, end = _whole(document.blocks[node.first].text, node.start, node.end)
            text = document.blocks[node.first].text[start:end]
            if start and (node.first, start) not in done and is_editors(text):
                done.add((node.first, start))
                yield node.first, start, end, f"“{text}”, raised"


def _whole(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the space before it, grown to the borders of its words."""
    while start < end and text[start].isspace():
        start += 1
    while start and not text[start - 1].isspace():
        start -= 1
    while end < len(text) and not text[end].isspace():
        end += 1
    return start, end
