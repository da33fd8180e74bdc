"""What differs between cases and what came of them, in a terminal: by field and by block, word by word.

With colours what was lost is struck out in red, what was gained underlined in green; without them the signs of
``git diff --word-diff`` stand around: ``[-lost-]``, ``{+gained+}``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from .fixture_wording import by_cleaner, failing, heading, how_to_unpin, known_fields, parts, problem, tally, told_once
from .terminal import as_text, safe

if TYPE_CHECKING:
    from ..regression.check import Outcome
    from ..regression.difference import Difference

_STYLES = {"lost": "red strike", "gained": "green underline", "same": ""}
_SIGNS = {"lost": ("[-", "-]"), "gained": ("{+", "+}"), "same": ("", "")}


def render_case(outcome: Outcome, width: int = 100, color: bool = False) -> str:
    """Everything that differs in one case, ``width`` columns wide."""
    lines = [line.rstrip() for line in as_text(Group(*_case(outcome, color)), width, color).split("\n")]
    return "\n".join(lines)


def render_differences(name: str, differences: Sequence[Difference], width: int = 100, color: bool = False) -> str:
    """Differences of one case under its name."""
    content = Group(Text(safe(name), "bold"), *_fields(name, differences, color))
    return "\n".join(line.rstrip() for line in as_text(content, width, color).split("\n"))


def render_summary(outcomes: Sequence[Outcome], width: int = 100, color: bool = False) -> str:
    """The words that each cleaner takes otherwise than before, and all cases in one line."""
    rows = by_cleaner(outcomes)
    content: list[RenderableType] = [_cleaners(outcomes), Text()] if rows else []
    failed = any(one.failed for one in outcomes)
    content.append(Text(tally(outcomes), "bold red" if failed else "bold green"))
    return "\n".join(line.rstrip() for line in as_text(Group(*content), width, color).split("\n"))


def _case(outcome: Outcome, color: bool) -> Iterator[RenderableType]:
    count = failing(outcome.differences, outcome.stale)
    yield Text.assemble((safe(outcome.case), "bold"), f"  {count} differ{'s' if count == 1 else ''}" if count else "")
    if outcome.error:
        yield _indented(Text(safe(problem(outcome)), "red"), 2)
    yield from _fields(outcome.case, outcome.differences, color)
    for line in outcome.stale:
        yield _field(line.field, str(line))
    if outcome.known:
        yield _indented(Text(safe(f"known to fail: {known_fields(outcome)}"), "dim"), 2)


def _fields(case: str, differences: Sequence[Difference], color: bool) -> Iterator[RenderableType]:
    told, echoes = told_once(differences)
    for one in told:
        yield _field(one.field, heading(one))
        yield _indented(_words(one, color), 4)
        if one.kind == "pin":
            yield _indented(Text(safe(f"take it out: {how_to_unpin(case, one)}")), 4)
    if echoes:
        yield _field("removals", f"{echoes} more, of the words told under blocks", "dim")


def _field(name: str, what: str, style: str = "") -> Text:
    return Text.assemble("  ", (name, f"cyan {style}".strip()), "  ", (safe(what), style))


def _indented(text: Text, by: int) -> Padding:
    return Padding(text, (0, 0, 0, by), expand=False)


def _words(one: Difference, color: bool) -> Text:
    text = Text()
    for kind, words in parts(one):
        before, after = ("", "") if color else _SIGNS[kind]
        text.append(f"{before}{safe(words)}{after}", _STYLES[kind])
    return text


def _cleaners(outcomes: Sequence[Outcome]) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("words by cleaner")
    for name in ("newly taken", "let go", "changed hands"):
        table.add_column(name, justify="right")
    for row in by_cleaner(outcomes):
        table.add_row(
            Text(safe(row.cleaner)),
            *(f"{count:,}" if count else "·" for count in (row.taken, row.let_go, row.changed_hands)),
        )
    return table
