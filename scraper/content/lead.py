"""What stands between the headline and the story: is it a standfirst, or does the story begin there?

Whether a standfirst is a part of the body is a matter of custom, which differs by language and kind of publication, so
the model is told both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

import numpy as np

from ..letters import letters
from ..model import Block, Document, Node
from .arrays import Floats, Ints

LEAD_NAMES = (
    "lead_rank", "lead_named", "lead_stated", "description_length", "kin_above", "kin_below", "page_english",
    "page_news", "page_blog",
)  # fmt: skip
_LEAD_WORDS = 5
_FAR = 12
_NAMED = re.compile(
    r"sub[-_ ]?(?:title|head|line|deck)|stand[-_]?first|excerpt|summary|abstract|teaser|vorspann|chapo|chapeau|"
    r"sottotitolo|sommario|occhiello|entradilla|bajada|copete|ingress|manchet|description|underrubrik|synopsis|"
    r"(?<![a-z])(?:dek|deck|lead|lede|intro)(?![a-z])",
)
_LONGEST = 400  # characters of a name that are looked at
_SHORT = 20  # letters that say too little to be compared
_SAME = 40  # letters at the start that are the same
_OPENING = 160  # characters with so many letters
_WIDEST = 3  # blocks of an element whose name says what it holds
_ENGLISH = frozenset("the of and to in a is that for on was with".split())
_SAMPLE_BLOCKS, _SAMPLE_WORDS = 12, 60
_ALTERNATIVE = ("alternativeHeadline", "alternateName")


def lead_features(document: Document, kin: Ints, words: Floats, link_share: Floats, headline: int) -> Floats:
    """LEAD_NAMES for each block; ``headline`` is the number of the headline's block."""
    number = np.arange(len(words))
    counts = (words >= _LEAD_WORDS) & (link_share < 0.5) & (number > headline)
    rank = np.where(number > headline, np.minimum(np.cumsum(counts) - counts, _FAR), -1)
    same = kin[1:] == kin[:-1]
    columns = np.zeros((len(words), len(LEAD_NAMES)))
    columns[:, 0] = rank
    columns[:, 4], columns[:, 5] = np.append(False, same), np.append(same, False)
    columns[:, 6:] = (_english(document, words), *_kinds(document))
    stated, description = _stated(document)
    for place in np.flatnonzero((rank >= 0) & (rank < _FAR)).tolist():
        block = document.blocks[place]
        columns[place, 1] = _is_named(document, block)
        columns[place, 2:4] = _as_stated(block.text, stated, description)
    return columns


def _is_named(document: Document, block: Block) -> bool:
    return any(_names_lead(name[:_LONGEST]) for node in _narrow(document, block) for name in _names(node.attrs))


@lru_cache(maxsize=4096)
def _names_lead(name: str) -> bool:
    return _NAMED.search(name.lower()) is not None


def _narrow(document: Document, block: Block) -> Iterator[Node]:
    """The elements around a block that hold little else, innermost first."""
    number = block.node
    while number >= 0:
        node = document.nodes[number]
        if node.last - node.first >= _WIDEST or node.tag in ("body", "html"):
            return
        yield node
        number = node.parent


def _names(attrs: Mapping[str, str]) -> Iterator[str]:
    return (attrs[name] for name in ("class", "id", "itemprop", "data-testid") if name in attrs)


def _stated(document: Document) -> tuple[frozenset[str], str]:
    """What the page's JSON-LD calls a second headline, and the page's description, letters only."""
    found = (entity.get(key) for entity in document.jsonld for key in _ALTERNATIVE)
    description = next((content for name, content in document.meta if name in ("description", "og:description")), "")
    return frozenset(letters(text) for text in found if isinstance(text, str)), letters(description)


def _as_stated(text: str, stated: frozenset[str], description: str) -> tuple[float, float]:
    """Whether the text is the second headline; its length by that of the description that it shares its start with."""
    start = letters(text[:_OPENING])[:_SAME]
    if not any(told.startswith(start) for told in (description, *stated)):  # as nearly always: then the rest is left
        return 0.0, 0.0
    plain = letters(text)
    shares = len(plain) >= _SHORT < len(description) and start == description[:_SAME]
    return float(plain in stated), min(3.0, len(plain) / len(description)) if shares else 0.0


def _english(document: Document, words: Floats) -> float:
    """Share of the commonest English words in the longest blocks."""
    longest = np.argsort(-words, kind="stable")[:_SAMPLE_BLOCKS].tolist()
    sample = [
        word
        for number in longest
        for word in document.blocks[number].text.lower().split(None, _SAMPLE_WORDS)[:_SAMPLE_WORDS]
    ]
    return sum(word in _ENGLISH for word in sample) / max(1, len(sample))


def _kinds(document: Document) -> tuple[bool, bool]:
    types = " ".join(str(entity.get("@type", "")) for entity in document.jsonld)
    return "NewsArticle" in types, "Blog" in types
