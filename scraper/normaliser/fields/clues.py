"""Where an article's metadata may stand: the page's own statements, and the visible elements around headline and body.

Everything is gathered in one pass, so the readers of single fields never scan the page again.
"""

from __future__ import annotations

import re
import string
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import Any

from ...model import Block, Document, Node
from ...tagged import tagged
from ..folding import squashed
from ..wordlist import words
from .jsonld import about, first

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SMALL_LETTERS = bytes(code if chr(code) in string.ascii_lowercase else ord(" ") for code in range(256))
_ROLES = ("author", "date", "tags", "section", "subtitle", "correction")
_ABOVE, _BELOW = 14, 14  # blocks before the headline and after the body in which its metadata may stand
_CAPTION = re.compile(r"caption|(?<![a-z])(?:legende|bildtext|bildunterschrift)(?![a-z])", re.I)
_CAPTION_CLIMB = 6  # elements around a block that may be a figure or caption
_GAP = 12  # blocks between two parts of one body
_WIDEST = {"tags": 60, "correction": 4, "author": 10, "date": 10, "section": 4, "subtitle": 4}
_HEADLINE_WORDS = 50
_HEADLINE_TAGS = ("h1", "h2", "font")
_NAMING = ("class", "itemprop", "rel", "data-testid", "id")  # attributes that say what an element holds
_LONGEST_LABEL = 400
_LARGE = ("5", "6", "7", "+2", "+3", "+4")  # sizes of letters on pages older than style sheets


@dataclass(frozen=True, slots=True)
class Marked:
    """A visible element whose markup names what it holds. ``rank`` counts the elements of its role before it."""

    node: Node
    text: str
    label: str  # the attribute value that named it, for the evidence


@dataclass(frozen=True, slots=True)
class Clues:
    """What the readers of all fields share.

    ``first`` and ``last`` are the body's block numbers (first > last: no body); ``lo`` and ``hi`` the blocks between
    which metadata may stand. ``headings`` are the visible headlines in page order, ``lesser`` those of the next rank,
    ``marked`` elements by role.
    """

    document: Document
    scores: Sequence[float]
    meta: Mapping[str, tuple[str, ...]]
    articles: tuple[Mapping[str, Any], ...]
    urls: tuple[str, ...]
    first: int
    last: int
    lo: int
    hi: int
    headings: tuple[Marked, ...]
    lesser: tuple[Marked, ...]
    marked: Mapping[str, tuple[Marked, ...]] = field(default_factory=dict)

    def block(self, number: int) -> Block:
        return self.document.blocks[number]

    def is_body(self, number: int) -> bool:
        return number < len(self.scores) and self.scores[number] >= 0.5

    def metas(self, names: Sequence[str]) -> list[tuple[str, str]]:
        """(name, content) of the named meta elements that the page has, best name first."""
        return [(name, content) for name in names if name in self.meta for content in self.meta[name]]


def gather(document: Document, scores: Sequence[float]) -> Clues:
    """One pass over meta, JSON-LD, headlines and the nodes near the article."""
    contents: dict[str, list[str]] = defaultdict(list)
    for name, content in document.meta:
        contents[name].append(content)
    meta = {name: tuple(found) for name, found in contents.items()}
    urls = _addresses(document, meta)
    headings, lesser = _headings(document)
    titles = [meta.get(name, ("",))[0] for name in ("og:title", "twitter:title")]
    titles += [document.title_tag, *(item.text for item in headings)]
    articles = about(document.jsonld, urls, titles)
    first_block, last_block = _body(document, scores)
    lo, hi = _region(
        document, headings, first_block, last_block, [*titles, *(first(a.get("headline")) for a in articles)]
    )
    marked = _marked(document, lo, hi)
    return Clues(document, scores, meta, articles, urls, first_block, last_block, lo, hi, headings, lesser, marked)


def text_of(document: Document, node: Node) -> str:
    """The text an element covers, blocks joined by a space."""
    blocks = document.blocks
    return " ".join(blocks[number].text[start:end] for number, start, end in document.covered(node)).strip()


def in_caption(clues: Clues, block: Block) -> bool:
    """Whether the block stands in a figure or caption: it is no headline, standfirst or byline then."""
    nodes, number = clues.document.nodes, block.node
    for _ in range(_CAPTION_CLIMB):
        if number < 0:
            break
        node = nodes[number]
        if node.tag in ("figure", "figcaption"):
            return True
        if (name := node.attrs.get("class")) and _names_caption(name):
            return True
        number = node.parent
    return False


@lru_cache(maxsize=2048)
def _names_caption(name: str) -> bool:
    """Pure; cached because the same few elements stand around many blocks."""
    return _CAPTION.search(name) is not None


