"""When it was published and last changed: every statement, visible dates among them, and the choice."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import islice
from typing import Literal

from ...model import Candidate
from ..fields.clues import Clues, Marked
from ..fields.jsonld import first, is_list
from ..wordlist import table, words
from .choosing import choose, printed_earlier, unless_below
from .datetext import Found, find_dates
from .moments import NO_END, from_address, is_plausible, read_moment
from .secondhand import searched_date

Which = Literal["published", "modified"]

_SHORT = 45  # words: a longer block is prose, and its dates are of what it tells
_FEW = 8  # words beside the dates of a block that is a date line
_SHORT_REST = 90  # characters, for scripts without spaces
_NEAR_BODY = 4  # blocks above the body that count as being at the headline
_LABEL = 40  # characters before a date in which a word may say what it is
_SOURCES = ("jsonld", "microdata", "opengraph", "meta", "visible", "url", "text", "htmldate", "trafilatura")
_STATED = _SOURCES[:4]


@dataclass(frozen=True, slots=True)
class Dates:
    published: str | None
    modified: str | None
    candidates: tuple[Candidate, ...]


def read_dates(clues: Clues, heading: Marked | None, language: str | None) -> Dates:
    """The dates of the article as ISO 8601, with time and zone where some source gives them.

    ``language`` is the one the article is written in: it tells how to read 03/05/2024.
    """
    latest = _latest(clues)
    day_first = _day_first(clues, language)
    candidates = [item for item in _statements(clues, heading, day_first) if is_plausible(str(item.value), latest)]
    if is_list(clues.document.jsonld):  # what is printed are the days of the pages that it lists
        candidates = [item for item in candidates if item.source in _STATED]
    elif not candidates:
        found = _searched(clues, latest, day_first)
        candidates += [item for item in found if is_plausible(str(item.value), latest)]
    published = choose(candidates, "date_published")
    modified = choose(candidates, "date_modified")
    if published and modified and modified[:19] <= published[:19]:
        published = printed_earlier(candidates, published, _places(clues, heading)[0])
    if published and modified and modified[:10] < published[:10]:
        published = unless_below(candidates, published, _places(clues, heading)[1])
    if published is None and _is_told_at_top(clues, candidates, heading):
        published = modified  # an article that only tells when it was changed was there by then
    if published and modified and modified[:10] < published[:10]:
        modified = None
    if published and modified and len(modified) > 10 and published.startswith(modified):  # the same, without its zone
        modified = published
    return Dates(published, modified, tuple(candidates))


def _searched(clues: Clues, latest: str, day_first: bool) -> Iterable[Candidate]:
    """What is found in the whole page. The search does not tell a last edit from a publication: its label does."""
    searched = searched_date(clues.document, latest)
    printed = _printed(clues, range(clues.lo, len(clues.document.blocks)), day_first)
    if searched is None:
        return islice(printed, 1)
    edits = (item for item in printed if item.field == "date_modified" and str(item.value)[:10] == searched.value[:10])
    return [next(edits, searched)]


def _latest(clues: Clues) -> str:
    """The last day that can be true: one after the fetch, for readers in other zones; without a fetch, ``NO_END``."""
    fetched = read_moment(clues.document.page.fetched_at or "")
    return (date.fromisoformat(fetched[:10]) + timedelta(days=1)).isoformat() if fetched else NO_END


def _is_told_at_top(clues: Clues, candidates: Sequence[Candidate], heading: Marked | None) -> bool:
    """Not only further down, where pages that grow for years tell their last edit."""
    top = [number for number in _places(clues, heading)[0] if number <= clues.last or clues.first > clues.last]
    changed = [item.block for item in candidates if item.field == "date_modified"]
    return any(block is None or block in top for block in changed)


def _statements(clues: Clues, heading: Marked | None, day_first: bool) -> Iterator[Candidate]:
    """All statements, surest first: markup, the address, what is printed at the headline, then after the body."""
    yield from _jsonld(clues, day_first)
    yield from _meta(clues, day_first, ("published", "date_published"), ("modified", "date_modified"))
    top, after = _places(clues, heading)
    elements = list(_elements(clues, day_first))
    marked = {str(item.value)[:10] for item in elements if item.source == "microdata" and item.block not in top}
    sure = len(marked) < 3  # more are of several articles
    yield from (item for item in elements if item.block in top or (sure and item.source == "microdata"))
    for url in clues.urls:
        if found := from_address(url):
            yield Candidate("date_published", found[0], found[1], "url")
            break
    yield from _printed(clues, top, day_first, heading)
    yield from _meta(clues, day_first, ("dated", "date_published"))
    yield from (item for item in elements if item.block not in top and (not sure or item.block in after))
    yield from _printed(clues, after, day_first)


def _jsonld(clues: Clues, day_first: bool) -> Iterator[Candidate]:
    keys = (
        ("datePublished", "date_published"),
        ("dateModified", "date_modified"),
        ("dateCreated", "date_published"),
        ("uploadDate", "date_published"),
    )
    for item in clues.articles:
        for key, name in keys:
            raw = first(item.get(key))
            if raw and (value := read_moment(raw) or _one(find_dates(raw, day_first))):
                yield Candidate(name, value, raw, "jsonld")


def _one(found: Sequence[Found]) -> str | None:
    return found[0].value if found else None


def _meta(clues: Clues, day_first: bool, *keys: tuple[str, str]) -> Iterator[Candidate]:
    for key, name in keys:
        for meta, content in clues.metas(table("sources")[key]):
            if value := read_moment(content) or _one(find_dates(content, day_first)):
                source = "microdata" if meta in ("datepublished", "datemodified", "datecreated") else "meta"
                yield Candidate(name, value, content, source)


def _elements(clues: Clues, day_first: bool) -> Iterator[Candidate]:
    """``time`` elements and microdata near the article."""
    for item in clues.marked.get("date", ()):
        attrs = item.node.attrs
        prop = (attrs.get("itemprop") or "").lower()
        if (item.node.tag != "time" and "date" not in prop) or _is_quoted(clues, item.node.id):
            continue
        raw = attrs.get("datetime") or attrs.get("content") or item.text
        value = _unless_printed(read_moment(raw) or _one(find_dates(raw, day_first)), item, day_first)
        if value:
            near = f"{item.label} {item.text} {_before(clues, item)}"
            name = "date_modified" if "modified" in prop or _which(near) == "modified" else "date_published"
            source = "microdata" if prop else "visible"
            yield Candidate(name, value, raw, source, item.node.first, item.node.start, item.node.end)


def _unless_printed(value: str | None, item: Marked, day_first: bool) -> str | None:
    """What readers see, where the attribute beside it is days away: of the last change, or of the import."""
    shown = _one(find_dates(item.text, day_first)) if value and len(item.text) < _LABEL else None
    if not value or not shown or sorted(value[:10]) == sorted(shown[:10]):  # the same, or day and month exchanged
        return value
    return shown if abs(date.fromisoformat(value[:10]) - date.fromisoformat(shown[:10])).days > 1 else value


def _is_quoted(clues: Clues, node: int) -> bool:
    """The date of an embedded post."""
    return any(outer.tag == "blockquote" for outer in clues.document.ancestors(node)[:8])


def _before(clues: Clues, item: Marked) -> str:
    if item.node.first >= len(clues.document.blocks):
        return ""
    return clues.block(item.node.first).text[max(0, item.node.start - _LABEL) : item.node.start]


def _printed(
    clues: Clues, places: Iterable[int], day_first: bool, heading: Marked | None = None
) -> Iterator[Candidate]:
    """Dates in short blocks that say little else, beside the headline where they share its block."""
    for number in places:
        block = clues.block(number)
        if block.hidden or len(block.text) > 400 or not (found_dates := find_dates(block.text, day_first)):
            continue
        if len(block.text.split()) > _SHORT or _is_quoted(clues, block.node):
            continue
        end = heading.node.end if heading and heading.node.last == number else 0
        found_dates = tuple(found for found in found_dates if found.start >= end)
        rest = _without(block.text, found_dates)[end:]
        few = len(rest.split()) <= _FEW and len(rest) <= _SHORT_REST
        for found in found_dates:
            label = block.text[max(end, found.start - _LABEL) : found.start]
            end = found.end
            name = "date_modified" if _which(label) == "modified" else "date_published"
            if few or _is_labelled(label):
                raw = block.text[found.start : found.end]
                yield Candidate(name, found.value, raw, "visible", number, found.start, found.end)


def _without(text: str, found: Sequence[Found]) -> str:
    for item in reversed(found):
        text = f"{text[: item.start]} {text[item.end :]}"
    return text


def _is_labelled(label: str) -> bool:
    """A word for publishing or changing stands right before the date."""
    low = " ".join(label.casefold().split()[-4:])
    return any(word in low for word in _modified_words()) or not _publishing().isdisjoint(re.findall(r"[^\W\d]+", low))


@cache
def _publishing() -> frozenset[str]:
    return frozenset(word for word in words("datelabels", "published") if len(word) > 4)


def _places(clues: Clues, heading: Marked | None) -> tuple[list[int], list[int]]:
    """Blocks at the headline (itself where it goes on), those below it first, and blocks at the end of the body."""
    count = len(clues.document.blocks)
    top, bottom = (heading.node.first, heading.node.last) if heading else (clues.lo, clues.lo - 1)
    end = clues.last + 2 if max(bottom + 1, clues.first) <= clues.last else count
    below = range(bottom + 1 - _goes_on(clues, heading), min(max(clues.first + 3, top + 10), top + 25, end, count))
    above = list(range(max(top - 4, 0), top))
    if top < clues.first <= clues.last:
        above += range(max(below.stop, clues.first - _NEAR_BODY), clues.first)
    after = range(max(clues.last, below.stop), min(clues.last + 6, count))
    return [*below, *reversed(above)], list(after)


def _goes_on(clues: Clues, heading: Marked | None) -> bool:
    """Whether the block of the headline says more: without paragraphs a byline follows in its next line."""
    return heading is not None and bool(clues.block(heading.node.last).text[heading.node.end :].strip())


@cache
def _modified_words() -> tuple[str, ...]:
    return tuple(words("datelabels", "modified"))


def _which(label: str) -> Which:
    """What the words before a date say it is; the last word counts."""
    low = label.casefold()
    return "modified" if any(word in low for word in _modified_words()) else "published"


def _day_first(clues: Clues, written: str | None) -> bool:
    """American pages write the month first. ``written``: the language of the text, where the page declares none."""
    declared = clues.document.lang or next(iter(clues.meta.get("og:locale", ())), "")
    language = (declared or written or "").lower().replace("_", "-")
    if not language.startswith("en"):
        return True
    host = next(iter(clues.urls), "").split("/")[2:3]
    british = host and host[0].endswith((".uk", ".au", ".nz", ".ie", ".in", ".za", ".sg", ".ng", ".ke", ".eu"))
    return bool(british) or language[3:] in ("gb", "au", "nz", "ie", "in", "za", "sg")
