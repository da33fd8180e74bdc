"""Plain JSON values -> the fields of an article, checked against the types of ``ArticleData``."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from types import NoneType, UnionType
from typing import Any, Literal, NoReturn, Union, get_args, get_origin, get_type_hints

from ..article import ArticleData, BodyBlock, Mark
from ..errors import ReadError
from .encode import BLOCK_KEYS, keys_of
from .schema import SCHEMA_VERSION

_LARGEST = 1e308
_MARKS = ("link", "strong", "em", "code")
_NAMES = {str: "a string", int: "a whole number", float: "a number", bool: "true or false"}
_ADVICE = "Give it JSON written by this program"
_SUBJECT = "article JSON"


def parse(text: str | bytes) -> Any:
    """JSON text as plain values. Raises ReadError."""
    try:
        return json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise ReadError(_SUBJECT, f"is not valid JSON: {error}", _ADVICE) from error


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is no JSON number")


def decode_article(data: Any) -> dict[str, Any]:
    """The values of ArticleData's fields. Raises ReadError naming the key that is missing, unknown or wrong."""
    if not isinstance(data, Mapping):
        _fail("", f"must be an object, not {_shown(data)}")
    version = data.get("schema_version")
    if version != SCHEMA_VERSION:
        _fail("schema_version", f"is {_shown(version)}, but this program reads {SCHEMA_VERSION!r}")
    try:
        fields = _fields(ArticleData, keys_of(ArticleData), data, "")
    except RecursionError as error:
        raise ReadError(_SUBJECT, "is nested too deep", _ADVICE) from error
    _check_places(fields["blocks"], fields["images"])
    return fields


def _fail(where: str, problem: str) -> NoReturn:
    raise ReadError(_SUBJECT, f"'{where}' {problem}" if where else problem, _ADVICE)


def _shown(value: Any) -> str:
    text = repr(value)
    return text if len(text) <= 40 else text[:40] + "..."


def _fields(kind: type, keys: Sequence[str], data: Any, where: str) -> dict[str, Any]:
    """The values of an object that must have exactly these keys."""
    if not isinstance(data, Mapping):
        _fail(where, f"must be an object, not {_shown(data)}")
    inside = f"{where}." if where else ""
    for key in data:
        if key not in keys:
            _fail(f"{inside}{key}", "is not a key of the schema")
    hints = _hints(kind)
    found = {}
    for key in keys:
        if key not in data:
            _fail(f"{inside}{key}", "is missing")
        found[key] = _value(hints[key], data[key], inside + key)
    return found


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _value(hint: Any, value: Any, where: str) -> Any:
    if hint is Any:
        return value
    if dataclasses.is_dataclass(hint):
        return _object(hint, value, where)
    origin = get_origin(hint)
    if origin is None:
        return _scalar(hint, value, where)
    return _COMPOUND[origin](get_args(hint), value, where)


def _object(kind: Any, value: Any, where: str) -> Any:
    if kind is BodyBlock:
        return _block(value, where)
    made = kind(**_fields(kind, keys_of(kind), value, where))
    if hasattr(made, "marks"):
        _check_marks(made.marks, made.text, where)
    return made


def _block(value: Any, where: str) -> BodyBlock:
    name = value.get("type") if isinstance(value, Mapping) else None
    if not isinstance(name, str) or name not in BLOCK_KEYS:
        _fail(f"{where}.type", f"must be one of {', '.join(BLOCK_KEYS)}, not {_shown(name)}")
    block = BodyBlock(**_fields(BodyBlock, BLOCK_KEYS[name], value, where))
    if name == "heading" and not 1 <= block.level <= 6:
        _fail(f"{where}.level", f"must be from 1 to 6, not {block.level}")
    _check_marks(block.marks, block.text, where)
    return block


def _check_marks(marks: Sequence[Mark], text: str, where: str) -> None:
    for number, mark in enumerate(marks):
        if not 0 <= mark.start < mark.end <= len(text):
            _fail(f"{where}.marks[{number}]", f"covers {mark.start} to {mark.end}, outside of the text")
        if mark.kind not in _MARKS:
            _fail(f"{where}.marks[{number}].kind", f"must be one of {', '.join(_MARKS)}, not {_shown(mark.kind)}")


def _check_places(blocks: Sequence[BodyBlock], images: Sequence[Any]) -> None:
    for number, block in enumerate(blocks):
        if block.type == "image" and not (block.image is not None and 0 <= block.image < len(images)):
            _fail(f"blocks[{number}].image", f"is {block.image}, but there are {len(images)} images")
    for number, image in enumerate(images):
        if image.block is not None and not 0 <= image.block < len(blocks):
            _fail(f"images[{number}].block", f"is {image.block}, but there are {len(blocks)} blocks")


def _scalar(kind: Any, value: Any, where: str) -> Any:
    if kind is float and type(value) in (int, float):
        if not -_LARGEST <= value <= _LARGEST:
            _fail(where, "is too large a number")
        return float(value)
    if type(value) is not kind:  # a bool is no number here
        _fail(where, f"must be {_NAMES[kind]}, not {_shown(value)}")
    return value


def _one_of(allowed: tuple[Any, ...], value: Any, where: str) -> Any:
    if value not in allowed:
        _fail(where, f"must be one of {', '.join(allowed)}, not {_shown(value)}")
    return value


def _optional(hints: tuple[Any, ...], value: Any, where: str) -> Any:
    return None if value is None else _value(next(hint for hint in hints if hint is not NoneType), value, where)


def _list(hints: tuple[Any, ...], value: Any, where: str) -> tuple[Any, ...]:
    if not isinstance(value, list):
        _fail(where, f"must be a list, not {_shown(value)}")
    return tuple(_value(hints[0], item, f"{where}[{number}]") for number, item in enumerate(value))


def _mapping(hints: tuple[Any, ...], value: Any, where: str) -> dict[str, Any]:
    if not isinstance(value, Mapping):
        _fail(where, f"must be an object, not {_shown(value)}")
    return {key: _value(hints[1], item, f"{where}.{key}") for key, item in value.items()}


_COMPOUND: dict[Any, Callable[[tuple[Any, ...], Any, str], Any]] = {
    Literal: _one_of,
    Union: _optional,
    UnionType: _optional,
    tuple: _list,
    Mapping: _mapping,
}
