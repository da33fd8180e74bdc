"""Where the article stands in the page: from its lead picture to its last body block."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ...model import Document
from ...tagged import tagged
from .labels import same_words

BODY = 0.5  # probability from which a block counts as body
_STRAY_GAP = 30  # blocks between the body and a lone block that the model took for body
_STRAY_SHARE = 0.1
_ABOVE_HEADLINE = 12  # blocks above the headline where a lead picture may stand
_ABOVE_IN_ARTICLE = 30
_MAX_TAIL = 60
_HEADLINE_SEARCH = 80


@dataclass(frozen=True, slots=True)
class Extent:
    """Block numbers. ``body`` are the body blocks in order, ``first`` and ``last`` its ends.

    ``lead`` is where the lead picture may stand at the earliest, ``headline`` the headline above the body, ``tail``
    the block in front of which a picture may stand at the latest. ``nodes`` are the numbers of the nodes that begin
    between ``lead`` and ``tail``.
    """

    body: tuple[int, ...]
    first: int
    last: int
    lead: int
    headline: int
    tail: int
    nodes: range

    def holds_body(self, first: int, last: int) -> bool:
        """Whether a body block stands among the blocks ``first`` to ``last``."""
        return bisect_left(self.body, first) < bisect_right(self.body, last)

    def holds_article(self, first: int, last: int) -> bool:
        """Whether a body block or the headline stands among the blocks ``first`` to ``last``."""
        return first <= self.headline <= last or self.holds_body(first, last)


def find_extent(document: Document, scores: Sequence[float]) -> Extent | None:
    """The extent of the article by the content model's probabilities.

    Without any body, as on the page of a gallery, it is the page's one ``article`` element; None when there is none.
    """
    blocks = document.blocks
    body = [number for number, score in enumerate(scores) if score >= BODY and number < len(blocks)]
    if not body:
        return _by_element(document)
    body = _without_strays(body, [len(blocks[number].text) for number in body])
    first, last = body[0], body[-1]
    headline = _headline(document, first)
    lead = _lead(document, first, headline)
    tail = _tail(document, body)
    return Extent(tuple(body), first, last, lead, headline, tail, _nodes(document, lead, tail))


def _by_element(document: Document) -> Extent | None:
    articles = [node for node in tagged(document, "article") if node.last > node.first]
    if len(articles) != 1:
        return None
    first, last = articles[0].first, min(articles[0].last, len(document.blocks) - 1)
    headline = next((number for number in range(first, last + 1) if _in_h1(document, number)), first)
    return Extent((), first, last, first, headline, last + 1, _nodes(document, first, last + 1))


def _nodes(document: Document, lead: int, tail: int) -> range:
    """Numbers of the nodes that begin between two blocks."""
    return range(
        bisect_left(document.nodes, lead, key=lambda node: node.first),
        bisect_right(document.nodes, tail, key=lambda node: node.first),
    )


def _tail(document: Document, body: list[int]) -> int:
    """Behind the last body block; with a closing gallery when it stands in the element that holds the body."""
    last = body[-1]
    for node in document.ancestors(document.blocks[last].node):
        if node.first < last and bisect_left(body, node.first) < len(body) // 2:
            return min(max(node.last, last), last + _MAX_TAIL, len(document.blocks) - 1) + 1
    return last + 1


def _without_strays(body: list[int], sizes: list[int]) -> list[int]:
    """Without lone blocks far from the rest, such as a notice in the footer."""
    total = sum(sizes)
    start, end = 0, len(body)
    while end - start > 1 and body[end - 1] - body[end - 2] > _STRAY_GAP and sizes[end - 1] < total * _STRAY_SHARE:
        end -= 1
    while end - start > 1 and body[start + 1] - body[start] > _STRAY_GAP and sizes[start] < total * _STRAY_SHARE:
        start += 1
    return body[start:end]


def _headline(document: Document, first: int) -> int:
    """The block of the headline above the body; the first body block when there is none."""
    above = range(first, max(0, first - _HEADLINE_SEARCH) - 1, -1)
    headline = next((number for number in above if _in_h1(document, number)), None)
    if headline is not None:
        return headline
    title = same_words(document.title_tag)
    return next((number for number in above if _begins(document, number, title)), first)


def _lead(document: Document, first: int, headline: int) -> int:
    """The headline, and what stands above it in the elements that hold it, the body and little else."""
    lead = headline
    for node in document.ancestors(document.blocks[first].node):
        above = headline - node.first
        if above > (_ABOVE_IN_ARTICLE if node.tag in ("article", "main") else _ABOVE_HEADLINE):
            break
        lead = min(lead, node.first)
    return lead


def _begins(document: Document, number: int, title: str) -> bool:
    """Whether a block is the headline that the page's title begins with."""
    key = same_words(document.blocks[number].text) if len(document.blocks[number].text) < 300 else ""
    return len(key) > 12 and title.startswith(key)


def _in_h1(document: Document, number: int) -> bool:
    """Whether a block is an ``h1`` or stands in one, at most two levels up."""
    block = document.blocks[number]
    if block.tag == "h1":
        return True
    node = document.nodes[block.node]
    for _ in range(2):
        if node.parent < 0:
            return False
        node = document.nodes[node.parent]
        if node.tag == "h1":
            return True
    return False
