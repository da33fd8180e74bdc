"""The values of an article's fields as texts for people, short and on as few lines as they need."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any


def shown(value: Any) -> str | None:
    """A value of Article.to_dict(): objects as ``key: value`` joined by dots, what is unknown left out."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        pairs = ((key, shown(item)) for key, item in value.items())
        return " · ".join(f"{key}: {text}" for key, text in pairs if text)
    if isinstance(value, Sequence):
        return "; ".join(shown(item) or "" for item in value)
    return str(value)


def shown_block(block: Mapping[str, Any]) -> str:
    """One block of a body, in the manner of Markdown; ``marks`` only when asked by shown_marks."""
    kind = block["type"]
    if kind == "heading":
        return f"{'#' * block['level']} {block['text']}"
    if kind == "quote":
        return f"> {block['text']}"
    if kind == "list":
        return "\n".join(_items(block["items"], block["ordered"], block["start"]))
    if kind == "table":
        return "\n".join(" | ".join(row) for row in (*block["header"], *block["rows"]))
    if kind in ("image", "embed"):
        return f"[{kind}: {block.get('image') or block.get('url') or 'unknown'}]"
    return str(block["text"])


def _items(items: Sequence[Mapping[str, Any]], ordered: bool, start: int = 1, depth: int = 0) -> list[str]:
    lines = []
    for number, item in enumerate(items, start):
        lines.append(f"{'  ' * depth}{f'{number}.' if ordered else '-'} {item['text']}")
        lines += _items(item["items"], item["ordered"], depth=depth + 1)
    return lines


def shown_markup(block: Mapping[str, Any]) -> str:
    """The type and what surrounds the words, for two blocks whose words are the same."""
    marks = [
        f"{mark['kind']} {block['text'][mark['start'] : mark['end']]!r}{' to ' + mark['url'] if mark['url'] else ''}"
        for mark in block.get("marks", ())
    ]
    facts = [f"{key}: {value}" for key, value in block.items() if key not in ("type", "text", "marks") and value]
    return " · ".join((str(block["type"]), *facts, *marks))
