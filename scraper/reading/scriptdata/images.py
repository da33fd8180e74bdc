"""Nodes of data that are images -> figures, where an address is there to show."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

_IMAGE_NAME = re.compile(r"image|photo|picture|figure|img", re.I)
_IMAGE_FILE = re.compile(r"\.(?:jpe?g|png|webp|avif|gif)(?:[?#!]|\Z)", re.I)
_TAG = re.compile(r"<[^<>]{0,400}>")
_LEVELS = 3  # of objects inside the node
_MOST_HOLDERS = 20
_LONGEST_ADDRESS = 2000


def figure(node: Mapping[str, Any]) -> str:
    """A figure with its caption; empty when the node is no image or has no address."""
    if not any(_IMAGE_NAME.search(name[:60]) for name in map(node.get, _TYPES) if isinstance(name, str)):
        return ""
    holders = list(_holders(node))
    source = next((value for holder in holders for value in map(holder.get, _SOURCES) if _is_image(value)), None)
    if not source:
        return ""
    caption = _first(holders, "caption")
    below = f"<figcaption>{escape(caption, quote=False)}</figcaption>" if caption else ""
    return f'<figure><img src="{escape(source)}" alt="{escape(_first(holders, "alt"))}">{below}</figure>'


_TYPES = ("_type", "nodeType", "__typename", "type", "subType", "kind", "name", "component")
_SOURCES = ("src", "url", "href", "source", "imageUrl")


def _holders(node: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """The node and the objects in it, outer ones first."""
    level, seen = [node], 0
    for _ in range(_LEVELS):
        for holder in level:
            if (seen := seen + 1) <= _MOST_HOLDERS:
                yield holder
        level = [value for holder in level[:_MOST_HOLDERS] for value in holder.values() if isinstance(value, dict)]


def _is_image(value: object) -> bool:
    if not isinstance(value, str) or not value.startswith(("http", "/")) or len(value) > _LONGEST_ADDRESS:
        return False
    return _IMAGE_FILE.search(value) is not None


def _first(holders: list[Mapping[str, Any]], key: str) -> str:
    """The first text under a key, tags left out."""
    found = (holder[key] for holder in holders if isinstance(holder.get(key), str) and holder[key])
    return " ".join(_TAG.sub(" ", next(found, "")).split())
