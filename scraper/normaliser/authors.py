"""Who wrote it: every statement of the page about its authors, and the choice."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urljoin

from ..article import Author
from ..model import Candidate, Node
from .clues import Clues, Marked
from .folding import squashed, unaccented
from .jsonld import by_id, first, strings, types
from .names import Credit, agency_of, opening_of, read_byline
from .wordlist import table

_MAX_AUTHORS = 30
_PEOPLE = ("person",)
_ANY = ("person", "handle", "agency", "group")
_BYLINE_WORDS = 40
_BYLINE_BLOCKS = 8  # over which the parts of one byline may be spread


@dataclass(frozen=True, slots=True)
class Byline:
    """One statement: the parts it names, where it was found, and the visible span it was read from."""

    credits: tuple[Credit, ...]
    source: str
    raw: str
    urls: Mapping[str, str]
    block: int | None = None
    start: int = 0
    end: int | None = None
    at_top: bool = False

    def named(self, *kinds: str) -> list[Credit]:
        return [credit for credit in self.credits if credit.kind in kinds]


@dataclass(frozen=True, slots=True)
class Authorship:
    authors: tuple[Author, ...]
    agencies: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    visible: tuple[Byline, ...]


def read_authors(clues: Clues, site_names: Sequence[str], heading: Marked | None) -> Authorship:
    """People first; where the page names none, the house or agency it credits, with its ``role`` saying so."""
    sites = frozenset(filter(None, map(squashed, site_names)))
    stated = [*_jsonld(clues, sites), *_meta(clues, sites)]
    visible = [*_marked(clues, sites, heading), *_printed(clues, sites, heading)]
    bylines = [byline for byline in (*stated, *visible) if byline.credits]
    candidates = tuple(
        Candidate(
            "authors",
            [credit.name for credit in byline.credits],
            byline.raw,
            byline.source,
            byline.block,
            byline.start,
            byline.end,
        )
        for byline in bylines
    )
    chosen = _choose(bylines)
    authors = tuple(_author(clues, credit, bylines) for credit in _distinct(chosen))[:_MAX_AUTHORS]
    agencies = [agency_of(credit.name) or credit.name for byline in bylines for credit in byline.named("agency")]
    return Authorship(authors, tuple(dict.fromkeys(agencies)), candidates, tuple(visible))


def _choose(bylines: Sequence[Byline]) -> list[Credit]:
    """The best statement, by how sure its source is of people; only without any the houses it credits."""
    stated = [byline for byline in bylines if byline.block is None]
    top = [byline for byline in bylines if byline.at_top]
    nearest = min((byline.block or 0 for byline in top), default=0)
    top = [byline for byline in top if (byline.block or 0) <= nearest + _BYLINE_BLOCKS]
    rest = [byline for byline in bylines if byline.block is not None and not byline.at_top]
    for group, kinds in ((stated, _PEOPLE), (top, _PEOPLE), (stated, _ANY), (top, _ANY), (rest, _PEOPLE)):
        for byline in group:
            if found := byline.named(*kinds):
                return _fuller(found, top) if kinds is _PEOPLE else found
    return []


def _fuller(found: list[Credit], top: Sequence[Byline]) -> list[Credit]:
    """The same people and more, when the byline at the headline has them."""
    known = {unaccented(credit.name) for credit in found}
    for byline in top:
        people = byline.named(*_PEOPLE)
        names = {unaccented(credit.name) for credit in people}
        if known & names:
            return people if known < names and byline.end is not None else found
    return found


def _distinct(credits: Sequence[Credit]) -> list[Credit]:
    """One entry a person: spellings with and without accents or case are one; the fuller spelling stays."""
    kept: dict[str, Credit] = {}
    for credit in credits:
        key = unaccented(credit.name)
        if key not in kept:
            kept[key] = credit
        else:
            kept[key] = replace(
                kept[key], role=kept[key].role or credit.role, contact=kept[key].contact or credit.contact
            )
    return list(kept.values())


def _author(clues: Clues, credit: Credit, bylines: Sequence[Byline]) -> Author:
    key = unaccented(credit.name)
    same = [other for byline in bylines for other in byline.credits if unaccented(other.name) == key]
    url = next((byline.urls[key] for byline in bylines if key in byline.urls), None)
    role = {"agency": "agency", "group": "organization"}.get(credit.kind)
    role = role or next((other.role for other in same if other.role), None)
    contact = next((other.contact for other in same if other.contact), None)
    return Author(credit.name, urljoin(clues.document.base_url, url) if url else None, role, contact)


# --------------------------------------------------------------------------- statements


def _jsonld(clues: Clues, sites: frozenset[str]) -> Iterator[Byline]:
    graph: Mapping[str, Any] | None = None
    for item in clues.articles:
        for key in ("author", "creator"):
            value = item.get(key)
            if not value:
                continue
            graph = by_id(clues.document.jsonld) if graph is None else graph
            people = [_resolved(person, graph) for person in (value if isinstance(value, list) else [value])]
            credits: list[Credit] = []
            urls: dict[str, str] = {}
            for person in people:
                for credit in _person(person, sites):
                    credits.append(credit)
                    if isinstance(person, Mapping) and (url := first(person.get("url"))) and "/" in url:
                        urls.setdefault(unaccented(credit.name), url)
            if credits:
                yield Byline(tuple(credits), "jsonld", ", ".join(credit.name for credit in credits), urls)
                break


def _resolved(person: Any, graph: Mapping[str, Any]) -> Any:
    if isinstance(person, Mapping) and not person.get("name") and isinstance(person.get("@id"), str):
        return graph.get(person["@id"], person)
    return person


def _person(person: Any, sites: frozenset[str]) -> Iterator[Credit]:
    if not isinstance(person, Mapping):
        for text in strings(person):
            yield from read_byline(text, sites, stated=True)
        return
    house = any(kind.endswith("organization") for kind in types(person)) and "person" not in types(person)
    role = first(person.get("jobTitle")) or None

    for name in strings(person.get("name") or person.get("alternateName")):
        for credit in read_byline(name, sites, stated=True):
            kind = (
                "group" if house and credit.kind in ("person", "handle") and not _people_like(credit) else credit.kind
            )
            yield replace(credit, kind=kind, role=credit.role or role)


def _people_like(credit: Credit) -> bool:
    return False


def _meta(clues: Clues, sites: frozenset[str]) -> Iterator[Byline]:
    for name in table("sources")["author"]:
        contents = [_first_name_first(name, content) for content in clues.meta.get(name, ()) if "://" not in content]
        credits = [credit for content in contents for credit in read_byline(content, sites, stated=True)]
        if credits:
            yield Byline(tuple(credits), "meta", "; ".join(contents), {})


def _first_name_first(name: str, content: str) -> str:
    """Library metadata has "Doe, Jane"."""
    sides = content.split(",")
    if name.startswith(("citation_", "dc")) and len(sides) == 2 and all(0 < len(side.split()) <= 2 for side in sides):
        return f"{sides[1].strip()} {sides[0].strip()}"
    return content


def _marked(clues: Clues, sites: frozenset[str], heading: Marked | None) -> Iterator[Byline]:
    """Elements whose markup says "author", each outermost one once: what its inner elements name, or it itself."""
    top = _top(clues, heading)
    items = [item for item in clues.marked.get("author", ()) if item.text]
    while items:
        outer, *rest = items
        inner = [item for item in rest if _within(item.node, outer.node)]
        items = [item for item in rest if not _within(item.node, outer.node)]
        read = [
            (item, read_byline(item.text, sites, _says_author(item))) for item in (outer, *inner) if _is_short(item)
        ]
        credits = _innermost(read)
        if credits:
            node = outer.node
            urls = {}
            for item, own in read:
                if item.node.tag == "a" and len(own) == 1 and (href := item.node.attrs.get("href")):
                    urls.setdefault(unaccented(own[0].name), href)
            source = "microdata" if any(item.node.attrs.get("itemprop") for item in (outer, *inner)) else "visible"
            end = node.end if node.first == node.last else None
            yield Byline(tuple(credits), source, outer.text[:300], urls, node.first, node.start, end, node.first in top)


def _is_short(item: Marked) -> bool:
    return len(item.text.split()) <= _BYLINE_WORDS


def _within(inner: Node, outer: Node) -> bool:
    return (outer.first, outer.start) <= (inner.first, inner.start) and (inner.last, inner.end) <= (
        outer.last,
        outer.end,
    )


def _innermost(read: Sequence[tuple[Marked, list[Credit]]]) -> list[Credit]:
    """The names of the innermost elements, or those of the outermost when it has all of them and more."""
    leaves = [
        (item, credits)
        for item, credits in read
        if credits
        and not any(
            other is not item and own and other.node.id > item.node.id and _within(other.node, item.node)
            for other, own in read
        )
    ]
    found = [credit for _, credits in leaves for credit in credits]
    whole = read[0][1] if read else []
    names = {unaccented(credit.name) for credit in found}
    if whole and (not found or names < {unaccented(credit.name) for credit in whole}):
        return whole
    return found


def _says_author(item: Marked) -> bool:
    node = item.node
    return "author" in (node.attrs.get("rel") or "") or node.attrs.get("itemprop") in ("author", "name")


def _printed(clues: Clues, sites: frozenset[str], heading: Marked | None) -> Iterator[Byline]:
    """Short blocks around headline and body that begin like a byline."""
    top = _top(clues, heading)
    for span in (top, range(max(clues.last + 1, top.stop), clues.hi + 1)):
        for number in span:
            block = clues.block(number)
            if block.hidden or len(block.text) > 250:
                continue
            for line in _lines(block.text):
                if opening_of(line.strip(" ()（）【】[]")) and (credits := read_byline(line, sites)):
                    start = block.text.find(line)
                    yield Byline(tuple(credits), "visible", line, {}, number, start, start + len(line), span is top)


def _top(clues: Clues, heading: Marked | None) -> range:
    """The blocks around the headline."""
    top = heading.node.first if heading else clues.lo
    return range(max(0, top - 2), min(max(clues.first + 3, top + 12), clues.hi + 1))


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]
