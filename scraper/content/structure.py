"""Where a block stands: its tags, the containers around it and what they hold.

A container is an element that covers more blocks than the element inside it. As elements cover consecutive blocks,
every sum over a container is the difference of two running totals.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..model import Document, Node
from ..tagged import tagged
from .arrays import Floats, Ints
from .repetition import kin_of

LEVELS = 5
_ROOMS = (
    "nav",
    "footer",
    "header",
    "aside",
    "article",
    "main",
    "form",
    "figure",
    "table",
    "list",
    "blockquote",
    "section",
)
_ROOM_OF = {name: bit for bit, name in enumerate(_ROOMS)}
_ROOM_OF |= {"ul": _ROOM_OF["list"], "ol": _ROOM_OF["list"], "figcaption": _ROOM_OF["figure"], "dl": _ROOM_OF["list"]}
_ROLES = {
    "navigation": "nav",
    "contentinfo": "footer",
    "banner": "header",
    "complementary": "aside",
    "article": "article",
}
_ROLES |= {"main": "main", "search": "form"}
_TAGS = (
    "p",
    "div",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "td",
    "blockquote",
    "pre",
    "figcaption",
    "a",
    "button",
    "dd",
    "section",
)
_TAG_ALIAS = {
    "h5": "h4",
    "h6": "h4",
    "th": "td",
    "dt": "dd",
    "label": "button",
    "option": "button",
    "article": "section",
}
_ROOM_BIT = {tag: 1 << number for tag, number in _ROOM_OF.items()}
_ROLE_BIT = {role: _ROOM_BIT[room] for role, room in _ROLES.items()}
_TAG_COLUMN = {tag: column for column, tag in enumerate(_TAGS)}
_TAG_COLUMN |= {tag: _TAG_COLUMN[alias] for tag, alias in _TAG_ALIAS.items()}
_LONGEST_NAME = 400
_TOKEN = re.compile(r"[a-z][a-z]+|[A-Z](?:[a-z][a-z]+|[A-Z]+)")

TAG_NAMES = tuple(f"tag_{tag}" for tag in _TAGS)
ROOM_NAMES = tuple(f"in_{room}" for room in _ROOMS)
OWN_NAMES = ("depth", "class_own", "class_low", "class_high", "class_sum", "articles_before", "article_share")
_LEVEL_NAMES = ("words", "blocks", "link_share", "prose_share", "page_share", "place", "prose_rank")
LEVEL_NAMES = tuple(f"container{level}_{name}" for level in range(1, LEVELS + 1) for name in _LEVEL_NAMES)
BEST_NAMES = ("best_inside", "best_distance", "best_share", "best_depth")

_Inherited = tuple[int, int, float, float, float, float]
"""The rooms that an element stands in, as bits; the number of its outermost ``article``, -1 for none; and the log-odds
of class names on the way down to it: its own, the lowest, the highest, their fading sum."""


@dataclass(frozen=True, slots=True)
class Structure:
    """Containers of every block: ``levels[k][i]`` is the node id of block i's k-th container, innermost first.

    ``kin[i]`` numbers the blocks with the same tags and classes around them.
    """

    levels: tuple[Ints, ...]
    first: Ints
    last: Ints
    kin: Ints


def class_tokens(node: Node) -> list[str]:
    """The words in an element's class and id, in lower case, cut at borders and humps."""
    return list(dict.fromkeys(_words_of(node.attrs.get("class"), node.attrs.get("id"))))


def _words_of(classes: str | None, ident: str | None) -> list[str]:
    return [word.lower() for word in _TOKEN.findall(f"{classes or ''} {ident or ''}"[:_LONGEST_NAME])]


def lineage_of(document: Document) -> list[int]:
    """Ids of all elements that hold text, parents before children: others do not matter here."""
    seen: set[int] = set()
    nodes = document.nodes
    for number in {block.node for block in document.blocks}:
        above = number
        while above >= 0 and above not in seen:
            seen.add(above)
            above = nodes[above].parent
    return sorted(seen)


def _tag_rows(document: Document) -> Floats:
    """TAG_NAMES for each block."""
    tags = np.zeros((len(document.blocks), len(_TAGS)))
    for block in document.blocks:
        column = _TAG_COLUMN.get(block.tag)
        if column is not None:
            tags[block.index, column] = 1
    return tags


