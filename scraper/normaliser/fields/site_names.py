"""The site's name where nothing states it: two of title element, home link or logo, host, copyright line must agree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from itertools import islice

from ...model import Candidate
from ...urls import parts_of
from ..folding import plain, squashed
from ..wordlist import words
from .clues import Clues

# A separator between headline and site: spaced dashes, bars, bullets; bars and "ㅣ" also without spaces, and
# underscores between scripts without spaces, and there a dash or colon before the last words.
_SEPARATOR = re.compile(
    r"\s+(?:[-–—|·•»«:/<>_]|::|--)\s+|:\s+|\s*[|ㅣ]\s*|\s*--\s*|-(?=[^-]{1,20}[|ㅣ])|(?<=[^\x00-\x7f])_(?=[^\x00-\x7f])"
    r"|(?<=[^\x00-\x7f])\s?[-：](?=[^\x00-\x7f]{2,16}$)"
)
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LONGEST_HOUSE = 20  # characters
_MOST = 40  # separators of a title that are looked at
_LONGEST, _CHARS = 5, 60  # words and characters of a name
_LOGO = re.compile(r"^logo(?:\s+(?:of|von|de|du))?\s+|\s+logo$", re.I)
_TRIM = " -–—|·»«›‹®™©"
_COPYRIGHT = re.compile(r"©|\(c\)|\bcopyright\b|版权所有|版權所有", re.I)
_COPYRIGHT_BLOCKS = 12  # of the page's end
_ROOTS = ("", "/", "/index.html")
_HOME = frozenset(
    "home homepage startseite accueil inicio início forside hem главная ホーム トップ 首页 首頁 홈".split()
)


@lru_cache(maxsize=256)
def separators(title: str) -> tuple[tuple[int, int], ...]:
    """(start, end) of the separators. Pure; cached because several sources give one title."""
    return tuple(match.span() for match in islice(_SEPARATOR.finditer(title), _MOST))


def is_house(name: str) -> bool:
    """Whether a name in Chinese, Japanese or Korean ends as those of newspapers and sites do: 海港网, 海港新聞."""
    name = name.strip()
    return 1 < len(name) <= _LONGEST_HOUSE and bool(_UNSPACED.match(name[-1])) and name.endswith(_house_endings())


@cache
def _house_endings() -> tuple[str, ...]:
    return tuple(word for word in words("bylines", "group") if _UNSPACED.match(word))


def inferred_name(clues: Clues, label: str) -> Candidate | None:
    """The name that two clues give. ``label``: what the domain calls the site (``example`` for ``www.example.com``)."""
    title = clues.document.title_tag
    if parts_of(next(iter(clues.urls), "")).path in _ROOTS:
        return None  # a home page is all about the site, and so is its title
    ends = {form: end for end in _ends(title) if (form := _form(end)) and end.casefold() not in _HOME}
    host = _form(label)
    for name in _home_names(clues):
        if (form := _form(name)) and (form in ends or form == host):
            return Candidate("site", name, name, "visible")
    for form, end in ends.items():
        if form == host or any(form in line for line in _copyright_lines(clues)):
            return Candidate("site", end, title, "title-tag")
    return None


def _form(name: str) -> str:
    """For comparing: without the article, as hosts leave it out."""
    return squashed(re.sub(r"^the\s+", "", name, flags=re.I))


def _ends(title: str) -> Iterator[str]:
    """The short parts before the first and after the last separator, the last first."""
    parts = [part.strip() for part in _SEPARATOR.split(plain(title)) if part and part.strip()]
    if len(parts) > 1:
        yield from (part for part in (parts[-1], parts[0]) if len(part.split()) <= _LONGEST)


def _home_names(clues: Clues) -> Iterator[str]:
    """Alt texts of pictures and words of links that lead home."""
    nodes = clues.document.nodes
    host = parts_of(next(iter(clues.urls), "")).netloc
    for media in clues.document.media:
        alt = _LOGO.sub("", plain(media.attrs.get("alt") or "")).strip(_TRIM)
        if (
            alt
            and len(alt.split()) <= _LONGEST
            and any(
                node.tag == "a" and leads_home(node.attrs.get("href"), host)
                for node in (nodes[media.node], *clues.document.ancestors(media.node)[1:4])
            )
        ):
            yield alt
    for block in clues.document.blocks:
        for mark in block.marks:
            if mark.kind == "link" and mark.end - mark.start < _CHARS and leads_home(mark.url, host):
                yield block.text[mark.start : mark.end].strip(_TRIM)


def leads_home(url: str | None, host: str) -> bool:
    """Whether an address is that of the home page of ``host``."""
    if not url or len(url) > len(host) + 20:
        return False
    parts = parts_of(url)
    return (
        parts.path in ("", "/", "/index.html")
        and not parts.query
        and bool(parts.path or parts.netloc)
        and parts.netloc in ("", host)
    )


def _copyright_lines(clues: Clues) -> Iterator[str]:
    for block in clues.document.blocks[-_COPYRIGHT_BLOCKS:]:
        if len(block.text) < 5 * _CHARS and _COPYRIGHT.search(block.text):
            yield squashed(block.text)
