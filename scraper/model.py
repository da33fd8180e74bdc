"""The data passed between stages. All of it is frozen; this file imports nothing of ours.

    Page -> Document -> Judgement -> Cut -> Article

A *word* is a maximal run of characters that are not white space (``str.split``), in every script.
A *span* is a half-open range ``[start, end)`` of characters in one block's text, on word borders.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from lxml import etree

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


@dataclass(frozen=True, slots=True)
class Encoding:
    """The character encoding used, and who said so: ``bom``, ``http``, ``meta``, ``statistics``, ``given``."""

    value: str
    source: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Inline markup over ``[start, end)`` of a block's text: ``link``, ``strong``, ``em`` or ``code``."""

    start: int
    end: int
    kind: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Node:
    """One element of the page and the text it covers.

    The covered text begins at character ``start`` of block ``first`` and ends before character ``end`` of block
    ``last``. An element without text has ``last < first`` or an empty range. ``parent`` is a node index, -1 at the root.
    """

    index: int
    tag: str
    parent: int
    depth: int
    attrs: Mapping[str, str]
    first: int
    start: int
    last: int
    end: int
    hidden: bool
    element: Any = None  # the lxml element, for selector rules; None in a text document


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
        return sum(mark.end - mark.start for mark in self.marks if mark.kind == "link")


@dataclass(frozen=True, slots=True)
class Media:
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
    ``root`` is the lxml tree (None for text). ``base_url`` resolves relative addresses.
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
    scripts_words: int = 0
    warnings: tuple[str, ...] = ()

    def ancestors(self, node: int) -> list[Node]:
        """The node itself and its ancestors, innermost first."""
        found = []
        while node >= 0:
            found.append(self.nodes[node])
            node = self.nodes[node].parent
        return found

    def path(self, block: int) -> str:
        """A readable path of a block, such as ``body>article>p``, with class or id where there is one."""
        chain = self.ancestors(self.blocks[block].node)[::-1] if self.nodes else []
        return ">".join(_step(node) for node in chain if node.tag != "html") or f"block[{block}]"


def _step(node: Node) -> str:
    if ident := node.attrs.get("id", "").split():
        return f"{node.tag}#{ident[0]}"
    classes = node.attrs.get("class", "").split()
    return f"{node.tag}.{classes[0]}" if classes else node.tag


# --------------------------------------------------------------------------- judgement

Strength = Literal["certain", "strong", "hint"]


@dataclass(frozen=True, slots=True)
class Verdict:
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


@dataclass(frozen=True, slots=True)
class Score:
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
class Judgement:
    """Everything decided about a Document: disjoint spans to take out, the scores, the candidates for fields."""

    verdicts: tuple[Verdict, ...]
    scores: tuple[Score, ...]
    candidates: tuple[Candidate, ...]
    images: tuple[Image, ...] = ()
    videos: tuple[Video, ...] = ()
    is_article: float = 1.0


# --------------------------------------------------------------------------- ledger


@dataclass(frozen=True, slots=True)
class Removal:
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


@dataclass(frozen=True, slots=True)
class Move:
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


@dataclass(frozen=True, slots=True)
class Piece:
    """What is left of one block after the cut; ``marks`` are relative to ``text``."""

    block: int
    text: str
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Cut:
    """A Document after the cut: what stays in reading order, and the ledger of what went."""

    document: Document
    judgement: Judgement
    pieces: tuple[Piece, ...]
    removals: tuple[Removal, ...]
    moves: tuple[Move, ...]
    conservation: Conservation


# --------------------------------------------------------------------------- article (schema 1.0)


@dataclass(frozen=True, slots=True)
class Site:
    name: str | None = None
    domain: str | None = None


@dataclass(frozen=True, slots=True)
class Quality:
    score: float = 0.0
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Author:
    name: str
    url: str | None = None
    role: str | None = None
    contact: str | None = None


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where a report was filed; ``raw`` is the opening as printed. The words also stay in the body."""

    place: str
    raw: str


@dataclass(frozen=True, slots=True)
class Access:
    """``free`` is None when the page does not say."""

    free: bool | None = None
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class ListItem:
    """A list entry; ``items`` are the entries nested below it, numbered when ``ordered``."""

    text: str
    marks: tuple[Mark, ...] = ()
    ordered: bool = False
    items: tuple[ListItem, ...] = ()


@dataclass(frozen=True, slots=True)
class BodyBlock:
    """One block of the finished body. Which fields are used depends on ``type``:

    paragraph text, marks · heading text, marks, level (1-6) · quote text (paragraphs split by a blank line), marks, url (cite)
    list ordered, items · table header (rows of cells), rows · code text, language · image image (index into
    Article.images) · embed url, provider. ``source`` are the numbers of the Document blocks it was made of.
    """

    type: Literal["paragraph", "heading", "list", "quote", "table", "code", "image", "embed"]
    text: str = ""
    marks: tuple[Mark, ...] = ()
    level: int = 0
    ordered: bool = False
    items: tuple[ListItem, ...] = ()
    header: tuple[tuple[str, ...], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    language: str | None = None
    image: int | None = None
    url: str | None = None
    provider: str | None = None
    source: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Image:
    """``role``: ``lead``, ``inline`` or ``gallery``. ``block`` is the index in Article.blocks of its image block.

    Before the body is laid out ``before`` says in front of which Document block the image stands (None: not in the
    body, for instance known from metadata only).
    """

    url: str
    alt: str | None = None
    caption: str | None = None
    credit: str | None = None
    role: str = "inline"
    block: int | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Video:
    provider: str | None
    url: str | None
    title: str | None = None
    caption: str | None = None
    before: int | None = None


@dataclass(frozen=True, slots=True)
class Removed:
    """Word counts of the ledger, by cleaner."""

    words: int = 0
    by_cleaner: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FetchInfo:
    status: int | None = None
    fetched_at: str | None = None
    media_type: str | None = None
    encoding: Encoding | None = None


@dataclass(frozen=True, slots=True)
class Generator:
    name: str
    version: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One candidate as published in ``evidence{field: [...]}``."""

    value: Any
    raw: str
    source: str


Kind = Literal["article", "live_blog", "listing", "not_article"]


@dataclass(frozen=True, slots=True)
class ArticleData:
    """The fields of schema 1.0 in their published order. ``scraper.output.Article`` adds reading and writing."""

    schema_version: str
    id: str
    url: str | None
    final_url: str | None
    canonical_url: str | None
    site: Site
    kind: Kind
    quality: Quality
    title: str | None
    subtitle: str | None
    kicker: str | None
    description: str | None
    authors: tuple[Author, ...]
    agency: tuple[str, ...]
    dateline: Dateline | None
    date_published: str | None
    date_modified: str | None
    section: str | None
    tags: tuple[str, ...]
    language: str | None
    access: Access
    blocks: tuple[BodyBlock, ...]
    text: str
    word_count: int
    images: tuple[Image, ...]
    videos: tuple[Video, ...]
    corrections: tuple[str, ...]
    pages: tuple[str, ...]
    removed: Removed
    evidence: Mapping[str, tuple[Evidence, ...]]
    content_hash: str
    simhash: str
    fetch: FetchInfo
    generator: Generator
