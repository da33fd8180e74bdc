"""Addresses, files and standard input -> Page.

Names are imported on first use (PEP 562): who reads files does not wait for the HTTP library.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .file import read_file, read_stdin
    from .guard import Guard
    from .http import Fetcher, fetch
    from .sources import expand_sources, is_url

_HOME = {
    "Fetcher": "http", "Guard": "guard", "expand_sources": "sources", "fetch": "http", "is_url": "sources",
    "read_file": "file", "read_stdin": "file",
}  # fmt: skip

__all__ = ["Fetcher", "Guard", "expand_sources", "fetch", "is_url", "read_file", "read_stdin"]


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{_HOME[name]}", __name__), name)
