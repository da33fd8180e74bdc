"""What came of the cases as one page that opens from disk and loads nothing: everything of the pages is escaped."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from importlib.resources import files
from itertools import groupby
from string import Template
from typing import TYPE_CHECKING

from .fixture_wording import by_cleaner, failing_fields, heading, how_to_unpin, parts, problem, tally, told_once
from .terminal import safe

if TYPE_CHECKING:
    from ..regression.check import Outcome
    from ..regression.difference import Difference

_TAGS = {"lost": "del", "gained": "ins", "same": "span"}


def render(outcomes: Sequence[Outcome]) -> str:
    """The whole document."""
    failed = sorted((one for one in outcomes if one.failed), key=lambda one: one.error is not None)
    known = [one for one in outcomes if one.known and not one.failed]
    agreeing = [one for one in outcomes if not one.failed and not one.known]
    return Template(_file("fixture.html")).substitute(
        css=_file("fixture.css"),
        state="differs" if failed else "agrees",
        tally=_text(tally(outcomes)),
        index="".join(
            f'<li><a href="#{_anchor(one)}">{_text(one.case)}</a> <small>{_brief(one)}</small></li>' for one in failed
        ),
        cleaners=_cleaners(outcomes),
        cases="".join(_case(one) for one in (*failed, *known)),
        agreeing="".join(f"<li>{_text(one.case)}</li>" for one in agreeing),
        agree=f"{len(agreeing)} agree",
    )


def _file(name: str) -> str:
    return (files("scraper.report") / name).read_text(encoding="utf-8")


def _text(text: str) -> str:
    return escape(safe(text))


def _anchor(outcome: Outcome) -> str:
    return f"case-{escape(outcome.case)}"


def _brief(outcome: Outcome) -> str:
    if outcome.error:
        return "could not be checked"
    return _text(", ".join(failing_fields(outcome)))


def _cleaners(outcomes: Sequence[Outcome]) -> str:
    rows = by_cleaner(outcomes)
    if not rows:
        return ""
    cells = "".join(
        f'<tr><th scope="row">{_text(row.cleaner)}</th><td>{row.taken:,}</td><td>{row.let_go:,}</td>'
        f"<td>{row.changed_hands:,}</td></tr>"
        for row in rows
    )
    return (
        "<section><h2>Words by cleaner</h2><table><thead><tr><th scope=col>cleaner</th><th scope=col>newly taken</th>"
        "<th scope=col>let go</th><th scope=col>changed hands</th></tr></thead>"
        f"<tbody>{cells}</tbody></table></section>"
    )


def _case(outcome: Outcome) -> str:
    told, echoes = told_once(outcome.differences)
    body = [f'<p class="error">{_text(problem(outcome))}</p>'] if outcome.error else []
    body += _fields(outcome.case, told)
    if echoes:
        body.append(f'<p class="note">removals: {echoes} more, of the words told under blocks</p>')
    body += [f"<h3>{_text(line.field)}</h3><p>{_text(str(line))}</p>" for line in outcome.stale]
    if outcome.known:
        shown = "".join(_fields(outcome.case, outcome.known))
        body.append(f"<details><summary>{len(outcome.known)} known</summary>{shown}</details>")
    return f'<section class="case" id="{_anchor(outcome)}"><h2>{_text(outcome.case)}</h2>{"".join(body)}</section>'


def _fields(case: str, differences: Sequence[Difference]) -> Iterator[str]:
    for field, found in groupby(differences, key=lambda one: one.field):
        yield f"<h3>{_text(field)}</h3>" + "".join(_difference(case, one) for one in found)


def _difference(case: str, one: Difference) -> str:
    words = "".join(f"<{_TAGS[kind]}>{_text(text)}</{_TAGS[kind]}>" for kind, text in parts(one))
    unpin = f"<p>Take it out: <code>{_text(how_to_unpin(case, one))}</code></p>" if one.kind == "pin" else ""
    return (
        f'<div class="difference {one.kind}"><p class="what">{_text(heading(one))}</p>'
        f'<p class="words" dir="auto">{words}</p>{unpin}</div>'
    )
