"""Word lists from ``words/*.toml``, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """The parsed file ``words/<name>.toml``."""
    text = files(__package__).joinpath("words", f"{name}.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def words(name: str, key: str) -> frozenset[str]:
    """All strings of one list of a file, lower case, whether it is flat or a table of lists by language."""
    value = table(name)[key]
    lists = value.values() if isinstance(value, dict) else (value,)
    return frozenset(word.casefold() for entries in lists for word in entries)
