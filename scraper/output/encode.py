"""Article -> plain JSON values, in the published order of keys."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
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
    if isinstance(value, BodyBlock):
        return {name: encode(getattr(value, name)) for name in BLOCK_KEYS[value.type]}
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {name: encode(getattr(value, name)) for name in keys_of(value.__class__)}
    return str(value)


@cache
def keys_of(kind: type) -> tuple[str, ...]:
    """The published keys of a dataclass; where a picture stood before the body was laid out is not one."""
    return tuple(field.name for field in dataclasses.fields(kind) if field.name not in _INTERNAL)


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
