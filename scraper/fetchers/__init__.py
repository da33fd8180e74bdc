"""Addresses, files and standard input -> Page."""

from .http import Fetcher, fetch

__all__ = ["Fetcher", "fetch"]
