"""Who wrote it: every statement of the page about its authors, and the choice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ...article import Author
from ...model import Candidate
from ..fields.addresses import absolute
from ..fields.clues import Clues, Marked
from ..folding import squashed, unaccented
from .agencies import agency_of
from .byline import Byline
from .names import Credit
from .spelling import spelled
from .stated import stated_agencies, stated_bylines
from .visible import visible_bylines

_MAX_AUTHORS = 30
_PEOPLE = ("person",)
_ANY = ("person", "handle", "agency", "group")
_BYLINE_BLOCKS = 8  # over which the parts of one byline may be spread


@dataclass(frozen=True, slots=True)
class Authorship:
    authors: tuple[Author, ...]
    agencies: tuple[str, ...]
    candidates: tuple[Candidate, ...]
    visible: tuple[Byline, ...]


def read_authors(clues: Clues, site_names: Sequence[str], heading: Marked | None, filed_at: str | None) -> Authorship:
    """People first; where the page names none, the house or agency it credits, with its ``role`` saying so.

    ``filed_at`` is the place of the dateline: beside an author it is no second one.
    """
    sites = frozenset(filter(None, map(squashed, site_names)))
    visible = tuple(visible_bylines(clues, sites, heading))
    bylines = [*stated_bylines(clues, sites), *visible]
    candidates = tuple(byline.candidate() for byline in bylines)
    chosen = _without_places(_choose(bylines), filed_at)
    authors = tuple(_author(clues, credit, bylines) for credit in _distinct(chosen)[:_MAX_AUTHORS])
    agencies = [agency_of(credit.name) or credit.name for byline in bylines for credit in byline.named("agency")]
    agencies += stated_agencies(clues)
    return Authorship(authors, tuple(dict.fromkeys(agencies)), candidates, visible)


def _choose(bylines: Sequence[Byline]) -> list[Credit]:
    """The best statement, by how sure its source is of people; only without any the houses it credits."""
    stated = [byline for byline in bylines if byline.block is None]
    top = [byline for byline in bylines if byline.at_top]
    nearest = min((byline.block or 0 for byline in top), default=0)
    top = [byline for byline in top if (byline.block or 0) <= nearest + _BYLINE_BLOCKS]
    rest = [byline for byline in bylines if byline.block is not None and not byline.at_top]
    marked = [byline for byline in rest if byline.source == "microdata"]
    if printed := _signed(top, stated):
        return printed
    order = ((stated, _PEOPLE), (top, _PEOPLE), (stated, _ANY), (top, _ANY))
    for group, kinds in (*order, (marked, _PEOPLE), (marked, _ANY), (rest, _PEOPLE)):
        for byline in group:
            if found := byline.named(*kinds):
                return _fuller(found, top) if kinds is _PEOPLE else found
    return [credit for byline in rest if byline.opened for credit in byline.named("handle")][:1]


def _without_places(credits: list[Credit], filed_at: str | None) -> list[Credit]:
    places = {squashed(place) for place in (filed_at or "").replace("/", ",").split(",")}
    return [credit for credit in credits if squashed(credit.name) not in places] or credits


def _signed(top: Sequence[Byline], stated: Sequence[Byline]) -> list[Credit]:
    """Who the line at the headline names that begins with a byline word, unless the markup agrees with the page.

    Where the markup names somebody else than all that is printed there, it names who typed it in. Where it names
    nobody, a nickname in the first such line is believed.
    """
    known = _names(stated)
    opened = [byline for byline in top if byline.opened]
    if not known:
        unclear = any(byline.named(*_ANY) for byline in stated) or _names(opened[:1])
        return opened[0].named("handle") if opened and not unclear else []
    if _agree(_names(top), known):
        return []
    return next((people for byline in opened if (people := byline.named(*_PEOPLE))), [])


def _names(bylines: Sequence[Byline]) -> set[str]:
    return {unaccented(credit.name) for byline in bylines for credit in byline.named(*_PEOPLE)}


def _agree(printed: set[str], known: set[str]) -> bool:
    return any(name.startswith(other) or other.startswith(name) for name in printed for other in known)


def _fuller(found: list[Credit], top: Sequence[Byline]) -> list[Credit]:
    """The same people and more, when the byline at the headline has them."""
    known = {unaccented(credit.name) for credit in found}
    for byline in top:
        people = byline.named(*_PEOPLE)
        names = {unaccented(credit.name) for credit in people}
        if known & names:
            plain = byline.end is not None and not any(credit.role for credit in people)
            return people if known < names and plain else found
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
    url = next((byline.urls[key] for byline in bylines if key in byline.urls), None) or _profile(clues, credit.name)
    role = {"agency": "agency", "group": "organization"}.get(credit.kind)
    role = role or next((other.role for other in same if other.role), None)
    contact = next((other.contact for other in same if other.contact), None)
    name = spelled(credit.name, (other.name for other in same)) if credit.kind == "person" else credit.name
    if url and url.startswith("#"):  # another place on the same page
        url = None
    return Author(name, absolute(clues.document.base_url, url) if url else None, role, contact)


def _profile(clues: Clues, name: str) -> str | None:
    """Where a link around the article leads whose words are the author's name and nothing else."""
    wanted = name.casefold()
    for number in range(clues.lo, clues.hi + 1):
        block = clues.block(number)
        for mark in block.marks:
            if mark.kind == "link" and mark.url and block.text[mark.start : mark.end].strip().casefold() == wanted:
                return mark.url
    return None
