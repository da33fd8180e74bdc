"""What differs between the fields of two articles."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from ..output import Article
from .align import Alignment, align
from .compare_ledger import taker
from .difference import Difference
from .fields import ARTICLE_FIELDS
from .ledger import Ledger
from .shown import shown, shown_block, shown_markup
from .words import word_diff

_MEASURED = re.compile(r"\b[01]\.\d\d\b|\b\d{1,3}%")
_IDENTITY = {"images": "url", "videos": "url", "authors": "name"}  # the same item in another form


def article_differences(
    expected: Article, actual: Article, before: Ledger | None, after: Ledger
) -> Iterator[Difference]:
    """Field by field, in the order of FIELDS. The ledgers tell which rule is to blame."""
    old, new = expected.to_dict(), actual.to_dict()
    for name in ARTICLE_FIELDS:
        one, other = compared(old, name), compared(new, name)
        if one == other:
            continue
        if name == "blocks":
            yield from _blocks(one, other, before, after)
        elif isinstance(one, list) and isinstance(other, list):
            yield from _items(name, one, other)
        else:
            yield _value(name, shown(one), shown(other))


def compared(data: Mapping[str, Any], name: str) -> Any:
    """What is compared of a field. Images and their blocks name each other by address, not by number: a number
    changes with everything that stands before it. Shares and probabilities in warnings change with every model."""
    value: Any = data
    for key in name.split("."):
        value = value[key]
    if name == "quality.warnings":
        return [_MEASURED.sub("…", warning) for warning in value]
    if name == "images":
        return [{key: item for key, item in image.items() if key != "block"} for image in value]
    if name == "blocks":
        images = [image["url"] for image in data["images"]]
        return [block | {"image": images[block["image"]]} if block["type"] == "image" else block for block in value]
    return value


def _value(name: str, old: str | None, new: str | None) -> Difference:
    return Difference(name, "lost" if new is None else "gained" if old is None else "changed", old, new)


def _items(name: str, old: Sequence[Any], new: Sequence[Any]) -> Iterator[Difference]:
    """Items with the same address or name are forms of one; the others are paired by their words."""
    identity = _IDENTITY.get(name)
    if identity:
        theirs = {item[identity]: item for item in new}
        pairs = [(item, theirs[item[identity]]) for item in old if item[identity] in theirs]
        differing = [(one, other) for one, other in pairs if one != other]
        yield from (Difference(name, "changed", shown(one), shown(other)) for one, other in differing)
        old = [item for item in old if not any(item is one for one, _ in differing)]
        new = [item for item in new if not any(item is other for _, other in differing)]
    yield from _told(name, align(old, new, _key, _words), _words)


def _key(item: Any) -> str:
    return json.dumps(item, sort_keys=True)


def _words(item: Any) -> str:
    return shown(item) or ""


def _told(name: str, found: Alignment[Any], words: Callable[[Any], str]) -> Iterator[Difference]:
    yield from (Difference(name, "changed", words(one), words(other)) for one, other in found.changed)
    yield from (Difference(name, "moved", words(one), words(other)) for one, other in found.moved)
    yield from (Difference(name, "lost", words(item), None) for item in found.lost)
    yield from (Difference(name, "gained", None, words(item)) for item in found.gained)


def _blocks(old: Sequence[Any], new: Sequence[Any], before: Ledger | None, after: Ledger) -> Iterator[Difference]:
    found = align(old, new, _key, shown_block)
    for one, other in found.changed:
        yield _changed_block(one, other, before, after)
    yield from (Difference("blocks", "moved", shown_block(one), shown_block(other)) for one, other in found.moved)
    for block in found.lost:
        yield Difference("blocks", "lost", shown_block(block), None, taker(after, _printed(block)))
    for block in found.gained:
        yield Difference("blocks", "gained", None, shown_block(block), taker(before, _printed(block)))


def _changed_block(one: Any, other: Any, before: Ledger | None, after: Ledger) -> Difference:
    """Where the words are the same, what surrounds them."""
    old, new = shown_block(one), shown_block(other)
    if old == new:
        return Difference("blocks", "changed", f"{old} [{shown_markup(one)}]", f"{new} [{shown_markup(other)}]")
    parts = word_diff(_printed(one), _printed(other))
    lost, gained = (" ".join(text for kind, text in parts if kind == wanted) for wanted in ("lost", "gained"))
    return Difference("blocks", "changed", old, new, taker(after, lost) or taker(before, gained))


def _printed(block: Mapping[str, Any]) -> str:
    """The words as they stand in the page, as far as a block has any."""
    return str(block["text"]) if "text" in block else shown_block(block)
