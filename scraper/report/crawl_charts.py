"""Small charts as SVG (1.1) that a page can hold: no script, no style of their own, colours by class. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape

WIDTH, HEIGHT = 640, 190
_LEFT, _BOTTOM, _TOP = 48, 24, 12
_PLOT_WIDTH, _PLOT_HEIGHT = WIDTH - _LEFT, HEIGHT - _BOTTOM - _TOP
_MARKS_APART = 80  # between labels of the horizontal axis
COLOURS = 7  # classes c0 .. c6; the last is for the rest


def stacked(columns: Sequence[tuple[str, Mapping[str, int]]], series: Sequence[str], about: str) -> str:
    """Columns of stacked counts; ``series`` names the parts from the bottom up, the last class is for all others."""
    top = _ceiling(max((sum(parts.values()) for _, parts in columns), default=0))
    step = _PLOT_WIDTH / max(1, len(columns))
    drawn = [_column(index * step, step, top, column, series) for index, column in enumerate(columns)]
    every = max(1, round(_MARKS_APART / step))
    marked = range(len(columns) - 1, -1, -every)
    labels = "".join(_label(_LEFT + (index + 0.5) * step, columns[index][0]) for index in marked)
    return _svg(about, _axis(top) + "".join(drawn) + labels)


def _label(x: float, words: str) -> str:
    inside = min(x, WIDTH - 24.0)  # half a label, in the larger letters of small screens
    return f'<text x="{inside:.1f}" y="{HEIGHT - 6}" class="mid">{escape(words)}</text>'


def _column(x: float, step: float, top: int, column: tuple[str, Mapping[str, int]], series: Sequence[str]) -> str:
    label, parts = column
    grouped: dict[int, int] = {}
    for name, count in parts.items():
        colour = series.index(name) if name in series else COLOURS - 1
        grouped[colour] = grouped.get(colour, 0) + count
    y, drawn = float(_TOP + _PLOT_HEIGHT), ""
    for colour, count in sorted(grouped.items()):
        high = count / top * _PLOT_HEIGHT
        y -= high
        wide = max(1.0, min(step - 2, 40))
        drawn += _box(f"c{colour}", _LEFT + x + (step - wide) / 2, y, wide, high)
    said = ", ".join(f"{name} {count:,}" for name, count in sorted(parts.items(), key=lambda part: -part[1])[:8])
    return f"<g><title>{escape(label)}: {escape(said) or 'none'}</title>{drawn}</g>"


def histogram(bins: Sequence[int], colour: int, about: str) -> str:
    """Counts of ten equal bins from 0 to 1."""
    top = _ceiling(max(bins, default=0))
    step = _PLOT_WIDTH / max(1, len(bins))
    drawn = ""
    for index, count in enumerate(bins):
        high = count / top * _PLOT_HEIGHT
        box = _box(f"c{colour}", _LEFT + index * step + 1, _TOP + _PLOT_HEIGHT - high, step - 2, high)
        drawn += f"<g><title>{index / 10:.1f} to {(index + 1) / 10:.1f}: {count:,}</title>{box}</g>"
    labels = "".join(
        f'<text x="{_LEFT + index * step:.1f}" y="{HEIGHT - 6}"'
        f' class="{_anchor(index, len(bins))}">{index / 10:.1f}</text>'
        for index in range(0, len(bins) + 1, 2)
    )
    return _svg(about, _axis(top) + drawn + labels)


def _anchor(index: int, last: int) -> str:
    return "end" if index == last else "mid"


def spark(values: Sequence[float], about: str) -> str:
    """A line without axes from 0 (bottom) to 1 (top), 100 by 24."""
    if len(values) < 2:
        return ""
    points = " ".join(
        f"{index * 100 / (len(values) - 1):.1f},{22 - value * 20:.1f}" for index, value in enumerate(values)
    )
    return (
        f'<svg class="spark" viewBox="0 0 100 24" role="img" aria-label="{escape(about)}">'
        f'<title>{escape(about)}</title><polyline points="{points}"/></svg>'
    )


def share(parts: Sequence[tuple[str, int]], about: str) -> str:
    """One bar across the whole width, split by counts; the classes are the names."""
    total = sum(count for _, count in parts)
    x, drawn = 0.0, ""
    for name, count in parts:
        wide = count / max(1, total) * WIDTH
        drawn += (
            f"<g><title>{escape(name)}: {count:,}</title>{_box(f'o-{escape(name)}', x, 0, max(0.0, wide - 1), 20)}</g>"
        )
        x += wide
    return (
        f'<svg class="share" viewBox="0 0 {WIDTH} 20" preserveAspectRatio="none" role="img"'
        f' aria-label="{escape(about)}">{drawn}</svg>'
    )


def _axis(top: int) -> str:
    lines = ""
    for part in (0.0, 0.5, 1.0):
        y = _TOP + _PLOT_HEIGHT * (1 - part)
        value = top * part
        label = f"{value:,.0f}" if value == int(value) else ""  # there are no half articles
        lines += f'<line x1="{_LEFT}" x2="{WIDTH}" y1="{y:.1f}" y2="{y:.1f}"/>'
        lines += f'<text x="{_LEFT - 6}" y="{y + 4:.1f}" class="end">{label}</text>'
    return lines


def _box(colour: str, x: float, y: float, wide: float, high: float) -> str:
    return f'<rect class="{colour}" x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}"/>'


def _ceiling(value: int) -> int:
    """The next of 1, 2, 5, 10, 20, 50 ...: the top of an axis."""
    scale = 1
    while True:
        for step in (1, 2, 5):
            if step * scale >= value:
                return step * scale
        scale *= 10


def _svg(about: str, inside: str) -> str:
    return (
        f'<svg class="chart" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" aria-label="{escape(about)}">'
        f"<title>{escape(about)}</title>{inside}</svg>"
    )
