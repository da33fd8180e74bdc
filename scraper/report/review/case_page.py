"""One case: the page as seen beside what differs, its blocks, the article and its fields."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from urllib.parse import quote

from .blocks_view import blocks_view
from .chosen_view import chosen_view
from .difference_view import differences_view
from .filters import Filters
from .frame import SANDBOX
from .html_page import KEYS_BUTTON, button, counted, document, link
from .look import Look
from .proposals import Advice
from .units import Unit

_TO_BLOCK = re.compile(r'href="#b(\d+)"')  # as article_view writes it
VIEWS = ("differences", "blocks", "article", "fields")


_SEEN = '<section id="seen" aria-label="The page as seen">'
_SEEN_HEAD = (
    '<h2>The page as seen <small><span class="key kept">kept</span> <span class="key moved">moved</span>'
    ' <span class="key removed">removed</span></small><button type="button" id="colours" data-key="c"'
    ' aria-pressed="true" class="plain js">Colours <kbd aria-hidden="true">c</kbd></button></h2>'
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the list a case stands, among those that the filters let through, and how it is looked at.

    ``before`` and ``after`` are names of cases, empty at the ends. ``version`` changes whenever the page's marks may.
    """

    name: str
    filters: Filters
    number: int = 0
    total: int = 0
    before: str = ""
    after: str = ""
    view: str = ""
    unit: int | None = None
    version: str = ""
    stored: bool = False  # a page of a crawl job, not a case yet

    def address(self, name: str = "", unit: str = "", view: str = "") -> str:
        """Of a case, this one unless it is named, looked at in the same way."""
        path = f"/case/{quote(name or self.name, safe='')}"
        return self.filters.address(path, view=view or ("" if name else self.view), unit=unit)

    def action(self, what: str) -> str:
        """The address that a button posts to."""
        return f"/case/{quote(self.name, safe='')}/{what}"

    @property
    def units_address(self) -> str:
        """This page with another block chosen, up to its number."""
        bare = self.address()
        return f"{bare}{'&' if '?' in bare else '?'}unit="


def case_page(look: Look, place: Place, advice: Advice | None, message: str, undo: str) -> str:
    """The page of one case. ``undo``: the words of the last step, empty when there is none."""
    unit = look.units[place.unit] if place.unit is not None and place.unit < len(look.units) else None
    main = f'<div class="two">{_seen(look, place)}{_told(look, place, unit, advice)}</div>'
    return document(f"{look.summary.name} · Review", _header(look, place, undo), main, message)


def error_page(place: Place, words: str, message: str, undo: str) -> str:
    """A case that cannot be cleaned or read: what is wrong with it."""
    head = f'<h1 id="head" tabindex="-1">{escape(place.name)}</h1><p class="failed">{escape(words)}</p>'
    top = f'<div class="strip">{_ways(place)}<div class="actions">{_skip_and_undo(place, undo)}</div></div>{head}'
    return document(f"{place.name} · Review", top, "", message)


def _header(look: Look, place: Place, undo: str) -> str:
    summary = look.summary
    title = f'<span dir="auto">{escape(summary.title or "no title")}</span>'
    url = escape(look.url)
    facts = " · ".join(
        part
        for part in (escape(summary.site), f"quality {summary.quality:.2f}" if summary.quality is not None else "")
        if part
    )
    return (
        f'<div class="strip">{_ways(place)}'
        f'<div class="actions">{_accept(look, place)}{_skip_and_undo(place, undo)}</div></div>'
        f'<h1 id="head" tabindex="-1" title="{url}">{escape(summary.name)} {_state(look, place)}</h1>'
        f'<p class="from">{title} · {facts}</p>'
    )


def _ways(place: Place) -> str:
    before = link("‹ Previous", place.address(place.before), "p", ' class="way"') if place.before else ""
    after = link("Next ›", place.address(place.after), "n", ' class="way"') if place.after else ""
    position = f"<span>{place.number} of {place.total}</span>" if place.total else "<span>not in this list</span>"
    back = link("All", place.filters.address("/"), "l", ' class="way"')
    return f'<nav class="ways" aria-label="Cases">{back}{before}{position}{after}</nav>'


