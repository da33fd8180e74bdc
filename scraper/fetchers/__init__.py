"""Addresses, files and standard input -> Page."""

from .address import is_url
from .file import read_file, read_stdin
from .guard import Guard
from .http import Fetcher, fetch
from .sources import expand_sources

__all__ = ["Fetcher", "Guard", "expand_sources", "fetch", "is_url", "read_file", "read_stdin"]
