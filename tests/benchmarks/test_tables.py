"""What the terminal shows: numbers in their units, differences coloured by what is better."""

from __future__ import annotations

import pytest

from benchmarks.aggregate import Score
from benchmarks.tables import _cell, _difference


@pytest.mark.parametrize(
    ("name", "score", "text"),
    [
        ("exact", Score(0.25, 0.2, 0.3, 9), "0.250 [dim]0.200–0.300[/dim]"),
        ("leaked", Score(0.011, 0.01, 0.012, 9), "1.1% [dim]1.0%–1.2%[/dim]"),
        ("cpu_ms", Score(12.34, 10, 14, 9), "12.3 [dim]10.0–14.0[/dim]"),
        ("caption", None, "[dim]–[/dim]"),
    ],
)
def test_cells(name, score, text):
    assert _cell(name, score) == text


@pytest.mark.parametrize(
    ("name", "score", "text"),
    [
        ("exact", Score(0.1, 0.05, 0.2, 9), "[green]+0.100[/green] [dim]+0.050 … +0.200[/dim]"),
        ("exact", Score(-0.1, -0.2, -0.05, 9), "[red]-0.100[/red] [dim]-0.200 … -0.050[/dim]"),
        ("exact", Score(0.1, -0.05, 0.2, 9), "[default]+0.100[/default] [dim]-0.050 … +0.200[/dim]"),
        ("leaked", Score(-0.1, -0.2, -0.05, 9), "[green]-10.0%[/green] [dim]-20.0% … -5.0%[/dim]"),
        ("cpu_ms", Score(0.5, 0.4, 0.6, 9), "[green]×0.50[/green] [dim]×0.40 … ×0.60[/dim]"),
        ("cpu_ms", Score(1.5, 1.2, 1.9, 9), "[red]×1.50[/red] [dim]×1.20 … ×1.90[/dim]"),
        ("cpu_ms", Score(1.1, 0.9, 1.2, 9), "[default]×1.10[/default] [dim]×0.90 … ×1.20[/dim]"),
    ],
)
def test_differences_are_coloured_where_they_are_sure(name, score, text):
    assert _difference(name, score) == text
