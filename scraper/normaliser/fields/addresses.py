"""The canonical address, and the other pages of the same article."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from urllib.parse import parse_qsl, urljoin, urlsplit, urlunsplit

from ...model import Candidate
from ..wordlist import table
from .clues import Clues
from .jsonld import strings

_PAGE_IN_PATH = re.compile(
    r"(?:/(?:page|seite|pagina|p)?[/-]?(\d{1,3})|[-_,](?:page|p|seite)?[-_]?(\d{1,3}))(\.\w{2,5})?/?$", re.I
)
_PAGE_KEYS = frozenset(("page", "p", "seite", "pagina", "pg", "pagenum", "paged", "start", "part"))
_BELOW = 12  # blocks after the body in which page numbers stand
_MOST = 60


def read_canonical(clues: Clues) -> tuple[str | None, tuple[Candidate, ...]]:
    """The absolute address the page gives for itself; a home page is no address of an article."""
    candidates = tuple(_canonical_candidates(clues))
    own = _own(clues)
    for candidate in candidates:
        if _is_home(str(candidate.value)) and own and not _is_home(own):
            continue
        return str(candidate.value), candidates
    return None, candidates


def _own(clues: Clues) -> str:
    page = clues.document.page
    return page.final_url or page.url or ""


def _canonical_candidates(clues: Clues) -> Iterator[Candidate]:
    stated = [("meta", href) for rel, href in clues.document.links if rel == "canonical"]
    stated += [("opengraph" if name == "og:url" else "meta", url) for name, url in clues.metas(table("sources")["url"])]
    for item in clues.articles[:1]:
        stated += [("jsonld", url) for key in ("url", "mainEntityOfPage", "@id") for url in strings(item.get(key))]
    for source, raw in stated:
        if value := absolute(clues.document.base_url, raw):
            yield Candidate("canonical_url", value, raw, source)


@lru_cache(maxsize=64)  # few, as an address can be long
def absolute(base: str, raw: str) -> str | None:
    """An http(s) address without fragment, None for anything else. Pure; cached because a page repeats its own."""
    try:
        parts = urlsplit(urljoin(base, raw.strip()))
        host = parts.hostname or ""
        port = parts.port not in (None, {"http": 80, "https": 443}.get(parts.scheme))
    except ValueError:
        return None
    if parts.scheme not in ("http", "https") or " " in parts.netloc or "." not in host:
        return None
    netloc = parts.netloc.lower() if port else host
    return urlunsplit((parts.scheme, netloc, parts.path or "/", parts.query, ""))


def _is_home(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path.strip("/") in ("", "index.html", "index.php") and not parts.query


def read_pages(clues: Clues) -> tuple[str, ...]:
    """Addresses of the other pages of a paged article, from rel=next and from page numbers below the body, in order."""
    own = _own(clues) or next(iter(clues.urls), "")
    base = absolute(own, "")
    if not base:
        return ()
    stem = _stem(base)
    found: dict[str, int] = {}
    for raw in _page_links(clues):
        url = absolute(clues.document.base_url or own, raw)
        if url and url != base and (number := _number(url, stem)) is not None:
            found.setdefault(url, number)
    if _is_one_of_a_series(base, found):
        return ()
    return tuple(sorted(found, key=lambda url: found[url]))[:_MOST]


def _is_one_of_a_series(base: str, found: Mapping[str, int]) -> bool:
    """``/essays/23`` beside ``/essays/22``: without a word for pages and without a first page they are articles."""
    path = urlsplit(base).path
    match = _PAGE_IN_PATH.search(path)
    bare = match is not None and not any(char.isalpha() for char in match[0].removesuffix(match[3] or ""))
    return bare and 1 not in found.values() and all(urlsplit(url).path != path for url in found)


def _page_links(clues: Clues) -> Iterator[str]:
    yield from (href for rel, href in clues.document.links if rel in ("next", "prev", "previous"))
    if clues.first > clues.last:
        return
    for number in range(clues.last, min(clues.last + _BELOW, len(clues.document.blocks))):
        block = clues.block(number)
        for mark in block.marks:
            if mark.kind == "link" and mark.url and block.text[mark.start : mark.end].strip().isdigit():
                yield mark.url


def _stem(url: str) -> str:
    """The address without what numbers its pages."""
    parts = urlsplit(url)
    query = "&".join(f"{key}={value}" for key, value in parse_qsl(parts.query) if key.lower() not in _PAGE_KEYS)
    path = parts.path.rstrip("/")
    return f"{parts.netloc.removeprefix('www.')}{path}?{query}"


def _number(url: str, stem: str) -> int | None:
    """The page number of an address that is ``stem`` with a number more, or the first page; None for other articles."""
    parts = urlsplit(url)
    for key, value in parse_qsl(parts.query):
        if key.lower() in _PAGE_KEYS and value.isdigit() and _stem(url) == stem:
            return int(value)
    own = re.sub(r"\.\w{2,5}(?=\?)", "", stem)
    match = _PAGE_IN_PATH.search(parts.path)
    bare = _stem(url)
    without = _stem(urlunsplit(parts._replace(path=parts.path[: match.start()] + (match[3] or "")))) if match else ""
    if match and re.sub(r"\.\w{2,5}(?=\?)", "", without) in (own, _unpaged(own)):
        return int(match[1] or match[2])
    return 1 if re.sub(r"\.\w{2,5}(?=\?)", "", bare) == _unpaged(own) != own else None


def _unpaged(stem: str) -> str:
    """A stem whose own path ends in a page number, without it."""
    path, _, query = stem.partition("?")
    match = _PAGE_IN_PATH.search(path)
    return f"{path[: match.start()]}?{query}" if match else stem
