"""What is still without a name when everything is settled, and what stands around it.

The content model, or a rule that goes by shape alone, takes a block without knowing what it is. By then it is known
what stays and what the cleaners took beside it, and that often tells: a short line below the heading of the comments,
an entry of a list in which all others lead to other articles.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate

from ...model import Block, Document, Node, Verdict
from ...values import values_in
from .texts import bare, first_word, texts_of

_OUTER = frozenset(("html", "body", "main", "article"))
_LEVELS = 8
_COUNTS = re.compile(r"(?:\d[\d.,]*[km]?\W+)+")
_LINE = 240  # characters of a line that is looked up in word lists
_LARGEST = 60  # blocks of a box
_BYLINE = frozenset(("byline", "date"))
_FEW = 4  # lines of a box that one of them may name
_SMALL = frozenset(  # they stand anywhere
    ("consent/button", "technical/button", "share/call", "author_box/author", "navigation/ornament")
)
_SAYING = 0.25  # so many of the lines of a box must have an owner, and most of those the same


_NO_BOX = (0, "", "")


def _is_one_link(block: Block) -> bool:
    return len(block.marks) == 1 and block.link_chars == len(block.text)


def _apart(block: Block, text: str) -> str:
    """A text with a mark at both ends of every link."""
    for mark in sorted((mark for mark in block.marks if mark.kind == "link"), key=lambda mark: -mark.start):
        text = f"{text[: mark.start]} | {text[mark.start : mark.end]} | {text[mark.end :]}"
    return text


def _length(verdict: Verdict) -> tuple[int, str, bool]:
    return verdict.end - verdict.start, verdict.rule_id, verdict.strength != "hint"


class Left:
    """The fate of every block.

    ``nameless`` are the numbers of the blocks to be named, ascending. ``owner`` has the rule id of the others that are
    removed, by the number of the block; of those in ``moved`` words went to the author or the dates. ``first`` and
    ``last`` are the first and last block that stays (0 and -1 when nothing does).
    """

    def __init__(self, document: Document, verdicts: Sequence[Verdict], by_shape: frozenset[str]) -> None:
        self.document = document
        self._known: dict[Callable[[str], bool], dict[int, bool]] = {}
        gone: dict[int, int] = {}
        longest: dict[int, Verdict] = {}
        for verdict in verdicts:
            block = verdict.block
            gone[block] = gone.get(block, 0) + verdict.end - verdict.start
            if not verdict.field:
                longest[block] = max(longest[block], verdict, key=_length) if block in longest else verdict
        stays = [gone.get(block.index, 0) * 2 < len(block.text) for block in document.blocks]
        self._stays = [0, *accumulate(stays)]
        kept = [number for number, here in enumerate(stays) if here]
        self.first, self.last = (kept[0], kept[-1]) if kept else (0, -1)
        nameless: list[int] = []
        self.owner: dict[int, str] = {}
        self._cleaner: dict[int, str] = {}
        for block, verdict in longest.items():
            rule = verdict.rule_id
            if rule in by_shape:
                nameless.append(block)
                continue
            self.owner[block] = rule
            if verdict.strength != "hint" and rule not in _SMALL:
                self._cleaner[block] = verdict.cleaner
        self.nameless = tuple(sorted(nameless))
        self.moved = frozenset(verdict.block for verdict in verdicts if verdict.field in _BYLINE)

    def stays(self, first: int, last: int) -> bool:
        """Whether any of the blocks ``first`` to ``last`` stays in the body."""
        return self._stays[last + 1] > self._stays[first]

    def within(self, block: int) -> Iterator[Node]:
        """The elements around a block that hold nothing of the body, innermost first."""
        number, nodes = self.document.blocks[block].node, self.document.nodes
        for _ in range(_LEVELS):
            node = nodes[number]
            if self._is_outer(node):
                return
            yield node
            number = node.parent
            if number < 0:
                return

    def _is_outer(self, node: Node) -> bool:
        """Whether an element is no box: empty, or with something of the body in it."""
        return node.tag in _OUTER or node.last < node.first or self.stays(node.first, node.last)

    @cached_property
    def lines(self) -> list[tuple[int, str, str]]:
        """(number, folded text with marks around every link, its first word behind a count) of short blocks."""
        texts, values, found = texts_of(self.document), values_in(self.document), []
        for number in self.nameless:
            block = self.document.blocks[number]
            if len(block.text) > _LINE or number in values:
                continue
            text, first = texts.short[number]
            if block.marks and not _is_one_link(block):  # marks at both ends of it would be dropped again
                text = bare(_apart(block, texts.folded[number]))
                first = first_word(text)
            if text[:1].isdigit():
                first = first_word(_COUNTS.sub("", text, count=1))
            found.append((number, text, first))
        return found

    def has(self, node: int, test: Callable[[str], bool]) -> bool:
        """Whether the class and id of an element or of one above it pass a test."""
        known = self._known.setdefault(test, {-1: False})
        path: list[int] = []
        while node not in known:
            path.append(node)
            node = self.document.nodes[node].parent
        for below in reversed(path):
            attrs = self.document.nodes[below].attrs
            known[below] = known[node] or (bool(attrs) and test(f"{attrs.get('class', '')} {attrs.get('id', '')}"))
            node = below
        return known[node]

    @cached_property
    def boxes(self) -> dict[int, tuple[str, str]]:
        """Nameless block -> (cleaner, evidence): most of what is known of the smallest box is the cleaner's."""
        found: dict[int, tuple[str, str]] = {}
        known = {-1: _NO_BOX}  # node -> how many levels up the smallest box that tells is, its cleaner and tag
        for block in self.nameless:
            number, path = self.document.blocks[block].node, []
            while number not in known:
                node = self.document.nodes[number]
                if self._is_outer(node) or node.last - node.first >= _LARGEST:
                    known[number] = _NO_BOX
                elif cleaner := self._majority(node):
                    known[number] = 0, cleaner, node.tag
                else:
                    path.append(number)
                    number = node.parent
            up, cleaner, tag = known[number]
            for below in reversed(path):
                up += 1
                known[below] = up, cleaner, tag
            if cleaner and up < _LEVELS:
                found[block] = cleaner, f"in the same <{tag}>"
        return found

    @cached_property
    def _owned(self) -> list[int]:
        """How many of the blocks above each block are a cleaner's."""
        return [0, *accumulate([block.index in self._cleaner for block in self.document.blocks])]

    def _majority(self, node: Node) -> str:
        lines = range(node.first, node.last + 1)
        owned = self._owned[node.last + 1] - self._owned[node.first]
        if not owned or owned < len(lines) * _SAYING:
            return ""
        cleaners = [self._cleaner[number] for number in lines if number in self._cleaner]
        cleaner = max(set(cleaners), key=cleaners.count)
        count = cleaners.count(cleaner)
        enough = count >= len(lines) * _SAYING and (count > 1 or len(lines) <= _FEW)
        return cleaner if enough and count * 2 > len(cleaners) else ""
