"""Scores as tables for the terminal and as plain data for a file."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from rich.console import Console
from rich.table import Table

from .aggregate import LOWER_IS_BETTER, MEASURES, RATIOS, Score
from .evaluation import Group
from .systems import SYSTEMS

_PERCENT = frozenset({"kept", "leaked"})


def print_group(console: Console, group: Group, against: str | None) -> None:
    """One table a group: a row for each measure, a column for each system, the last one for ours minus ``against``."""
    totals = group.totals()
    versus = group.against(against).get("ours", {}) if against else {}
    table = Table(title=f"{group.name}: {len(group.pages)} pages", title_justify="left", title_style="bold")
    table.add_column("measure", no_wrap=True)
    for system in totals:
        table.add_column(f"{system} {SYSTEMS[system].version}", justify="right", no_wrap=True)
    if versus:
        table.add_column(f"ours − {against}", justify="right", no_wrap=True)
    for name, label in MEASURES.items():
        if any(name in scores for scores in totals.values()):
            cells = [_cell(name, scores.get(name)) for scores in totals.values()]
            table.add_row(label, *cells, *([_difference(name, versus.get(name))] if versus else []))
    console.print(table)


def _cell(name: str, score: Score | None) -> str:
    if score is None:
        return "[dim]–[/dim]"
    return f"{_number(name, score.value)} [dim]{_number(name, score.low)}–{_number(name, score.high)}[/dim]"


def _difference(name: str, score: Score | None) -> str:
    """Green where the whole interval is an improvement, red where it is a loss. Times are told as ratios."""
    if score is None:
        return "[dim]–[/dim]"
    same, better = (1.0 if name in RATIOS else 0.0), (-1 if name in LOWER_IS_BETTER else 1)
    low, high = sorted((better * (score.low - same), better * (score.high - same)))
    colour = "green" if low > 0 else "red" if high < 0 else "default"
    value, *bounds = (_change(name, number) for number in (score.value, score.low, score.high))
    return f"[{colour}]{value}[/{colour}] [dim]{' … '.join(bounds)}[/dim]"


def _change(name: str, value: float) -> str:
    return f"×{value:.2f}" if name in RATIOS else _number(name, value, "+")


def _number(name: str, value: float, sign: str = "") -> str:
    if name in _PERCENT:
        return f"{100 * value:{sign}.1f}%"
    return f"{value:.1f}" if name in RATIOS else f"{value:{sign}.3f}"


def as_data(groups: list[Group], against: str | None) -> dict[str, Any]:
    """Everything the tables show, with system versions and the options used."""
    systems = {name: SYSTEMS[name] for group in groups for name in group.scores}
    return {
        "systems": {name: {"version": s.version, "options": s.options} for name, s in systems.items()},
        "groups": {
            group.name: {
                "pages": len(group.pages),
                "scores": _plain(group.totals()),
                "against": {"peer": against, "differences": _plain(group.against(against))} if against else None,
            }
            for group in groups
        },
    }


def _plain(scores: Mapping[str, Mapping[str, Score]]) -> dict[str, dict[str, dict[str, float]]]:
    return {
        system: {name: dataclasses.asdict(score) for name, score in found.items()} for system, found in scores.items()
    }
