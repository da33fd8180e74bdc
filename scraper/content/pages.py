"""What the page says as a whole: its headline, its own account of the article, its shape."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
from typing import Any

import numpy as np

from ..letters import letters, letters_of
from ..model import Document
from .arrays import Floats

STORY_NAMES = ("story_overlap", "is_description", "is_title", "title_distance", "title_words", "image_before")
PAGE_NAMES = (
    "page_words", "page_blocks", "page_link_share", "page_prose_share", "page_says_article", "page_h1s", "page_is_text",
    "page_scripts", "page_longest_prose",
)  # fmt: skip
_MARKUP = re.compile(r"<[^>]{1,400}>")
_PROBE = 48
_STORY_CHARS = 200
_SHORT = 20  # letters that say too little to be compared
_LONGEST_TITLE = 400  # characters of a block that are looked at


def story_of(document: Document) -> str:
    """The longest ``articleBody`` of the page's JSON-LD, letters only; empty when there is none worth the name."""
    bodies = [body for entity in document.jsonld for body in _bodies(entity, 0)]
    story = max(bodies, key=len, default="")
    return letters(unescape(_MARKUP.sub(" ", story))) if len(story) >= _STORY_CHARS else ""


def _bodies(entity: Mapping[str, Any], depth: int) -> Iterator[str]:
    for name, value in entity.items():
        if name in ("articleBody", "text") and isinstance(value, str):
            yield value
        elif isinstance(value, dict) and depth < 3 and name in ("mainEntity", "mainEntityOfPage"):
            yield from _bodies(value, depth + 1)


def story_features(document: Document, words: Floats) -> tuple[int, Floats]:
    """The number of the headline's block, and STORY_NAMES for each block."""
    story = story_of(document)
    description = letters(next((c for n, c in document.meta if n in ("description", "og:description")), ""))
    titles = _titles(document)
    plains = letters_of([block.text[:_LONGEST_TITLE] for block in document.blocks])
    headline = _headline(document, plains, titles)
    images = {medium.before for medium in document.media if medium.kind == "img"}
    rows = np.empty((len(plains), len(STORY_NAMES)))
    rows[:, 0] = [_overlap(plain, story) for plain in plains] if story else -1.0
    rows[:, 1] = [_described(plain, description) for plain in plains] if len(description) > _SHORT else 0.0
    rows[:, 2] = [plain in titles and len(plain) > 4 for plain in plains]
    number, total = np.arange(len(plains)), np.cumsum(words) - words
    rows[:, 3], rows[:, 4] = number - headline, total - total[headline]
    rows[:, 5] = [block.index in images for block in document.blocks]
    return headline, rows


def _overlap(plain: str, story: str) -> float:
    """Whether a block begins (0.5) and ends (0.5) as a passage of the story does."""
    if len(plain) <= _PROBE:
        return float(plain in story) if len(plain) > 8 else 0.5
    return ((plain[:_PROBE] in story) + (plain[-_PROBE:] in story)) / 2


def _described(plain: str, description: str) -> bool:
    return len(plain) > _SHORT and (plain[:80] in description or description[:80] in plain)


def _titles(document: Document) -> set[str]:
    stated = [content for name, content in document.meta if name in ("og:title", "twitter:title", "title")]
    stated += [document.title_tag, *re.split(r"\s[|–—-]\s", document.title_tag)]
    return {letters(title) for title in stated if title}


def _headline(document: Document, plains: Sequence[str], titles: set[str]) -> int:
    """The block that is the headline: the first h1 that says the title, else any that says it, else an h1, else 0."""
    says = [
        block
        for block in document.blocks
        if len(block.text) < _LONGEST_TITLE and not block.hidden and plains[block.index] in titles
    ]
    ranked = sorted(says, key=lambda block: (block.tag != "h1", block.tag not in ("h2", "h3"), block.index))
    if ranked:
        return ranked[0].index
    return next((block.index for block in document.blocks if block.tag == "h1"), 0)


def page_features(document: Document, sums: Floats, prose: Floats) -> Floats:
    """PAGE_NAMES; ``sums`` are the page's words, blocks, characters, linked characters and prose."""
    types = " ".join(str(entity.get("@type", "")) for entity in document.jsonld)
    og_type = next((content for name, content in document.meta if name == "og:type"), "")
    says = 2.0 * bool(re.search(r"Article|BlogPosting|Report", types)) + ("article" in og_type)
    h1s = sum(block.tag == "h1" for block in document.blocks)
    return np.array(
        [
            sums[0],
            sums[1],
            sums[3] / max(1.0, sums[2]),
            sums[4] / max(1.0, sums[0]),
            says,
            h1s,
            document.kind == "text",
            document.script_chars,
            prose.max(initial=0.0),
        ]
    )
