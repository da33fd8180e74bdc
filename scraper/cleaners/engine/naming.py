"""Names for what the content model alone left out, by what stands around it. See ``left.py``."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache, lru_cache
from itertools import pairwise
from typing import NamedTuple

from ...model import Block
from ...tagged import tagged
from .forum import is_forum
from .left import Left
from .links import linked_chars
from .prose import is_prose, size
from .texts import bare, texts_of
from .words import first_words, made_of, phrases

Names = Iterator[tuple[int, str]]
Find = Callable[[Left], Names]
_MARKS = re.compile(r"\s*[>»›→＞|·•⋅]\s*|\s+/\s+")
_MAY_PART = re.compile(r"[>»›→＞|·•⋅/\n]")  # few texts have such a mark
_MENU = ("menu", "navi", "nav-", "dropdown")
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_PART_WORDS = 4  # of a part of a menu or trail, on average
_ABOVE_WORDS = 12
_TITLE_WORDS, _BETWEEN = 4, 4  # of titles; how many blocks from one to the next
_TITLES_AND_MORE = 3  # words of titles and what is linked around them, on average
_AROUND = 2  # links on each side that are looked at as well
_HEADING = 6  # words
_LINE_WORDS = 40
_COUNTED = re.compile(r"[\d\W_]+")
_ENDS = ".!?。।؟"
_LETTER = re.compile(r"[^\W\d_]")
_DIGIT = re.compile(r"\d")


def in_a_box(cleaner: str) -> Find:
    """Blocks in a box of which most is the cleaner's."""

    def find(left: Left) -> Names:
        for block, (owner, evidence) in left.boxes.items():
            if owner == cleaner and _LETTER.search(left.document.blocks[block].text):
                yield block, evidence

    return find


def made_of_phrases(cleaner: str, *tables: str, naming: tuple[str, str] | None = None) -> Find:
    """Short blocks made of nothing but phrases of these tables, however links and marks are glued together.

    ``naming``: two phrases, or one of this table and language, such as the names of ``networks``.
    """

    def find(left: Left) -> Names:
        listed = _phrases_of(cleaner, tables)
        wanted, firsts = phrases(cleaner, *naming) if naming else listed, first_words(listed)
        for number, text, first in left.lines:
            parts = made_of(text, listed) if first in firsts else None
            if parts and (len(parts) > 1 or parts[0] in wanted):
                yield number, f"it says “{parts[0]}”"

    return find


@cache
def _phrases_of(cleaner: str, tables: tuple[str, ...]) -> frozenset[str]:
    return frozenset().union(*(phrases(cleaner, table) for table in tables))


def comments_below(left: Left) -> Names:
    """What follows the heading of the comments, in its box or in the element that holds it."""
    if is_forum(left.document):
        return
    nameless, until, why = frozenset(left.nameless), -1, ""
    linked = linked_chars(left.document)
    for block in left.document.blocks[left.last + 1 :]:
        number = block.index
        # Links lead to the comments, they do not stand above them.
        if not linked[number] and size(block.text) <= _HEADING and _heads_comments(left, block):
            until, why = max(until, _reach(left, number)), f"below “{block.text[:40]}”"
        elif left.owner.get(number, "").partition("/")[0] in _OTHER_BOXES:
            until = -1
        if number in nameless and number <= until:
            yield number, why


_OTHER_BOXES = frozenset(("navigation", "related", "legal", "signup", "promotion"))


def _heads_comments(left: Left, block: Block) -> bool:
    """Whether a short block is the heading of a comment section, with or without their number."""
    if block.tag in _HEADINGS and left.owner.get(block.index, "").startswith("comments/"):
        return True
    text = texts_of(left.document).folded[block.index]
    return bare(_COUNTED.sub(" ", text)) in phrases("comments", "heading")


def _reach(left: Left, heading: int) -> int:
    """The last block of the widest element around a heading that holds nothing of the body, else of its parent."""
    node = left.document.blocks[heading].node
    widest = max((inside.last for inside in left.within(heading)), default=heading)
    parent = left.document.nodes[node].parent
    if widest == heading and parent >= 0:
        return left.document.nodes[parent].last
    return widest


class _Links(NamedTuple):
    """How many links a block is made of, and their words."""

    block: int
    links: int
    words: int


