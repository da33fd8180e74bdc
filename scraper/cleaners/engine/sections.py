"""What stands below a telling heading: the rest of its box, or the links that follow it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ...model import Block, Document, Node
from ...tagged import tagged
from .prose import Prose, prose_of, size
from .texts import bare, texts_of
from .words import begins_with, first_words, phrases

Spans = Iterator[tuple[int, int, int, str]]
Find = Callable[[Document], Spans]
_LONGEST_HEADING = 70  # characters
_SMALL = 6  # words of a date, a category, a count between two teasers
_SHORTEST, _TITLE = 2, 25  # words of a title without a link
_LAST = 4  # lines above the text that may be its title, author and date


def below(cleaner: str, whole: str, opening: str | None = None) -> Find:
    """For each heading of the table ``whole`` (or opening of another table): its box, else the links that follow it.

    A box begins with the heading and holds no prose. The heading belongs to the span.
    """

    def find(document: Document) -> Spans:
        prose, until = prose_of(document), -1
        titles = frozenset(node.first for node in tagged(document, "h1"))
        for block, phrase in _headings(document, cleaner, whole, opening):
            if block.index <= until:
                continue
            box = _box(document, prose, block, titles) if document.kind == "html" else None
            until = box.last if box else _last_link(document, block.index, titles)
            if until == block.index:
                continue
            for number in range(block.index, until + 1):
                evidence = f"in the box below “{phrase}”" if box else f"links below “{phrase}”"
                yield number, 0, len(document.blocks[number].text), evidence

    return find


def titles_below(cleaner: str, whole: str, outside: bool) -> Find:
    """In plain text: lines that do not end like a sentence, directly below a heading outside or amid running text."""

    def find(document: Document) -> Spans:
        if document.kind != "text":
            return
        prose = prose_of(document)
        for block, phrase in _headings(document, cleaner, whole, None):
            if prose.outside(block.index) != outside:
                continue
            for other in document.blocks[block.index + 1 :]:
                if not _is_title(other.text) or 0 <= prose.first - other.index <= _LAST or _is_call(document, other):
                    break
                yield other.index, 0, len(other.text), f"titles below “{phrase}”"

    return find


def _headings(document: Document, cleaner: str, whole: str, opening: str | None) -> Iterator[tuple[Block, str]]:
    titles = phrases(cleaner, whole)
    openings = phrases(cleaner, opening) if opening else frozenset()
    firsts = first_words(openings)
    for number, (text, first) in texts_of(document).short.items():
        if text in titles:
            yield document.blocks[number], text
        elif first in firsts and len(text) <= _LONGEST_HEADING and (phrase := begins_with(text, openings)):
            yield document.blocks[number], phrase


def _box(document: Document, prose: Prose, heading: Block, titles: frozenset[int]) -> Node | None:
    """The outermost element that begins with the heading, holds more than it, and no prose and no main title."""
    found = None
    for node in document.ancestors(heading.node):
        if node.first != heading.index or node.tag in ("body", "main", "article"):
            break
        if prose.chars(node.first, node.last) or any(node.first <= title <= node.last for title in titles):
            break
        if node.last > heading.index:
            found = node
    return found


def _last_link(document: Document, heading: int, titles: frozenset[int]) -> int:
    """The last block of links after a heading, small blocks between two of them included."""
    last, blocks = heading, document.blocks
    for number in range(heading + 1, len(blocks)):
        block = blocks[number]
        if number in titles:
            break
        if block.link_chars * 5 > len(block.text) * 4:
            last = number
        elif number - last > 2 or size(block.text) > _SMALL:
            break
    return last


def _is_call(document: Document, line: Block) -> bool:
    """Whether a line asks to sign up: that is another cleaner's business."""
    text = bare(texts_of(document).folded[line.index])
    return begins_with(text, phrases("signup", "call")) is not None


def _is_title(text: str) -> bool:
    return _SHORTEST <= size(text) <= _TITLE and text.rstrip("\"'”’»)")[-1:] not in (".", "。", "!", "।", ":")
