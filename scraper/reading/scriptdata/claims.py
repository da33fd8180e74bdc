"""What a page says of itself: its titles, its description, whether it is an article, the text that its JSON-LD has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from lxml import etree

from ...letters import letters
from ..head import meta_pairs, title_of

_TITLES = ("og:title", "twitter:title", "title", "dc.title", "parsely-title", "sailthru.title")
_DESCRIPTIONS = ("description", "og:description", "twitter:description")
_ARTICLE = re.compile(r"Article|BlogPosting|Report\b")
_BETWEEN = re.compile(r"\s[|–—·:-]\s|\s?[|｜ㅣ]\s?|-(?=[^-]*\Z)")
_SHORTEST_TITLE = 5  # letters
_SHORTEST_PART = 12  # letters of a title that is a part of another
_PROBE = 48  # letters of a description that are looked for
_SHORTEST_PROBE = 24
_BEGINNING = 600  # letters of a story in which its description is looked for


class Claims(NamedTuple):
    """Letters of the titles and of how the descriptions begin; the ``articleBody`` of each article in JSON-LD."""

    titles: frozenset[str]
    beginnings: tuple[str, ...]
    is_article: bool
    bodies: tuple[str, ...]

    def is_title(self, titles: Sequence[str]) -> bool:
        """Whether one of these is the title of the page."""
        return any(title in self.titles for title in titles)

    def is_described(self, story: str) -> bool:
        """Whether a story, letters only, begins as the page is described."""
        return any(beginning in story[:_BEGINNING] for beginning in self.beginnings)


def claims_of(root: etree._Element, jsonld: Sequence[Mapping[str, Any]]) -> Claims:
    """The claims of a page."""
    meta = meta_pairs(root)
    articles = [item for item in jsonld if any(map(_ARTICLE.search, _types(item)))]
    said = [content for name, content in meta if name in _TITLES]
    said += [item["headline"] for item in articles if isinstance(item.get("headline"), str)]
    described = [letters(content[:400])[:_PROBE] for name, content in meta if name in _DESCRIPTIONS]
    return Claims(
        titles=frozenset(_titles([*said, title_of(root)])),
        beginnings=tuple(probe for probe in dict.fromkeys(described) if len(probe) >= _SHORTEST_PROBE),
        is_article=bool(articles) or any(name == "og:type" and "article" in content for name, content in meta),
        bodies=tuple(item["articleBody"] for item in articles if isinstance(item.get("articleBody"), str)),
    )


def _types(item: Mapping[str, Any]) -> list[str]:
    said = item.get("@type")
    return [name[:80] for name in (said if isinstance(said, list) else [said]) if isinstance(name, str)]


def _titles(said: Sequence[str]) -> Iterator[str]:
    """Each title, and what stands before the name of the site in it."""
    for title in said:
        short = title[:400]
        if len(whole := letters(short)) >= _SHORTEST_TITLE:
            yield whole
        for border in _BETWEEN.finditer(short):
            if len(part := letters(short[: border.start()])) >= _SHORTEST_PART:
                yield part
