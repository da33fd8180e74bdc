"""Article -> plain JSON values, in the published order of keys."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from ..article import BodyBlock

# The keys of each type of body block, all of them always there.
BLOCK_KEYS = {
    "paragraph": ("type", "text", "marks"),
    "heading": ("type", "level", "text", "marks"),
    "quote": ("type", "text", "marks", "url"),
    "list": ("type", "ordered", "start", "items"),
    "table": ("type", "header", "rows"),
    "code": ("type", "language", "text"),
    "image": ("type", "image"),
    "embed": ("type", "provider", "url"),
}
_INTERNAL = frozenset(("before",))


def encode(value: Any) -> Any:
    """Dataclasses as dicts, tuples as lists, everything else as it is."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple | list):
        return [encode(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): encode(item) for key, item in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {name: encode(getattr(value, name)) for name in _names(value)}
    return str(value)


def _names(value: Any) -> tuple[str, ...]:
    """The published keys of a dataclass object."""
    return BLOCK_KEYS[value.type] if isinstance(value, BodyBlock) else keys_of(value.__class__)


@cache
def keys_of(kind: type) -> tuple[str, ...]:
    """The published keys of a dataclass; where a picture stood before the body was laid out is not one."""
    return tuple(field.name for field in dataclasses.fields(kind) if field.name not in _INTERNAL)


def is_sound(value: Any) -> bool:
    """Whether UTF-8 can carry every string of a value."""
    texts: list[str] = []
    waiting = [value]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            texts.append(value)
        elif value is not None and not isinstance(value, int):
            waiting += _parts(value)
    try:
        "".join(texts).encode()
    except UnicodeEncodeError:
        return False
    return True


def _parts(value: Any) -> Iterable[Any]:
    """What a published value is made of."""
    if isinstance(value, tuple | list):
        return value
    if dataclasses.is_dataclass(value):
        return [getattr(value, name) for name in _names(value)]
    return (*value, *value.values()) if isinstance(value, Mapping) else ()


def scrubbed(value: Any) -> Any:
    """The same value with every string fit for UTF-8."""
    if isinstance(value, str):
        # A pair of halves is one character after all; only a lone half is damage.
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if isinstance(value, tuple | list):
        return type(value)(scrubbed(item) for item in value)
    if isinstance(value, Mapping):
        return {scrubbed(key): scrubbed(item) for key, item in value.items()}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        changes = {field.name: scrubbed(getattr(value, field.name)) for field in dataclasses.fields(value)}
        return dataclasses.replace(value, **changes)
    return value
