"""A second article below the first, as pages load it while their reader scrolls.

The first holds the title of the page and running text. The next stands beside it in an element of the same kind, and
has a headline, a line with its author or day, and running text of its own. Parts of one article have no such line, and
entries of a live blog no headline that leads elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from ...model import Block, Document, Node
from ...tagged import tagged
from .fold import fold
from .forum import is_forum
from .prose import Prose, prose_of
from .texts import bare

Spans = Iterator[tuple[int, int, int, str]]
_LEAST = 300  # characters of running text in the first article
_KICKERS = 3  # blocks that may stand above a headline
_HEAD = 6  # blocks below a headline among which its author or day is
_LINE = 120  # characters of such a line
_ADDRESS = re.compile(r"(?:[a-z]+:)?(?://[^/?#]*)?([^?#]*)", re.I)
_DAY = re.compile(r"\b(?:19|20)\d\d\b|\b\d{1,2}[:.h]\d\d\b")
_NAMES = re.compile(r"byline|author|(?:^|[\s_-])(?:date|published|posted|meta)", re.I)


def next_articles(document: Document) -> Spans:
    """Everything in the elements of the articles below the first."""
    if is_forum(document) or _is_live(document):
        return
    main = _main_headline(document)
    if main is None:
        return
    for headline in _later_headlines(document, main):
        found = _next_to(document, main, headline)
        if found:
            for number in range(found.first, _last(document, found) + 1):
                block = document.blocks[number]
                yield number, 0, len(block.text), f"from the headline “{_text(document, headline)[:80]}” on"
            return


def _is_live(document: Document) -> bool:
    return any("LiveBlogPosting" in str(thing.get("@type")) for thing in document.jsonld)


def _text(document: Document, headline: Node) -> str:
    return " ".join(document.blocks[number].text[start:end] for number, start, end in document.covered(headline))


def _main_headline(document: Document) -> Node | None:
    """The first h1 that says the title of the page."""
    titles = [value for name, value in document.meta if name == "og:title"]
    title = fold(" ".join((document.title_tag, *titles)))
    headlines = tagged(document, "h1")
    return next(
        (node for node in headlines if len(text := bare(fold(_text(document, node)))) > 9 and text in title), None
    )


def _later_headlines(document: Document, main: Node) -> Iterator[Node]:
    """Other headlines of the first rank, and those of the second that are links to other pages."""
    said = _text(document, main)
    for node in tagged(document, "h1", "h2"):
        if node.first <= main.last or node.last < node.first or _text(document, node) == said:
            continue
        if node.tag == "h1" or _leads_away(document, document.blocks[node.first]):
            yield node


def _leads_away(document: Document, block: Block) -> bool:
    link = next((mark.url for mark in block.marks if mark.kind == "link" and mark.url), "")
    wholly = block.link_chars * 5 >= len(block.text) * 4
    return wholly and _path(link) not in ("", _path(document.base_url))


def _path(address: str) -> str:
    found = _ADDRESS.match(address)
    return found[1].strip("/") if found else ""


def _next_to(document: Document, main: Node, headline: Node) -> Node | None:
    """The element of the article that a headline opens, if it is of the same kind as the one beside it of the first."""
    below = {node.parent: node for node in document.ancestors(main.id)}
    other = next((node for node in document.ancestors(headline.id) if node.parent in below), None)
    if other is None:
        return None
    first, prose = below[other.parent], prose_of(document)
    if first.id == other.id or _kind(first) != _kind(other) or prose.chars(first.first, first.last) < _LEAST:
        return None
    opens = headline.first - other.first <= _KICKERS
    return other if opens and _is_signed(document, prose, headline, other) else None


def _kind(node: Node) -> tuple[str, list[str]]:
    return node.tag, node.attrs.get("class", "").split()[:1]


def _is_signed(document: Document, prose: Prose, headline: Node, article: Node) -> bool:
    """Whether between a headline and the running text below it a line stands with an author or a day."""
    start = headline.last + 1
    text = next((n for n in range(start, article.last + 1) if prose.chars(n, n)), None)
    if text is None:
        return False
    end = min(text, start + _HEAD)
    if any(len(line.text) <= _LINE and _DAY.search(line.text) for line in document.blocks[start:end]):
        return True
    near = takewhile(lambda node: node.first < end, document.nodes[headline.id + 1 :])
    named = (node for node in near if node.first >= start and node.last < end)
    return any(node.tag == "time" or _NAMES.search(node.attrs.get("class", "")) for node in named)


def _last(document: Document, article: Node) -> int:
    """The last block of the last element of the same kind beside an article."""
    kin = (node for node in document.nodes if node.parent == article.parent and _kind(node) == _kind(article))
    return max(node.last for node in kin)
