"""The site: its name and domain, and the addresses of the page."""

from __future__ import annotations

from collections.abc import Iterator

from ...article import Site
from ...model import Candidate
from ...urls import parts_of
from ..folding import plain
from ..wordlist import table
from .clues import Clues
from .jsonld import first, types
from .site_names import inferred_name

_SITE_TYPES = frozenset(("website", "organization", "newsmediaorganization"))


def read_site(clues: Clues) -> tuple[Site, tuple[str, ...], tuple[Candidate, ...]]:
    """The site, every name it goes by (for telling it from titles and people), and the candidates."""
    domain = domain_of(next(iter(clues.urls), ""))
    own = [*_from_domain(domain)]
    candidates = tuple(_names(clues))
    if not candidates and (inferred := inferred_name(clues, own[-1] if own else "")):
        candidates = (inferred,)
    stated = [str(candidate.value) for candidate in candidates]
    name = stated[0] if stated else None
    names = [*stated, *own]
    return Site(name, domain or None), tuple(dict.fromkeys(names)), candidates


def _names(clues: Clues) -> Iterator[Candidate]:
    for name, content in clues.metas(table("sources")["site"]):
        if text := plain(content):
            yield Candidate("site", text, content, "opengraph" if name.startswith("og:") else "meta")
    for item in clues.articles:
        text = first(item.get("publisher"))
        if text and "://" not in text:
            yield Candidate("site", text, text, "jsonld")
    for item in clues.document.jsonld:
        if _SITE_TYPES.intersection(types(item)) and (text := first(item.get("name"))):
            yield Candidate("site", text, text, "jsonld")


def _from_domain(domain: str) -> Iterator[str]:
    """``example`` and ``example.com`` for ``www.example.com``."""
    labels = domain.split(".")
    if len(labels) > 1:
        yield domain
        suffix = 3 if len(labels) > 2 and len(labels[-2]) <= 3 and len(labels[-1]) == 2 else 2
        yield ".".join(labels[-suffix:])
        yield labels[-suffix]


def domain_of(url: str) -> str:
    """The host in lower case without ``www.``; empty when there is none."""
    return (parts_of(url).hostname or "").removeprefix("www.")
