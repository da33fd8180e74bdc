"""All cases, with a search and filters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from html import escape
from urllib.parse import quote

from .filters import QUALITIES, STATES, Filters, Summary
from .html_page import KEYS_BUTTON, button, counted, document, link

_NAMES = {"state": "State", "cleaner": "Cleaner", "rule": "Rule", "site": "Site", "quality": "Quality below"}


def list_page(root: str, cases: Sequence[Summary], filters: Filters, message: str, undo: str) -> str:
    """The page. ``root``: what is reviewed; ``undo``: the words of the last step, empty when there is none."""
    shown = [case for case in cases if filters.let(case)]
    waiting = sum(1 for case in cases if not case.looked_at)
    counts = Counter(case.state for case in cases)
    tiles = " · ".join(f"<b>{counts[state]}</b> {state}" for state in STATES if counts[state])
    start = link("Go through them", filters.address(_address(shown[0])), "n", " class=go") if shown else ""
    header = (
        f'<div class="strip"><h1 id="head" tabindex="-1">Review <small>{escape(root)}</small></h1>'
        f'<div class="actions">{start}{_undo(undo)}{KEYS_BUTTON}</div></div>'
        f'<p class="tiles" id="tiles">{counted(len(cases), "case")}: {tiles}</p>'
    )
    rows = "".join(_row(case, filters) for case in shown)
    table = (
        '<table class="cases" id="cases"><thead><tr><th scope="col">Case</th><th scope="col">State</th>'
        f'<th scope="col">Site</th><th scope="col">Quality</th></tr></thead><tbody>{rows}</tbody></table>'
    )
    nothing = '<p class="none" id="cases">No case is like that. <a href="/">Show all</a></p>'
    main = f"{_form(cases, filters, len(shown))}{table if shown else nothing}"
    return document("Review", header, main, message, busy=waiting > 0)


def _undo(words: str) -> str:
    return button(f"Undo: {words}", "/undo", "u") if words else ""


def _address(case: Summary) -> str:
    return f"/case/{quote(case.name, safe='')}"


def _row(case: Summary, filters: Filters) -> str:
    state = case.state
    words = f"{case.differences} differ{'s' if case.differences == 1 else ''}" if state == "differs" else state
    quality = "" if case.quality is None else f"{case.quality:.2f}"
    title = escape(case.error or case.title or ("…" if state == "waiting" else "no title"))
    kind = f" <i>{escape(case.kind.replace('_', ' '))}</i>" if case.kind not in ("", "article") else ""
    return (
        f'<tr><th scope="row"><a class="case" id="case-{escape(quote(case.name, safe=""))}" href='
        f'"{escape(filters.address(_address(case)))}">{escape(case.name)}</a><span dir="auto">{title}{kind}</span></th>'
        f'<td><span class="state {state.replace(" ", "-")}">{words}</span></td><td>{escape(case.site)}</td>'
        f'<td class="number">{quality}</td></tr>'
    )


def _form(cases: Sequence[Summary], filters: Filters, shown: int) -> str:
    rules = Counter(rule for case in cases for rule in case.rules)
    options: dict[str, list[str]] = {
        "state": [state for state in STATES if any(case.state == state for case in cases)],
        "cleaner": sorted({rule.partition("/")[0] for rule in rules}),
        "rule": sorted(rule for rule in rules if rule.startswith(filters.cleaner)),
        "site": sorted({case.site for case in cases if case.site}),
        "quality": list(QUALITIES),
    }
    selects = "".join(_select(name, values, getattr(filters, name)) for name, values in options.items())
    search = f'<input type="search" name="q" id="q" data-key="/" value="{escape(filters.q)}" autocomplete="off"'
    every = ' <a href="/">Show all</a>' if filters.values else ""
    return (
        f'<form class="filters" role="search" id="filters" action="/"><p class="find">{search}'
        ' aria-label="Search cases"'
        f' placeholder="Search name, title, site"><output id="shown">{shown} of {len(cases)}</output></p>'
        f'<p class="selects" id="selects">{selects}<button>Filter</button>{every}</p></form>'
    )


def _select(name: str, values: Iterable[str], chosen: str) -> str:
    listed = dict.fromkeys([*values, *([chosen] if chosen else [])])
    options = "".join(
        f'<option value="{escape(value)}"{" selected" if value == chosen else ""}>{escape(value)}</option>'
        for value in listed
    )
    every = '<option value="">any</option>'
    return f'<label>{_NAMES[name]} <select name="{name}" id="f-{name}">{every}{options}</select></label>'
