"""The name that we go by. Apart from what fetches, so that who checks a contact does not wait for the HTTP library."""

from __future__ import annotations

from functools import cache
from importlib.metadata import PackageNotFoundError, version

from ..errors import ConfigError


def user_agent(contact: str = "") -> str:
    """``article-scraper/<version> (+contact)``; the contact is an address or URL. Raises ConfigError."""
    if not (contact.isascii() and contact.isprintable()):
        raise ConfigError("fetch.contact", "holds characters that a header cannot carry", "Use plain ASCII")
    name = f"article-scraper/{_version()}"
    return f"{name} (+{contact})" if contact else name


@cache
def _version() -> str:
    try:
        return version("article-scraper")
    except PackageNotFoundError:  # run from a source tree that was never installed
        return "0"
