"""The block that was chosen: what happened to it and why, what a person can say about it, which configuration obeys."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from urllib.parse import quote

from .blocks_view import colours, pin_of
from .frame import told
from .html_page import button, counted, link
from .look import Look
from .proposals import Advice, Proposal, Wish
from .units import Unit

_SAID = {"KEEP": "must stay", "STRIP": "must go"}


def wish_of(unit: Unit, look: Look) -> Wish | None:
    """What a pin wants that does not hold for this unit, None when all is as wished."""
    pin = pin_of(unit, look.against.pins)
    if pin is None or pin not in look.against.broken:
        return None
    return pin.kind


def chosen_view(look: Look, unit: Unit, advice: Advice | None, back: str) -> str:
    """The panel. ``advice``: what would make the pin hold, when it does not. ``back``: address without a choice."""
    colour = f" c{colours().get(unit.cleaner, len(colours()))}" if unit.fate == "removed" else ""
    return (
        f'<section id="chosen" class="{unit.fate}{colour}" aria-labelledby="chosen-head">'
        f'<h2 id="chosen-head" tabindex="-1">{_head(unit)}</h2>{link("close", back, "Esc", " class=close")}'
        f'<p class="why">{_why(unit)}</p><blockquote dir="auto">{escape(_short(unit.text))}</blockquote>'
        f'<div class="actions">{"".join(_actions(look, unit))}</div>{_pinned(look, unit)}'
        f"{_advice(advice) if advice else ''}</section>"
    )


def _head(unit: Unit) -> str:
    where = f" to {unit.field.replace('_', ' ')}" if unit.fate == "moved" else ""
    by = f" <small>by <code>{escape(unit.by)}</code></small>" if unit.by else ""
    return f"Block {unit.block + 1}: {unit.fate}{escape(where)}{by}"


def _why(unit: Unit) -> str:
    parts = [unit.reason, "; ".join(unit.evidence), f"score {unit.score:.2f}", unit.path]
    return " · ".join(escape(part) for part in parts if part)


def _short(text: str) -> str:
    words = text.split()
    return " ".join(words) if len(words) <= 40 else f"{' '.join(words[:40])} …"


def _actions(look: Look, unit: Unit) -> Iterator[str]:
    """Two buttons and their keys; a second press takes the pin back."""
    pin = pin_of(unit, look.against.pins)
    names = {
        "KEEP": "Restore it" if unit.fate == "removed" else "It must stay",
        "STRIP": "Strip it" if unit.fate == "kept" else "It must go",
    }
    for kind, key in (("KEEP", "r"), ("STRIP", "x")):
        fields = (("unit", str(unit.number)), ("kind", kind))
        if pin and pin.kind == kind:
            yield button(f"Unpin {kind}", f"/case/{_quoted(look)}/unpin", key, fields=fields, kind="on")
        else:
            yield button(names[kind], f"/case/{_quoted(look)}/pin", key, fields=fields)


def _quoted(look: Look) -> str:
    return quote(look.summary.name, safe="")


def _pinned(look: Look, unit: Unit) -> str:
    pin = pin_of(unit, look.against.pins)
    if pin is None:
        return ""
    holds = pin not in look.against.broken
    state = "and so it is." if holds else f"but it is {told(unit).partition(':')[0]}."
    return (
        f'<p class="pinned {"holds" if holds else "broken"}"><b>pin {pin.kind}</b> “{escape(_short(pin.words))}”'
        f" {_SAID[pin.kind]}, {state}</p>"
    )


def _advice(advice: Advice) -> str:
    items = "".join(_proposal(one) for one in advice.proposals)
    notes = "".join(f"<p class=note>{escape(note)}</p>" for note in advice.notes)
    head = "What would do it" if any(one.works for one in advice.proposals) else "Nothing that was tried would do it"
    return f'<h3>{head} <small>cleaned again with each</small></h3><ol class="advice">{items}</ol>{notes}'


def _proposal(one: Proposal) -> str:
    verdict = "✓ works" if one.works else f"✗ does not: {one.instead} has it then"
    if not one.works and one.instead.startswith("it "):
        verdict = f"✗ does not: {one.instead}"
    option = f"<code>{escape(one.option)}</code>" if one.option else ""
    return (
        f'<li class="{"works" if one.works else "fails"}">'
        f"<p><b>{escape(verdict)}</b> {option} <span>{_effects(one)}</span></p>"
        f'<pre tabindex="0" aria-label="For scraper.toml">{escape(one.toml)}</pre>'
        '<button type="button" class="copy js">Copy</button></li>'
    )


def _effects(one: Proposal) -> str:
    if not one.others:
        return "nothing else changes"
    parts = [f"{counted(one.back, 'other word')} come back"] if one.back else []
    parts += [f"{counted(one.gone, 'other word')} go"] if one.gone else []
    shown = "; ".join(f"“{escape(text)}”" for text in one.examples)
    return f"{' and '.join(parts)}: {shown}"