def _addresses(document: Document, meta: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    own = [document.page.final_url, document.page.url, *meta.get("og:url", ())]
    own += [href for rel, href in document.links if rel == "canonical"]
    return tuple(url for url in own if url)


def _headings(document: Document) -> tuple[tuple[Marked, ...], tuple[Marked, ...]]:
    """Visible h1 elements and elements marked as headline, and the h2 elements; what is not there is made up for by the
    next rank, at last by large letters."""
    found: list[Marked] = []
    second: list[Marked] = []
    large: list[Marked] = []
    few = {node.id for node in tagged(document, *_HEADLINE_TAGS)}
    for node in [document.nodes[number] for number in sorted(few.union(document.microdata))]:
        tag = node.tag
        if tag == "h1" or node.attrs.get("itemprop") == "headline":
            found += _heading(document, node)
        elif tag == "h2" and len(second) < 40:
            second += _heading(document, node)
        elif tag == "font" and not found and not second and node.attrs.get("size") in _LARGE:
            large += _heading(document, node)
    ranks = [tuple(rank) for rank in (found, second, large) if rank]
    return (*ranks, (), ())[0], (*ranks, (), ())[1]


def _heading(document: Document, node: Node) -> list[Marked]:
    if node.hidden or not 0 <= node.last - node.first <= 6:
        return []
    text = text_of(document, node)
    return [Marked(node, text, f"the {node.tag} element")] if text and len(text.split()) <= _HEADLINE_WORDS else []


def _body(document: Document, scores: Sequence[float]) -> tuple[int, int]:
    """First and last block of the heaviest run of body blocks; (1, 0) without any."""
    runs: list[tuple[int, int, int]] = []
    blocks = document.blocks
    for number in [number for number, score in enumerate(scores[: len(blocks)]) if score >= 0.5]:
        weight = len(blocks[number].text)
        if runs and number - runs[-1][2] <= _GAP:
            runs[-1] = (runs[-1][0] + weight, runs[-1][1], number)
        else:
            runs.append((weight, number, number))
    _, start, end = max(runs, default=(0, 1, 0))
    return start, end


def _region(
    document: Document, headings: Sequence[Marked], start: int, end: int, titles: Sequence[str]
) -> tuple[int, int]:
    count = len(document.blocks)
    if start > end:
        start, end = (headings[0].node.first, headings[0].node.last) if headings else (0, count - 1)
    known = [squashed(title) for title in titles if len(title) > 8]
    top = start
    for item in headings:
        if item.node.first > start + 3:
            break
        text = squashed(item.text)
        if start - item.node.first < 30 or any(text in title or title in text for title in known):
            top = min(top, item.node.first)
            break
    return max(0, top - _ABOVE), min(count - 1, end + _BELOW)


def _marked(document: Document, lo: int, hi: int) -> dict[str, tuple[Marked, ...]]:
    found: dict[str, list[Marked]] = {role: [] for role in _ROLES}
    for node in _overlapping(document, lo, hi):
        if not node.attrs or node.hidden or node.last < node.first or not _may_have_role(node):
            continue
        label = _label(node)
        if roles := roles_of(label):
            _file(document, node, label, roles, found)
    return {role: tuple(items) for role, items in found.items() if items}


def _overlapping(document: Document, lo: int, hi: int) -> list[Node]:
    """The nodes that cover some of the blocks from ``lo`` to ``hi``, in page order; they begin in reading order."""
    nodes = document.nodes
    start = bisect_left(nodes, lo, key=_first_block)
    stop = bisect_right(nodes, hi, lo=start, key=_first_block)
    return [*[node for node in nodes[:start] if node.last >= lo], *nodes[start:stop]]


def _first_block(node: Node) -> int:
    return node.first


def _file(document: Document, node: Node, label: str, roles: frozenset[str], found: dict[str, list[Marked]]) -> None:
    text = ""
    for role in roles:
        if node.last - node.first > _WIDEST[role]:
            continue
        text = text or text_of(document, node)
        if text or node.tag == "time":
            found[role].append(Marked(node, text, label))


def _may_have_role(node: Node) -> bool:
    """Whether a word of its label names a role; told by single values, which pages and sites repeat."""
    get = node.attrs.get
    for name in _NAMING:
        if (value := get(name)) and _names_role(value):
            return True
    return node.tag == "time"


@lru_cache(maxsize=8192)
def _names_role(value: str) -> bool:
    """Pure: the cache changes no result."""
    return len(value) <= _LONGEST_LABEL and not _telling().isdisjoint(_words(value))


def _label(node: Node) -> str:
    parts = [node.attrs.get(name) for name in _NAMING]
    if node.tag == "time":
        parts.append("time")
    return " ".join(filter(None, parts))


@lru_cache(maxsize=2048)
def roles_of(label: str) -> frozenset[str]:
    """The roles that the words of a class, id, itemprop or rel value name. Pure: the cache changes no result."""
    found = _words(label)
    if len(label) > _LONGEST_LABEL or not words("roles", "never").isdisjoint(found):
        return frozenset()
    return frozenset(role for role in _ROLES if not words("roles", role).isdisjoint(found))


def _words(label: str) -> list[str]:
    """Runs of Latin letters in lower case; a capital behind a small letter begins a new one."""
    low = label.lower()
    parted = low if low == label else _CAMEL.sub("-", label).lower()
    return parted.encode().translate(_SMALL_LETTERS).decode().split()


@cache
def _telling() -> frozenset[str]:
    return frozenset(word for role in _ROLES for word in words("roles", role))
