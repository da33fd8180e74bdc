"""Where a block stands: its tags, the containers around it and what they hold.

A container is an element that covers more blocks than the element inside it. As elements cover consecutive blocks,
every sum over a container is the difference of two running totals.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..model import Document, Node

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

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
_TOKEN = re.compile(r"[A-Z]?[a-z]{2,}|[A-Z]{2,}")
_EXACT = 1 << 24

TAG_NAMES = tuple(f"tag_{tag}" for tag in _TAGS)
ROOM_NAMES = tuple(f"in_{room}" for room in _ROOMS)
OWN_NAMES = ("depth", "class_own", "class_low", "class_high", "class_sum", "articles_before", "article_share")
_LEVEL_NAMES = ("words", "blocks", "link_share", "prose_share", "page_share", "place", "prose_rank")
LEVEL_NAMES = tuple(f"container{level}_{name}" for level in range(1, LEVELS + 1) for name in _LEVEL_NAMES)
KIN_NAMES = ("kin_blocks", "kin_words", "kin_link_share", "kin_prose_share")
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


def class_tokens(node: Node) -> list[str]:
    """The words in an element's class and id, in lower case, cut at borders and humps."""
    attrs = node.attrs
    named = f"{attrs.get('class', '')} {attrs.get('id', '')}"[:400]
    return list(dict.fromkeys(token.lower() for token in _TOKEN.findall(named)))


def _tag_rows(document: Document, nodes: Sequence[Node]) -> tuple[Floats, list[int]]:
    rooms: list[int] = []
    for node in nodes:
        inherited = rooms[node.parent] if node.parent >= 0 else 0
        bit = _ROOM_OF.get(node.tag)
        role = _ROLES.get(node.attrs.get("role", "")) if node.attrs else None
        inherited |= 1 << bit if bit is not None else 0
        rooms.append(inherited | (1 << _ROOM_OF[role] if role else 0))
    place = {tag: column for column, tag in enumerate(_TAGS)}
    tags = np.zeros((len(document.blocks), len(_TAGS)))
    for block in document.blocks:
        column = place.get(_TAG_ALIAS.get(block.tag, block.tag))
        if column is not None:
            tags[block.index, column] = 1
    return tags, rooms


def _class_rows(nodes: Sequence[Node], odds: Mapping[str, float]) -> list[tuple[float, float, float, float]]:
    """(own, lowest, highest, fading sum) of the class log-odds on the way down to each node."""
    rows: list[tuple[float, float, float, float]] = []
    memory: dict[tuple[str | None, str | None], tuple[float, float]] = {}
    for node in nodes:
        low = high = total = 0.0
        if node.parent >= 0:
            _, low, high, total = rows[node.parent]
        own = 0.0
        if node.attrs:
            named = (node.attrs.get("class"), node.attrs.get("id"))
            if named not in memory:
                known = [odds[token] for token in class_tokens(node) if token in odds]
                memory[named] = (min(known, default=0.0), max(known, default=0.0))
            worst, best = memory[named]
            own = worst + best
            low, high = min(low, worst), max(high, best)
        rows.append((own, low, high, total * 0.7 + own))
    return rows


def _containers(document: Document) -> tuple[tuple[Ints, ...], Ints, Ints]:
    """For each block its containers, innermost first; and the first and last block of every node."""
    nodes = document.nodes
    first = np.fromiter((node.first for node in nodes), np.int64, len(nodes))
    last = np.fromiter((node.last for node in nodes), np.int64, len(nodes))
    wider: list[int] = []
    for node in nodes:
        above = node.parent
        if above >= 0 and nodes[above].first == node.first and nodes[above].last == node.last:
            above = wider[above]
        wider.append(above if above >= 0 else 0)
    up = np.array(wider, np.int64)
    own = np.fromiter((block.node for block in document.blocks), np.int64, len(document.blocks))
    number = np.arange(len(own))
    alone = (first[own] == number) & (last[own] == number)
    level = np.where(alone, up[own], own)
    levels = []
    for _ in range(LEVELS):
        levels.append(level)
        level = up[level]
    return tuple(levels), first, last


def _kin(document: Document) -> Ints:
    """Numbers of groups of blocks whose three innermost elements have the same tags and first classes."""
    nodes = document.nodes
    groups: dict[str, int] = {}
    names: dict[int, str] = {}
    numbers = []
    for block in document.blocks:
        name = names.get(block.node)
        if name is None:
            parts, node = [], nodes[block.node]
            for _ in range(3):
                parts.append(f"{node.tag}.{(node.attrs.get('class') or '') if node.attrs else ''}")
                if node.parent < 0:
                    break
                node = nodes[node.parent]
            name = names[block.node] = ">".join(parts)
        numbers.append(groups.setdefault(f"{block.tag}<{name}", len(groups)))
    return np.array(numbers, np.int64)


def structure_of(document: Document) -> Structure:
    """Containers and kin of every block."""
    levels, first, last = _containers(document)
    return Structure(levels, first, last, _kin(document))


def own_features(document: Document, odds: Mapping[str, float], totals: Floats) -> Floats:
    """TAG_NAMES + ROOM_NAMES + OWN_NAMES for each block; ``totals`` are running totals of words."""
    nodes = document.nodes
    tags, rooms = _tag_rows(document, nodes)
    classes = _class_rows(nodes, odds)
    own = np.fromiter((block.node for block in document.blocks), np.int64, len(document.blocks))
    bits = np.array(rooms, np.int64)[own][:, None] >> np.arange(len(_ROOMS)) & 1
    depth = np.fromiter((node.depth for node in nodes), np.float64, len(nodes))[own][:, None]
    return np.hstack([tags, bits, depth, np.array(classes)[own], _articles(document, own, totals)])


def _articles(document: Document, own: Ints, totals: Floats) -> Floats:
    """How many outermost ``article`` elements began before the block's own, and its share of the largest one."""
    inside: list[int] = []
    found: list[Node] = []
    for node in document.nodes:
        above = inside[node.parent] if node.parent >= 0 else -1
        if node.tag == "article" and above < 0:
            above = len(found)
            found.append(node)
        inside.append(above)
    if not found:
        return np.zeros((len(own), 2))
    words = np.array([totals[min(node.last + 1, len(totals) - 1)] - totals[node.first] for node in found])
    which = np.array(inside, np.int64)[own]
    share = np.where(which >= 0, words[which] / max(1.0, words.max()), 0.0)
    return np.column_stack([which, share])
