"""What the name of a node of rich text says.

The editors that make such trees (Contentful, Portable Text, ProseMirror, Slate, Lexical, Draft.js, Editor.js,
Gutenberg, content elements of publishing systems) differ in spelling, hardly in words.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import Enum
from functools import lru_cache
from typing import Any


class Kind(Enum):
    """What a node is for the text."""

    SILENT = "no text of the story"
    HEADING = "heading"
    ITEM = "li"
    LIST = "list"
    QUOTE = "blockquote"
    PARAGRAPH = "p"
    TEXT = "text"  # a leaf inside a paragraph, a whole paragraph elsewhere
    LINK = "a"
    BREAK = "br"
    BOX = "container"
    UNKNOWN = ""


_NAMES = ("_type", "nodeType", "__typename", "type", "tagName", "tag", "kind", "name", "component", "blockName")
_LONGEST_NAME = 60
_WORD = re.compile(r"[hH][1-6](?![a-z0-9])|[A-Z]?[a-z]+|[A-Z]+")

_WORDS = {
    Kind.SILENT: "image images img photo photos picture figure gallery slideshow carousel media video audio player"
    " podcast youtube twitter tweet instagram facebook tiktok embed oembed iframe ad ads advert advertisement"
    " advertising banner"
    " newsletter subscribe subscription signup paywall related recirc recirculation recommended recommendation promo"
    " promotion teaser teasers poll quiz form button input share social comment"
    " comments pull pullquote script style map chart graphic infographic table caption credit byline author bio nav"
    " navigation menu breadcrumb footer readmore toc sponsor disclaimer privacy consent cookie meta",
    Kind.HEADING: "heading header headline subheading subheader subhead subheadline crosshead hed h1 h2 h3 h4 h5 h6",
    Kind.ITEM: "item li",
    Kind.LIST: "list ul ol",
    Kind.QUOTE: "quote blockquote",
    Kind.PARAGRAPH: "paragraph para p unstyled normal prose",
    Kind.LINK: "link hyperlink a entity",
    Kind.TEXT: "text span html richtext strong b em i u code fragment raw leaf mention markdown freeform",
    Kind.BREAK: "br break linebreak hardbreak",
    Kind.BOX: "document doc root body content section div block main group column columns chapter",
}
_KIND_OF = {word: kind for kind, names in reversed(_WORDS.items()) for word in names.split()}
_ORDER = list(_WORDS)


def kind_of(node: Mapping[str, Any]) -> Kind:
    """The kind by the first of the names that says one; UNKNOWN when none does."""
    for key in _NAMES:
        if key in node:
            name = node[key]
            if isinstance(name, str) and (kind := named(name)) is not Kind.UNKNOWN:
                return _styled(node) if name == "block" else kind
    return Kind.UNKNOWN


def named(name: str) -> Kind:
    """The kind that a name such as ``unordered-list-item``, ``heading-2`` or ``TextBlockElement`` says."""
    return _named(name) if len(name) <= _LONGEST_NAME else Kind.UNKNOWN


@lru_cache(4096)
def _named(name: str) -> Kind:
    found = {_KIND_OF[word] for word in map(str.lower, _WORD.findall(name)) if word in _KIND_OF}
    return min(found, key=_ORDER.index) if found else Kind.UNKNOWN


def _styled(node: Mapping[str, Any]) -> Kind:
    """Portable Text: every block is a block, its style says more."""
    if node.get("listItem"):
        return Kind.ITEM
    style = node.get("style")
    kind = named(style) if isinstance(style, str) else Kind.UNKNOWN
    return kind if kind in (Kind.HEADING, Kind.QUOTE) else Kind.PARAGRAPH


def level_of(node: Mapping[str, Any]) -> int:
    """The rank of a heading, 2 where it says none: the first is the title of the page."""
    holders = (node, *(node[key] for key in ("attrs", "data", "attributes") if isinstance(node.get(key), dict)))
    said = (holder.get(key) for holder in holders for key in ("level", "style", *_NAMES))
    for value in said:
        if isinstance(value, int | str) and (found := _RANK.search(str(value)[-12:].lower())):
            return max(2, _RANKS.get(found[0], 0) or int(found[0][-1]))
    return 2


_RANKS = {name: number for number, name in enumerate("one two three four five six".split(), 1)}
_RANK = re.compile(r"(?:\b|h|-)[1-6]\b|\b(?:one|two|three|four|five|six)\b")
