"""Where a block stands: its tags, the containers around it and what they hold.

A container is an element that covers more blocks than the element inside it. As elements cover consecutive blocks,
every sum over a container is the difference of two running totals.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from ..model import Document, Node
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
_LONGEST_NAME = 400
_MOST_NAMES = 50_000
_UNKNOWN = (0.0, 0.0)
_TOKEN = re.compile(r"[A-Z]?[a-z]{2,}|[A-Z]{2,}")

TAG_NAMES = tuple(f"tag_{tag}" for tag in _TAGS)
ROOM_NAMES = tuple(f"in_{room}" for room in _ROOMS)
OWN_NAMES = ("depth", "class_own", "class_low", "class_high", "class_sum", "articles_before", "article_share")
_LEVEL_NAMES = ("words", "blocks", "link_share", "prose_share", "page_share", "place", "prose_rank")
LEVEL_NAMES = tuple(f"container{level}_{name}" for level in range(1, LEVELS + 1) for name in _LEVEL_NAMES)
BEST_NAMES = ("best_inside", "best_distance", "best_share", "best_depth")


@dataclass(frozen=True, slots=True)
class Structure:
    """Containers of every block: ``levels[k][i]`` is the node id of block i's k-th container, innermost first.

    ``kin[i]`` numbers the blocks with the same tags and classes around them.
    """

    levels: tuple[Ints, ...]
    first: Ints
    last: Ints
    kin: Ints


@dataclass(frozen=True, slots=True)
class Classes:
    """Log-odds of words in class and id attributes; ``names``: lowest and highest of the class names met so far.

    The pages of a site share their names, so the memory outlives the page; it changes no result.
    """

    odds: Mapping[str, float]
    names: dict[str, tuple[float, float]] = field(default_factory=dict)

    def forget(self) -> None:
        """Empty the memory when it has grown large."""
        if len(self.names) > _MOST_NAMES:
            self.names.clear()


def class_tokens(node: Node) -> list[str]:
    """The words in an element's class and id, in lower case, cut at borders and humps."""
    attrs = node.attrs
    return list(dict.fromkeys(_words_of(f"{attrs.get('class', '')} {attrs.get('id', '')}"[:_LONGEST_NAME])))


def _words_of(name: str) -> list[str]:
    return [word.lower() for word in _TOKEN.findall(name)]


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


def _tag_rows(document: Document, lineage: Sequence[int]) -> tuple[Floats, list[int]]:
    nodes = document.nodes
    rooms = [0] * len(nodes)
    for number in lineage:
        node = nodes[number]
        inherited = rooms[node.parent] if node.parent >= 0 else 0
        bit = _ROOM_OF.get(node.tag)
        if bit is not None:
            inherited |= 1 << bit
        if "role" in node.attrs and (role := _ROLES.get(node.attrs["role"])):
            inherited |= 1 << _ROOM_OF[role]
        rooms[number] = inherited
    place = {tag: column for column, tag in enumerate(_TAGS)}
    tags = np.zeros((len(document.blocks), len(_TAGS)))
    for block in document.blocks:
        column = place.get(_TAG_ALIAS.get(block.tag, block.tag))
        if column is not None:
            tags[block.index, column] = 1
    return tags, rooms


def _class_rows(
    nodes: Sequence[Node], lineage: Sequence[int], classes: Classes
) -> list[tuple[float, float, float, float]]:
    """(own, lowest, highest, fading sum) of the class log-odds on the way down to each node."""
    rows = [(0.0, 0.0, 0.0, 0.0)] * len(nodes)
    memory: dict[tuple[str | None, str | None], tuple[float, float]] = {}
    for number in lineage:
        node = nodes[number]
        _, low, high, total = rows[node.parent] if node.parent >= 0 else rows[number]
        attrs = node.attrs
        if not attrs:
            rows[number] = (0.0, low, high, total * 0.7)
            continue
        named = (attrs.get("class"), attrs.get("id"))
        if named not in memory:
            memory[named] = _class_odds(named, classes)
        worst, best = memory[named]
        own = worst + best
        rows[number] = (own, low if low < worst else worst, high if high > best else best, total * 0.7 + own)
    return rows


def _class_odds(named: tuple[str | None, str | None], classes: Classes) -> tuple[float, float]:
    """Lowest and highest log-odds of the words in a class and an id."""
    found = []
    names = classes.names
    for name in f"{named[0] or ''} {named[1] or ''}"[:_LONGEST_NAME].split():
        if name not in names:
            known = [classes.odds[token] for token in _words_of(name) if token in classes.odds]
            names[name] = (min(known), max(known)) if known else _UNKNOWN
        if names[name] is not _UNKNOWN:
            found.append(names[name])
    return (min(low for low, _ in found), max(high for _, high in found)) if found else (0.0, 0.0)


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


def own_features(document: Document, lineage: Sequence[int], classes: Classes, totals: Floats) -> Floats:
    """TAG_NAMES + ROOM_NAMES + OWN_NAMES for each block; ``totals`` are running totals of words."""
    nodes = document.nodes
    tags, rooms = _tag_rows(document, lineage)
    own = [block.node for block in document.blocks]
    bits = np.array([rooms[number] for number in own], np.int64)[:, None] >> np.arange(len(_ROOMS)) & 1
    depth = np.array([nodes[number].depth for number in own], np.float64)[:, None]
    rows = _class_rows(nodes, lineage, classes)
    odds = np.array([rows[number] for number in own])
    return np.hstack([tags, bits, depth, odds, _articles(document, lineage, totals)])


def _articles(document: Document, lineage: Sequence[int], totals: Floats) -> Floats:
    """How many outermost ``article`` elements began before the block's own, and its share of the largest one."""
    nodes = document.nodes
    found = [node for node in nodes if node.tag == "article" and not _inside_article(nodes, node)]
    if not found:
        return np.zeros((len(document.blocks), 2))
    outermost = {node.id: number for number, node in enumerate(found)}
    inside = [-1] * len(nodes)
    for number in lineage:
        inside[number] = outermost[number] if number in outermost else inside[nodes[number].parent]
    words = np.array([totals[min(node.last + 1, len(totals) - 1)] - totals[node.first] for node in found])
    which = np.array([inside[block.node] for block in document.blocks], np.int64)
    share = np.where(which >= 0, words[which] / max(1.0, words.max()), 0.0)
    return np.column_stack([which, share])


def _inside_article(nodes: Sequence[Node], node: Node) -> bool:
    above = node.parent
    while above >= 0:
        if nodes[above].tag == "article":
            return True
        above = nodes[above].parent
    return False