def linked_titles(left: Left) -> Names:
    """Links to other pages, as long as titles are, two of them near each other, with the heading above them."""
    blocks, nameless = left.document.blocks, frozenset(left.nameless)
    linked = linked_chars(left.document)
    links = [
        _Links(number, len(texts), sum(map(size, texts)))
        for number in left.nameless
        if linked[number] * 5 > len(blocks[number].text) * 4
        and (texts := _links_of(blocks[number]))
        and not left.has(blocks[number].node, _is_menu)
    ]
    titles = [found.block for place, found in enumerate(links) if _as_titles(links, place)]
    named = {number for number in titles if "\n" in blocks[number].text}
    for one, other in pairwise(titles):
        if other - one <= _BETWEEN:
            named.update(nameless.intersection(range(one, other + 1)))
    for number in sorted(named):
        above = number - 1
        if above in nameless and above not in named and _may_head(blocks[above]):
            yield above, "titles that lead to other pages stand below it"
        yield number, "titles that lead to other pages stand here"


def _as_titles(links: Sequence[_Links], place: int) -> bool:
    """Whether links, and those around them, have as many words as titles; entries of menus have fewer."""
    here = links[place]
    if here.words < here.links * _TITLE_WORDS:
        return False
    around = links[max(0, place - _AROUND) : place + _AROUND + 1]
    return sum(near.words for near in around) >= sum(near.links for near in around) * _TITLES_AND_MORE


@lru_cache(maxsize=4096)
def _is_menu(names: str) -> bool:
    return any(map(names.lower().__contains__, _MENU))


def _may_head(block: Block) -> bool:
    return not block.marks and size(block.text) <= _HEADING and not _DIGIT.search(block.text)


def _links_of(block: Block) -> list[str]:
    """The texts of the links to other pages, one a line, of a block that is made of links."""
    links = [mark for mark in block.marks if mark.kind == "link" and "#" not in (mark.url or "#")]
    return [block.text[mark.start : mark.end] for mark in links] if len(links) <= block.text.count("\n") + 1 else []


def trails(left: Left) -> Names:
    """Short parts set off by marks, two of them or more, as in breadcrumbs and menus."""
    for number in left.nameless:
        block = left.document.blocks[number]
        if left.first <= number <= left.last or not _MAY_PART.search(block.text):
            continue
        if size(block.text) > _LINE_WORDS or is_prose(block):
            continue
        parts = [part for part in _MARKS.split(block.text) if _LETTER.search(part)]
        if len(parts) == 1 and block.link_chars * 2 > len(block.text):
            parts = block.text.split("\n")
        short = sum(map(size, parts)) <= len(parts) * _PART_WORDS and block.text[-1:] not in _ENDS
        if len(parts) > 1 and short and not _DIGIT.search(block.text) and block.tag not in _HEADINGS:
            yield number, f"{len(parts)} short parts set off by marks"


def above_title(left: Left) -> Names:
    """Short lines above the main title and all that stays."""
    titles = [node.first for node in tagged(left.document, "h1") if node.last >= node.first]
    until = min([left.first, *titles[:1]]) if left.last >= 0 else -1
    for number in left.nameless:
        if number >= until:
            break
        text = left.document.blocks[number].text
        if text[-1:] not in _ENDS and not _DIGIT.search(text) and size(text) <= _ABOVE_WORDS:
            yield number, "above the title of the page"


def beside_byline(left: Left) -> Names:
    """What is left of a line of which the author or the date moved to a field."""
    for number in left.nameless:
        if number in left.moved:
            yield number, "its other words are the author's or the date's"


def at_the_foot(left: Left) -> Names:
    """Short lines and links beside or below the footer and the copyright line, with no running text after them."""
    feet = [number for number, rule in left.owner.items() if rule in _FEET and number > left.last]
    foot = min(feet, default=len(left.document.blocks))
    for number in left.nameless:
        block = left.document.blocks[number]
        beside = left.boxes.get(number, ("", ""))[0] in ("legal", "navigation")
        if number > left.last and (number > foot or beside) and not is_prose(block):
            yield number, "beside or below the footer or the copyright line"


_FEET = frozenset(("navigation/page-footer", "navigation/footer", "legal/copyright", "legal/copyright-line"))