def _inherited(
    nodes: Sequence[Node], lineage: Sequence[int], odds: Mapping[str, float], articles: Mapping[int, int]
) -> list[_Inherited]:
    """What each element of the lineage has from those around it, in one way down the tree."""
    nothing = (0, -1, 0.0, 0.0, 0.0, 0.0)
    found = [nothing] * len(nodes)
    memory: dict[tuple[str | None, str | None], tuple[float, float]] = {}
    for number in lineage:
        node = nodes[number]
        above, attrs = node.parent, node.attrs
        rooms, article, _, low, high, total = found[above] if above >= 0 else nothing
        if node.tag in _ROOM_BIT:
            rooms |= _ROOM_BIT[node.tag]
        if "role" in attrs:
            rooms |= _ROLE_BIT.get(attrs["role"], 0)
        if number in articles:
            article = articles[number]
        classes, ident = attrs.get("class"), attrs.get("id")
        if not classes and not ident:
            found[number] = (rooms, article, 0.0, low, high, total * 0.7)
            continue
        named = (classes, ident)
        if named not in memory:
            memory[named] = _class_odds(classes, ident, odds)
        worst, best = memory[named]
        own = worst + best
        low, high = low if low < worst else worst, high if high > best else best
        found[number] = (rooms, article, own, low, high, total * 0.7 + own)
    return found


def _class_odds(classes: str | None, ident: str | None, odds: Mapping[str, float]) -> tuple[float, float]:
    """Lowest and highest log-odds of the words in a class and an id."""
    known = [odds[word] for word in _words_of(classes, ident) if word in odds]
    return (min(known), max(known)) if known else (0.0, 0.0)


def _containers(document: Document, lineage: Sequence[int]) -> tuple[tuple[Ints, ...], Ints, Ints]:
    """For each block its containers, innermost first; and the first and last block of every node of the lineage."""
    nodes = document.nodes
    up, first, last = (np.zeros(len(nodes), np.int64) for _ in range(3))
    wider = [0] * len(nodes)
    for number in lineage:
        node = nodes[number]
        above = node.parent
        if above >= 0 and nodes[above].first == node.first and nodes[above].last == node.last:
            above = wider[above]
        wider[number] = above if above >= 0 else 0
    first[lineage] = [nodes[number].first for number in lineage]
    last[lineage] = [nodes[number].last for number in lineage]
    up[:] = wider
    own = np.fromiter((block.node for block in document.blocks), np.int64, len(document.blocks))
    here = np.arange(len(own))
    alone = (first[own] == here) & (last[own] == here)
    level = np.where(alone, up[own], own)
    levels = []
    for _ in range(LEVELS):
        levels.append(level)
        level = up[level]
    return tuple(levels), first, last


def structure_of(document: Document, lineage: Sequence[int]) -> Structure:
    """Containers and kin of every block."""
    levels, first, last = _containers(document, lineage)
    return Structure(levels, first, last, kin_of(document))


def own_features(document: Document, lineage: Sequence[int], odds: Mapping[str, float], totals: Floats) -> Floats:
    """TAG_NAMES + ROOM_NAMES + OWN_NAMES for each block.

    ``odds``: of words in class and id attributes; ``totals``: running totals of words.
    """
    nodes = document.nodes
    articles = [node for node in tagged(document, "article") if not _inside_article(nodes, node)]  # the outermost
    inherited = _inherited(nodes, lineage, odds, {node.id: number for number, node in enumerate(articles)})
    own = [block.node for block in document.blocks]
    told = np.array([inherited[number] for number in own], np.float64)
    rooms = told[:, :1].astype(np.int64) >> np.arange(len(_ROOMS)) & 1
    depth = [nodes[number].depth for number in own]
    share = _article_share(articles, told[:, 1].astype(np.int64), totals)
    return np.column_stack([_tag_rows(document), rooms, depth, told[:, 2:], share])


def _article_share(articles: Sequence[Node], which: Ints, totals: Floats) -> Floats:
    """How many outermost ``article`` elements began before the block's own, and its share of the largest one."""
    if not articles:
        return np.zeros((len(which), 2))
    words = np.array([totals[min(node.last + 1, len(totals) - 1)] - totals[node.first] for node in articles])
    share = np.where(which >= 0, words[which] / max(1.0, words.max()), 0.0)
    return np.column_stack([which, share])


def _inside_article(nodes: Sequence[Node], node: Node) -> bool:
    above = node.parent
    while above >= 0:
        if nodes[above].tag == "article":
            return True
        above = nodes[above].parent
    return False
