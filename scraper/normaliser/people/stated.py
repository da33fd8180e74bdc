"""What the markup says about the authors: JSON-LD and meta elements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ..fields.clues import Clues
from ..fields.jsonld import by_id, first, strings, types
from ..folding import plain, squashed, unaccented
from ..wordlist import table
from .agencies import agency_of
from .byline import Byline
from .names import Credit, read_byline
from .parting import is_opening
from .shapes import has_role, is_credential, is_group, looks_like_person

_LEAST_CAPITALS = 4  # letters of a name in capitals: fewer are initials


def stated_bylines(clues: Clues, sites: frozenset[str]) -> Iterator[Byline]:
    """JSON-LD first. ``sites`` are squashed names of the site."""
    yield from _jsonld(clues, sites)
    yield from _meta(clues, sites)
    yield from _labelled(clues, sites)


def stated_agencies(clues: Clues) -> list[str]:
    """Wire agencies named as the organization on whose behalf the author wrote; other houses are no agency."""
    names = [name for item in clues.articles[:1] for name in strings(item.get("sourceOrganization"))]
    return [agency for name in names if (agency := agency_of(name))]


def _jsonld(clues: Clues, sites: frozenset[str]) -> Iterator[Byline]:
    graph: Mapping[str, Any] | None = None
    named = frozenset(map(squashed, clues.meta.get("og:site_name", ())))
    for item in clues.articles:
        value = item.get("author") or item.get("creator")
        if not value:
            continue
        graph = by_id(clues.document.jsonld) if graph is None else graph
        credits: list[Credit] = []
        urls: dict[str, str] = {}
        for entry in value if isinstance(value, list) else [value]:
            person = _resolved(entry, graph)
            own = list(_person(person, sites, named))
            credits += own
            if own and isinstance(person, Mapping) and "/" in (url := first(person.get("url"))):
                urls.setdefault(unaccented(own[0].name), url)
        if credits:
            yield Byline(tuple(credits), "jsonld", ", ".join(credit.name for credit in credits), urls)


def _resolved(person: Any, graph: Mapping[str, Any]) -> Any:
    """The object that a reference by ``@id`` means."""
    if isinstance(person, Mapping) and not person.get("name") and isinstance(person.get("@id"), str):
        return graph.get(person["@id"], person)
    return person


def _person(person: Any, sites: frozenset[str], named: frozenset[str]) -> Iterator[Credit]:
    """The names of one author; ``named`` are the site's own names for itself, without those made from its domain."""
    if not isinstance(person, Mapping):
        for text in strings(person):
            yield from read_byline(_first_name_first(text), sites, stated=True)
        return
    is_person = "person" in types(person)
    is_house = not is_person and any(kind.endswith("organization") for kind in types(person))
    role = first(person.get("jobTitle")) or None
    for name in strings(person.get("name") or person.get("alternateName")):
        credits = read_byline(name if is_house else _first_name_first(name), sites, stated=True)
        whole = next((place for place, credit in enumerate(credits) if credit.kind == "person"), len(credits))
        for place, credit in enumerate(credits):
            kind = credit.kind
            if kind in ("person", "handle"):
                believed = is_person and place <= whole and credit.name[:1].isupper()  # "Berlin" behind it is a place
                kind = "group" if is_house else "person" if believed else kind
            elif (
                kind == "group"
                and is_person
                and " " in name
                and squashed(name) in sites - named
                and looks_like_person(name)
            ):
                kind = "person"  # a domain of one's own
            yield replace(credit, kind=kind, role=credit.role or role, contact=credit.contact or _contact(person))


def _contact(person: Mapping[str, Any]) -> str | None:
    """An address for letters, or a handle."""
    handles = (text for text in strings(person.get("alternateName")) if text.startswith("@"))
    return first(person.get("email")).removeprefix("mailto:") or next(handles, None)


def _meta(clues: Clues, sites: frozenset[str]) -> Iterator[Byline]:
    for name in table("sources")["author"]:
        library = name.startswith(("citation_", "dc"))
        contents = [_first_name_first(plain(text), library) for text in clues.meta.get(name, ()) if "://" not in text]
        credits = [credit for text in contents for credit in read_byline(text, sites, stated=True)]
        if credits:
            yield Byline(tuple(credits), "meta", "; ".join(contents))


def _first_name_first(text: str, library: bool = False) -> str:
    """ "Jane Doe" of "Doe, Jane", as library metadata has it; elsewhere both must be too short for two people."""
    sides = text.split(",")
    fits = (0 < len(side.split()) <= 2 for side in sides) if library else map(_is_single_name, sides)
    return f"{sides[1].strip()} {sides[0].strip()}" if len(sides) == 2 and all(fits) else text


def _is_single_name(text: str) -> bool:
    """One word that may be the first or the last name of a person; signs of two or three capitals are not."""
    word = text.strip()
    odd = agency_of(word) or is_group(word) or has_role(word) or is_credential(word)
    short = word.isupper() and len(word) < _LEAST_CAPITALS
    return " " not in word and word[:1].isupper() and not (odd or short)


def _labelled(clues: Clues, sites: frozenset[str]) -> Iterator[Byline]:
    """Pairs of label and value for previews of shared links: "Written by" and the name."""
    for number in "12":
        label, value = clues.meta.get(f"twitter:label{number}"), clues.meta.get(f"twitter:data{number}")
        if label and value and is_opening(label[0]):
            credits = read_byline(value[0], sites, stated=True)
            if credits:
                yield Byline(tuple(credits), "meta", value[0])