def _accept(look: Look, place: Place) -> str:
    if place.stored:
        can = look.frame is not None
        return button("Add as a case", place.action("accept"), "a", kind="go") if can else ""
    if not look.against.expected or any(one.kind != "pin" for one in look.against.differences):
        return button("Accept", place.action("accept"), "a", kind="go")
    return ""


def _skip_and_undo(place: Place, undo: str) -> str:
    shown = button("Undo", "/undo", "u") if undo else ""
    return f"{button('Skip', place.action('skip'), 's')}{shown}{KEYS_BUTTON}"


def _state(look: Look, place: Place) -> str:
    if place.stored:
        words, name = ("page of the crawl" if look.frame else "article alone: its page was not stored"), "new"
    else:
        name = look.summary.state.replace(" ", "-")
        words = counted(look.summary.differences or 0, "difference") if name == "differs" else look.summary.state
    return f'<span class="state {name}">{words}</span>'


def _seen(look: Look, place: Place) -> str:
    if look.frame is None:
        return f"{_SEEN}<p class=none>The page was not stored. Crawl with --warc to keep pages.</p></section>"
    address = f"/frame/{quote(place.name, safe='')}?v={place.version}"
    return (
        f"{_SEEN}{_SEEN_HEAD}"
        f'<iframe id="frame" sandbox="{SANDBOX}" referrerpolicy="no-referrer" src="{escape(address)}"'
        ' title="The page as seen, without scripts and network"></iframe></section>'
    )


def _told(look: Look, place: Place, unit: Unit | None, advice: Advice | None) -> str:
    view = place.view or default_view(look)
    chosen = chosen_view(look, unit, advice, place.address()) if unit else '<section id="chosen" hidden></section>'
    return (
        f'<section id="told" aria-label="What came of it">{_tabs(look, place, view)}'
        f'<div id="view">{_view(look, place, view)}</div>{chosen}</section>'
    )


def default_view(look: Look) -> str:
    """What a person wants to see first."""
    if look.against.differences:
        return "differences"
    return "blocks" if look.units else "article"


def _tabs(look: Look, place: Place, view: str) -> str:
    counts = {"differences": str(len(look.against.differences)), "blocks": str(len(look.units))}
    links = []
    for number, name in enumerate(VIEWS, 1):
        current = ' aria-current="page"' if name == view else ""
        words = f"{name.capitalize()} {counts.get(name, '')}".strip()
        unit = "" if place.unit is None else str(place.unit)
        links.append(link(words, place.address(unit=unit, view=name), str(number), current))
    return f'<nav class="tabs" aria-label="Views">{"".join(links)}</nav>'


def _view(look: Look, place: Place, view: str) -> str:
    if view == "article":
        return f'{look.verdict}<article lang="{escape(look.lang)}" dir="auto">{_body(look, place)}</article>'
    if view == "fields":
        return f'<div class="facts">{look.facts}</div>'
    if view == "differences":
        return differences_view(look.against, look.units, place.units_address)
    visible, kept, moved, removed = look.words
    counts = f"<b>{kept:,}</b> kept + <b>{moved:,}</b> moved + <b>{removed:,}</b> removed"
    balance = f'<p class="sum"><b>{visible:,}</b> visible words = {counts}</p>'
    return balance + blocks_view(look.units, look.against.pins, place.units_address, place.unit, look.lang)


def _body(look: Look, place: Place) -> str:
    """The article, each block with a way to the unit it was made of."""
    first = {unit.block: unit.number for unit in reversed(look.units)}

    def to_unit(found: re.Match[str]) -> str:
        number = first.get(int(found[1]))
        return f'href="{escape(place.units_address)}{number}"' if number is not None else found[0]

    return _TO_BLOCK.sub(to_unit, look.body)
