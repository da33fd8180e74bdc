"""The finished article: frozen data of schema 1.0, in its published order. Imports nothing of ours."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal


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

    paragraph: text, marks · heading: text, marks, level (1-6) · quote: text (paragraphs split by a blank line), marks,
    url (of the cited source) · list: ordered, start (number of the first entry), items · table: header (rows of
    cells), rows · code: text, language · image: image (index into Article.images) · embed: url, provider.
    ``source`` holds the numbers of the Document blocks it was made of.
    """

    type: Literal["paragraph", "heading", "list", "quote", "table", "code", "image", "embed"]
    text: str = ""
    marks: tuple[Mark, ...] = ()
    level: int = 0
    ordered: bool = False
    start: int = 1
    items: tuple[ListItem, ...] = ()
    header: tuple[tuple[str, ...], ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    language: str | None = None
    image: int | None = None
    url: str | None = None
    provider: str | None = None
    source: tuple[int, ...] = field(default=(), compare=False)


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
