"""The data passed between stages. All of it is frozen: dataclasses, and tuples with names where every page has
hundreds, since these are made several times faster. The finished article is in article.py.

    Page -> Document -> Judgement -> Cut -> Article

A *word* is a maximal run of characters that are not white space (``str.split``), in every script.
A *span* is a half-open range ``[start, end)`` of characters in one block's text, on word borders.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Literal, NamedTuple

from lxml import etree

from .article import Access, Author, Dateline, Encoding, Image, Mark, Site, Video

# --------------------------------------------------------------------------- source


@dataclass(frozen=True, slots=True)
class Page:
    """Bytes as received, and what is known of where they came from.

    ``media_type`` and ``charset`` are what the sender said (``text/html``, ``utf-8``) or None;
    ``fetched_at`` is ISO 8601 in UTC. ``headers`` has lower-case names.
    """

    body: bytes
    url: str | None = None
    final_url: str | None = None
    media_type: str | None = None
    charset: str | None = None
    status: int | None = None
    fetched_at: str | None = None
    headers: Mapping[str, str] = field(default_factory=dict)


class Node(NamedTuple):
    """One element of the page and the text it covers.

    The covered text begins at character ``start`` of block ``first`` and ends before character ``end`` of block
    ``last``; without text ``last < first`` or the range is empty. ``id`` is its place in Document.nodes, ``parent`` the
    id of another node, -1 at the root. ``attrs`` are the element's attributes, ``element`` the lxml element (None in a
    text document). Block-level elements all have a node, inline ones when they have attributes.
    """

    id: int
    tag: str
    parent: int
    depth: int
    attrs: Mapping[str, str]
    first: int
    start: int
    last: int
    end: int
    hidden: bool
    element: Any = None


@dataclass(frozen=True, slots=True)
class Block:
    """A maximal run of inline text inside one block-level element: the unit that is judged.

    ``text`` has single spaces, ``\n`` for a lone ``<br>``; inside ``pre`` its white space is kept. ``node`` is the
    index of the nearest block-level node, ``tag`` its tag. ``ident`` is a readable path such as
    ``body>main>article>p[3]``.
    """

    index: int
    text: str
    tag: str
    node: int
    marks: tuple[Mark, ...] = ()
    hidden: bool = False

    @property
    def words(self) -> int:
        return len(self.text.split())

    @property
    def link_chars(self) -> int:
        """Characters of the text that lie inside links."""
        chars = 0
        for mark in self.marks:
            if mark.kind == "link":
                chars += mark.end - mark.start
        return chars


class Media(NamedTuple):
    """An image, video, audio or frame as it stands in the page, before block number ``before``.

    ``kind``: ``img``, ``video``, ``audio``, ``iframe``, ``embed``. ``node`` indexes Document.nodes.
    ``attrs`` are the element's own attributes; ``sources`` are candidate addresses, best first.
    """

    kind: str
    node: int
    before: int
    attrs: Mapping[str, str]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """An untouched page: its blocks in reading order and everything that later stages ask about.

    ``kind`` is ``html`` or ``text``. ``meta`` holds (name, content) pairs of ``<meta>`` with lower-case names, in page
    order; ``links`` (rel, href) pairs of ``<link>``; ``jsonld`` each parsed JSON-LD object, graphs flattened.
    ``root`` is the lxml tree (None for text). ``base_url`` resolves relative addresses. ``microdata``: the numbers of
    the nodes with an ``itemprop``.
    """

    page: Page
    kind: Literal["html", "text"]
    blocks: tuple[Block, ...]
    nodes: tuple[Node, ...]
    media: tuple[Media, ...]
    encoding: Encoding
    root: etree._Element | None = None
    title_tag: str = ""
    lang: str = ""
    base_url: str = ""
    meta: tuple[tuple[str, str], ...] = ()
    links: tuple[tuple[str, str], ...] = ()
    jsonld: tuple[Mapping[str, Any], ...] = ()
    script_chars: int = 0
    warnings: tuple[str, ...] = ()
    microdata: tuple[int, ...] = ()

    def ancestors(self, node: int) -> list[Node]:
        """The node itself and its ancestors, innermost first."""
        nodes, found = self.nodes, []
        while node >= 0:
            above = nodes[node]
            found.append(above)
            node = above.parent
        return found

    def covered(self, node: Node) -> list[tuple[int, int, int]]:
        """The (block, start, end) spans that an element covers, empty spans left out."""
        first, start, last, end = node.first, node.start, node.last, node.end
        if first >= last:  # most elements: no more than one block
            return [(first, start, end)] if first == last and end > start else []
        blocks = self.blocks
        ends = [(number, 0, len(blocks[number].text)) for number in range(first, last)]
        ends[0] = first, start, ends[0][2]
        ends.append((last, 0, end))
        return [span for span in ends if span[2] > span[1]]


# --------------------------------------------------------------------------- judgement

Strength = Literal["certain", "strong", "hint"]


class Verdict(NamedTuple):
    """One stage's opinion on one span: take it out of the body, and why.

    ``field`` None means remove; a name (``title``, ``caption``, ``byline`` ...) means the words move there.
    ``strength``: ``certain`` is carried out whatever the content model thinks; ``strong`` unless the model is sure the
    block is body; ``hint`` only gives the reason when the model leaves the block out. ``evidence`` is for people:
    the phrase, selector, score or signals that led here.
    """

    cleaner: str
    rule: str
    block: int
    start: int
    end: int
    strength: Strength = "strong"
    evidence: tuple[str, ...] = ()
    field: str | None = None

    @property
    def rule_id(self) -> str:
        return f"{self.cleaner}/{self.rule}"


class Score(NamedTuple):
    """How likely one block is article body (0..1), and the strongest reasons in words."""

    value: float
    reasons: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """One possible value of a metadata field: the cleaned value, the words it came from, and the source.

    Sources: ``jsonld``, ``microdata``, ``opengraph``, ``meta``, ``visible``, ``url``, ``title-tag``, ``http``,
    ``text``, ``trafilatura``, ``htmldate``. ``block`` is the block it was read from when it was visible.
    """

    field: str
    value: Any
    raw: str
    source: str
    block: int | None = None
    start: int = 0
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Fields:
    """Metadata chosen for the article, every candidate it was chosen from, and the visible words that move there."""

    title: str | None = None
    subtitle: str | None = None
    kicker: str | None = None
    description: str | None = None
    authors: tuple[Author, ...] = ()
    agency: tuple[str, ...] = ()
    dateline: Dateline | None = None
    date_published: str | None = None
    date_modified: str | None = None
    section: str | None = None
    tags: tuple[str, ...] = ()
    language: str | None = None
    canonical_url: str | None = None
    site: Site = field(default_factory=Site)
    access: Access = field(default_factory=Access)
    corrections: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    moves: tuple[Verdict, ...] = ()


@dataclass(frozen=True, slots=True)
class Figures:
    """Images and videos of the article, captions reconciled, and the visible words that move there."""

    images: tuple[Image, ...] = ()
    videos: tuple[Video, ...] = ()
    moves: tuple[Verdict, ...] = ()


@dataclass(frozen=True, slots=True)
class Judgement:
    """Everything decided about a Document: disjoint spans to take out, a score for every block, fields and figures.

    ``articleness`` is how likely the page holds an article at all (0..1), ``is_article`` whether it is taken for one.
    """

    verdicts: tuple[Verdict, ...]
    scores: tuple[Score, ...]
    fields: Fields = field(default_factory=Fields)
    figures: Figures = field(default_factory=Figures)
    articleness: float = 1.0
    is_article: bool = True


# --------------------------------------------------------------------------- ledger


class Removal(NamedTuple):
    """Words taken out of the body for good. ``path`` locates the block, ``start``/``end`` the span in it."""

    cleaner: str
    rule: str
    reason: str
    block: int
    path: str
    start: int
    end: int
    text: str
    evidence: tuple[str, ...]


class Move(NamedTuple):
    """Words taken out of the body because they belong in a field of the article."""

    field: str
    rule: str
    block: int
    path: str
    start: int
    end: int
    text: str
    evidence: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conservation:
    """Word counts; ``kept + moved + removed == visible`` always holds."""

    visible: int
    kept: int
    moved: int
    removed: int


class Piece(NamedTuple):
    """What is left of one block after the cut; ``marks`` are relative to ``text``."""

    block: int
    text: str
    marks: tuple[Mark, ...] = ()


class Ledger(NamedTuple):
    """What went, entry by entry, in reading order."""

    removals: tuple[Removal, ...]
    moves: tuple[Move, ...]


@dataclass(frozen=True)
class Cut:
    """A Document after the cut: what stays in reading order, and the ledger of what went.

    ``removed``: words removed by each cleaner. The entries of the ledger are written when they are asked for, by
    ``write``: who wants the article alone does not pay for them.
    """

    document: Document
    judgement: Judgement
    pieces: tuple[Piece, ...]
    removed: Mapping[str, int]
    conservation: Conservation
    write: Callable[[Document, Judgement], Ledger]

    @cached_property
    def _ledger(self) -> Ledger:
        return self.write(self.document, self.judgement)

    @property
    def removals(self) -> tuple[Removal, ...]:
        return self._ledger.removals

    @property
    def moves(self) -> tuple[Move, ...]:
        return self._ledger.moves
