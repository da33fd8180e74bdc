"""What attributes tell about a quote or a piece of code: where it is from, which language it is in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ...article import Mark
from ...model import Document, Node
from ...posts import is_post
from .runs import Addresses

_CITED = ("cite", "data-instgrm-permalink", "data-bluesky-uri", "data-href", "data-embed-url")
_LANGUAGE = re.compile(r"(?:language|lang|highlight-source|brush:)[-:]?\s*([A-Za-z][\w+#.-]{0,29})")
_NO_LANGUAGE = frozenset(("none", "plain", "plaintext", "text", "nohighlight", "markup-none"))


def quoted_url(document: Document, holder: int, marks: Sequence[Mark], addresses: Addresses) -> str | None:
    """The address of the post or page that a quote is from, None when the page does not say."""
    inside = document.nodes[holder : holder + 2]  # the blockquote may stand inside its figure
    for node in inside:
        for name in _CITED:
            if url := addresses.resolve(node.attrs.get(name)):
                return url
    links = [mark.url for mark in marks if mark.kind == "link"]
    if links and any(is_post(node) for node in inside):
        return links[-1]  # where embed codes put the post
    return None


def language_of(document: Document, holder: int) -> str | None:
    """The programming language that a ``pre``, the ``code`` in it or a wrapper names in its class.

    ``class="language-x"`` is what the HTML standard (4.5.15) suggests; ``lang-x`` and the like are as common.
    """
    for node in _around(document, holder):
        told = node.attrs.get("data-lang") or node.attrs.get("data-language")
        found = _LANGUAGE.search(f"language-{told}" if told else node.attrs.get("class", ""))
        if found:
            name = found[1].lower()
            return None if name in _NO_LANGUAGE else name
    return None


def _around(document: Document, holder: int) -> Iterator[Node]:
    nodes = document.nodes
    yield nodes[holder]
    if holder + 1 < len(nodes) and nodes[holder + 1].tag == "code":
        yield nodes[holder + 1]
    yield from document.ancestors(holder)[1:3]
