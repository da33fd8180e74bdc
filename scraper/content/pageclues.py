"""What a page says of its kind besides its blocks: in its address, its title, its JSON-LD, its forms."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any

import numpy as np

from ..letters import words_in
from ..model import Document
from ..tagged import tagged
from ..urls import parts_of
from .arrays import Floats

_TYPES = (
    "Article", "BlogPosting", "Product", "FAQPage", "CollectionPage", "WebPage", "WebSite", "Recipe", "HowTo",
    "VideoObject", "DiscussionForum", "QAPage", "ItemList", "Organization", "Service", "Person", "Event", "TechArticle",
    "Offer", "Review", "LocalBusiness", "SoftwareApplication", "AboutPage", "ContactPage", "Course", "JobPosting",
)  # fmt: skip
_TAGS = ("time", "form", "input", "table", "pre", "img", "ul")
_KINDS = ("/", "@.", "~")  # how the words begin that tell something: of the path; of JSON-LD and classes; of the title
WORD_NAMES = ("page_path_odds", "page_kind_odds", "page_title_odds")
_PATH = ("path_depth", "path_slug", "path_digits", "path_none", "path_file", "query")
ADDRESS_NAMES = (*_PATH, "page_path_odds_low", "page_path_odds_high")
"""The clues that are 0 when nobody knows the address."""
CLUE_NAMES = (
    *(f"says_{name}" for name in _TYPES),
    "og_article", "og_product", "og_website", "states_published", "states_modified", "states_author",
    *_PATH,
    *(f"count_{tag}" for tag in _TAGS), "headline_words", "prices", "title_words", "title_parts", "bylines",
    *(f"{name}_{side}" for name in WORD_NAMES for side in ("low", "high")),
)  # fmt: skip
_WORD = re.compile(r"[a-z]{3,}")
_TITLE_WORD = re.compile(r"\w{2,}")
_SEPARATOR = re.compile(r"\s[|–—-]\s")
_MOST = 14  # words of a title
_DEPTH = 3
_ROOTS = 8  # elements among which html and body are


def page_words(document: Document, types: Collection[str] | None = None) -> frozenset[str]:
    """The words that a page is known by: of its path, the types of its JSON-LD, the classes of its body, its title.

    ``types``: those of the JSON-LD when they are known already.
    """
    if document.kind == "text":
        return frozenset()
    segments = _segments(document)
    if segments and len(re.split(r"[-_]", segments[-1])) > 2:
        segments.pop()  # a slug tells the topic
    found = {f"/{word}" for segment in segments for word in _WORD.findall(segment)}
    for node in document.nodes[:_ROOTS]:
        if node.tag in ("html", "body"):
            names = f"{node.attrs.get('class', '')} {node.attrs.get('id', '')}".lower()
            found |= {f".{word}" for word in _WORD.findall(names[:2000])}
    found |= {f"@{name}" for name in (types_of(document) if types is None else types)}
    found |= {f"~{word}" for word in _TITLE_WORD.findall(document.title_tag.lower())[:_MOST]}
    return frozenset(found)


def types_of(document: Document) -> set[str]:
    """Every ``@type`` of the page's JSON-LD."""
    return {name for entity in document.jsonld for name in _types(entity, 0)}


def _types(value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, Mapping):
        stated = value.get("@type")
        yield from (name for name in (stated if isinstance(stated, list) else [stated]) if isinstance(name, str))
    if depth < _DEPTH and isinstance(value, Mapping | list | tuple):
        for part in value.values() if isinstance(value, Mapping) else value:
            yield from _types(part, depth + 1)


def _segments(document: Document) -> list[str]:
    return [segment for segment in parts_of(_address(document)).path.lower().split("/") if segment]


def _address(document: Document) -> str:
    stated = next((content for name, content in document.meta if name == "og:url"), "")
    address = document.page.final_url or document.page.url or stated
    return address if address.startswith(("http://", "https://")) else ""


def clue_features(document: Document, odds: Mapping[str, float]) -> tuple[Floats, Floats]:
    """WORD_NAMES and CLUE_NAMES of a page, zeros for a text. ``odds``: log-odds of words to be an article's."""
    if document.kind == "text":
        return np.zeros(len(WORD_NAMES)), np.zeros(len(CLUE_NAMES))
    names = types_of(document)
    words = page_words(document, names)
    told = [[odds[word] for word in words if word[0] in kind and word in odds] for kind in _KINDS]
    types = " ".join(names)
    extremes = [value for found in told for value in (min(found, default=0.0), max(found, default=0.0))]
    stated = [name in types for name in _TYPES]
    row = [*stated, *_meta(document), *_path(document), *_elements(document), *extremes]
    return np.array([sum(sorted(found)) for found in told]), np.array(row, np.float64)


def _meta(document: Document) -> Iterator[bool]:
    names = [name for name, _ in document.meta]
    kind = next((content.lower() for name, content in document.meta if name == "og:type"), "")
    yield from ("article" in kind, "product" in kind, kind == "website")
    yield any(name.startswith(("article:published", "datepublished", "date")) for name in names)
    yield any("modified" in name or "updated" in name for name in names)
    yield any(name in ("author", "article:author", "byl") for name in names)


def _path(document: Document) -> Iterator[float]:
    """``path_none``: a home page; of a page without an address nothing is known."""
    address = _address(document)
    if not address:
        yield from [0] * len(_PATH)
        return
    segments = _segments(document)
    last = segments[-1] if segments else ""
    yield len(segments)
    yield len([word for word in re.split(r"[-_]", last) if word])
    yield sum(char.isdigit() for segment in segments for char in segment)
    yield not segments
    yield last.endswith(("html", "htm", "php", "aspx"))
    yield "?" in address


def _elements(document: Document) -> Iterator[float]:
    nodes = document.nodes
    yield from (len(tagged(document, tag)) for tag in _TAGS)
    yield next((words_in(block.text) for block in document.blocks if block.tag == "h1"), 0)
    text = "\n".join([block.text for block in document.blocks])
    yield sum(map(text.count, "$€£"))
    yield words_in(document.title_tag)
    yield len(_SEPARATOR.findall(document.title_tag))
    holders = {number for block in document.blocks for number in (block.node, nodes[block.node].parent) if number >= 0}
    names = Counter(nodes[number].attrs.get("class", "") for number in holders)
    yield sum([count for name, count in names.items() if _names_byline(name.lower())])


def _names_byline(name: str) -> bool:
    return "author" in name or "byline" in name
