"""Which JSON-LD objects speak of this article, and what they say (schema.org vocabulary)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from ..folding import plain, squashed

_MAX_DEPTH = 6
_PAGE_TYPES = frozenset(("webpage", "itempage", "aboutpage", "medicalwebpage", "qapage", "collectionpage"))
_LIST_TYPES = frozenset(("collectionpage", "searchresultspage"))
_ARTICLE_ENDINGS = ("article", "blogposting", "report", "review", "recipe", "howto", "liveblogposting")
_ARTICLE_TYPES = frozenset(
    ("claimreview", "socialmediaposting", "discussionforumposting", "creativework", "imagegallery", "mediagallery")
)

Object = Mapping[str, Any]


def types(item: Object) -> tuple[str, ...]:
    """The types of an object in lower case without the schema's address."""
    raw = item.get("@type")
    if isinstance(raw, list):
        return tuple([_bare_type(value) for value in raw if isinstance(value, str)])
    return (_bare_type(raw),) if isinstance(raw, str) else ()


@lru_cache(maxsize=512)
def _bare_type(name: str) -> str:
    return name.rstrip("/").rpartition("/")[2].lower()


def is_article(item: Object) -> bool:
    return any(map(_names_article, types(item)))


@lru_cache(maxsize=512)
def _names_article(kind: str) -> bool:
    return kind.endswith(_ARTICLE_ENDINGS) or kind in _ARTICLE_TYPES


def is_list(objects: Sequence[Object]) -> bool:
    """Whether a page says of itself that it is a list of others: a section, a topic, the results of a search."""
    return any(_LIST_TYPES.intersection(types(item)) for item in objects) and not any(map(is_article, objects))


def strings(value: Any, depth: int = 0) -> Iterator[str]:
    """Every string a value can be read as: itself, its members, or the name, text or address of an object."""
    if isinstance(value, str):
        if text := plain(value):
            yield text
    elif isinstance(value, list) and depth < _MAX_DEPTH:
        for item in value:
            yield from strings(item, depth + 1)
    elif isinstance(value, Mapping) and depth < _MAX_DEPTH:
        for key in ("@value", "name", "headline", "text", "url", "@id"):
            if value.get(key):
                yield from strings(value[key], depth + 1)
                return


def first(value: Any) -> str:
    """The first string of a value, empty when there is none."""
    return next(strings(value), "") if value else ""


def about(objects: Sequence[Object], urls: Sequence[str], headings: Sequence[str]) -> tuple[Object, ...]:
    """The objects that describe this article, best first: articles before plain web pages.

    Among several articles only those count that share their address or headline with the page; when none does the
    first is taken.
    """
    nested = [(part, types(item)) for item in objects for part in _main_entities(item)]
    articles = [item for item in objects if is_article(item)]
    articles += [part for part, page in nested if is_article(part) or ("qapage" in page and "question" in types(part))]
    pages = [item for item in objects if _PAGE_TYPES.intersection(types(item))]
    if len(articles) > 1:
        known = {squashed(text) for text in headings if text}
        addresses = {_bare(url) for url in urls if url}
        scored = [(_match(item, addresses, known), -number, item) for number, item in enumerate(articles)]
        best = sorted((entry for entry in scored if entry[0] > 0), key=lambda entry: entry[:2], reverse=True)
        articles = [entry[2] for entry in best] or articles[:1]
    return (*articles, *pages)


def _main_entities(item: Object) -> Iterator[Object]:
    for key in ("mainEntity", "mainEntityOfPage"):
        value = item.get(key)
        for part in value if isinstance(value, list) else (value,):
            if isinstance(part, dict):
                yield part


def _match(item: Object, addresses: set[str], headings: set[str]) -> int:
    own = {_bare(text) for key in ("url", "mainEntityOfPage", "@id") for text in strings(item.get(key))}
    title = squashed(first(item.get("headline")) or first(item.get("name")))
    score = 2 * bool(own & addresses)
    if title and len(title) > 8:
        score += 2 * any(title in heading or heading in title for heading in headings if len(heading) > 8)
    return score and score + sum(bool(item.get(key)) for key in ("headline", "author", "datePublished"))


def _bare(url: str) -> str:
    """An address without scheme, www, fragment, query and closing slash."""
    rest = url.split("#", 1)[0].split("?", 1)[0].split("://", 1)[-1]
    return rest.removeprefix("www.").rstrip("/").lower()


def by_id(objects: Sequence[Object]) -> dict[str, Object]:
    """Objects by ``@id``; of several the one that says most."""
    found: dict[str, Object] = {}
    for item in objects:
        ident = item.get("@id")
        if isinstance(ident, str) and len(item) > len(found.get(ident, ())):
            found[ident] = item
    return found
