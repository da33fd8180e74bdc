"""The words of a page in reading order, each unit a link that chooses it, with what happened to it in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from html import escape
from itertools import groupby

from ...cleaners import all_cleaners
from ...regression.pins import Pin
from .frame import told
from .html_page import counted
from .units import Unit


@cache
def colours() -> Mapping[str, int]:
    """Cleaner -> number of its colour, the same for every page."""
    names = [*(cleaner.name for cleaner in all_cleaners()), "content", "host"]
    return {name: number for number, name in enumerate(names)}


def folded(words: str) -> str:
    """With single spaces, as pins are compared."""
    return " ".join(words.split())


def pin_of(unit: Unit, pins: Sequence[Pin]) -> Pin | None:
    """The pin that is about a unit: it holds the pin's words, or is held by them."""
    text = folded(unit.text)
    return next((pin for pin in pins if _about(folded(pin.words), text)), None)


def _about(words: str, text: str) -> bool:
    return words in text or (len(text.split()) > 2 and text in words)


def blocks_view(units: Sequence[Unit], pins: Sequence[Pin], address: str, chosen: int | None, lang: str) -> str:
    """All units. ``address``: of the page, ending in the parameter that takes the number of a unit."""
    groups = (_group(list(group), pins, address, chosen) for _, group in groupby(units, key=_together))
    return f'<ol class="units" id="units" lang="{escape(lang)}">{"".join(groups)}</ol>'


def _together(unit: Unit) -> tuple[object, ...]:
    """Neighbours that one rule removed stand in one group; every other block is one of its own."""
    if unit.fate == "removed":
        return "removed", unit.by
    return unit.fate, unit.block, unit.field


def _group(group: list[Unit], pins: Sequence[Pin], address: str, chosen: int | None) -> str:
    first = group[0]
    links = " ".join(_links(group, pins, address, chosen))
    colour = f" c{colours().get(first.cleaner, len(colours()))}" if first.fate == "removed" else ""
    heading = " heading" if first.fate == "kept" and first.tag[:1] == "h" and first.tag[1:].isdigit() else ""
    named = f"group {first.fate}{colour}{heading}"
    return f'<li class="{named}"><p class="chip">{_chip(group)}</p><p dir="auto">{links}</p></li>'


def _chip(group: list[Unit]) -> str:
    """What happened, in words."""
    first = group[0]
    if first.fate == "kept":
        return f"kept <span>{escape(first.tag)}</span>"
    if first.fate == "moved":
        return f"moved to <b>{escape(first.field.replace('_', ' '))}</b>"
    words = counted(sum(len(unit.text.split()) for unit in group), "word")
    return f"removed by <b>{escape(first.by)}</b> <span>{words}</span>"


def _links(group: list[Unit], pins: Sequence[Pin], address: str, chosen: int | None) -> Iterator[str]:
    for unit in group:
        pin = pin_of(unit, pins)
        mark = f'<b class="pin {pin.kind.lower()}">pin {pin.kind}</b> ' if pin else ""
        current = ' aria-current="true"' if unit.number == chosen else ""
        unseen = " unseen" if unit.hidden else ""
        yield (
            f'{mark}<a class="unit{unseen}" id="u{unit.number}" data-unit="{unit.number}" title="{escape(told(unit))}"'
            f' href="{escape(address)}{unit.number}#u{unit.number}"{current}>{escape(unit.text, quote=False)}</a>'
        )
